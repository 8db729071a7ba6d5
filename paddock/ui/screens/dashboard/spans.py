"""Days, weeks and months of the dealer's own calendar, as the dashboard counts them."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from paddock.app.store.dashboard_views import Span
from paddock.ui.words import translate


class Grain(StrEnum):
    """How deals are put together."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


_HOW_MANY = {Grain.DAY: 14, Grain.WEEK: 12, Grain.MONTH: 12}


def span_of(grain: Grain, staff: str | None, now: datetime) -> Span:
    """The last 14 days, 12 weeks (from Monday) or 12 months up to now, with local midnights as edges."""
    today = now.astimezone().date()
    starts = [_start(grain, today, back) for back in range(_HOW_MANY[grain] - 1, -1, -1)]
    end = today + timedelta(days=1)
    edges = tuple(_midnight(day) for day in (*starts, end))
    return Span(edges, _midnight(today), today, staff)


def bucket_name(grain: Grain, start: datetime) -> str:
    """What stands under a bar: `25`, `11-23`, `11月`."""
    day = start.astimezone().date()
    if grain is Grain.MONTH:
        return translate("Dashboard", "{0}/{1}").format(day.year % 100, day.month)
    return f"{day.month}-{day.day}"


def bucket_words(grain: Grain, start: datetime) -> str:
    """The same in full, for tool tips, tables and screen readers."""
    day = start.astimezone().date()
    if grain is Grain.MONTH:
        return f"{day.year}-{day.month:02d}"
    words = day.isoformat()
    return words if grain is Grain.DAY else translate("Dashboard", "week from {0}").format(words)


def span_words(grain: Grain) -> str:
    """The whole stretch of time."""
    return {
        Grain.DAY: translate("Dashboard", "last 14 days"),
        Grain.WEEK: translate("Dashboard", "last 12 weeks"),
        Grain.MONTH: translate("Dashboard", "last 12 months"),
    }[grain]


def _start(grain: Grain, today: date, back: int) -> date:
    if grain is Grain.DAY:
        return today - timedelta(days=back)
    if grain is Grain.WEEK:
        return today - timedelta(days=today.weekday() + 7 * back)
    months = today.year * 12 + today.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def _midnight(day: date) -> datetime:
    """The begin of a local day, aware; a clock that was turned that night is taken into account."""
    return datetime.combine(day, time()).astimezone()
