"""The repayment schedule of an offer as a table."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from paddock.ui.words import day, money
from paddock.wire.decisions import Instalment, Offer

_HEIGHT = 112
"""At least the head and two instalments, in pixels; where there is room it grows."""
_Index = QModelIndex | QPersistentModelIndex


class ScheduleModel(QAbstractTableModel):
    """One row an instalment."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Instalment] = []

    def show_schedule(self, rows: list[Instalment]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 6

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return [
                self.tr("No."),
                self.tr("Due on"),
                self.tr("Payment"),
                self.tr("Principal"),
                self.tr("Interest"),
                self.tr("Balance"),
            ][section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(section)
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(index.column())
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self._rows[index.row()]
        return [
            str(row.number),
            day(row.due_date),
            money(row.payment_fen),
            money(row.principal_fen),
            money(row.interest_fen),
            money(row.balance_fen),
        ][index.column()]


class ScheduleTable(QTableView):
    """Shows an offer's schedule."""

    def __init__(self) -> None:
        super().__init__()
        self._model = ScheduleModel()
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Repayment schedule"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(_HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEIGHT)

    def show_offer(self, offer: Offer) -> None:
        """Replace the rows."""
        self._model.show_schedule(list(offer.schedule))
        self.scrollToTop()


def schedule_table() -> ScheduleTable:
    """An empty schedule."""
    return ScheduleTable()


def _aligned(column: int) -> int:
    side = Qt.AlignmentFlag.AlignLeft if column < 2 else Qt.AlignmentFlag.AlignRight
    return int(side | Qt.AlignmentFlag.AlignVCenter)
