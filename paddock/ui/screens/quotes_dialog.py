"""Early payment 提前还款: what a signed contract would cost to settle, to pay down or to lay out anew on a day."""

from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QDialog, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from paddock.app.services.contract_quotes import QuoteWish
from paddock.domain.errors import BadInput, PaddockError
from paddock.domain.money import format_yuan, parse_yuan
from paddock.ui.clock import now_utc
from paddock.ui.office import Office
from paddock.ui.tasks import Newest
from paddock.ui.widgets.basics import button, card, column, label, row
from paddock.ui.widgets.text_line import TextLine
from paddock.ui.words import say
from paddock.wire.contracts import ContractView
from paddock.wire.running_quotes import ChangedQuote, ContractQuotes

_WIDTH, _MARGIN = 560, 20
_LONGEST = 120


class QuotesDialog(QDialog):
    """Day, part and months on top, the quotes below; worked out again with every change, on a thread."""

    def __init__(self, parent: QWidget | None, office: Office, contract: ContractView) -> None:
        super().__init__(parent)
        self._office, self._contract = office, contract
        self._newest = Newest()
        self.setWindowTitle(self.tr("Early payment of {0}").format(contract.number))
        self.setMinimumWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("Early payment of {0}").format(contract.number), "title"))
        layout.addLayout(self._asked())
        self.settlement = label("", wrap=True)
        self.part = label("", wrap=True)
        self.anew = label("", wrap=True)
        shown = card()
        inner = column(shown, margin=14, gap="medium")
        for heading, text in (
            (self.tr("Settle everything"), self.settlement),
            (self.tr("Pay a part"), self.part),
            (self.tr("Lay out anew"), self.anew),
        ):
            inner.addWidget(label(heading, "heading"))
            inner.addWidget(text)
        layout.addWidget(shown)
        layout.addWidget(
            label(
                self.tr(
                    "Worked out here, with every instalment due by then taken as paid. The lessor's figure counts."
                ),
                "soft",
                wrap=True,
            )
        )
        foot = row()
        foot.addStretch(1)
        foot.addWidget(button(self.tr("Close"), self.accept))
        layout.addLayout(foot)
        self._ask()

    def _asked(self) -> QFormLayout:
        form = QFormLayout()
        tomorrow = now_utc().astimezone().date() + timedelta(days=1)
        self.day = QDateEdit(QDate(tomorrow.year, tomorrow.month, tomorrow.day))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.dateChanged.connect(self._ask)
        self.amount = TextLine()
        self.amount.setPlaceholderText(self.tr("10,000"))
        self.amount.textChanged.connect(self._ask)
        self.months = QSpinBox()
        self.months.setRange(0, _LONGEST)
        self.months.setSpecialValueText("–")
        self.months.valueChanged.connect(self._ask)
        for caption, field in (
            (self.tr("Day of payment"), self.day),
            (self.tr("Principal paid early (yuan)"), self.amount),
            (self.tr("New term (months)"), self.months),
        ):
            field.setAccessibleName(caption)
            form.addRow(label(caption, "fieldname"), field)
        return form

    def _ask(self, *_changed: object) -> None:
        try:
            part = parse_yuan(self.amount.text()) if self.amount.text().strip() else 0
        except BadInput as error:
            self._failed(error)
            return
        day = self.day.date()
        wish = QuoteWish(date(day.year(), day.month(), day.day()), part, self.months.value() or None)
        contract_id = self._contract.id
        asked = self._newest.run(self, lambda: self._office.contract_quotes(contract_id, wish))
        asked.success(self._show).failure(self._failed)

    def _failed(self, error: PaddockError) -> None:
        self.settlement.setText(say(error.sentence))
        self.part.clear()
        self.anew.clear()

    def _show(self, quotes: ContractQuotes) -> None:
        whole = quotes.settlement
        lines = [
            self.tr("To pay: {0} (principal {1}, interest {2}, fee {3})").format(
                *(format_yuan(one) for one in (whole.total_fen, whole.principal_fen, whole.interest_fen, whole.fee_fen))
            ),
            self.tr("{0} instalments paid, {1} left; saves {2}").format(
                quotes.paid, quotes.left, format_yuan(whole.saved_fen)
            ),
        ]
        if not quotes.may_settle:
            lines.append(self.tr("The contract allows this once three instalments are paid."))
        self.settlement.setText("\n".join(lines))
        told = [
            self._changed(self.tr("Shorter term"), quotes.shorter),
            self._changed(self.tr("Lower instalment"), quotes.lower),
        ]
        self.part.setText("\n".join(one for one in told if one) or self.tr("Give the part that would be paid."))
        self.anew.setText(self._changed("", quotes.anew) or self.tr("Give a new term in months."))

    def _changed(self, name: str, quote: ChangedQuote | None) -> str:
        if quote is None:
            return ""
        said = self.tr("{0} now, then {1} a month for {2} months").format(
            format_yuan(quote.due_fen), format_yuan(quote.instalment_fen), quote.months
        )
        return f"{name}: {said}" if name else said
