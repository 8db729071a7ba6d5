"""The chosen offer beside up to two others, in figures that are read from across the counter."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel

from paddock.ui.customer.tongue import Spoken, Tongue
from paddock.ui.offer_choice import OfferChoice
from paddock.ui.theme import size
from paddock.ui.widgets.basics import card, clear, column, label, line, row, set_role
from paddock.ui.widgets.offer_card import is_level
from paddock.ui.words import money, percent, round_money
from paddock.wire.decisions import CustomerDecision, Offer

_SIDE_BY_SIDE, _GAP, _EDGE = 3, 16, 20
_MARGIN, _THICKER = 14, 2
"""The edge of the chosen card is thicker; what is in it stands in one line with the others all the same."""


class OffersPage(Spoken):
    """Follows what the clerk chooses and compares."""

    def __init__(self, tongue: Tongue, choice: OfferChoice, car: str, told: CustomerDecision) -> None:
        """`told`: of the decision only what a customer may read."""
        super().__init__(tongue)
        self._choice, self._told = choice, told
        self._names: list[QLabel] = []
        layout = column(self, gap="medium")
        layout.setContentsMargins(_EDGE, 4, _EDGE, 16)
        head = row(gap="large")
        self._head = label("", "customer_strong")
        head.addWidget(self._head)
        head.addStretch(1)
        head.addWidget(label(car, "customer_soft"))
        layout.addLayout(head)
        self._offers = QHBoxLayout()
        self._offers.setSpacing(_GAP)
        layout.addLayout(self._offers, 1)
        self._to_bring, self._note = label("", "customer", wrap=True), label("", "customer_note", wrap=True)
        layout.addWidget(self._to_bring)
        layout.addWidget(self._note)
        choice.changed.connect(self._show)
        self.say_all()

    def say_all(self) -> None:
        say, told = self.tongue.say, self._told
        self._head.setText(say(told.headline))
        to_bring = "; ".join(say(one) for one in told.stipulations)
        self._to_bring.setText(self.tr("Please bring: {0}").format(to_bring) if to_bring else "")
        self._to_bring.setVisible(bool(to_bring))
        note = self.tr("Total cost: interest and fees together. Rate per year after IRR, compounded.")
        if told.sandbox:
            note += "  " + self.tr("SANDBOX: invented data, not an offer.")
        self._note.setText(note)
        self._show()

    def shown_offers(self) -> list[Offer]:
        """The chosen one first, then those compared, as many as there is room for."""
        chosen = self._choice.chosen
        others = [offer for offer in self._choice.compared if chosen is None or offer.id != chosen.id]
        return (([chosen] if chosen else []) + others)[: self._room()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._offers.count() != len(self.shown_offers()):
            self._show()
        self._level_names()

    def _room(self) -> int:
        """For how many offers side by side the page is wide enough."""
        fitting = (self.width() - 2 * _EDGE + _GAP) // (size("width", "customer_card") + _GAP)
        return min(max(fitting, 1), _SIDE_BY_SIDE)

    def _show(self) -> None:
        clear(self._offers)
        self._names.clear()
        for offer in self.shown_offers():
            self._offers.addWidget(self._card(offer), 1)
        self._level_names()

    def _level_names(self) -> None:
        """All as high as the one with the most lines: the figures below stand in one line over the cards."""
        among = max(len(self._names), 1)
        card_width = (self.width() - 2 * _EDGE - (among - 1) * _GAP) // among
        width = card_width - 2 * _MARGIN - 2
        for name in self._names:
            name.ensurePolished()
            name.setMinimumHeight(0)
        highest = max((name.heightForWidth(width) for name in self._names), default=0)
        for name in self._names:
            name.setMinimumHeight(highest)

    def _card(self, offer: Offer) -> QFrame:
        chosen = self._choice.chosen is not None and offer.id == self._choice.chosen.id
        made = card()
        set_role(made, "customer_chosen" if chosen else "card")
        layout = column(made, margin=_MARGIN - (_THICKER if chosen else 0), gap="small")
        name = label(self.tongue.say(offer.plan_name), "customer_strong", wrap=True)
        name.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._names.append(name)
        layout.addWidget(name)
        caption = self.tr("A month × {0}") if is_level(offer) else self.tr("First of {0}, then it changes")
        layout.addWidget(label(caption.format(offer.term_months), "customer_soft"))
        layout.addWidget(label(money(offer.monthly_payment_fen), "customer_figure"))
        layout.addWidget(line())
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        for at, (term, value) in enumerate(self._terms(offer)):
            grid.addWidget(label(term, "customer_soft"), at, 0)
            grid.addWidget(label(value, "customer_strong"), at, 1, Qt.AlignmentFlag.AlignRight)
        layout.addLayout(grid)
        layout.addStretch(1)
        # On every card, so that all are laid out alike.
        mark = label(self.tr("✓ Your choice") if chosen else "", "customer")
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        return made

    def _terms(self, offer: Offer) -> list[tuple[str, str]]:
        balloon = (self.tr("Last payment"), round_money(offer.balloon_fen) if offer.balloon_fen else "–")
        return [
            (self.tr("Down payment"), round_money(offer.down_payment_fen)),
            # A line of its own on every card once one has it, so that they are read across.
            *([balloon] if any(shown.balloon_fen for shown in self.shown_offers()) else []),
            (self.tr("Total cost"), money(offer.total_cost_fen)),
            (self.tr("Rate per year"), percent(offer.annual_rate)),
        ]
