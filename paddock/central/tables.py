"""Every table of the centre, for the migrations: importing this module fills `Base.metadata`."""

from paddock.central.applications import models as applications
from paddock.central.archive import models as archive
from paddock.central.changes import models as changes
from paddock.central.consents import models as consents
from paddock.central.contracts import clause_models as clauses
from paddock.central.contracts import models as contracts
from paddock.central.database import Base
from paddock.central.desk import models as desk
from paddock.central.evidence import models as evidence
from paddock.central.floor_plan import models as floor_plan
from paddock.central.idempotency import StoredAnswer
from paddock.central.identity import lender
from paddock.central.identity import models as identity
from paddock.central.identity import sign_in_models as sign_ins
from paddock.central.images import models as images
from paddock.central.images import uploads
from paddock.central.inventory import models as inventory
from paddock.central.pool import models as pool
from paddock.central.records import models as records
from paddock.central.risk.publishing import models as publishing

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "StoredAnswer",
    "applications",
    "archive",
    "changes",
    "clauses",
    "consents",
    "contracts",
    "desk",
    "evidence",
    "floor_plan",
    "identity",
    "images",
    "inventory",
    "lender",
    "pool",
    "publishing",
    "records",
    "sign_ins",
    "uploads",
]
