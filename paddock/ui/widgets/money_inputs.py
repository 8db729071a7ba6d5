"""The inputs of amounts: thousands as they are typed, capital numerals below, a share of another amount."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from PySide6.QtCore import Qt

from paddock.domain.errors import BadInput
from paddock.domain.money import Fen, amount_in_words, format_yuan, parse_yuan
from paddock.ui.widgets.basics import label
from paddock.ui.widgets.inputs import LineEditor, half_width, with_thousands
from paddock.ui.widgets.text_line import TextLine


class MoneyEditor(LineEditor):
    """An amount in yuan; understands 12.8万 and ¥128,000, shows thousands and, below, the amount in words 大写."""

    def __init__(self) -> None:
        super().__init__(suffix="元")
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers | Qt.InputMethodHint.ImhNoPredictiveText)

    def as_typed(self, text: str) -> str:
        return with_thousands(half_width(text).strip().removeprefix("¥").removeprefix("￥").removesuffix("元").strip())

    def tidy(self, text: str) -> str:
        amount = amount_of(text)
        return text.strip() if amount is None else format_yuan(amount, symbol="").removesuffix(".00")

    def hint(self) -> str:
        amount = amount_of(self.text())
        return amount_in_words(amount) if amount is not None and amount < 10**18 else ""


class DownPaymentEditor(MoneyEditor):
    """An amount and its share of the price: either is typed, the other follows; a typed share outlives a new price."""

    def __init__(self) -> None:
        super().__init__()
        self._price: Fen | None = None
        self._share_rules = False
        self.share = TextLine()
        self.share.setFixedWidth(64)
        self.share.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.share.textEdited.connect(self._share_typed)
        self.share.editingFinished.connect(self._show_share)
        self._layout.addWidget(self.share)
        self._layout.addWidget(label("%", "soft"))

    def set_text(self, text: str) -> None:
        super().set_text(text)
        self._show_share()

    def name(self, accessible_name: str) -> None:
        super().name(accessible_name)
        self.share.setAccessibleName(self.tr("{0} in percent of the price").format(accessible_name))

    def show_price(self, price: Fen | None) -> None:
        """The price this is paid down on; None while it is not known."""
        if price == self._price:
            return
        self._price = price
        self.share.setEnabled(bool(price) and self.line.isEnabled())
        if self._share_rules and price:
            self._take_share()
        else:
            self._show_share()

    def _typed(self, text: str) -> None:
        self._share_rules = False
        super()._typed(text)
        self._show_share()

    def _share_typed(self, _text: str) -> None:
        self._share_rules = True
        self._take_share()

    def _take_share(self) -> None:
        """Work the amount out from the share, to the yuan: nobody pays down fen."""
        try:
            share = Decimal(half_width(self.share.text()).strip().removesuffix("%"))
        except InvalidOperation:
            return
        if self._price and share.is_finite() and 0 <= share < 100:
            yuan = (Decimal(self._price) * share / 10_000).quantize(Decimal(1), rounding=ROUND_HALF_UP)
            self.line.setText(with_thousands(str(yuan)))
            self.edited.emit(self.text())

    def _show_share(self) -> None:
        """Not while somebody writes the share."""
        if self.share.hasFocus() and self._share_rules:
            return
        amount = amount_of(self.text())
        words = ""
        if amount is not None and self._price:
            exact = Decimal(amount) * 100 / Decimal(self._price)
            words = f"{exact.quantize(Decimal('0.01'), rounding=ROUND_HALF_UP).normalize():f}"
        self.share.setText(words)


def amount_of(text: str) -> Fen | None:
    """What a person typed, in fen; None when it is empty or no amount."""
    try:
        return parse_yuan(text) if text.strip() else None
    except BadInput:
        return None
