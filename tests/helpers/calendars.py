"""The holiday table that is shipped."""

from importlib import resources

from paddock.domain.business_days import HolidayCalendar
from paddock.wire.holidays import HolidayTable


def shipped_table() -> HolidayTable:
    """The table as data."""
    return HolidayTable.model_validate_json(
        (resources.files("paddock.resources") / "calendars" / "cn.json").read_bytes()
    )


def shipped_calendar() -> HolidayCalendar:
    """The table as a calendar."""
    return shipped_table().to_calendar()
