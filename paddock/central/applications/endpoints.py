"""`/v1/applications`: submit, look, accept an offer, and the audit list."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from paddock.central.applications.acceptance import accept
from paddock.central.applications.models import ApplicationRecord
from paddock.central.applications.repository import view_of
from paddock.central.applications.service import receive
from paddock.central.centre import CentreHere
from paddock.central.identity.dependencies import CurrentScope
from paddock.central.writes import IdempotentWrite
from paddock.domain.states import ApplicationState
from paddock.wire.applications import (
    AcceptanceReceipt,
    ApplicationReceipt,
    ApplicationView,
    KnownApplication,
    KnownApplicationPage,
)
from paddock.wire.receipts import ReceiptKind

router = APIRouter(prefix="/v1/applications", tags=["applications"])


@router.put("/{application_id}", response_model=ApplicationReceipt)
def put_application(application_id: UUID, write: IdempotentWrite) -> Response:
    """Take an application in; its decision is started once it is committed."""
    write.require_same("Idempotency-Key", write.key, application_id)
    answer = write.answer(
        ReceiptKind.APPLICATION, application_id, lambda session: receive(session, write, application_id)
    )
    if answer.status_code == 200:
        # Also for a repeated answer: the process may have died between commit and start, and starting an
        # application's workflow twice is starting it once.
        write.centre.start_decision(application_id)
    return answer


@router.put("/{application_id}/acceptance", response_model=AcceptanceReceipt)
def put_acceptance(application_id: UUID, write: IdempotentWrite) -> Response:
    """Take the customer's choice of an offer and draw up the contract."""
    return write.answer(ReceiptKind.ACCEPTANCE, application_id, lambda session: accept(session, write, application_id))


@router.get("/known")
def list_known(
    scope: CurrentScope,
    centre: CentreHere,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 500,
) -> KnownApplicationPage:
    """Everything the centre holds of this dealer, to be compared with the workstation's own list."""
    query = scope.select(ApplicationRecord).order_by(ApplicationRecord.id).limit(limit + 1)
    if after is not None:
        query = query.where(ApplicationRecord.id > after)
    with centre.database.reading() as session:
        found = [
            KnownApplication(
                id=record.id,
                state=ApplicationState(record.state),
                version=record.version,
                received_at=record.received_at,
                body_sha256=record.body_sha256,
            )
            for record in session.scalars(query)
        ]
    page = found[:limit]
    return KnownApplicationPage(applications=page, after=page[-1].id if page else None, more=len(found) > limit)


@router.get("/{application_id}")
def read_application(application_id: UUID, scope: CurrentScope, centre: CentreHere) -> ApplicationView:
    """An application as the centre has it."""
    with centre.database.reading() as session:
        return view_of(scope.get(session, ApplicationRecord, application_id))
