"""Notices over the lower edge of the window: several at a time, the rest in turn, never with the keyboard."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from paddock.ui.announce import announce
from paddock.ui.notices import Notice, Notices
from paddock.ui.theme import size

_MOST_SHOWN = 3
_ABOVE_STATUS = 46
_FOOT_MOVES = {QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide}


class _Toast(QFrame):
    """One notice; waits while the mouse is on it."""

    over = Signal()

    def __init__(self, parent: QWidget, notices: Notices, notice: Notice) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notice = notice
        self._notices = notices
        self.words = QLabel(notice.text)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 10, 12, 10)
        layout.addWidget(self.words)
        if notice.opens:
            layout.addWidget(self._button(self.tr("Open"), self._open))
        if notice.undo:
            layout.addWidget(self._button(self.tr("Undo"), self.take_back))
        layout.addWidget(self._button("✕", self._dismiss, self.tr("Dismiss")))
        self.setAccessibleName(notice.text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(size("motion_ms", "toast"))
        self._timer.timeout.connect(self.over)
        self._timer.start()
        self.adjustSize()

    def fit(self, widest: int) -> None:
        """As wide as the words, which go on in the next line beyond `widest` pixels."""
        whole = self.words.fontMetrics().horizontalAdvance(self.notice.text) + 4
        self.words.setWordWrap(whole > widest)
        self.words.setFixedWidth(min(whole, widest))
        self.adjustSize()

    def take_back(self) -> bool:
        """What the undo button does."""
        self.over.emit()
        return self._notices.take_back(self.notice)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)

    def _dismiss(self) -> None:
        self.over.emit()
        self._notices.read(self.notice)

    def _open(self) -> None:
        self.over.emit()
        self._notices.open(self.notice)

    def _button(self, words: str, then: object, name: str = "") -> QPushButton:
        made = QPushButton(words)
        made.setAccessibleName(name or words)
        made.setToolTip(name)
        # The keyboard has Ctrl+Z and the list behind the bell; a toast never takes it.
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(then)
        return made


class Toasts(QObject):
    """Shows the notices of `notices` over `parent`; those that find no room wait for their turn."""

    changed = Signal()
    """Another set of toasts is shown."""

    def __init__(self, parent: QWidget, notices: Notices, foot: Callable[[], QWidget | None] = lambda: None) -> None:
        """`foot`: what stands at the lower edge now and must not be covered (what is wrong, the button that sends)."""
        super().__init__(parent)
        self._over, self._notices = parent, notices
        self._foot_now = foot
        self._foot: QWidget | None = None
        self._place_soon = QTimer(self)
        self._place_soon.setSingleShot(True)
        self._place_soon.setInterval(0)
        self._place_soon.timeout.connect(self._place)
        self._shown: list[_Toast] = []
        self._waiting: list[Notice] = []
        notices.added.connect(self._add)
        notices.changed.connect(self._look)
        parent.installEventFilter(self)
        for notice in notices.younger_than(size("motion_ms", "toast")):
            self._add(notice)

    def text(self) -> str:
        """The notices shown, one a line; empty when none is."""
        return "\n".join(toast.notice.text for toast in self._shown)

    def can_undo(self) -> bool:
        """Whether one that is shown can be taken back."""
        return any(toast.notice.undo for toast in self._shown)

    def undo(self) -> bool:
        """Take the newest one back that can be."""
        newest = next((toast for toast in reversed(self._shown) if toast.notice.undo), None)
        return newest.take_back() if newest else False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._shown and event.type() in _FOOT_MOVES:
            # When all that moves has moved: another page's foot may be the one that counts by then.
            self._place_soon.start()
        return super().eventFilter(watched, event)

    def make_way(self) -> None:
        """Another screen or step is in front."""
        if self._shown:
            self._place_soon.start()

    def _add(self, notice: Notice) -> None:
        if notice.quiet:
            return
        announce(self._over, notice.text, urgent=notice.tone == "bad")
        if len(self._shown) >= _MOST_SHOWN:
            self._waiting.append(notice)
            return
        toast = _Toast(self._over, self._notices, notice)
        toast.over.connect(lambda: self._take_away(toast))
        self._shown.append(toast)
        toast.show()
        self._place()
        self.changed.emit()

    def _look(self) -> None:
        """Taken back or opened from the list: its toast has nothing more to offer."""
        for toast in [toast for toast in self._shown if not toast.notice.unread]:
            self._take_away(toast)

    def _take_away(self, toast: _Toast) -> None:
        if toast not in self._shown:
            return
        self._shown.remove(toast)
        toast.hide()
        toast.deleteLater()
        while self._waiting:
            notice = self._waiting.pop(0)
            if notice.unread:
                self._add(notice)
                break
        self._place()
        self.changed.emit()

    def _place(self) -> None:
        """Above each other, the newest lowest, and all above the foot."""
        bottom = min(self._over.height() - _ABOVE_STATUS, self._top_of_foot() - size("space", "small"))
        for toast in reversed(self._shown):
            toast.fit(self._over.width() * 3 // 5)
            toast.move((self._over.width() - toast.width()) // 2, bottom - toast.height())
            toast.raise_()
            bottom -= toast.height() + size("space", "small")

    def _top_of_foot(self) -> int:
        """In pixels of the window; its whole height where there is no foot."""
        foot = self._foot_now()
        if foot is not self._foot:
            if self._foot is not None and isValid(self._foot):
                self._foot.removeEventFilter(self)
            if foot is not None:
                foot.installEventFilter(self)
            self._foot = foot
        shown = foot is not None and foot.isVisible() and self._over.isAncestorOf(foot)
        return foot.mapTo(self._over, QPoint()).y() if foot is not None and shown else self._over.height()
