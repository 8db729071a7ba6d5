"""The chosen offer beside up to two others, in figures that are read from across the counter."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from paddock.ui.offer_choice import OfferChoice
from paddock.ui.widgets.basics import card, clear, column, label, line, set_role
from paddock.ui.widgets.offer_card import is_level
from paddock.ui.words import money, percent, round_money, say
from paddock.wire.decisions import Offer

_SIDE_BY_SIDE = 3


class OffersPage(QWidget):
    """Follows what the clerk chooses and compares."""

    def __init__(self, choice: OfferChoice, car: str, *, sandbox: bool) -> None:
        super().__init__()
        self._choice = choice
        layout = column(self, margin=28, gap="large")
        head = label(self.tr("Your offers"), "customer_strong")
        layout.addWidget(head)
        if car:
            layout.addWidget(label(car, "customer_soft"))
        self._offers = QHBoxLayout()
        self._offers.setSpacing(20)
        layout.addLayout(self._offers, 1)
        note = self.tr("Total cost: interest and fees together. Rate per year after IRR, compounded.")
        if sandbox:
            note += "  " + self.tr("SANDBOX: invented data, not an offer.")
        layout.addWidget(label(note, "soft", wrap=True))
        choice.changed.connect(self._show)
        self._show()

    def shown_offers(self) -> list[Offer]:
        """The chosen one first, then those compared, as many as there is room for."""
        chosen = self._choice.chosen
        others = [offer for offer in self._choice.compared if chosen is None or offer.id != chosen.id]
        return ([chosen] if chosen else []) + others[: _SIDE_BY_SIDE - (1 if chosen else 0)]

    def _show(self) -> None:
        clear(self._offers)
        for offer in self.shown_offers():
            chosen = self._choice.chosen is not None and offer.id == self._choice.chosen.id
            self._offers.addWidget(_offer_card(offer, chosen=chosen, words=self._words(offer)), 1)

    def _words(self, offer: Offer) -> "list[tuple[str, str]]":
        lines = [
            (self.tr("Months"), str(offer.term_months)),
            (self.tr("Down payment"), round_money(offer.down_payment_fen)),
            (self.tr("Total cost"), money(offer.total_cost_fen)),
            (self.tr("Rate per year"), percent(offer.annual_rate)),
        ]
        if offer.balloon_fen:
            lines.insert(2, (self.tr("Last payment"), round_money(offer.balloon_fen)))
        return [
            ("", self.tr("✓ Your choice") if self._choice.chosen is offer else ""),
            (self.tr("A month") if is_level(offer) else self.tr("First month, then it changes"), ""),
            *lines,
        ]


def _offer_card(offer: Offer, *, chosen: bool, words: "list[tuple[str, str]]") -> QFrame:
    """One offer; the first two of `words` are the mark of the chosen and the caption of the monthly payment."""
    made = card()
    set_role(made, "customer_chosen" if chosen else "card")
    layout = column(made, margin=20, gap="small")
    layout.addWidget(label(say(offer.plan_name), "customer_strong", wrap=True))
    mark = label(words[0][1], "customer")
    layout.addWidget(mark)
    layout.addWidget(label(words[1][0], "customer_soft"))
    layout.addWidget(label(money(offer.monthly_payment_fen), "customer_figure"))
    layout.addWidget(line())
    grid = QGridLayout()
    grid.setVerticalSpacing(10)
    for at, (caption, value) in enumerate(words[2:]):
        grid.addWidget(label(caption, "customer_soft"), at, 0)
        grid.addWidget(label(value, "customer_strong"), at, 1, Qt.AlignmentFlag.AlignRight)
    layout.addLayout(grid)
    layout.addStretch(1)
    return made
