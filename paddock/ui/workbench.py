"""What a screen may ask of the window around it. Screens know this, never the window itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from uuid import UUID

    from paddock.domain.errors import PaddockError
    from paddock.domain.sentences import Sentence
    from paddock.ui.desk import Desk
    from paddock.ui.preferences import Preferences
    from paddock.wire.inventory import InventoryUnit


class Workbench(Protocol):
    """The shell as its screens see it; every method returns at once and is called on the GUI thread."""

    @property
    def preferences(self) -> "Preferences":
        """What the person chose for this window."""

    def opened_desk(self) -> "Desk":
        """The open desk: office, sync, capture, doctor."""

    def go(self, key: str) -> None:
        """Show the screen called `key` in the catalogue."""

    def open_deal(self, application_id: "UUID") -> None:
        """Show a deal at the counter."""

    def start_deal_with(self, unit: "InventoryUnit") -> None:
        """A new deal at the counter with a car from stock."""

    def notify(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was done, with the way back while there is one."""

    def show_problem(
        self, error: "PaddockError | Sentence", action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Say an error in the one place for errors; `action`: the words of a button and what it does."""

    def show_camera(self, words: str, tone: str = "") -> None:
        """Say in the status line how the camera is."""

    def wake_sync(self) -> None:
        """Something new waits, or the person asked: synchronise now."""

    def restyle(self) -> None:
        """Language or theme was chosen anew in the preferences: show everything in it."""
