"""Asks before something that cannot be taken back: what will happen, in words, and a button that names the act."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from paddock.ui.widgets.basics import button, icon_label, label, row

_WIDTH, _MARGIN = 480, 24


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked."""

    title: str
    """The question itself: `Discard this draft?`"""
    consequence: str
    """What will have happened afterwards."""
    act: str
    """What the button does, as a verb; never just OK."""
    details: Sequence[str] = ()
    """What it concerns, one line each."""
    is_harmful: bool = True


class ConfirmDialog(QDialog):
    """Escape, Enter and closing mean no: the harmful button is never the one a hasty Enter presses."""

    def __init__(self, parent: QWidget | None, question: Question) -> None:
        super().__init__(parent)
        self.setWindowTitle(question.title)
        self.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN - 4)
        layout.setSpacing(12)
        head = row(gap="medium")
        icon, tint = ("warning", "bad") if question.is_harmful else ("info", "accent")
        head.addWidget(icon_label(icon, tint, 26))
        head.addWidget(self._wrapped(question.title, "title", _WIDTH - 2 * _MARGIN - 40), 1)
        layout.addLayout(head)
        layout.addWidget(self._wrapped(question.consequence, "soft"))
        for line in question.details:
            layout.addWidget(self._wrapped(f"•  {line}"))
        layout.addSpacing(6)
        self.act = button(question.act, self.accept, role="danger" if question.is_harmful else "primary")
        self.refuse = button(self.tr("Cancel"), self.reject)
        self.refuse.setDefault(True)
        buttons = QDialogButtonBox()
        buttons.addButton(self.act, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.refuse, QDialogButtonBox.ButtonRole.RejectRole)
        layout.addWidget(buttons)
        self.setAccessibleDescription(question.consequence)
        self.refuse.setFocus()

    def _wrapped(self, text: str, role: str = "", width: int = _WIDTH - 2 * _MARGIN) -> QWidget:
        made = label(text, role, wrap=True)
        # A wrapped label in a dialog gets too little height unless its width is settled first.
        made.setFixedWidth(width)
        made.ensurePolished()
        made.setMinimumHeight(made.heightForWidth(width))
        return made


def confirmed(parent: QWidget | None, question: Question) -> bool:
    """Ask, and wait for the answer."""
    dialog = ConfirmDialog(parent, question)
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return answer
