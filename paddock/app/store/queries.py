"""What screens and the command line ask of the store; every function reads and changes nothing.

All of them may be called from any thread; none of them needs the network.
"""

from datetime import datetime
from uuid import UUID

from paddock.app.store.store import Store
from paddock.app.store.views import DealCard, DealDetail, QueueItem, QueueRow, QueueSummary, SyncStatus
from paddock.wire.contracts import ContractView
from paddock.wire.evidence import TrustAnchors
from paddock.wire.inventory import InventoryUnit


def deal_cards(store: Store, *, limit: int = 200) -> list[DealCard]:
    """Drafts and submitted deals, the last changed first."""
    raise NotImplementedError


def deal(store: Store, application_id: UUID) -> DealDetail | None:
    """One deal with its merged timeline; None when nothing of that id is known here."""
    raise NotImplementedError


def queue_rows(store: Store, *, unsettled_only: bool = False, limit: int = 1000) -> list[QueueRow]:
    """The queue: what needs a person first, then what waits, then what is settled; newest first in each."""
    raise NotImplementedError


def queue_item(store: Store, outbox_id: UUID) -> QueueItem | None:
    """One queue row with its frozen body and the centre's last answer."""
    raise NotImplementedError


def queue_summary(store: Store, now: datetime) -> QueueSummary:
    """The numbers of the status bar."""
    raise NotImplementedError


def sync_status(store: Store) -> SyncStatus:
    """How this workstation and the centre stand with each other."""
    raise NotImplementedError


def contract(store: Store, contract_id: UUID) -> ContractView | None:
    """A contract as the centre last sent it."""
    raise NotImplementedError


def inventory_units(store: Store, text: str = "", *, limit: int = 200) -> list[InventoryUnit]:
    """The dealer's stock; `text` matches brand, series, model, city or a part of the VIN."""
    raise NotImplementedError


def trust_anchors(store: Store) -> TrustAnchors | None:
    """What this workstation verifies contracts with; None until the centre has been reached once."""
    raise NotImplementedError
