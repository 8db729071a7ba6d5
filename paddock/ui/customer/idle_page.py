"""While there is nothing for the customer to look at: the dealer's name, and calm."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from paddock.ui.widgets.basics import column, label


class IdlePage(QWidget):
    """The dealer's name and a greeting."""

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, margin=48, gap="large")
        self._name = label("", "customer_figure", wrap=True)
        self._name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        greeting = label(self.tr("Welcome. We are preparing everything for you."), "customer_soft", wrap=True)
        greeting.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        layout.addWidget(self._name)
        layout.addWidget(greeting)
        layout.addStretch(3)

    def show_dealer(self, name: str) -> None:
        """Whose window it is."""
        self._name.setText(name)
