"""The change feed: everything the centre decides reaches the workstation through here, in one order per dealer."""

from enum import StrEnum

from paddock.wire.applications import ApplicationView
from paddock.wire.contracts import ContractView
from paddock.wire.inventory import InventoryUnit
from paddock.wire.messages import Answer, Moment


class ChangeKind(StrEnum):
    """What a change carries."""

    APPLICATION = "application"
    CONTRACT = "contract"
    INVENTORY = "inventory"


class Change(Answer):
    """One change: the whole new view of one record."""

    sequence: int
    """Position in the dealer's feed: 1, 2, 3 … without gaps."""
    at: Moment
    kind: ChangeKind
    application: ApplicationView | None = None
    contract: ContractView | None = None
    unit: InventoryUnit | None = None


class ChangePage(Answer):
    """The answer to `GET /v1/changes?after=CURSOR&limit=N`."""

    changes: list[Change]
    cursor: str
    """Opaque; give it back as `after`."""
    more: bool
