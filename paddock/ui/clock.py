"""The time, in one place, so that tests and pictures can hold it still."""

from datetime import UTC, date, datetime


def now_utc() -> datetime:
    """Now, aware, UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today in the local zone: what faults and validity are checked against."""
    return datetime.now().astimezone().date()
