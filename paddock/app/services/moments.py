"""The time an act happens."""

from datetime import UTC, date, datetime
from uuid import UUID

import uuid_utils.compat


def moment(now: datetime | None) -> datetime:
    """`now`, or the present time in UTC."""
    return now if now is not None else datetime.now(UTC)


def local_date(now: datetime) -> date:
    """The date at the counter, which ages and expiry dates are checked on."""
    return now.astimezone().date()


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): an identity that sorts by the time it was made."""
    return uuid_utils.compat.uuid7()
