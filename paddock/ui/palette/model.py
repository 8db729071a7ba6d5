"""The palette's lines for Qt, and how they are painted."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from paddock.ui import icons
from paddock.ui.palette.entries import Entry
from paddock.ui.theme import colour, size

_Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_HEIGHT = 40
_ICON, _GAP, _EDGE = 18, 12, 14


class Lines(QAbstractListModel):
    """The finds, best first."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: Sequence[Entry] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Replace the lines."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = 0) -> Any:
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (entry.title, entry.detail, entry.kind.words(), entry.shortcut)
            return ", ".join(part for part in parts if part)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        enabled = self.entries[index.row()].enabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if enabled else Qt.ItemFlag.NoItemFlags


class LinePainter(QStyledItemDelegate):
    """Icon, title and detail on the left; keys or kind on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(0, max(ROW_HEIGHT, option.fontMetrics.height() + 2 * size("space", "small")))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_soft"))
            painter.drawRoundedRect(option.rect.adjusted(4, 1, -4, -1), size("radius", "control"), 6)
        rect = option.rect.adjusted(_EDGE, 0, -_EDGE, 0)
        tint = "accent" if chosen else "ink_soft" if entry.enabled else "ink_faint"
        picture = icons.pixmap(entry.icon, tint, _ICON)
        painter.drawPixmap(rect.left(), rect.center().y() - _ICON // 2, picture)
        right = self._right(painter, option.font, rect, entry)
        self._words(painter, option.font, rect.adjusted(_ICON + _GAP, 0, -right - _GAP, 0), entry)
        painter.restore()

    def _right(self, painter: QPainter, font: QFont, rect: QRect, entry: Entry) -> int:
        small = QFont(font)
        small.setPixelSize(size("type", "small"))
        painter.setFont(small)
        words = entry.shortcut or entry.kind.words()
        width = QFontMetrics(small).horizontalAdvance(words)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if entry.shortcut:
            cap = QRect(rect.right() - width - 12, rect.center().y() - 11, width + 12, 22)
            painter.setPen(colour("line_strong"))
            painter.setBrush(colour("surface"))
            painter.drawRoundedRect(cap, 4, 4)
            painter.setPen(colour("ink_soft"))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, words)
            return width + 12
        painter.setPen(colour("ink_faint"))
        painter.drawText(rect, side, words)
        return width

    def _words(self, painter: QPainter, font: QFont, rect: QRect, entry: Entry) -> None:
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        metrics = QFontMetrics(font)
        title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(font)
        painter.setPen(colour("ink" if entry.enabled else "ink_faint"))
        painter.drawText(rect, side, title)
        rest = rect.adjusted(metrics.horizontalAdvance(title) + _GAP, 0, 0, 0)
        if entry.detail and rest.width() > 40:
            painter.setPen(colour("ink_faint"))
            painter.drawText(rest, side, metrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, rest.width()))
