"""Which offer the customer leans to, and which are held against each other; clerk and customer look at the same."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from paddock.wire.decisions import Offer

MOST_COMPARED = 4
"""As many as a chart can tell apart without colour."""
_COMPARED_AT_FIRST = 3


class OfferChoice(QObject):
    """The offers of one decision; `changed` with every choice."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._offers: dict[str, Offer] = {}
        self._chosen = ""
        self._compared: tuple[str, ...] = ()

    def begin(self, offers: Sequence[Offer], chosen: str = "") -> None:
        """The offers of a decision; what was chosen and compared of the same offers before stays so."""
        same = list(self._offers) == [offer.id for offer in offers]
        self._offers = {offer.id: offer for offer in offers}
        ids = list(self._offers)
        if not same:
            self._chosen, self._compared = "", tuple(ids[:_COMPARED_AT_FIRST])
        if chosen in self._offers:
            self._chosen = chosen
        elif not self._chosen and ids:
            self._chosen = ids[0]
        self.changed.emit()

    @property
    def chosen(self) -> Offer | None:
        """The offer in question."""
        return self._offers.get(self._chosen)

    @property
    def compared(self) -> tuple[Offer, ...]:
        """The offers held against each other, in the order they were picked."""
        return tuple(self._offers[one] for one in self._compared)

    def choose(self, offer_id: str) -> None:
        """Another offer is in question."""
        if offer_id in self._offers and offer_id != self._chosen:
            self._chosen = offer_id
            self.changed.emit()

    def toggle_compared(self, offer_id: str) -> bool:
        """Take an offer into the comparison or out of it; False: there is no room for another."""
        if offer_id in self._compared:
            self._compared = tuple(one for one in self._compared if one != offer_id)
        elif offer_id not in self._offers or len(self._compared) >= MOST_COMPARED:
            return False
        else:
            self._compared = (*self._compared, offer_id)
        self.changed.emit()
        return True
