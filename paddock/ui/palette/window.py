"""The palette itself: a line to type in and the finds below, over the window; keyboard first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QStackedWidget, QVBoxLayout, QWidget

from paddock.ui.announce import announce
from paddock.ui.clock import now_utc
from paddock.ui.palette.entries import Entry
from paddock.ui.palette.model import ROW_HEIGHT, LinePainter, Lines
from paddock.ui.palette.ranking import Question, ranked
from paddock.ui.palette.sources import action_entries, record_entries
from paddock.ui.tasks import Newest, run
from paddock.ui.widgets.basics import label
from paddock.ui.widgets.empty import EmptyState
from paddock.ui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from paddock.ui.shell import Shell

_WIDTH, _TOP, _ROWS, _AROUND = 680, 56, 10, 112
_ROWS_OF_NOTHING = 6
MOST_RECENT = 20


class Palette(Overlay):
    """Opened by Ctrl+K. Searches on a thread; only the answer to what is typed now is shown."""

    def __init__(self, over: QWidget, shell: "Shell", recent: Sequence[str] = ()) -> None:
        super().__init__(over)
        self._shell = shell
        self.recent = list(recent)
        """Keys of the lines chosen last, the newest first."""
        self._actions: list[Entry] = []
        self._records: list[Entry] = []
        self._newest = Newest()
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Search actions, names, cars, VIN, contract numbers"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(lambda _text: self._search())
        self.line.installEventFilter(self)
        self.lines = Lines()
        self.list = QListView()
        self.list.setModel(self.lines)
        self.list.setItemDelegate(LinePainter(self.list))
        self.list.setAccessibleName(self.tr("Finds"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.clicked.connect(self._clicked)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(
            EmptyState(
                "magnifying-glass",
                self.tr("Nothing found"),
                self.tr("Fewer letters find more. Pinyin initials, the end of a VIN or a contract number will do."),
                width=_WIDTH - 120,
                framed=False,
            )
        )
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(12, 12, 12, 8)
        layout.addWidget(self.line)
        layout.addWidget(self._stack, 1)
        layout.addWidget(label(self.tr("↑ ↓ choose    Enter does it    Esc closes"), "faint"))

    def open(self) -> None:
        """Show it empty; records are read anew meanwhile."""
        self._actions = action_entries(self._shell)
        self.line.clear()
        super().open()
        self._search()
        office, shell = self._shell.opened_desk().office, self._shell
        run(self, lambda: record_entries(office, shell)).success(self._records_read)

    def first_focus(self) -> QWidget:
        return self.line

    def place_card(self) -> None:
        width = min(_WIDTH, self.width() - 48)
        row = max(self.list.sizeHintForRow(0), ROW_HEIGHT)
        rows = min(len(self.lines.entries), _ROWS) or _ROWS_OF_NOTHING
        height = min(rows * row + _AROUND, self.height() - 2 * _TOP)
        self.card.setGeometry((self.width() - width) // 2, _TOP, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def perform_current(self) -> None:
        """Enter: do what the marked line says."""
        index = self.list.currentIndex()
        if index.isValid() and self.lines.entries[index.row()].enabled:
            entry = self.lines.entries[index.row()]
            self.recent = [entry.key, *(key for key in self.recent if key != entry.key)][:MOST_RECENT]
            # Closed before, and with the keyboard back where it was: the act may want to put it elsewhere.
            self.close_up()
            entry.perform()

    # Inside

    def _records_read(self, records: list[Entry]) -> None:
        self._records = records
        if not self.isHidden():
            self._search()

    def _search(self) -> None:
        entries = [*self._actions, *self._records]
        question = Question(self.line.text(), tuple(self.recent), now_utc())
        self._newest.run(self, lambda: ranked(entries, question)).success(self._show)

    def _show(self, found: list[Entry]) -> None:
        self.lines.show_entries(found)
        self._stack.setCurrentIndex(0 if found else 1)
        self.place_card()
        if found:
            self._mark(0, step=1)
        else:
            announce(self, self.tr("Nothing found"))

    def _key(self, event: QKeyEvent) -> bool:
        page = _ROWS - 1
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._move(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.perform_current()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            return False
        return True

    def _move(self, step: int) -> None:
        many = len(self.lines.entries)
        if not many:
            return
        at = self.list.currentIndex().row() + step
        # A step of one goes round; a page stops at the end.
        at = at % many if abs(step) == 1 else max(0, min(at, many - 1))
        self._mark(at, step)

    def _mark(self, at: int, step: int) -> None:
        """Mark the line, or the next one in the direction of `step` that can be chosen."""
        many = len(self.lines.entries)
        way = 1 if step > 0 else -1
        for offset in range(many):
            row = (at + way * offset) % many
            if self.lines.entries[row].enabled:
                index = self.lines.index(row)
                self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                self.list.scrollTo(index)
                announce(self.line, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
                return
        self.list.selectionModel().clear()

    def _clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self.perform_current()
