"""Handing an offer to the customer: a code for the phone, or a printed page with the whole schedule."""

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QWidget

from paddock.ui.offer_sheet import closing_words, facts_of, phone_text, sheet_of
from paddock.ui.widgets.basics import button, column, label, row
from paddock.ui.widgets.qr_code import QrCode
from paddock.ui.words import say
from paddock.wire.decisions import Offer

_SIDE = 380


class HandOverDialog(QDialog):
    """The code on the left, what it says on the right; Escape closes."""

    def __init__(self, parent: QWidget | None, offer: Offer) -> None:
        super().__init__(parent)
        self._offer = offer
        self.setWindowTitle(self.tr("For the customer"))
        across = row(self, margin=24, gap="large")
        self.code = QrCode(phone_text(offer), _SIDE)
        across.addWidget(self.code)
        right = column(gap="medium")
        across.addLayout(right)
        right.addWidget(label(say(offer.plan_name), "title"))
        right.addWidget(label(self.tr("Scan with the phone's camera: no network is needed."), "soft"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        for at, (name, value) in enumerate(facts_of(offer)):
            grid.addWidget(label(name, "soft"), at, 0)
            grid.addWidget(label(value, "strong"), at, 1)
        right.addLayout(grid)
        right.addWidget(label(closing_words(), "faint"))
        right.addStretch(1)
        right.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        across = row(gap="small")
        across.addStretch(1)
        close = button(self.tr("Close"), self.accept)
        close.setDefault(True)
        across.addWidget(button(self.tr("Print…"), self._print, icon="printer"))
        across.addWidget(close)
        return across

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(self.tr("Print the offer"))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            print_offer(self._offer, printer)
        dialog.deleteLater()


def print_offer(offer: Offer, printer: QPrinter) -> None:
    """Print the page of an offer."""
    sheet_of(offer).print_(printer)
