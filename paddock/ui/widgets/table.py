"""One look for all tables: a model of rows, columns that name themselves, chips in cells, nothing sideways."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from paddock.ui.states import Look
from paddock.ui.widgets.chip import chip_width, paint_chip

R = TypeVar("R")
_Index = QModelIndex | QPersistentModelIndex
LOOK_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: its title, its text for a row, and how it is set."""

    title: str
    text: Callable[[R], str]
    look: Callable[[R], Look] | None = None
    right: bool = False
    stretch: int = 0
    """Share of the spare width; 0: as wide as `width`."""
    width: int = 100


class RowModel(QAbstractTableModel, Generic[R]):
    """Rows of frozen values."""

    def __init__(self, columns: Sequence[Column[R]]) -> None:
        super().__init__()
        self.columns = columns
        self.rows: list[R] = []

    def show_rows(self, rows: Sequence[R]) -> bool:
        """Replace the rows; returns whether anything changed."""
        if list(rows) == self.rows:
            return False
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()
        return True

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: _Index, role: int = 0) -> Any:
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return column.look(row).text if column.look else column.text(row)
        if role == LOOK_ROLE:
            return column.look(row) if column.look else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.text(row)
        return self._alignment(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _alignment(self, section: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class _ChipDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look = index.data(LOOK_ROLE)
        if not isinstance(look, Look):
            super().paint(painter, option, index)
            return
        self._ground(painter, option)
        rect = QRectF(option.rect)
        width = min(chip_width(look), rect.width() - 12)
        paint_chip(painter, QRectF(rect.x() + 8, rect.center().y() - 11.5, width, 24), look)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        widget = option.widget
        ground = QStyleOptionViewItem(option)
        ground.text = ""
        widget.style().drawPrimitive(widget.style().PrimitiveElement.PE_PanelItemViewItem, ground, painter, widget)


class RowTable(QTableView, Generic[R]):
    """A table of rows; sends `opened` with the row on double click or Enter, `picked` when the selection moves."""

    opened = Signal(object)
    picked = Signal(object)

    def __init__(self, columns: Sequence[Column[R]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowModel(columns)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setItemDelegate(_ChipDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(44)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        for index, column in enumerate(columns):
            if column.stretch:
                header.setSectionResizeMode(index, QHeaderView.ResizeMode.Stretch)
            else:
                header.setSectionResizeMode(index, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(index, column.width)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.rows[index.row()]))
        self.selectionModel().selectionChanged.connect(lambda *_: self.picked.emit(self.current()))

    def current(self) -> R | None:
        """The row that is selected."""
        chosen = self.selectionModel().selectedRows()
        return self.rows.rows[chosen[0].row()] if chosen else None

    def show_rows(self, rows: Sequence[R], same: Callable[[R], object]) -> None:
        """Replace the rows, keeping the selection on the row with the same key."""
        before = self.current()
        if not self.rows.show_rows(rows):
            return
        if before is not None:
            wanted = same(before)
            for index, row in enumerate(self.rows.rows):
                if same(row) == wanted:
                    self.selectRow(index)
                    return
        self.picked.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row is not None:
            self.opened.emit(row)
            return
        super().keyPressEvent(event)
