"""Asks for the passphrase that guards this workstation's data where the system has no keyring."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from paddock.ui.widgets.basics import label

_SHORTEST = 8


class PassphraseDialog(QDialog):
    """One line for a known passphrase, two for a new one."""

    def __init__(self, parent: QWidget | None, *, new: bool) -> None:
        super().__init__(parent)
        self._new = new
        self.setWindowTitle(self.tr("Passphrase"))
        self.setMinimumWidth(460)
        why = (
            self.tr(
                "This system has no keyring, so a passphrase guards the customers' data on this workstation. "
                "Choose one of at least 8 characters and keep it safe: without it the data cannot be opened."
            )
            if new
            else self.tr("Enter the passphrase of this workstation.")
        )
        self._line, self._again = self._input(self.tr("Passphrase")), self._input(self.tr("Once more"))
        if not new:
            self._again.hide()
        self._fault = label("", "bad", wrap=True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self._try)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        for part in (label(why, "soft", wrap=True), self._line, self._again, self._fault, self._buttons):
            layout.addWidget(part)

    def passphrase(self) -> str:
        """What was entered."""
        return self._line.text()

    def _try(self) -> None:
        if self._new and len(self._line.text()) < _SHORTEST:
            self._fault.setText(self.tr("At least 8 characters, please."))
        elif self._new and self._line.text() != self._again.text():
            self._fault.setText(self.tr("The two are not the same: type them again."))
        elif self._line.text():
            self.accept()

    def _input(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        return made
