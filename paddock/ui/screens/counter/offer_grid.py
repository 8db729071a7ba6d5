"""The offers of a decision as cards, up to three side by side; arrow keys lead from one to the other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from paddock.ui.charts.looks import SERIES_LOOKS
from paddock.ui.offer_choice import OfferChoice
from paddock.ui.turns import Turns
from paddock.ui.widgets.basics import button
from paddock.ui.widgets.offer_card import OfferCard
from paddock.wire.decisions import Offer

_SIDE_BY_SIDE = 3
_AT_FIRST = 2 * _SIDE_BY_SIDE


class OfferGrid(QWidget):
    """Sends `compare_wanted` with the offer to hold against others, and `entered` on Enter.

    A card is made in each turn: six at once would hold up the window. Who asks for `cards` gets those that are meant
    to be there, all of them.
    """

    compare_wanted = Signal(str)
    entered = Signal()

    def __init__(self, offers: Sequence[Offer], choice: OfferChoice, parent: QWidget) -> None:
        """Up to three side by side in two rows, the others a click or an arrow key further: none is hidden sideways."""
        super().__init__(parent)
        self._choice = choice
        self._taken = ""
        self._cards: list[OfferCard] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        count = len(offers)
        self._wide = count if count <= _SIDE_BY_SIDE else min(-(-count // 2), _SIDE_BY_SIDE)
        first, self._later = list(offers[:_AT_FIRST]), list(offers[_AT_FIRST:])
        """Offers without a card yet: most customers take one of the first."""
        self.turns = Turns(self)
        self.turns.add(*[lambda offer=offer: self._add(offer) for offer in first])
        if self._later:
            words = self.tr("Show all {0} offers").format(count)
            self._all = button(words, self.show_all, role="quiet", icon="caret-down")
            place = -(-len(first) // self._wide)
            self._grid.addWidget(self._all, place, 0, 1, self._wide, Qt.AlignmentFlag.AlignHCenter)
            if choice.chosen in self._later:
                self.turns.add(self.show_all)
        choice.changed.connect(self._show_choice)

    @property
    def cards(self) -> list[OfferCard]:
        """Every card there is; those that still wait for their turn are made now."""
        self.turns.finish()
        return self._cards

    def show_all(self) -> None:
        """Show the offers that are left, below the first ones."""
        later, self._later = self._later, []
        if not later:
            return
        self.turns.finish()
        self._grid.removeWidget(self._all)
        self._all.hide()
        self._all.deleteLater()
        for offer in later:
            self._add(offer)

    def show_taken(self, offer_id: str) -> None:
        """Which offer the customer has taken; empty: none."""
        self._taken = offer_id
        for shown in self._cards:
            shown.show_taken(taken=shown.offer.id == offer_id)

    def focus_chosen(self) -> None:
        """Put the cursor on the offer in question."""
        chosen = self._choice.chosen
        for shown in self.cards:
            if chosen and shown.offer.id == chosen.id:
                shown.setFocus()

    def step_from(self, card: OfferCard, columns: int, rows: int) -> None:
        """An arrow key: the offer beside, above or below is in question."""
        at = self.cards.index(card) + columns + rows * self._wide
        if at >= len(self.cards):
            self.show_all()
        if 0 <= at < len(self.cards):
            self.cards[at].setFocus()
            self._choice.choose(self.cards[at].offer.id)

    def _add(self, offer: Offer) -> None:
        shown = OfferCard(offer, self, taken=offer.id == self._taken)
        shown.chosen.connect(self._choice.choose)
        shown.compared.connect(self.compare_wanted)
        shown.entered.connect(self.entered)
        shown.moved.connect(lambda columns, rows: self.step_from(shown, columns, rows))
        at = len(self._cards)
        self._cards.append(shown)
        self._grid.addWidget(shown, at // self._wide, at % self._wide)
        self._mark(shown)
        self.setMinimumHeight(self._grid.sizeHint().height())

    def _show_choice(self) -> None:
        for shown in self._cards:
            self._mark(shown)

    def _mark(self, shown: OfferCard) -> None:
        chosen = self._choice.chosen
        looks = {one.id: look for one, look in zip(self._choice.compared, SERIES_LOOKS, strict=False)}
        shown.select(selected=chosen is not None and shown.offer.id == chosen.id)
        shown.show_compared(looks.get(shown.offer.id))
