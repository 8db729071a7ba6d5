"""`GET /v1/ledger`: every write of the asking dealer that has its answer."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from sqlalchemy import select

from paddock.central.centre import CentreHere
from paddock.central.idempotency import StoredAnswer
from paddock.central.identity.dependencies import CurrentScope
from paddock.wire.ledger import LedgerLine, LedgerPage
from paddock.wire.problems import MEDIA_TYPE
from paddock.wire.receipts import ReceiptKind

router = APIRouter(prefix="/v1", tags=["receipts"])


@router.get("/ledger")
def read_ledger(
    scope: CurrentScope,
    centre: CentreHere,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=5000)] = 1000,
) -> LedgerPage:
    """A page of the ledger, in the order of the keys; keys are never removed, so that pages miss nothing."""
    query = (
        select(StoredAnswer.key, StoredAnswer.operation, StoredAnswer.body_sha256, StoredAnswer.media_type)
        .where(StoredAnswer.dealer_id == scope.dealer_id)
        .order_by(StoredAnswer.key)
        .limit(limit + 1)
    )
    if after is not None:
        query = query.where(StoredAnswer.key > after)
    with centre.database.reading() as session:
        found = session.execute(query).all()
    page = found[:limit]
    lines = [_line(*row) for row in page]
    return LedgerPage(lines=lines, after=page[-1].key if page else None, more=len(found) > limit)


def _line(key: UUID, operation: str, body_sha256: str, media_type: str) -> LedgerLine:
    kind, _, target = operation.partition(" ")
    return LedgerLine(
        kind=ReceiptKind(kind),
        client_id=target if kind == ReceiptKind.IMAGE else str(key),
        body_sha256=body_sha256,
        accepted=media_type != MEDIA_TYPE,
    )
