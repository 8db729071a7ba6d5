"""Where the person stands in the window, as it is kept between starts: ids, orders and sizes."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError


class _Kept(BaseModel):
    # What another version of the program wrote is taken as far as it is understood.
    model_config = ConfigDict(frozen=True, extra="ignore")


class TabMemory(_Kept):
    """An open deal."""

    application_id: UUID
    step: int | None = None
    """From 0; None: where it stands."""
    field: str = ""
    """The `FieldPath` with the cursor."""


class TableMemory(_Kept):
    """How a table was looked at."""

    column: int | None = None
    """By which it is ordered."""
    descending: bool = False
    selected: str = ""
    """The key of the selected row."""


class ScreenMemory(_Kept):
    """How a screen was left."""

    part: str = ""
    """As `Screen.shown_part` says."""
    tables: tuple[TableMemory, ...] = ()
    """In the order of the screen's tables."""
    splitters: tuple[tuple[int, ...], ...] = ()
    """The sizes in each, in pixels."""
    tabs: tuple[TabMemory, ...] = ()
    front: UUID | None = None
    """Of the tab in front."""
    kept_at: datetime | None = None
    """When the window's memory was written; told to a screen that recalls, and not kept with it."""


class WindowMemory(_Kept):
    """The whole window."""

    screen: str = ""
    """The key of the screen in front."""
    screens: dict[str, ScreenMemory] = {}
    recent: tuple[str, ...] = ()
    """Keys of the palette's lines chosen last, the newest first."""
    kept_at: datetime | None = None
    """UTC; None: nothing was kept yet."""


def read_memory(text: str | None) -> WindowMemory:
    """What was kept; empty if nothing was, or if it cannot be understood, which is no reason not to open."""
    if text is None:
        return WindowMemory()
    try:
        return WindowMemory.model_validate_json(text)
    except ValidationError:
        return WindowMemory()
