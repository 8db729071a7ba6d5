"""One look for all tables: a model of rows, columns that name themselves, chips in cells, nothing sideways."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from paddock.ui.states import Look
from paddock.ui.theme import colour, size
from paddock.ui.widgets.chip import chip_width, paint_chip

R = TypeVar("R")
_Index = QModelIndex | QPersistentModelIndex
LOOK_ROLE = Qt.ItemDataRole.UserRole + 1
BELOW_ROLE = Qt.ItemDataRole.UserRole + 2
_PADDING = 34
"""Left and right of a text, as the style sheet's `padding: 0 10px` and a little air."""


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: its title, its text for a row, and how it is set."""

    title: str
    text: Callable[[R], str]
    look: Callable[[R], Look] | None = None
    right: bool = False
    stretch: int = 0
    """Share of the spare width; 0: as wide as the widest text or chip."""
    width: int = 0
    """At least so wide, in logical pixels."""
    below: Callable[[R], str] | None = None
    """A second, quieter line in the cell."""
    key: Callable[[R], Any] | None = None
    """What the rows are ordered by when the title is clicked."""


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
        if role == Qt.ItemDataRole.DisplayRole:
            return column.look(row).text if column.look else column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = column.look(row).text if column.look else column.text(row)
            return f"{said}, {column.below(row)}" if column.below and column.below(row) else said
        if role == LOOK_ROLE:
            return column.look(row) if column.look else None
        if role == BELOW_ROLE:
            return column.below(row) if column.below else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (column.text(row), column.below(row) if column.below else "") if part)
        return self._alignment(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _alignment(self, section: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class _CellDelegate(QStyledItemDelegate):
    """Chips, and cells of two lines; every other cell as the style sheet says."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look, below = index.data(LOOK_ROLE), index.data(BELOW_ROLE)
        if isinstance(look, Look):
            self._ground(painter, option)
            rect = QRectF(option.rect)
            width = min(chip_width(look), rect.width() - 12)
            high = size("height", "chip")
            paint_chip(painter, QRectF(rect.x() + 8, rect.center().y() + 0.5 - high / 2, width, high), look)
        elif below is not None:
            self._ground(painter, option)
            self._two_lines(painter, option, str(index.data()), str(below))
        else:
            super().paint(painter, option, index)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        widget = option.widget
        ground = QStyleOptionViewItem(option)
        ground.text = ""
        widget.style().drawPrimitive(widget.style().PrimitiveElement.PE_PanelItemViewItem, ground, painter, widget)

    def _two_lines(self, painter: QPainter, option: QStyleOptionViewItem, first: str, second: str) -> None:
        rect = option.rect.adjusted(13, 7, -10, -7)
        can_be_used = bool(option.state & QStyle.StateFlag.State_Enabled)
        painter.save()
        for text, tint, pixels, side in (
            (first, "ink" if can_be_used else "ink_faint", size("type", "body"), Qt.AlignmentFlag.AlignTop),
            (second, "ink_faint", size("type", "small"), Qt.AlignmentFlag.AlignBottom),
        ):
            font = QFont(option.font)
            font.setPixelSize(pixels)
            painter.setFont(font)
            painter.setPen(colour(tint))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, side | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


