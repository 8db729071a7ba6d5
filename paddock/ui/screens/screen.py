"""What every screen is."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from paddock.ui.actions import Action, bind_shortcuts
from paddock.ui.workbench import Workbench


class Screen(QWidget):
    """Base of all screens."""

    def __init__(self, shell: Workbench) -> None:
        super().__init__()
        self.setObjectName("page")
        self.shell = shell
        self.desk = shell.opened_desk()
        self.office = self.desk.office
        bind_shortcuts(self, self.declared_actions())

    @classmethod
    def declared_actions(cls) -> Sequence[Action[Any]]:
        """What can be done here, for shortcuts, tool tips and the palette; asked before the screen is made."""
        return ()

    def help_topic(self) -> str:
        """Which page F1 opens; empty: the page with the screen's key in the catalogue."""
        return ""

    def show_part(self, part: str) -> None:
        """Show only a part of what is here; the screen says which names it knows, "" is everything."""

    def take_back(self) -> bool:
        """Ctrl+Z with no newer notice to undo: take the last act here back; False if there is none."""
        return False

    def visited(self) -> None:
        """The person came here."""
        self.refresh()

    def left(self) -> None:
        """The person went to another screen."""

    def refresh(self) -> None:
        """Something may have changed at the core; ask again, off the GUI thread."""

    def closing(self) -> None:
        """The window closes or is made again: let go of devices, write what is unwritten."""

    def state(self) -> object:
        """What must survive a change of language or theme."""
        return None

    def restore(self, state: object) -> None:
        """Take up what `state` gave."""
