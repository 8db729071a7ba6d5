"""What every screen is."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QSplitter, QWidget

from paddock.ui.actions import Action, bind_shortcuts
from paddock.ui.memory import ScreenMemory, TableMemory
from paddock.ui.widgets.overlay import is_covered
from paddock.ui.widgets.table import RowTable
from paddock.ui.workbench import Workbench


class Screen(QWidget):
    """Base of all screens."""

    def __init__(self, shell: Workbench) -> None:
        super().__init__()
        self.setObjectName("page")
        self.shell = shell
        self.desk = shell.opened_desk()
        self.office = self.desk.office
        bind_shortcuts(self, self.declared_actions(), unless=lambda: is_covered(self))

    @classmethod
    def declared_actions(cls) -> Sequence[Action[Any]]:
        """What can be done here, for shortcuts, tool tips and the palette; asked before the screen is made."""
        return ()

    def help_topic(self) -> str:
        """Which page F1 opens; empty: the page with the screen's key in the catalogue."""
        return ""

    def show_part(self, part: str) -> None:
        """Show only a part of what is here; the screen says which names it knows, "" is everything."""

    def shown_part(self) -> str:
        """The part shown now, as `show_part` takes it."""
        return ""

    def memory(self) -> ScreenMemory:
        """What the window keeps of this screen between starts: which part, orders, selected rows, sizes."""
        return ScreenMemory(
            part=self.shown_part(),
            tables=tuple(_of_table(table) for table in self.findChildren(RowTable)),
            splitters=tuple(tuple(splitter.sizes()) for splitter in self.findChildren(QSplitter)),
        )

    def recall(self, kept: ScreenMemory) -> None:
        """Stand as `memory` says; rows that are not there yet are selected when they come."""
        if kept.part:
            self.show_part(kept.part)
        for table, known in zip(self.findChildren(RowTable), kept.tables, strict=False):
            if known.column is not None and table.can_sort_by(known.column):
                table.sort_by(known.column, descending=known.descending)
            table.select_key(known.selected)
        for splitter, sizes in zip(self.findChildren(QSplitter), kept.splitters, strict=False):
            if len(sizes) == splitter.count() and any(sizes):
                splitter.setSizes(list(sizes))

    def foot(self) -> QWidget | None:
        """What stands at the lower edge now and must not be covered by notices; hidden, it counts as not there."""
        return None

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
        """What must survive a change of language or theme: what is remembered, unless a screen has more."""
        return self.memory()

    def restore(self, state: object) -> None:
        """Take up what `state` gave."""
        if isinstance(state, ScreenMemory):
            self.recall(state)


def _of_table(table: RowTable[Any]) -> TableMemory:
    order = table.order()
    return TableMemory(
        column=order[0] if order else None,
        descending=bool(order and order[1]),
        selected=table.current_key(),
    )
