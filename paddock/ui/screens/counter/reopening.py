"""Which deals are open again at the start: those that were, and what was being written when the window ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from paddock.app.store.views import DealCard, DealDetail, OutboxState
from paddock.ui.memory import ScreenMemory, TabMemory
from paddock.ui.office import Office


@dataclass(frozen=True, slots=True)
class Closed:
    """A tab that was closed in this session."""

    tab: TabMemory
    index: int
    """Its place among the tabs."""


@dataclass(frozen=True, slots=True)
class Reopened:
    """What the counter opens at the start."""

    deals: Sequence[tuple[DealDetail, TabMemory]]
    """In the order of their tabs."""
    saved_at: datetime | None
    """When the newest of the unfinished ones was last saved; None: there is none."""


def deals_to_reopen(office: Office, kept: ScreenMemory, *, first_start: int) -> Reopened:
    """Read them; blocks.

    A draft that was changed after the memory was written was being typed when the window ended, perhaps in a tab that
    the memory does not know yet: it is opened too. With nothing remembered at all, the newest drafts are.

    Args:
        office: the open store.
        kept: the counter as it was left.
        first_start: how many drafts to open when nothing is remembered.
    """
    drafts = [card for card in office.deal_cards() if card.local_state is OutboxState.DRAFT]
    tabs = list(kept.tabs)
    known = {tab.application_id for tab in tabs}
    since = kept.kept_at
    unknown = [card for card in drafts if card.application_id not in known and (not since or card.updated_at > since)]
    if since is None:
        unknown = unknown[:first_start]
    tabs += [TabMemory(application_id=card.application_id) for card in reversed(unknown)]
    deals = [(detail, tab) for tab in tabs if (detail := office.deal(tab.application_id)) and detail.draft]
    return Reopened(deals, _saved_at(drafts, [detail for detail, _tab in deals]))


def _saved_at(drafts: Sequence[DealCard], opened: Sequence[DealDetail]) -> datetime | None:
    ids = {detail.application_id for detail in opened}
    return max((card.updated_at for card in drafts if card.application_id in ids), default=None)
