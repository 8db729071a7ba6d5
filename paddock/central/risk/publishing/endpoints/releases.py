"""`/v1/risk/…`: what is in force, the history, and the ways back."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query

from paddock.central.centre import CentreHere, chinese_date
from paddock.central.identity.lender_dependencies import RiskApprover, RiskStaff
from paddock.central.problems import Refusal
from paddock.central.risk.cells import CellError, parse_cell
from paddock.central.risk.feature_list import FEATURES
from paddock.central.risk.publishing import audit
from paddock.central.risk.publishing.drafts import restore
from paddock.central.risk.publishing.endpoints.dependencies import RiskDeskHere
from paddock.central.risk.publishing.line_up import Swap, put_in_force, releases
from paddock.central.risk.publishing.messages import (
    AuditView,
    CellOrder,
    CellView,
    FeatureView,
    LiveView,
    ReleaseView,
    RestoreOrder,
    RuleSetView,
    StopOrder,
    Target,
)
from paddock.central.risk.publishing.views import (
    feature_view,
    installed_release,
    live_view,
    release_view,
    rule_set_view,
)
from paddock.wire.problems import ProblemCode

router = APIRouter(prefix="/v1/risk", tags=["risk"])


@router.get("/features")
def list_features(_who: RiskStaff) -> list[FeatureView]:
    """Every input a rule may compare."""
    return [feature_view(feature) for feature in FEATURES.values()]


@router.post("/cell")
def look_at_cell(order: CellOrder, _who: RiskStaff) -> CellView:
    """What the gate says of one cell while it is typed."""
    feature = FEATURES.get(order.feature)
    if feature is None:
        raise Refusal(ProblemCode.NOT_FOUND)
    if not order.text.strip():
        return CellView(passed=True, message=None)
    try:
        parse_cell(order.text, feature)
    except CellError as error:
        return CellView(passed=False, message=error.sentence)
    return CellView(passed=True, message=None)


@router.get("/live")
def read_live(_who: RiskStaff, desk: RiskDeskHere, centre: CentreHere) -> LiveView:
    """What is in force."""
    with centre.database.reading() as session:
        line_up = desk.drafts.live(session)
        rules = desk.library.engine(line_up.champion).rules
        installed = desk.library.installed.rules.sha256
        return live_view(session, line_up, rules, installed, chinese_date(centre.clock()))


@router.get("/rule-sets/{sha256}")
def read_rule_set(sha256: str, _who: RiskStaff, desk: RiskDeskHere, centre: CentreHere) -> RuleSetView:
    """A rule set that is or was in force."""
    found = rule_set_view(desk.library.engine(sha256).rules.documents, chinese_date(centre.clock()))
    if found is None:
        raise Refusal(ProblemCode.NOT_FOUND)
    return found


@router.get("/releases")
def list_releases(_who: RiskStaff, desk: RiskDeskHere, centre: CentreHere) -> list[ReleaseView]:
    """The history, the newest first."""
    with centre.database.reading() as session:
        found = [release_view(session, row) for row in releases(session)]
    return [*found, installed_release(desk.library.installed.rules.sha256)]


@router.post("/releases/restore")
def go_back(order: RestoreOrder, who: RiskApprover, desk: RiskDeskHere, centre: CentreHere) -> LiveView:
    """Go back to an earlier release."""
    restore(desk.drafts, who, order.number, order.reason, centre.clock())
    return read_live(who, desk, centre)


@router.post("/releases/stop")
def stop(order: StopOrder, who: RiskApprover, desk: RiskDeskHere, centre: CentreHere) -> LiveView:
    """Take the challenger or the shadow out."""
    now = centre.clock()
    with centre.database.writing() as session:
        live = desk.drafts.live(session)
        if order.what is Target.CHALLENGER and live.challenger is not None:
            following = replace(live, challenger=None, challenger_percent=0)
        elif order.what is Target.SHADOW and live.shadow is not None:
            following = replace(live, shadow=None)
        else:
            raise Refusal(ProblemCode.STATE_CONFLICT, detail=order.what.value)
        put_in_force(session, following, Swap(f"stop_{order.what}", order.reason, who), now)
        audit.note(session, who, "stop", order.what.value, order.reason, now)
    return read_live(who, desk, centre)


@router.get("/audit")
def list_audit(
    _who: RiskStaff,
    centre: CentreHere,
    before: int | None = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> list[AuditView]:
    """Who did what, the newest first."""
    with centre.database.reading() as session:
        lines = audit.newest(session, limit, before)
    return [
        AuditView(id=row.id, at=row.at, who=row.staff_name, action=row.action, subject=row.subject, detail=row.detail)
        for row in lines
    ]
