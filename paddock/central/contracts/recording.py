"""Making signatures true, in the caller's one transaction.

New versions of the file, the contract's and the application's step, the feed and the evidence.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from paddock.central.applications.repository import lock as lock_application
from paddock.central.applications.repository import move
from paddock.central.changes.repository import record_change
from paddock.central.contracts.desk import ContractDesk
from paddock.central.contracts.making import MadeSignature
from paddock.central.contracts.models import ContractFile, ContractRecord, SignatureRecord
from paddock.central.contracts.repository import order_of, view_of
from paddock.central.evidence.log import append_leaf
from paddock.central.floor_plan.paying import note_sale
from paddock.central.inventory.repository import sell_unit
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState, SignerRole
from paddock.wire.contracts import ContractState
from paddock.wire.evidence import EvidenceLeaf
from paddock.wire.messages import sha256_hex

_EVENT = "contract_signed"


def record_signatures(
    session: Session,
    desk: ContractDesk,
    contract: ContractRecord,
    made: Sequence[MadeSignature],
    signed_at: datetime,
    now: datetime,
) -> None:
    """Write `made` down; the caller holds the contract locked and has looked at whose turn it is.

    `signed_at` is when the pen was put down, by the workstation's clock.
    """
    for one in made:
        contract.version += 1
        contract.document_sha256 = sha256_hex(one.signed.pdf)
        contract.signatures.append(
            SignatureRecord(
                role=one.role.value,
                version=contract.version,
                signer_name=one.signer_name,
                signed_at=signed_at if one.role.signs_on_pad else now,
                timestamped_at=one.signed.timestamped_at,
                level=one.signed.level.value,
            )
        )
        session.add(
            ContractFile(
                contract_id=contract.id,
                version=contract.version,
                sha256=contract.document_sha256,
                pdf=one.signed.pdf,
            )
        )
    due = [role for role in order_of(contract) if role not in {SignerRole(line.role) for line in contract.signatures}]
    contract.state = (ContractState.PARTLY_SIGNED if due else ContractState.SIGNED).value
    session.flush()
    _announce(session, desk, contract, made[0].role, due, now)


def _announce(
    session: Session,
    desk: ContractDesk,
    contract: ContractRecord,
    role: SignerRole,
    due: Sequence[SignerRole],
    now: datetime,
) -> None:
    """Log the contract if it is complete, and tell the dealer: the contract first, then the application's step."""
    if not due:
        leaf = EvidenceLeaf(
            event=_EVENT,
            contract_id=contract.id,
            contract_number=contract.number,
            document_sha256=contract.document_sha256,
            recorded_at=now,
        )
        append_leaf(session, leaf, desk.log, now)
    record_change(session, contract.dealer_id, view_of(session, contract), now)
    application = lock_application(session, contract.application_id)
    if not due:
        reason = Sentence("各方已签署, 合同已存证", "All have signed; the contract is in the evidence log")
        move(session, application, ApplicationState.SIGNED, reason, now)
        sell_unit(session, application.dealer_id, application.submission.vehicle.inventory_unit_id, now)
        note_sale(session, application, now)
        return
    done, following = role.name_for_people, due[0].name_for_people
    reason = Sentence(f"{done.zh}已签署, 等待{following.zh}签署", f"{done.en} has signed; next: {following.en}")
    move(session, application, ApplicationState.SIGNING, reason, now)
