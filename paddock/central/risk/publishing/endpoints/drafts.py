"""`/v1/risk/drafts`: writing, checking, backtesting, handing in, approving."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from sqlalchemy import select

from paddock.central.centre import CentreHere, chinese_date
from paddock.central.identity.lender import LenderScope
from paddock.central.identity.lender_dependencies import RiskApprover, RiskManager, RiskStaff
from paddock.central.risk.publishing.backtest import BacktestReport
from paddock.central.risk.publishing.backtesting import kept_report
from paddock.central.risk.publishing.desk import RiskDesk
from paddock.central.risk.publishing.difference import differences
from paddock.central.risk.publishing.drafts import documents_of
from paddock.central.risk.publishing.edits import Edit
from paddock.central.risk.publishing.endpoints.dependencies import RiskDeskHere
from paddock.central.risk.publishing.messages import (
    ApproveOrder,
    BacktestOrder,
    CaseView,
    CheckView,
    DifferenceView,
    DraftSummary,
    DraftView,
    EditOrder,
    NewDraft,
    RebaseOrder,
    ReturnOrder,
    SubmitOrder,
)
from paddock.central.risk.publishing.models import RuleDraft
from paddock.central.risk.publishing.views import cases_of_rule, check_view, draft_summary, draft_view

router = APIRouter(prefix="/v1/risk/drafts", tags=["risk"])


@router.get("")
def list_drafts(who: RiskStaff, desk: RiskDeskHere, centre: CentreHere) -> list[DraftSummary]:
    """Every draft, the one changed last first."""
    with centre.database.reading() as session:
        live = desk.drafts.live(session)
        found = session.scalars(select(RuleDraft).order_by(RuleDraft.updated_at.desc()).limit(200))
        return [draft_summary(session, draft, who, live) for draft in found]


@router.post("", status_code=201)
def begin_draft(order: NewDraft, who: RiskManager, desk: RiskDeskHere) -> DraftView:
    """Begin a draft from what is in force, or from an earlier rule set."""
    draft_id = desk.drafts.begin(who, order.title, None, order.from_sha256)
    return _view(desk, who, draft_id, desk.drafts.documents(draft_id))


@router.get("/{draft_id}")
def read_draft(draft_id: UUID, who: RiskStaff, desk: RiskDeskHere) -> DraftView:
    """A draft."""
    return _view(desk, who, draft_id, desk.drafts.documents(draft_id))


@router.post("/{draft_id}/edits")
def edit_draft(draft_id: UUID, order: EditOrder, who: RiskManager, desk: RiskDeskHere) -> DraftView:
    """Change a draft; the cases of the rules that were touched are run at once."""
    documents = desk.drafts.edit(who, draft_id, order.revision, order.edits)
    return _view(desk, who, draft_id, documents, order.edits)


@router.post("/{draft_id}/rebase")
def rebase_draft(draft_id: UUID, order: RebaseOrder, who: RiskManager, desk: RiskDeskHere) -> DraftView:
    """Bring what was published meanwhile into a draft."""
    return _view(desk, who, draft_id, desk.drafts.rebase(who, draft_id, order.revision))


@router.get("/{draft_id}/cases/{rule}")
def read_cases(draft_id: UUID, rule: str, _who: RiskStaff, desk: RiskDeskHere) -> list[CaseView]:
    """The test cases of one rule, each put to the engine now."""
    return cases_of_rule(desk.drafts.documents(draft_id), rule)


@router.post("/{draft_id}/check")
def check_draft(draft_id: UUID, who: RiskManager, desk: RiskDeskHere) -> CheckView:
    """Put the whole draft through the gate."""
    return check_view(*desk.drafts.check(who, draft_id))


@router.get("/{draft_id}/difference")
def read_difference(draft_id: UUID, _who: RiskStaff, desk: RiskDeskHere, centre: CentreHere) -> DifferenceView:
    """What a draft changes of what is in force."""
    with centre.database.reading() as session:
        live = desk.drafts.live(session)
        draft = desk.drafts.found(session, draft_id)
        documents, sha256 = documents_of(draft), draft.sha256
    base = desk.library.engine(live.champion).rules.documents
    return DifferenceView(base_sha256=live.champion, sha256=sha256, changes=differences(base, documents))


@router.post("/{draft_id}/backtest")
def backtest_draft(draft_id: UUID, order: BacktestOrder, who: RiskManager, desk: RiskDeskHere) -> BacktestReport:
    """One step of a backtest: ask again, naming nothing, until it is finished."""
    return desk.backtests.step(who, draft_id, order)


@router.get("/{draft_id}/backtest")
def read_backtest(draft_id: UUID, _who: RiskStaff, desk: RiskDeskHere, centre: CentreHere) -> dict[str, Any] | None:
    """The newest backtest so far."""
    with centre.database.reading() as session:
        return kept_report(desk.drafts.found(session, draft_id).backtest)


@router.post("/{draft_id}/submit")
def submit_draft(draft_id: UUID, order: SubmitOrder, who: RiskManager, desk: RiskDeskHere) -> DraftView:
    """Hand a draft in."""
    desk.drafts.submit(who, draft_id, order.note)
    return read_draft(draft_id, who, desk)


@router.post("/{draft_id}/return")
def return_draft(draft_id: UUID, order: ReturnOrder, who: RiskApprover, desk: RiskDeskHere) -> DraftView:
    """Give a draft back to its author."""
    desk.drafts.give_back(who, draft_id, order.reason)
    return read_draft(draft_id, who, desk)


@router.post("/{draft_id}/withdraw")
def withdraw_draft(draft_id: UUID, who: RiskManager, desk: RiskDeskHere) -> DraftView:
    """Put a draft away."""
    desk.drafts.withdraw(who, draft_id)
    return read_draft(draft_id, who, desk)


@router.post("/{draft_id}/approve")
def approve_draft(draft_id: UUID, order: ApproveOrder, who: RiskApprover, desk: RiskDeskHere) -> DraftView:
    """Put a draft in force; refused to whoever wrote in it."""
    desk.drafts.approve(who, draft_id, order)
    return read_draft(draft_id, who, desk)


def _view(
    desk: RiskDesk, who: LenderScope, draft_id: UUID, documents: Mapping[str, Any], edits: list[Edit] | None = None
) -> DraftView:
    with desk.centre.database.reading() as session:
        draft = desk.drafts.found(session, draft_id)
        summary = draft_summary(session, draft, who, desk.drafts.live(session))
    touched = [rule for edit in edits or [] if (rule := _rule_of(edit))]
    return draft_view(summary, documents, chinese_date(desk.centre.clock()), touched)


def _rule_of(edit: Edit) -> str:
    row = getattr(edit, "row", None)
    if row is not None:
        return str(row).rpartition(".")[0]
    card = getattr(edit, "card", None)
    return card.id if card is not None else str(getattr(edit, "rule", ""))
