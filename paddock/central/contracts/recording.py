"""Making signatures true, in the caller's one transaction.

New versions of the file, the contract's and the application's step, the feed and the evidence.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from paddock.central.applications.repository import lock as lock_application
from paddock.central.applications.repository import move
from paddock.central.changes.repository import record_change
from paddock.central.contracts.desk import ContractDesk
from paddock.central.contracts.events import Happened, log_events
from paddock.central.contracts.making import MadeSignature
from paddock.central.contracts.models import ContractFile, ContractRecord, SignatureRecord
from paddock.central.contracts.repository import order_of, view_of
from paddock.central.floor_plan.paying import note_sale
from paddock.central.inventory.repository import sell_unit
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState, SignerRole
from paddock.wire.contracts import ContractState
from paddock.wire.evidence import EvidenceEvent, signature_event, timestamp_event
from paddock.wire.messages import sha256_hex


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
    happened = [event for one in made for event in _events_of(one)]
    if not due:
        happened.append(Happened(EvidenceEvent.CONTRACT_SIGNED, contract.document_sha256))
    log_events(session, desk.log, contract, happened, now)
    _announce(session, contract, made[0].role, due, now)


def _events_of(one: MadeSignature) -> Iterator[Happened]:
    yield Happened(signature_event(one.role), sha256_hex(one.signed.pdf))
    yield Happened(timestamp_event(one.role), one.signed.timestamp_sha256)
    if one.signed.archive_sha256 is not None:
        yield Happened(EvidenceEvent.ARCHIVE_TIMESTAMP, one.signed.archive_sha256)


def _announce(
    session: Session, contract: ContractRecord, role: SignerRole, due: Sequence[SignerRole], now: datetime
) -> None:
    """Tell the dealer: the contract first, then the application's step."""
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
