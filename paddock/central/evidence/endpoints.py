"""`/v1/trust`, `/v1/evidence` and a contract's evidence: all that is needed to check the centre without trusting it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from paddock.central.centre import CentreHere
from paddock.central.contracts.dependencies import DeskHere
from paddock.central.contracts.models import ContractRecord
from paddock.central.evidence.log import consistency_proof, evidence_of, newest_tree_head
from paddock.central.evidence.packaging import package_of, trust_of
from paddock.central.identity.dependencies import CurrentScope
from paddock.central.problems import Refusal
from paddock.wire.evidence import ConsistencyProof, EvidenceRecord, SignedTreeHead, TrustAnchors
from paddock.wire.evidence_package import EvidencePackage
from paddock.wire.problems import ProblemCode

router = APIRouter(prefix="/v1", tags=["evidence"])

Size = Annotated[int, Query(ge=1)]


@router.get("/trust")
def read_trust(_scope: CurrentScope, desk: DeskHere) -> TrustAnchors:
    """What a workstation pins when it is enrolled."""
    return trust_of(desk)


@router.get("/evidence/tree-head")
def read_tree_head(_scope: CurrentScope, centre: CentreHere, desk: DeskHere) -> SignedTreeHead:
    """The newest signed tree head."""
    with centre.database.reading() as session:
        return newest_tree_head(session, desk.log, centre.clock())


@router.get("/evidence/consistency")
def read_consistency(_scope: CurrentScope, centre: CentreHere, first: Size, second: Size) -> ConsistencyProof:
    """That the log of size `second` still holds everything the log of size `first` held."""
    with centre.database.reading() as session:
        try:
            return consistency_proof(session, first, second)
        except ValueError as error:
            raise Refusal(ProblemCode.NOT_FOUND, detail=str(error)) from None


@router.get("/contracts/{contract_id}/package")
def read_package(contract_id: UUID, scope: CurrentScope, centre: CentreHere, desk: DeskHere) -> EvidencePackage:
    """The self-verifying package of a contract that all have signed."""
    with centre.database.reading() as session:
        contract = scope.get(session, ContractRecord, contract_id)
        return package_of(session, contract, trust_of(desk), centre.clock())


@router.get("/contracts/{contract_id}/evidence")
def read_evidence(contract_id: UUID, scope: CurrentScope, centre: CentreHere) -> EvidenceRecord:
    """The contract's proof against the newest tree head."""
    with centre.database.reading() as session:
        contract = scope.get(session, ContractRecord, contract_id)
        record = evidence_of(session, contract.id)
    if record is None:
        raise Refusal(ProblemCode.NOT_FOUND, detail="the contract is not signed by all yet")
    return record
