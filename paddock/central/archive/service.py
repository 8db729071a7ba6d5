"""Archiving, finding, holding, scrubbing and destroying signed contracts.

Each step may be done again after any accident: an object that was written and not entered is an orphan nobody refers
to, never a second entry.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.archive.models import ArchiveEntry, ArchiveScrub, ArchiveTerm, LegalHold
from paddock.central.archive.vault import Vault
from paddock.central.centre import Centre, chinese_date
from paddock.central.contracts.desk import ContractDesk
from paddock.central.contracts.drawing import accepted_offer
from paddock.central.contracts.events import Happened, log_events
from paddock.central.contracts.models import ContractRecord
from paddock.central.evidence.packaging import package_of, trust_of
from paddock.central.identity.models import Dealer
from paddock.central.sealing import DamagedObjectError
from paddock.domain.errors import BadInput, Finding
from paddock.domain.money import format_yuan
from paddock.domain.schedules import add_months
from paddock.domain.sentences import Sentence
from paddock.wire.contracts import ContractState
from paddock.wire.evidence import EvidenceEvent
from paddock.wire.messages import canonical_json, sha256_hex

RETENTION_MONTHS: Final = 60
"""After the last instalment: clause 个人信息与征信 keeps five years after the end; the Electronic Signature Law article
25 asks the same of certificates."""
_BATCH: Final = 20


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """What a pass over the archive found."""

    checked: int
    damaged: tuple[str, ...]
    """Contract numbers."""


def archive_due(centre: Centre, desk: ContractDesk, vault: Vault) -> list[str]:
    """Archive contracts that all have signed and that are not archived; their numbers.

    Raises:
        EnvironmentFault: the archive cannot be written; what was archived before stays.
    """
    with centre.database.reading() as session:
        due = session.scalars(
            select(ContractRecord.id)
            .where(
                ContractRecord.state == ContractState.SIGNED.value,
                ~exists().where(ArchiveEntry.contract_id == ContractRecord.id),
            )
            .order_by(ContractRecord.created_at)
            .limit(_BATCH)
        ).all()
    return [number for contract_id in due if (number := _archive(centre, desk, vault, contract_id))]


def find_archived(session: Session, vault: Vault, value: str) -> list[tuple[ArchiveEntry, ContractRecord]]:
    """Contracts of which any field is `value` (a name, number, VIN or its end, plate, phone, amount, date …)."""
    query = (
        select(ArchiveEntry, ContractRecord)
        .join(ContractRecord, ContractRecord.id == ArchiveEntry.contract_id)
        .join(ArchiveTerm, ArchiveTerm.contract_id == ArchiveEntry.contract_id)
        .where(ArchiveTerm.term == vault.term(value))
        .order_by(ArchiveEntry.archived_at)
    )
    return [(entry, contract) for entry, contract in session.execute(query)]


def archived_package(session: Session, vault: Vault, number: str) -> bytes:
    """The archived package of a contract. Raises `BadInput` if there is none, `Finding` if it is damaged."""
    entry, contract = entry_of(session, number)
    if entry.purged_at is not None:
        raise BadInput(Sentence(f"{number} 已到期销毁", f"{number} was destroyed when its retention was over"))
    try:
        return vault.get(entry.object_sha256, contract.id.bytes)
    except DamagedObjectError:
        raise Finding(
            Sentence(f"{number} 的归档文件已损坏, 请从备份恢复", f"The archived {number} is damaged: restore a backup")
        ) from None


def entry_of(session: Session, number: str) -> tuple[ArchiveEntry, ContractRecord]:
    """The entry of the contract with that number. Raises `BadInput` if there is none."""
    query = (
        select(ArchiveEntry, ContractRecord)
        .join(ContractRecord, ContractRecord.id == ArchiveEntry.contract_id)
        .where(ContractRecord.number == number)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise BadInput(Sentence(f"归档中没有合同 {number}", f"The archive holds no contract {number}"))
    return found[0], found[1]


def place_hold(session: Session, number: str, reason: str, by: str, now: datetime) -> LegalHold:
    """Forbid the destruction of a contract. Raises `BadInput`."""
    entry, _contract = entry_of(session, number)
    hold = LegalHold(id=uuid4(), contract_id=entry.contract_id, reason=reason, placed_by=by, placed_at=now)
    session.add(hold)
    return hold


def release_holds(session: Session, number: str, by: str, now: datetime) -> int:
    """Release every hold on a contract; how many. Raises `BadInput`."""
    entry, _contract = entry_of(session, number)
    holds = session.scalars(_standing_holds(entry.contract_id)).all()
    for hold in holds:
        hold.released_by, hold.released_at = by, now
    return len(holds)


def purge(centre: Centre, vault: Vault) -> list[str]:
    """Destroy archived objects whose retention is over and that nothing holds; their contract numbers."""
    today = chinese_date(centre.clock())
    with centre.database.writing() as session:
        query = (
            select(ArchiveEntry, ContractRecord.number)
            .join(ContractRecord, ContractRecord.id == ArchiveEntry.contract_id)
            .where(ArchiveEntry.retain_until < today, ArchiveEntry.purged_at.is_(None))
        )
        done = []
        for entry, number in session.execute(query).all():
            if session.scalars(_standing_holds(entry.contract_id)).first() is None:
                entry.purged_at = centre.clock()
                done.append((entry.object_sha256, number))
    # After the commit: an object that outlives its entry harms less than an entry without its object.
    for name, _number in done:
        vault.destroy(name)
    return [number for _name, number in done]


def scrub(centre: Centre, vault: Vault) -> Scrubbed:
    """Read every object, compare it with its name and its package with its hash, and note what is damaged."""
    with centre.database.reading() as session:
        query = select(ArchiveEntry, ContractRecord.number).join(
            ContractRecord, ContractRecord.id == ArchiveEntry.contract_id
        )
        entries = [(entry, number) for entry, number in session.execute(query.where(ArchiveEntry.purged_at.is_(None)))]
    damaged = [(entry.contract_id, number) for entry, number in entries if not _is_whole(vault, entry)]
    now = centre.clock()
    with centre.database.writing() as session:
        for contract_id, _number in damaged:
            entry = session.get_one(ArchiveEntry, contract_id)
            entry.damaged_at = entry.damaged_at or now
        session.add(ArchiveScrub(id=uuid4(), finished_at=now, checked=len(entries), damaged=len(damaged)))
    return Scrubbed(len(entries), tuple(number for _contract_id, number in damaged))


def _is_whole(vault: Vault, entry: ArchiveEntry) -> bool:
    try:
        return sha256_hex(vault.get(entry.object_sha256, entry.contract_id.bytes)) == entry.package_sha256
    except DamagedObjectError:
        return False


def _standing_holds(contract_id: UUID) -> Select[LegalHold]:
    return select(LegalHold).where(LegalHold.contract_id == contract_id, LegalHold.released_at.is_(None))


def _archive(centre: Centre, desk: ContractDesk, vault: Vault, contract_id: UUID) -> str | None:
    now = centre.clock()
    with centre.database.reading() as session:
        contract = session.get_one(ContractRecord, contract_id)
        package = canonical_json(package_of(session, contract, trust_of(desk), now))
        application = session.get_one(ApplicationRecord, contract.application_id)
        dealer = session.get_one(Dealer, contract.dealer_id)
        values = list(_values(contract, application, dealer))
        last = accepted_offer(application).schedule[-1].due_date
    name = vault.put(package, contract_id.bytes)
    with centre.database.writing() as session:
        contract = session.get_one(ContractRecord, contract_id, with_for_update=True)
        if session.get(ArchiveEntry, contract_id) is not None:
            vault.destroy(name)
            return None
        session.add(
            ArchiveEntry(
                contract_id=contract_id,
                object_sha256=name,
                package_sha256=sha256_hex(package),
                size_bytes=len(package),
                archived_at=now,
                retain_until=_retain_until(last),
            )
        )
        session.flush()
        session.add_all(ArchiveTerm(contract_id=contract_id, term=term) for term in _terms(vault, values))
        log_events(session, desk.log, contract, [Happened(EvidenceEvent.CONTRACT_ARCHIVED, name)], now)
        return contract.number


def _retain_until(last_due: date) -> date:
    return add_months(last_due, RETENTION_MONTHS)


def _values(contract: ContractRecord, application: ApplicationRecord, dealer: Dealer) -> Iterator[str]:
    """Every value a person may ask for a deal by."""
    said, offer = application.submission, accepted_offer(application)
    person, car = said.applicant, said.vehicle
    yield from (contract.number, str(contract.id), str(application.id), dealer.name, dealer.city)
    yield from (person.name, person.resident_id_number, person.phone, person.address)
    for one in said.co_signers:
        yield from (one.name, one.resident_id_number, one.phone, one.address)
    yield from (car.vin, car.brand_model, car.plate or "", offer.plan, offer.plan_name.zh)
    yield from (format_yuan(amount) for amount in (offer.price_fen, offer.amount_financed_fen))
    yield from (contract.clause_version, f"{contract.created_at:%Y-%m-%d}")
    # What people remember of the long ones.
    yield from (car.vin[-6:], car.vin[-8:], person.phone[-4:], person.resident_id_number[-4:])
    yield from (line.signer_name for line in contract.signatures)


def _terms(vault: Vault, values: Sequence[str]) -> set[str]:
    return {vault.term(value) for value in values if value.strip()}
