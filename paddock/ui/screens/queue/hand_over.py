"""Asks for the passphrase of a hand-over file: a new one twice, a known one once."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from paddock.domain.passphrases import SHORTEST_PASSPHRASE
from paddock.ui.announce import announce
from paddock.ui.widgets.basics import button, column, label
from paddock.ui.widgets.secret_line import SecretLine

_WIDTH, _MARGIN = 480, 24


class HandOverPassphrase(QDialog):
    """The passphrase goes to the colleague by another way than the file."""

    def __init__(self, parent: QWidget, *, new: bool) -> None:
        super().__init__(parent)
        self._new = new
        self.setWindowTitle(self.tr("Hand over unsent work") if new else self.tr("Take up unsent work"))
        self.setFixedWidth(_WIDTH)
        layout = column(self, margin=_MARGIN, gap="medium")
        layout.addWidget(label(self.windowTitle(), "title"))
        words = (
            self.tr(
                "Drafts, unsent requests and their pictures go into one encrypted file that only a workstation of "
                "this dealer can take up. Nothing is removed here, and nothing is taken twice. Tell the passphrase "
                "by another way than the file."
            )
            if new
            else self.tr("The passphrase the file was made with. What is here already stays as it is.")
        )
        reasons = label(words, "soft", wrap=True)
        reasons.setFixedWidth(_WIDTH - 2 * _MARGIN)
        reasons.ensurePolished()
        reasons.setMinimumHeight(reasons.heightForWidth(_WIDTH - 2 * _MARGIN))
        layout.addWidget(reasons)
        self.line, self.again = SecretLine(self.tr("Passphrase")), SecretLine(self.tr("Once more"))
        self.again.setVisible(new)
        self._fault = label("", "bad", wrap=True)
        for part in (self.line, self.again, self._fault):
            layout.addWidget(part)
        buttons = QDialogButtonBox()
        act = self.tr("Encrypt and save") if new else self.tr("Take up")
        self._act = button(act, self._try, role="primary")
        self._act.setDefault(True)
        buttons.addButton(self._act, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(button(self.tr("Cancel"), self.reject), QDialogButtonBox.ButtonRole.RejectRole)
        layout.addWidget(buttons)
        self.line.setFocus()

    def passphrase(self) -> str:
        """What was entered."""
        return self.line.text()

    def _try(self) -> None:
        if len(self.line.text()) < SHORTEST_PASSPHRASE:
            self._say(self.tr("At least {0} characters, please.").format(SHORTEST_PASSPHRASE))
        elif self._new and self.line.text() != self.again.text():
            self._say(self.tr("The two are not the same: type them again."))
        else:
            self.accept()

    def _say(self, words: str) -> None:
        self._fault.setText(words)
        announce(self, words)


def ask_passphrase(parent: QWidget, *, new: bool) -> str | None:
    """The passphrase; None: the person gave up."""
    dialog = HandOverPassphrase(parent, new=new)
    given = dialog.passphrase() if dialog.exec() else None
    dialog.deleteLater()
    return given
