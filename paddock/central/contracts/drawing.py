"""Drawing up the contract for an accepted offer: one for each application, however often it is asked for."""

import json
from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.centre import chinese_date
from paddock.central.changes.repository import record_change
from paddock.central.contracts.clause_library import book_in_force
from paddock.central.contracts.desk import ContractDesk
from paddock.central.contracts.events import Happened, log_events
from paddock.central.contracts.figures import require_sound_figures
from paddock.central.contracts.models import ContractFile, ContractRecord
from paddock.central.contracts.rendering import RenderedContract, SignatureArea, render_contract
from paddock.central.contracts.repository import contract_of, view_of
from paddock.central.contracts.terms import ContractTerms, DealerParty, contract_number
from paddock.central.identity.models import Dealer
from paddock.domain.errors import Finding
from paddock.domain.sentences import Sentence
from paddock.domain.states import SignerRole
from paddock.wire.contracts import ContractState
from paddock.wire.decisions import Offer
from paddock.wire.evidence import EvidenceEvent
from paddock.wire.messages import canonical_json, sha256_hex

_DRAFT = 1


def draw_up_contract(
    session: Session, desk: ContractDesk, application: ApplicationRecord, offer: Offer, now: datetime
) -> ContractRecord:
    """The contract for `application` under `offer`, in the caller's transaction, after every figure was checked.

    A second call gives the contract of the first. The application's state is the caller's to move.

    Raises:
        BadInput: the application lacks something a contract must state, or the figures do not add up.
    """
    existing = contract_of(session, application.id)
    if existing is not None:
        return existing
    require_sound_figures(offer, application.submission.financing)
    terms = _terms(session, desk, application, offer, now)
    rendered = render_contract(terms, book_in_force(session, chinese_date(now)))
    sha256 = sha256_hex(rendered.pdf)
    contract = ContractRecord(
        id=terms.contract_id,
        dealer_id=application.dealer_id,
        application_id=application.id,
        number=terms.number,
        state=ContractState.DRAFTED.value,
        version=_DRAFT,
        document_sha256=sha256,
        pages=rendered.pages,
        clause_version=rendered.clause_version,
        signature_areas=_dump_areas(rendered),
        signers=_dump_signers(terms),
        customer_name=terms.application.applicant.name,
        application_sha256=application.body_sha256,
        created_at=now,
    )
    session.add(contract)
    session.flush()
    session.add(ContractFile(contract_id=contract.id, version=_DRAFT, sha256=sha256, pdf=rendered.pdf))
    session.flush()
    happened = [
        Happened(EvidenceEvent.OFFER_ACCEPTED, sha256_hex(canonical_json(offer))),
        Happened(EvidenceEvent.CONSENT_GIVEN, sha256_hex(canonical_json(application.submission.consent))),
        Happened(EvidenceEvent.CONTRACT_DRAFTED, sha256),
    ]
    log_events(session, desk.log, contract, happened, now)
    record_change(session, contract.dealer_id, view_of(session, contract), now)
    return contract


def draw_up_anew(session: Session, desk: ContractDesk, contract: ContractRecord, now: datetime) -> bool:
    """A new version of a draft nobody has signed, with the clauses now in force; False: it has them already.

    The caller holds the contract locked. What it is about stays: number, parties, figures.

    Raises:
        Finding: somebody has signed; a signed text is left as it is.
    """
    if contract.contract_state is not ContractState.DRAFTED:
        raise Finding(
            Sentence(
                f"合同 {contract.number} 已有人签署, 条款更新不适用于它",
                f"{contract.number} has been signed by somebody: an update of the clauses leaves it alone",
            )
        )
    book = book_in_force(session, chinese_date(now))
    if contract.clause_version == book.version:
        return False
    application = session.get_one(ApplicationRecord, contract.application_id)
    offer = accepted_offer(application)
    terms = replace(_terms(session, desk, application, offer, contract.created_at), drawn_up_at=now)
    rendered = render_contract(replace(terms, number=contract.number), book)
    contract.version += 1
    contract.document_sha256 = sha256_hex(rendered.pdf)
    contract.pages = rendered.pages
    contract.clause_version = rendered.clause_version
    contract.signature_areas = _dump_areas(rendered)
    contract.signers = _dump_signers(terms)
    session.add(
        ContractFile(
            contract_id=contract.id, version=contract.version, sha256=contract.document_sha256, pdf=rendered.pdf
        )
    )
    session.flush()
    happened = [Happened(EvidenceEvent.CONTRACT_DRAFTED, contract.document_sha256)]
    log_events(session, desk.log, contract, happened, now)
    record_change(session, contract.dealer_id, view_of(session, contract), now)
    return True


def accepted_offer(application: ApplicationRecord) -> Offer:
    """The offer the customer took. Raises `LookupError` if none was taken."""
    decision = application.decision
    for offer in decision.offers if decision else []:
        if offer.id == application.accepted_offer_id:
            return offer
    raise LookupError(f"no offer was accepted for {application.id}")


def areas_of(contract: ContractRecord) -> tuple[SignatureArea, ...]:
    """Where each role signs."""
    return tuple(
        SignatureArea(role=SignerRole(area["role"]), **{key: area[key] for key in area if key != "role"})
        for area in json.loads(contract.signature_areas)
    )


def _terms(
    session: Session, desk: ContractDesk, application: ApplicationRecord, offer: Offer, now: datetime
) -> ContractTerms:
    dealer = session.get(Dealer, application.dealer_id)
    if dealer is None:
        raise LookupError(f"no dealer {application.dealer_id}")
    return ContractTerms(
        contract_id=contract_id_for(application.id),
        number=contract_number(application.id, now),
        drawn_up_at=now,
        kind=offer.kind,
        lender=desk.lender,
        dealer=DealerParty(dealer.name, dealer.city),
        application=application.submission,
        offer=offer,
        sandbox=desk.sandbox,
    )


def contract_id_for(application_id: UUID) -> UUID:
    """The id of an application's contract: worked out, not drawn, so that trying again finds the same."""
    return uuid5(application_id, "contract")


def _dump_signers(terms: ContractTerms) -> str:
    return json.dumps([{"role": role.value, "name": name} for role, name in terms.signers], ensure_ascii=False)


def _dump_areas(rendered: RenderedContract) -> str:
    return json.dumps([asdict(area) for area in rendered.areas])
