"""The one place for error sentences."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from paddock.domain.sentences import Sentence
from paddock.ui.announce import announce
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
        announce(self, say(sentence), urgent=True)

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
