"""Reading contracts and showing them."""

import json
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.contracts.models import ContractFile, ContractRecord
from paddock.central.evidence.log import first_evidence_of
from paddock.central.problems import Refusal
from paddock.domain.states import SignerRole
from paddock.wire.applications import Applicant, CoSigner
from paddock.wire.contracts import ContractSigner, ContractState, ContractView, SignatureLine
from paddock.wire.evidence import EvidenceEvent
from paddock.wire.problems import ProblemCode


def contract_of(session: Session, application_id: UUID) -> ContractRecord | None:
    """The application's contract, if one was drawn up."""
    query = select(ContractRecord).where(ContractRecord.application_id == application_id)
    return session.scalars(query).one_or_none()


def file_of(session: Session, contract: ContractRecord, version: int | None = None) -> ContractFile:
    """A version of the contract's file, the newest without `version`. Raises `Refusal(not_found)`."""
    found = session.get(ContractFile, (contract.id, contract.version if version is None else version))
    if found is None:
        raise Refusal(ProblemCode.NOT_FOUND)
    return found


def order_of(contract: ContractRecord) -> tuple[SignerRole, ...]:
    """Who signs the contract, in order: the places to sign that its file has."""
    return tuple(SignerRole(area["role"]) for area in json.loads(contract.signature_areas))


def names_of(contract: ContractRecord) -> dict[SignerRole, str]:
    """The names that stand in the contract."""
    names = {SignerRole(one["role"]): str(one["name"]) for one in json.loads(contract.signers or "[]")}
    return {SignerRole.CUSTOMER: contract.customer_name} | names


def person_of(session: Session, contract: ContractRecord, role: SignerRole) -> Applicant | CoSigner:
    """The private person who signs as `role`. Raises `LookupError` if the contract has none."""
    application = session.get_one(ApplicationRecord, contract.application_id).submission
    if role is SignerRole.CUSTOMER:
        return application.applicant
    for one in application.co_signers:
        if one.role.value == role.value:
            return one
    raise LookupError(f"no {role} signs {contract.number}")


def resident_id_of(session: Session, contract: ContractRecord, role: SignerRole) -> str:
    """That person's resident ID number."""
    return person_of(session, contract, role).resident_id_number


def view_of(session: Session, contract: ContractRecord) -> ContractView:
    """The contract as dealers see it."""
    signed = contract.contract_state is ContractState.SIGNED
    return ContractView(
        id=contract.id,
        application_id=contract.application_id,
        number=contract.number,
        state=contract.contract_state,
        version=contract.version,
        document_sha256=contract.document_sha256,
        pages=contract.pages,
        created_at=contract.created_at,
        clause_version=contract.clause_version,
        signers=[ContractSigner(**one) for one in json.loads(contract.signers or "[]")],
        signatures=[
            SignatureLine(
                role=SignerRole(line.role),
                signer_name=line.signer_name,
                signed_at=line.signed_at,
                timestamped_at=line.timestamped_at,
                sealed_at=line.sealed_at,
                identity=line.identity,
            )
            for line in contract.signatures
        ],
        drafted=first_evidence_of(session, contract.id, EvidenceEvent.CONTRACT_DRAFTED),
        evidence=first_evidence_of(session, contract.id) if signed else None,
    )
