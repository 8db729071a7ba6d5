"""What screens ask about deals, contracts and stock: what was made here and what the centre said, together."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select

from paddock.app.store import settings
from paddock.app.store.asked import OPEN_ASKS
from paddock.app.store.draft_json import read_draft
from paddock.app.store.models import (
    ApplicationRow,
    CentralApplicationRow,
    CentralContractRow,
    ContractPdfRow,
    DraftRow,
    InventoryRow,
    OutboxRow,
    TimelineRow,
)
from paddock.app.store.stock_queries import stock_page
from paddock.app.store.stock_views import StockWish
from paddock.app.store.store import Store
from paddock.app.store.views import DealCard, DealDetail, OutboxKind, OutboxState, TimelineLine
from paddock.domain.application_draft import ApplicationDraft
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState
from paddock.wire.applications import ApplicationView, OfferAcceptance
from paddock.wire.contracts import ContractView, SignatureSubmission
from paddock.wire.evidence import TrustAnchors
from paddock.wire.inventory import InventoryUnit
from paddock.wire.problems import Problem
from paddock.wire.reviews import StipulationAnswer

_SUBMITTED = Sentence("已提交", "Submitted")
_SAVED = Sentence("已安全保存, 联网后自动发送", "Saved; sent by itself as soon as the centre is reached")


def deal_cards(store: Store, *, limit: int = 200) -> list[DealCard]:
    """Drafts and submitted deals, the last changed first."""
    with store.read() as connection:
        cards = [*_drafts(connection, limit), *_submitted(connection, limit), *_foreign(connection, limit)]
    return sorted(cards, key=lambda card: card.updated_at, reverse=True)[:limit]


def deal(store: Store, application_id: UUID) -> DealDetail | None:
    """One deal with its merged timeline; None when nothing of that id is known here."""
    with store.read() as connection:
        draft = _draft_of(connection, application_id)
        view = _view(connection, application_id)
        if draft is None and view is None:
            return None
        submitted_at = connection.execute(
            select(ApplicationRow.submitted_at).where(ApplicationRow.id == application_id)
        ).scalar()
        acts = _acts(connection, application_id)
        contract_row = _contract_of(connection, application_id)
        local = connection.execute(
            select(TimelineRow.at, TimelineRow.text, TimelineRow.reason)
            .where(TimelineRow.application_id == application_id)
            .order_by(TimelineRow.id)
        ).all()
    lines = [TimelineLine(submitted_at, _SUBMITTED, _SAVED)] if submitted_at else []
    lines += [TimelineLine(*row) for row in local]
    lines += [TimelineLine(step.at, step.state.name_for_people, step.reason) for step in view.timeline] if view else []
    submission = next((act for act in acts if act.kind == OutboxKind.APPLICATION.value), None)
    contract_view = ContractView.model_validate_json(contract_row.body) if contract_row else None
    return DealDetail(
        application_id=application_id,
        draft=draft,
        outbox_state=_local_state(submission, draft),
        outbox_id=submission.id if submission else None,
        problem=_first_problem(acts),
        central_state=view.state if view else None,
        timeline=tuple(sorted(lines, key=lambda line: line.at)),
        decision=view.decision if view else None,
        accepted_offer_id=view.accepted_offer_id if view else None,
        pending_offer_id=_pending_offer(acts, view),
        contract=contract_view,
        contract_pdf_ready=bool(contract_row and contract_row.document_sha256 == contract_row.pdf_sha256),
        pending_signatures=_pending_signatures(acts, contract_view),
        service=view.service if view else None,
        stages=tuple(view.time_by_stage) if view else (),
        stipulations=tuple(view.stipulations) if view else (),
        pending_answers=_pending_answers(acts, view),
    )


def contract(store: Store, contract_id: UUID) -> ContractView | None:
    """A contract as the centre last sent it."""
    with store.read() as connection:
        body = connection.execute(select(CentralContractRow.body).where(CentralContractRow.id == contract_id)).scalar()
    return None if body is None else ContractView.model_validate_json(body)


def inventory_units(store: Store, text: str = "", *, limit: int = 200) -> list[InventoryUnit]:
    """The dealer's stock, longest in stock first; every word of `text` must be part of brand, model, city or VIN."""
    numbers = [line.number for line in stock_page(store, StockWish(text), limit=limit)]
    query = select(InventoryRow.number, InventoryRow.body).where(InventoryRow.number.in_(numbers))
    with store.read() as connection:
        bodies = {row.number: row.body for row in connection.execute(query)}
    return [InventoryUnit.model_validate_json(bodies[number]) for number in numbers if number in bodies]


def trust_anchors(store: Store) -> TrustAnchors | None:
    """What this workstation verifies contracts with; None until the centre has been reached once."""
    with store.read() as connection:
        return settings.trust_anchors(connection)


def _drafts(connection: Connection, limit: int) -> list[DealCard]:
    rows = connection.execute(
        select(DraftRow.id, DraftRow.applicant, DraftRow.vehicle, DraftRow.updated_at)
        .where(DraftRow.discarded_at.is_(None))
        .order_by(DraftRow.updated_at.desc())
        .limit(limit)
    )
    return [DealCard(row[0], row[1], row[2], OutboxState.DRAFT, None, None, row[3]) for row in rows]


