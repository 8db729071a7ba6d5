"""The one place for error sentences, and toasts for what can be undone."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from paddock.domain.sentences import Sentence
from paddock.ui.theme import size
from paddock.ui.widgets.basics import set_tone
from paddock.ui.words import say


class ProblemBanner(QFrame):
    """One sentence saying what is wrong and what to do, with at most one action; stays until dismissed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._act = QPushButton()
        self._act.clicked.connect(self._do)
        self._act.hide()
        self._close = QPushButton(self.tr("Dismiss"))
        self._close.setProperty("role", "quiet")
        self._close.clicked.connect(self.dismiss)
        self._action: Callable[[], object] | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 12, 8)
        layout.setSpacing(size("space", "medium"))
        layout.addWidget(self._text, 1)
        layout.addWidget(self._act)
        layout.addWidget(self._close)
        self.hide()

    def show_problem(
        self, sentence: Sentence, action: tuple[str, Callable[[], object]] | None = None, *, tone: str = "bad"
    ) -> None:
        """Show a problem; `action` is the words on the button and what it does."""
        set_tone(self, tone)
        self._text.setText(say(sentence))
        self.setAccessibleName(say(sentence))
        self._action = action[1] if action else None
        self._act.setVisible(action is not None)
        if action:
            self._act.setText(action[0])
        self.show()

    def text(self) -> str:
        """The sentence shown; empty when none is."""
        return "" if self.isHidden() else self._text.text()

    def dismiss(self) -> None:
        """Take the sentence away."""
        self._action = None
        self.hide()

    def _do(self) -> None:
        action = self._action
        self.dismiss()
        if action:
            action()


class Toast(QFrame):
    """A short notice over the lower edge of the window, with an undo while it lasts."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("toast")
        self._text = QLabel()
        self._undo = QPushButton(self.tr("Undo"))
        self._undo.clicked.connect(self._take_back)
        self._action: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 10, 12, 10)
        layout.addWidget(self._text)
        layout.addWidget(self._undo)
        over.installEventFilter(self)
        self.hide()

    def show_notice(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Show `text` for some seconds."""
        self._text.setText(text)
        self._action = undo
        self._undo.setVisible(undo is not None)
        self.setAccessibleName(text)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(size("motion_ms", "toast"))

    def text(self) -> str:
        """The notice shown; empty when none is."""
        return "" if self.isHidden() else self._text.text()

    def undo(self) -> None:
        """What the undo button does."""
        self._take_back()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _take_back(self) -> None:
        action, self._action = self._action, None
        self.hide()
        if action:
            action()

    def _place(self) -> None:
        over = self.parentWidget()
        if over:
            self.move((over.width() - self.width()) // 2, over.height() - self.height() - 52)
