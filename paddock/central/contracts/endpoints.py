"""`/v1/contracts`: look at a contract, fetch its file, sign it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from paddock.central.centre import CentreHere
from paddock.central.contracts.dependencies import DeskHere
from paddock.central.contracts.models import ContractRecord
from paddock.central.contracts.repository import file_of, view_of
from paddock.central.contracts.service import answer_signature
from paddock.central.identity.dependencies import CurrentScope
from paddock.central.writes import IdempotentWrite
from paddock.domain.states import SignerRole
from paddock.wire.contracts import ContractView, SignatureReceipt

router = APIRouter(prefix="/v1/contracts", tags=["contracts"])


@router.get("/{contract_id}")
def read_contract(contract_id: UUID, scope: CurrentScope, centre: CentreHere) -> ContractView:
    """A contract as the centre has it."""
    with centre.database.reading() as session:
        return view_of(session, scope.get(session, ContractRecord, contract_id))


@router.get("/{contract_id}/pdf", response_class=Response)
def read_pdf(
    contract_id: UUID,
    request: Request,
    scope: CurrentScope,
    centre: CentreHere,
    version: Annotated[int | None, Query(ge=1)] = None,
) -> Response:
    """The contract's file, the newest version without `version`; the ETag is its SHA-256."""
    with centre.database.reading() as session:
        contract = scope.get(session, ContractRecord, contract_id)
        file = file_of(session, contract, version)
        etag = f'"{file.sha256}"'
        if etag in request.headers.get("If-None-Match", ""):
            return Response(status_code=304, headers={"ETag": etag})
        name = f"{contract.number}-v{file.version}.pdf"
        headers = {"ETag": etag, "Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private"}
        return Response(file.pdf, media_type="application/pdf", headers=headers)


@router.put("/{contract_id}/signatures/{role}", response_model=SignatureReceipt)
def put_signature(contract_id: UUID, role: SignerRole, write: IdempotentWrite, desk: DeskHere) -> Response:
    """Sign: the customer first, then the dealer."""
    return answer_signature(desk, write, contract_id, role)