def _submitted(connection: Connection, limit: int) -> list[DealCard]:
    rows = connection.execute(
        select(
            ApplicationRow.id,
            ApplicationRow.applicant,
            ApplicationRow.vehicle,
            OutboxRow.state,
            CentralApplicationRow.state,
            CentralApplicationRow.contract_id,
            ApplicationRow.updated_at,
            OPEN_ASKS,
        )
        .join(OutboxRow, OutboxRow.id == ApplicationRow.id)
        .outerjoin(CentralApplicationRow, CentralApplicationRow.id == ApplicationRow.id)
        .order_by(ApplicationRow.updated_at.desc())
        .limit(limit)
    )
    return [
        DealCard(row[0], row[1], row[2], OutboxState(row[3]), ApplicationState(row[4]) if row[4] else None, *row[5:])
        for row in rows
    ]


def _foreign(connection: Connection, limit: int) -> list[DealCard]:
    rows = connection.execute(
        select(
            CentralApplicationRow.id,
            CentralApplicationRow.state,
            CentralApplicationRow.contract_id,
            CentralApplicationRow.updated_at,
        )
        .outerjoin(ApplicationRow, ApplicationRow.id == CentralApplicationRow.id)
        .where(ApplicationRow.id.is_(None))
        .order_by(CentralApplicationRow.updated_at.desc())
        .limit(limit)
    )
    return [DealCard(row[0], "", "", None, ApplicationState(row[1]), *row[2:]) for row in rows]


def _draft_of(connection: Connection, application_id: UUID) -> ApplicationDraft | None:
    body = (
        connection.execute(select(ApplicationRow.body).where(ApplicationRow.id == application_id)).scalar()
        or connection.execute(
            select(DraftRow.body).where(DraftRow.id == application_id, DraftRow.discarded_at.is_(None))
        ).scalar()
    )
    return read_draft(body) if body else None


def _view(connection: Connection, application_id: UUID) -> ApplicationView | None:
    body = connection.execute(
        select(CentralApplicationRow.body).where(CentralApplicationRow.id == application_id)
    ).scalar()
    return ApplicationView.model_validate_json(body) if body else None


def _acts(connection: Connection, application_id: UUID) -> list[Row[Any]]:
    return list(
        connection.execute(
            select(OutboxRow.id, OutboxRow.kind, OutboxRow.state, OutboxRow.body, OutboxRow.problem)
            .where(OutboxRow.application_id == application_id)
            .order_by(OutboxRow.sequence.desc())
        )
    )


def _contract_of(connection: Connection, application_id: UUID) -> Row[str, str, str | None] | None:
    return connection.execute(
        select(CentralContractRow.body, CentralContractRow.document_sha256, ContractPdfRow.sha256.label("pdf_sha256"))
        .outerjoin(ContractPdfRow, ContractPdfRow.contract_id == CentralContractRow.id)
        .where(CentralContractRow.application_id == application_id)
        .limit(1)
    ).one_or_none()


def _local_state(submission: Row[Any] | None, draft: ApplicationDraft | None) -> OutboxState | None:
    if submission is not None:
        return OutboxState(submission.state)
    return None if draft is None else OutboxState.DRAFT


def _first_problem(acts: list[Row[Any]]) -> Problem | None:
    """Of the newest act of each kind only: an offer that was taken anew has got over its old problem."""
    newest = {act.kind: act for act in reversed(acts)}
    texts = [act.problem for act in newest.values() if OutboxState(act.state).needs_person and act.problem]
    return Problem.model_validate_json(texts[-1]) if texts else None


def _pending_offer(acts: list[Row[Any]], view: ApplicationView | None) -> str | None:
    if view is not None and view.accepted_offer_id:
        return None
    for act in acts:
        if act.kind == OutboxKind.ACCEPTANCE.value and not OutboxState(act.state).needs_person:
            return OfferAcceptance.model_validate_json(act.body).offer_id
    return None


def _pending_answers(acts: list[Row[Any]], view: ApplicationView | None) -> tuple[UUID, ...]:
    waiting = {one.id for one in view.stipulations if one.answered_at is None} if view else set()
    answers = [
        StipulationAnswer.model_validate_json(act.body).stipulation_id
        for act in acts
        if act.kind == OutboxKind.ANSWER.value and not OutboxState(act.state).needs_person
    ]
    return tuple(one for one in answers if one in waiting)


def _pending_signatures(acts: list[Row[Any]], view: ContractView | None) -> tuple[str, ...]:
    confirmed = {line.role for line in view.signatures} if view else set()
    pending = []
    for act in reversed(acts):
        if act.kind == OutboxKind.SIGNATURE.value and not OutboxState(act.state).needs_person:
            role = SignatureSubmission.model_validate_json(act.body).role
            if role not in confirmed:
                pending.append(role.value)
    return tuple(pending)
