"""A conflict as two versions: what was sent from here, what the centre has, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from paddock.app.store import queries
from paddock.app.store.store import Store
from paddock.app.store.views import DealDetail, OutboxKind, QueueItem
from paddock.domain.money import format_yuan
from paddock.domain.sentences import Sentence
from paddock.domain.states import SignerRole
from paddock.wire.applications import ApplicationSubmission, OfferAcceptance
from paddock.wire.contracts import SignatureSubmission
from paddock.wire.decisions import Offer
from paddock.wire.reviews import StipulationAnswer

_NONE = Sentence("–", "–")
_STATE = Sentence("进件状态", "State of the application")
_OFFER = Sentence("报价", "Offer")
_OFFERS = Sentence("可选报价", "Offers to choose from")
_VERSION = Sentence("合同文件", "Contract document")
_SIGNED_BY = Sentence("已签署", "Signed by")
_HASH = Sentence("内容 SHA-256", "SHA-256 of the contents")
_ANSWERED = Sentence("补件答复", "Answer to the reviewer")
_APPLICANT = Sentence("申请人", "Applicant")
_VIN = Sentence("车架号", "VIN")
_PRICE = Sentence("车价", "Price")
_DOWN = Sentence("首付", "Down payment")
_TERM = Sentence("期数", "Term")
_MADE = Sentence("时间", "Time")


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One line of the comparison."""

    name: Sentence
    ours: Sentence
    theirs: Sentence

    @property
    def differs(self) -> bool:
        """Whether the two versions say different things here."""
        return self.ours != self.theirs


def versions_of(store: Store, outbox_id: UUID) -> list[VersionLine]:
    """Both versions of a request, as far as the centre has told its own; empty for a row that is not here."""
    item = queries.queue_item(store, outbox_id)
    if item is None:
        return []
    deal = queries.deal(store, item.row.application_id)
    match item.row.kind:
        case OutboxKind.APPLICATION:
            lines = _of_application(item, deal)
        case OutboxKind.ACCEPTANCE:
            lines = _of_acceptance(item, deal)
        case OutboxKind.SIGNATURE:
            lines = _of_signature(item, deal)
        case OutboxKind.ANSWER:
            lines = _of_answer(item, deal)
        case _:
            lines = _hashes(item)
    return list(lines)


def _of_application(item: QueueItem, deal: DealDetail | None) -> Iterator[VersionLine]:
    sent = ApplicationSubmission.model_validate_json(item.body)
    yield from _hashes(item)
    yield VersionLine(_STATE, _NONE, _state(deal))
    for name, value in (
        (_APPLICANT, sent.applicant.name),
        (_VIN, sent.vehicle.vin),
        (_PRICE, format_yuan(sent.financing.price_fen)),
        (_DOWN, format_yuan(sent.financing.down_payment_fen)),
        (_TERM, str(sent.financing.term_months)),
    ):
        # The centre tells the hash of what it holds, never its contents.
        yield VersionLine(name, _plain(value), _NONE)


def _of_acceptance(item: QueueItem, deal: DealDetail | None) -> Iterator[VersionLine]:
    sent = OfferAcceptance.model_validate_json(item.body)
    offers = {offer.id: offer for offer in deal.decision.offers} if deal and deal.decision else {}
    taken = deal.accepted_offer_id if deal else None
    ours = _offer(offers.get(sent.offer_id), sent.offer_id)
    yield VersionLine(_OFFER, ours, _offer(offers.get(taken), taken) if taken else _NONE)
    yield VersionLine(_OFFERS, ours, _listed([_offer(offer, offer.id) for offer in offers.values()]))
    yield VersionLine(_STATE, _NONE, _state(deal))
    yield VersionLine(_MADE, _time(sent.accepted_at), _time(deal.timeline[-1].at if deal and deal.timeline else None))


def _of_signature(item: QueueItem, deal: DealDetail | None) -> Iterator[VersionLine]:
    sent = SignatureSubmission.model_validate_json(item.body)
    contract = deal.contract if deal else None
    yield VersionLine(_VERSION, _short(sent.document_sha256), _short(contract.document_sha256 if contract else ""))
    signed = [_signer(line.role, line.signer_name) for line in contract.signatures] if contract else []
    yield VersionLine(_SIGNED_BY, _signer(sent.role, sent.signer_name), _listed(signed))
    yield VersionLine(_STATE, _NONE, _state(deal))
    yield VersionLine(_MADE, _time(sent.signed_at), _time(contract.created_at if contract else None))


def _of_answer(item: QueueItem, deal: DealDetail | None) -> Iterator[VersionLine]:
    sent = StipulationAnswer.model_validate_json(item.body)
    asked = next((one for one in deal.stipulations if one.id == sent.stipulation_id), None) if deal else None
    yield VersionLine(_ANSWERED, _plain(sent.text), asked.sentence if asked else _NONE)
    yield VersionLine(_MADE, _time(sent.answered_at), _time(asked.answered_at if asked else None))
    yield VersionLine(_STATE, _NONE, _state(deal))


def _hashes(item: QueueItem) -> Iterator[VersionLine]:
    yield VersionLine(
        _HASH, _short(item.body_sha256), _short(item.problem.hashes.get("stored", "") if item.problem else "")
    )


def _offer(offer: Offer | None, offer_id: str) -> Sentence:
    if offer is None:
        return _plain(offer_id)
    figures = f"{offer.term_months} × {format_yuan(offer.monthly_payment_fen)}"
    return Sentence(f"{offer.plan_name.zh} · {figures}", f"{offer.plan_name.en} · {figures}")


def _signer(role: SignerRole, name: str) -> Sentence:
    return Sentence(f"{role.name_for_people.zh} {name}", f"{role.name_for_people.en} {name}")


def _state(deal: DealDetail | None) -> Sentence:
    return deal.central_state.name_for_people if deal and deal.central_state else _NONE


def _listed(found: list[Sentence]) -> Sentence:
    return Sentence("; ".join(one.zh for one in found), "; ".join(one.en for one in found)) if found else _NONE


def _short(sha256: str) -> Sentence:
    return _plain(sha256[:16])


def _time(at: datetime | None) -> Sentence:
    return _NONE if at is None else _plain(f"{at.astimezone():%Y-%m-%d %H:%M:%S}")


def _plain(text: str) -> Sentence:
    return Sentence(text, text) if text else _NONE
