"""Making signatures true, in the caller's one transaction.

New versions of the file, the contract's and the application's step, the feed and the evidence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter
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
from paddock.central.sealing import seal, unseal
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState, SignerRole
from paddock.wire.contracts import ContractState, Stroke, StrokePoint
from paddock.wire.evidence import EvidenceEvent, signature_event, timestamp_event
from paddock.wire.messages import sha256_hex


@dataclass(frozen=True, slots=True)
class WrittenSignature:
    """What is kept of a signature that a person wrote."""

    message_id: UUID
    signed_at: datetime
    """When the pen was put down, by the clock of whoever took it."""
    seen_sha256: str
    """Of the file the signer saw."""
    strokes: Sequence[Stroke]
    identity: str | None = None
    sealed_at: datetime | None = None


def strokes_of(desk: ContractDesk, line: SignatureRecord) -> list[list[StrokePoint]]:
    """The pen's points of a signature, for a dispute about who wrote it. Raises `DamagedObjectError`."""
    if line.strokes is None:
        return []
    return _STROKES.validate_json(unseal(desk.strokes_key, line.strokes, _about(line.contract_id, line.role)))


def _sealed_strokes(desk: ContractDesk, contract: ContractRecord, role: SignerRole, strokes: Sequence[Stroke]) -> bytes:
    body = _STROKES.dump_json([list(stroke) for stroke in strokes])
    return seal(desk.strokes_key, body, _about(contract.id, role.value))


def _about(contract_id: UUID, role: str) -> bytes:
    return contract_id.bytes + role.encode()


_STROKES: Final = TypeAdapter(list[list[StrokePoint]])


def record_signatures(
    session: Session,
    desk: ContractDesk,
    contract: ContractRecord,
    made: Sequence[MadeSignature],
    about: WrittenSignature,
    now: datetime,
) -> None:
    """Write `made` down, the first of which was written by hand.

    The caller holds the contract locked and has looked at whose turn it is.
    """
    for one in made:
        written = about if one.role.signs_on_pad else None
        contract.version += 1
        contract.document_sha256 = sha256_hex(one.signed.pdf)
        contract.signatures.append(
            SignatureRecord(
                role=one.role.value,
                version=contract.version,
                signer_name=one.signer_name,
                signed_at=written.signed_at if written else now,
                timestamped_at=one.signed.timestamped_at,
                level=one.signed.level.value,
                message_id=written.message_id if written else None,
                identity=written.identity if written else None,
                strokes=_sealed_strokes(desk, contract, one.role, written.strokes) if written else None,
                seen_sha256=written.seen_sha256 if written else None,
                sealed_at=written.sealed_at if written else None,
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
