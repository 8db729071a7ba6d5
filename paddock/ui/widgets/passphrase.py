"""Asks for the passphrase that guards this workstation's data where the system has no keyring."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from paddock.ui import icons
from paddock.ui.widgets.basics import icon_label, label, line, row, set_role
from paddock.ui.words import translate

SHORTEST = 8
_GOOD, _STRONG = 12, 16
_WIDTH = 520


class PassphraseDialog(QDialog):
    """One line for a known passphrase; for a new one two lines, what it is for, and what happens if it is lost."""

    def __init__(self, parent: QWidget | None, *, new: bool) -> None:
        super().__init__(parent)
        self._new = new
        self.setWindowTitle(self.tr("Passphrase"))
        self.setFixedWidth(_WIDTH)
        self._line, self._again = self._input(self.tr("Passphrase")), self._input(self.tr("Once more"))
        self._again.setVisible(new)
        self._strength = label("", "faint")
        self._strength.setVisible(new)
        self._fault = label("", "bad", wrap=True)
        self._fault.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(10)
        self._add_reasons(layout)
        for part in (self._line, self._strength, self._again, self._fault):
            layout.addWidget(part)
        layout.addSpacing(6)
        layout.addWidget(self._buttons())
        self._line.textChanged.connect(self._typed)
        self._again.textChanged.connect(self._typed)
        self._typed()
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
        if self._new and len(self._line.text()) < SHORTEST:
            self._say(self.tr("At least 8 characters, please."))
        elif self._new and self._line.text() != self._again.text():
            self._say(self.tr("The two are not the same: type them again."))
        elif self._line.text():
            self.accept()

    def _say(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.show()

    def _input(self, name: str) -> QLineEdit:
        """A hidden text with an eye to show it."""
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        eye = QAction(icons.icon("eye", "ink_soft"), self.tr("Show"), made)
        eye.setCheckable(True)

        def show(shown: bool) -> None:  # noqa: FBT001 - a Qt slot
            made.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
            eye.setIcon(icons.icon("eye-slash" if shown else "eye", "ink_soft"))
            eye.setText(self.tr("Hide") if shown else self.tr("Show"))

        eye.toggled.connect(show)
        made.addAction(eye, QLineEdit.ActionPosition.TrailingPosition)
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        return made


def strength_of(text: str) -> tuple[str, str]:
    """How hard a passphrase is to guess, in words, and the role they are set in. Length counts most."""
    if not text:
        return translate("Passphrase", "At least 8 characters; several words are easier to keep in mind"), "faint"
    if len(text) < SHORTEST:
        return translate("Passphrase", "{0} more characters").format(SHORTEST - len(text)), "faint"
    kinds = sum(bool(re.search(pattern, text)) for pattern in (r"[a-z]", r"[A-Z]", r"\d", r"[^a-zA-Z\d]"))
    if len(set(text)) < SHORTEST // 2 or (kinds == 1 and len(text) < _STRONG):
        return translate("Passphrase", "Weak: make it longer, or mix letters and digits"), "note_warn"
    if len(text) >= _STRONG or (len(text) >= _GOOD and kinds > 1):
        return translate("Passphrase", "Strong"), "good"
    return translate("Passphrase", "Fair: longer is safer"), "note"
