"""Asks for a new access token of this workstation."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from paddock.ui.widgets.basics import label

_WIDTH = 520


class TokenDialog(QDialog):
    """One line, as the centre gave it."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sign in"))
        self.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(10)
        layout.addWidget(label(self.tr("Sign in to the centre"), "title"))
        why = label(
            self.tr(
                "Paste the access token that the centre's administrator gave you for this workstation. "
                "Unsent work stays here and goes on by itself afterwards."
            ),
            "soft",
            wrap=True,
        )
        why.setFixedWidth(_WIDTH - 56)
        why.ensurePolished()
        why.setMinimumHeight(why.heightForWidth(_WIDTH - 56))
        layout.addWidget(why)
        self._line = QLineEdit()
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._line.setPlaceholderText(self.tr("Access token"))
        self._line.setAccessibleName(self._line.placeholderText())
        layout.addWidget(self._line)
        buttons = QDialogButtonBox()
        accept = QPushButton(self.tr("Sign in"))
        accept.setProperty("role", "primary")
        accept.setDefault(True)
        accept.setEnabled(False)
        self._line.textChanged.connect(lambda text: accept.setEnabled(bool(text.strip())))
        buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QPushButton(self.tr("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def token(self) -> str:
        """What was pasted."""
        return self._line.text().strip()
