"""What the tabs of the counter say: whose deal, which car, and how far it is."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from paddock.app.store.views import DealCard, OutboxState
from paddock.domain.application_draft import FieldPath
from paddock.domain.states import ApplicationState
from paddock.ui.deal import Deal
from paddock.ui.screens.counter.open_deal import OpenDeal
from paddock.ui.states import Look, look_of_application, look_of_outbox
from paddock.ui.widgets.deal_tabs import DealTabs

TITLE_FIELDS = frozenset({FieldPath.NAME, FieldPath.BRAND_MODEL})


class TabTitles(QObject):
    """Writes the titles; `open_deals` is the counter's own list, in the order of its tabs."""

    def __init__(self, tabs: DealTabs, open_deals: Sequence[OpenDeal]) -> None:
        super().__init__(tabs)
        self._tabs, self._open = tabs, open_deals

    def title(self, deal: Deal) -> str:
        """Who and which car, or that the deal is new."""
        return deal.title() or self.tr("New deal")

    def follow(self, opened: OpenDeal, path: FieldPath | None = None) -> None:
        """Something of a deal has changed: a field, or what the store knows of it."""
        if (path is not None and path not in TITLE_FIELDS) or opened not in self._open:
            return
        detail = opened.deal.detail
        sent = detail.outbox_state if detail and opened.deal.is_submitted else None
        self._say(opened, sent, detail.central_state if detail else None)

    def show_cards(self, cards: Sequence[DealCard]) -> None:
        """What the store says of all deals."""
        by_id = {found.application_id: found for found in cards}
        for opened in self._open:
            found = by_id.get(opened.deal.id)
            if found:
                self._say(opened, found.local_state, found.central_state)

    def _say(self, opened: OpenDeal, sent: OutboxState | None, central: ApplicationState | None) -> None:
        look = Look("calm", "note-pencil", self.tr("draft"))
        if central:
            look = look_of_application(central)
        elif sent and sent is not OutboxState.DRAFT:
            look = look_of_outbox(sent)
        self._tabs.say(self._open.index(opened), self.title(opened.deal), look)
