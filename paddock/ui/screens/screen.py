"""What every screen is."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from paddock.ui.shell import Shell
    from paddock.wire.inventory import InventoryUnit


class Screen(QWidget):
    """Base of all screens."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__()
        self.setObjectName("page")
        self.shell = shell
        self.desk = shell.opened_desk()
        self.office = self.desk.office

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

    def open_deal(self, application_id: UUID) -> None:
        """Only the counter opens deals."""
        raise NotImplementedError

    def start_deal_with(self, unit: "InventoryUnit") -> None:
        """Only the counter starts deals."""
        raise NotImplementedError
