"""The tabs of open deals: as wide as their words while there is room, all equally short of it when there is none."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QStyle, QStyleOptionTab, QTabBar

from paddock.ui import icons
from paddock.ui.states import Look
from paddock.ui.widgets.basics import bold_metrics
from paddock.ui.widgets.chip import TINTS

_AROUND = 74
"""Icon, padding and the closing cross, in pixels."""
_SHORTEST = 148
_HEIGHT = 40


class DealTabs(QTabBar):
    """Each tab says applicant, car and state; the state has an icon too, which no shortage of room takes away."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabsClosable(True)
        self.setMovable(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setIconSize(QSize(16, 16))
        self.setAccessibleName(self.tr("Open deals"))
        self._bold: tuple[str, QFontMetrics] | None = None
        """The font it was made of, and the measures of its bold."""
        self._laid: tuple[object, list[int]] | None = None
        """What the widths were reckoned from, and the widths: the bar asks for them tab by tab, and again and again."""

    def say(self, index: int, title: str, look: Look) -> None:
        """What a tab says: who and which car, and the state."""
        text = f"{title} · {look.text}"
        if self.tabText(index) == text:
            return
        self.setTabIcon(index, icons.icon(look.icon, TINTS[look.tone][0]))
        self.setTabText(index, text)
        self.setTabToolTip(index, text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button closes."""
        at = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and at >= 0:
            self.tabCloseRequested.emit(at)
            return
        super().mouseReleaseEvent(event)

    def initStyleOption(self, option: QStyleOptionTab, index: int) -> None:
        """Qt shortens with the plain font, but the tab in front is bold: it would be cut off at both ends."""
        super().initStyleOption(option, index)
        room = self.style().subElementRect(QStyle.SubElement.SE_TabBarTabText, option, self).width()
        option.text = self._measures().elidedText(self.tabText(index), Qt.TextElideMode.ElideRight, room)

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self._widths()[index], _HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def _widths(self) -> list[int]:
        """Wide tabs give way first; none becomes shorter than `_SHORTEST` (then the bar scrolls)."""
        measures, room = self._measures(), self.width()
        texts = [self.tabText(index) for index in range(self.count())]
        key = (texts, room, self.font().key())
        if self._laid is None or self._laid[0] != key:
            wanted = [measures.horizontalAdvance(text) + _AROUND for text in texts]
            widest = max(wanted, default=0)
            while sum(min(width, widest) for width in wanted) > room and widest > _SHORTEST:
                widest -= 2
            self._laid = key, [min(width, widest) for width in wanted]
        return self._laid[1]

    def _measures(self) -> QFontMetrics:
        """Of the bold font: the tab in front is written in it."""
        key = self.font().key()
        if self._bold is None or self._bold[0] != key:
            self._bold = key, bold_metrics(self)
        return self._bold[1]
