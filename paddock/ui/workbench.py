"""What a screen may ask of the window around it. Screens know this, never the window itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from paddock.domain.errors import PaddockError
    from paddock.domain.sentences import Sentence
    from paddock.ui.desk import Desk
    from paddock.ui.preferences import Preferences
    from paddock.ui.states import Tone
    from paddock.wire.inventory import InventoryUnit


class Workbench(Protocol):
    """The shell as its screens see it; every method returns at once and is called on the GUI thread."""

    @property
    def preferences(self) -> "Preferences":
        """What the person chose for this window."""

    def opened_desk(self) -> "Desk":
        """The open desk: office, sync, capture, doctor."""

    def go(self, key: str, part: str = "") -> None:
        """Show the screen called `key` in the catalogue, narrowed to a `part` of it if the screen knows such."""

    def open_deal(self, application_id: "UUID") -> None:
        """Show a deal at the counter."""

    def start_deal_with(self, unit: "InventoryUnit") -> None:
        """A new deal at the counter with a car from stock."""

    def restore_draft(self, application_id: "UUID") -> None:
        """Bring a discarded draft back and show it."""

    def notify(
        self,
        text: str,
        undo: Callable[[], object] | None = None,
        *,
        opens: Callable[[], object] | None = None,
        tone: "Tone" = "calm",
    ) -> None:
        """Say what was done or what happened, with the way back and the way there.

        Both may be called much later, from the list of notices, when the screen that gave them may be gone: let them
        hold ids and the workbench, not widgets.
        """

    def show_problem(
        self, error: "PaddockError | Sentence", action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Say an error in the one place for errors; `action`: the words of a button and what it does."""

    def show_camera(self, words: str, tone: str = "") -> None:
        """Say in the status line how the camera is."""

    def wake_sync(self) -> None:
        """Something new waits, or the person asked: synchronise now."""

    def lock_settings_changed(self) -> None:
        """The preferences say another time to lock the window after."""

    def start_tour(self) -> None:
        """Lead through a deal with invented data; does nothing where the centre is not the embedded one."""

    def restore_copy(self, copy: "Path") -> None:
        """Close the desk, put a copy in the place of its database, and open it again."""

    def restyle(self) -> None:
        """Language or theme was chosen anew in the preferences: show everything in it."""