class RowTable(QTableView, Generic[R]):
    """A table of rows; sends `opened` with the row on double click or Enter, `picked` when the selection moves."""

    opened = Signal(object)
    picked = Signal(object)

    def __init__(self, columns: Sequence[Column[R]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowModel(columns)
        self._same: Callable[[R], object] | None = None
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(
            size("height", "tall_row" if any(column.below for column in columns) else "row")
        )
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._widths = [0] * len(columns)
        self._by: tuple[int, bool] | None = None
        self._wanted_key = ""
        if any(column.key for column in columns):
            header.setSectionsClickable(True)
            header.sectionClicked.connect(self._sort_clicked)
        self._measure()
        self._spread()
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.rows[index.row()]))
        self.selectionModel().selectionChanged.connect(lambda *_: self._selection_changed())

    def current(self) -> R | None:
        """The row that is selected."""
        chosen = self.selectionModel().selectedRows()
        return self.rows.rows[chosen[0].row()] if chosen else None

    def current_key(self) -> str:
        """What tells the selected row from the others, as text; empty: none is selected."""
        row = self.current()
        # What is still to come counts as selected: a table that waits for its rows has not changed.
        return str(self._same(row)) if row is not None and self._same is not None else self._wanted_key

    def select_key(self, key: str) -> None:
        """Select the row with this key (`current_key`), now or when it is shown next."""
        self._wanted_key = key
        self._select_wanted()

    def _selection_changed(self) -> None:
        row = self.current()
        if row is not None:
            self._wanted_key = ""
        self.picked.emit(row)

    def can_sort_by(self, column: int) -> bool:
        """Whether there is such a column, and it has an order."""
        return 0 <= column < len(self.rows.columns) and self.rows.columns[column].key is not None

    def order(self) -> tuple[int, bool] | None:
        """By which column the rows are ordered, and whether the other way round."""
        return self._by

    def _select_wanted(self) -> bool:
        same = self._same
        if not self._wanted_key or same is None:
            return False
        for index, row in enumerate(self.rows.rows):
            if str(same(row)) == self._wanted_key:
                self._wanted_key = ""
                self.selectRow(index)
                self.scrollTo(self.rows.index(index, 0))
                return True
        return False

    def show_rows(self, rows: Sequence[R], same: Callable[[R], object]) -> None:
        """Replace the rows, keeping the selection on the row with the same key."""
        self._same = same
        before = self.current()
        changed = self.rows.show_rows(self._sorted(rows))
        if changed:
            self._measure()
            self._spread()
        if self._select_wanted() or not changed:
            return
        if before is not None:
            wanted = same(before)
            for index, row in enumerate(self.rows.rows):
                if same(row) == wanted:
                    self.selectRow(index)
                    return
        self.picked.emit(None)

    def sort_by(self, column: int, *, descending: bool = False) -> None:
        """Order the rows by a column that has a `key`; they stay so when rows are replaced."""
        self._by = (column, descending)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSortIndicator(column, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)
        if self._same is not None:
            self.show_rows(self.rows.rows, self._same)

    def _sort_clicked(self, column: int) -> None:
        if self.rows.columns[column].key:
            self.sort_by(column, descending=self._by == (column, False))
        elif self._by:
            # Qt has moved its arrow to a column that has no order: put it back.
            self.sort_by(self._by[0], descending=self._by[1])

    def _sorted(self, rows: Sequence[R]) -> list[R]:
        key = self.rows.columns[self._by[0]].key if self._by else None
        return sorted(rows, key=key, reverse=self._by[1]) if self._by and key else list(rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _measure(self) -> None:
        """How wide the columns that do not stretch have to be for their rows."""
        self._widths = [0 if column.stretch else self._needed(column) for column in self.rows.columns]

    def _spread(self) -> None:
        """Columns as wide as what they hold; those that stretch share what is left. Nothing goes sideways."""
        columns, widths = self.rows.columns, self._widths
        shares = sum(column.stretch for column in columns)
        left = max(self.viewport().width() - sum(widths), 0)
        for index, column in enumerate(columns):
            self.setColumnWidth(index, left * column.stretch // shares if column.stretch else widths[index])

    def _needed(self, column: Column[R]) -> int:
        self.ensurePolished()
        metrics, small = self.fontMetrics(), QFontMetrics(_small_bold(self.font()))
        needed = max(column.width, small.horizontalAdvance(column.title) + _PADDING + 6)
        for row in self.rows.rows:
            if column.look:
                needed = max(needed, chip_width(column.look(row)) + 18)
            else:
                needed = max(needed, metrics.horizontalAdvance(column.text(row)) + _PADDING)
        return needed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row is not None:
            self.opened.emit(row)
            return
        super().keyPressEvent(event)


def _small_bold(font: QFont) -> QFont:
    """The font of the header, as the style sheet sets it."""
    made = QFont(font)
    made.setPixelSize(size("type", "small"))
    made.setBold(True)
    return made
