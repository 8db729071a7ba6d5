"""What screens and the command line ask of the store; every function reads and changes nothing.

All of them may be called from any thread; none of them needs the network.
"""

from paddock.app.store.deal_queries import contract, deal, deal_cards, inventory_units, trust_anchors
from paddock.app.store.evidence_queries import evidence_record, known_tree_heads
from paddock.app.store.queue_queries import queue_item, queue_page, queue_rows, queue_summary, sync_status
from paddock.app.store.search_queries import deal_records, stock_records

__all__ = [
    "contract",
    "deal",
    "deal_cards",
    "deal_records",
    "evidence_record",
    "inventory_units",
    "known_tree_heads",
    "queue_item",
    "queue_page",
    "queue_rows",
    "queue_summary",
    "stock_records",
    "sync_status",
    "trust_anchors",
]
