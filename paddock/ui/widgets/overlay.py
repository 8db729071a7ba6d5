"""A card over the whole window that takes the keyboard until it is closed, and gives it back then."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from paddock.ui.theme import colour, is_dark

_LIGHT_DIM, _DARK_DIM = 56, 120
"""Opacity of the ground, of 255."""


class Overlay(QWidget):
    """Dims `over`; a click beside its card or Esc closes it. Subclasses fill `card` and say where it stands."""

    closed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._before: QWidget | None = None
        self.card = QFrame(self)
        self.card.setProperty("role", "card")
        over.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it over everything and take the keyboard."""
        self._before = QApplication.focusWidget()
        self._cover()
        self.show()
        self.raise_()
        self.first_focus().setFocus(Qt.FocusReason.PopupFocusReason)

    def close_up(self, *, give_back: bool = True) -> None:
        """Hide it; the keyboard goes back to where it was unless something else takes it."""
        if self.isHidden():
            return
        before, self._before = self._before, None
        self.hide()
        if give_back and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def place_card(self) -> None:
        """Give `card` its place; called when the window's size changes."""
        raise NotImplementedError

    def first_focus(self) -> QWidget:
        """What has the keyboard when it opens."""
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self._over and not self.isHidden():
            self._cover()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        # Whatever is typed here stays here: the screen below is not being worked on.
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_up()
        event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's signature
        """Tab stays inside while the card is open; Esc is the way out."""
        inside = [made for made in self.card.findChildren(QWidget) if _takes_tab(made)]
        if inside:
            at = next_index(inside, QApplication.focusWidget(), forward=next)
            inside[at].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QColor(colour("stage"))
        ground.setAlpha(_DARK_DIM if is_dark() else _LIGHT_DIM)
        painter = QPainter(self)
        painter.fillRect(event.rect(), ground)
        painter.end()

    def _cover(self) -> None:
        self.setGeometry(self._over.rect())
        self.place_card()


def next_index(inside: list[QWidget], focused: QWidget | None, *, forward: bool) -> int:
    """The place of the widget after (or before) the focused one, round and round."""
    at = inside.index(focused) if focused in inside else (-1 if forward else 0)
    return (at + (1 if forward else -1)) % len(inside)


def _takes_tab(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def is_covered(widget: QWidget) -> bool:
    """Whether an overlay lies over the window of `widget`: nobody works on it now."""
    return any(overlay.isVisible() for overlay in widget.window().findChildren(Overlay))
