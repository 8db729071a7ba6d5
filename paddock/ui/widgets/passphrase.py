"""Asks for the passphrase that guards this workstation's data where the system has no keyring."""

import re

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from paddock.domain.passphrases import SHORTEST_PASSPHRASE
from paddock.ui.announce import announce
from paddock.ui.widgets.basics import icon_label, label, line, row, set_role
from paddock.ui.widgets.secret_line import SecretLine
from paddock.ui.words import translate

_GOOD, _STRONG = 12, 16
_WIDTH = 520


class PassphraseDialog(QDialog):
    """One line for a known passphrase; for a new one two lines, what it is for, and what happens if it is lost."""

    def __init__(self, parent: QWidget | None, *, new: bool, fault: str = "") -> None:
        """`fault`: what was wrong with the one given before."""
        super().__init__(parent)
        self._new = new
        self.setWindowTitle(self.tr("Passphrase"))
        self.setFixedWidth(_WIDTH)
        self._line, self._again = SecretLine(self.tr("Passphrase")), SecretLine(self.tr("Once more"))
        self._again.setVisible(new)
        self._strength = label("", "faint")
        self._strength.setVisible(new)
        self._fault = label("", "bad", wrap=True)
        self._fault.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(10)
        self._add_reasons(layout)
        self._caps = label(self.tr("▲ Caps Lock is on"), "note_warn")
        self._caps.hide()
        for part in (self._line, self._strength, self._again, self._caps, self._fault):
            layout.addWidget(part)
        layout.addSpacing(6)
        layout.addWidget(self._buttons())
        for secret in (self._line, self._again):
            secret.textChanged.connect(self._typed)
            secret.caps_lock.connect(self._show_caps_lock)
        self._typed()
        if fault:
            self._say(fault)
        self._line.setFocus()

    def passphrase(self) -> str:
        """What was entered."""
        return self._line.text()

    def _add_reasons(self, layout: QVBoxLayout) -> None:
        head = row(gap="medium")
        head.addWidget(icon_label("lock-key", "accent", 26))
        title = self.tr("Choose a passphrase") if self._new else self.tr("Enter the passphrase")
        head.addWidget(label(title, "title"), 1)
        layout.addLayout(head)
        if not self._new:
            layout.addWidget(self._text(self.tr("It opens the customers' data kept on this workstation."), "soft"))
            return
        layout.addWidget(
            self._text(
                self.tr(
                    "It encrypts the customers' data on this workstation, because this system has no keyring. "
                    "You are asked for it each time the program starts."
                ),
                "soft",
            )
        )
        layout.addWidget(
            self._text(
                self.tr(
                    "Keep it in a safe place. If it is forgotten, nobody can open the data on this workstation again: "
                    "what the centre has received stays there, but unsent work and drafts are lost."
                ),
                "warn",
            )
        )
        layout.addWidget(line())

    def _text(self, words: str, role: str) -> QWidget:
        made = label(words, role, wrap=True)
        # A wrapped label in a dialog gets too little height unless its width is settled first.
        made.setFixedWidth(_WIDTH - 56)
        made.ensurePolished()
        made.setMinimumHeight(made.heightForWidth(_WIDTH - 56))
        return made

    def _buttons(self) -> QDialogButtonBox:
        made = QDialogButtonBox()
        self._accept = QPushButton(self.tr("Set passphrase") if self._new else self.tr("Open"))
        self._accept.setProperty("role", "primary")
        self._accept.setDefault(True)
        made.addButton(self._accept, QDialogButtonBox.ButtonRole.AcceptRole)
        made.addButton(QPushButton(self.tr("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        made.accepted.connect(self._try)
        made.rejected.connect(self.reject)
        return made

    def _typed(self) -> None:
        self._fault.hide()
        self._accept.setEnabled(bool(self._line.text()))
        words, role = strength_of(self._line.text())
        self._strength.setText(words)
        set_role(self._strength, role)

    def _try(self) -> None:
        if self._new and len(self._line.text()) < SHORTEST_PASSPHRASE:
            self._say(self.tr("At least 8 characters, please."))
        elif self._new and self._line.text() != self._again.text():
            self._say(self.tr("The two are not the same: type them again."))
        elif self._line.text():
            self.accept()

    def _say(self, words: str) -> None:
        self._fault.setText(words)
        # As for the reasons: settled before the dialog's own size is.
        self._fault.setMinimumHeight(self._fault.heightForWidth(_WIDTH - 56))
        self._fault.show()
        announce(self, words)

    def _show_caps_lock(self, on: bool) -> None:  # noqa: FBT001 - a Qt slot
        self._caps.setVisible(on)
        if on:
            announce(self, self._caps.text())


def strength_of(text: str) -> tuple[str, str]:
    """How hard a passphrase is to guess, in words, and the role they are set in. Length counts most."""
    if not text:
        return translate("Passphrase", "At least 8 characters; several words are easier to keep in mind"), "faint"
    if len(text) < SHORTEST_PASSPHRASE:
        return translate("Passphrase", "{0} more characters").format(SHORTEST_PASSPHRASE - len(text)), "faint"
    kinds = sum(bool(re.search(pattern, text)) for pattern in (r"[a-z]", r"[A-Z]", r"\d", r"[^a-zA-Z\d]"))
    if len(set(text)) < SHORTEST_PASSPHRASE // 2 or (kinds == 1 and len(text) < _STRONG):
        return translate("Passphrase", "Weak: make it longer, or mix letters and digits"), "note_warn"
    if len(text) >= _STRONG or (len(text) >= _GOOD and kinds > 1):
        return translate("Passphrase", "Strong"), "good"
    return translate("Passphrase", "Fair: longer is safer"), "note"
