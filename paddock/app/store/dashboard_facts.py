"""Keeps what the dashboard counts of a deal, as the centre tells it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete
from sqlalchemy.dialects.sqlite import insert

from paddock.app.store.dashboard_models import DealFactRow, DealOfferRow
from paddock.domain.states import ApplicationState
from paddock.wire.applications import ApplicationView

_DECIDED = (ApplicationState.APPROVED, ApplicationState.COUNTEROFFER, ApplicationState.DECLINED)
_OUTCOMES = (*_DECIDED, ApplicationState.REFERRED)


def keep(connection: Connection, view: ApplicationView, at: datetime) -> None:
    """Write the facts of a new version, told at `at`; those of the version before are replaced."""
    last = _last(view, _OUTCOMES)
    offers = view.decision.offers if view.decision else []
    values = {
        "id": view.id,
        "state": view.state.value,
        "received_at": min((step.at for step in view.timeline), default=at),
        "decided_at": _time(view, [last]) if last in _DECIDED else None,
        "outcome": last.value if last else None,
        "lane": view.decision.lane.value if view.decision else None,
        "accepted_at": _time(view, [ApplicationState.CONTRACT_DRAFTED]),
        "accepted_plan": next((offer.plan for offer in offers if offer.id == view.accepted_offer_id), None),
        "signed_at": _time(view, [ApplicationState.SIGNED]),
    }
    statement = insert(DealFactRow).values(**values)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[DealFactRow.id],
            set_={name: statement.excluded[name] for name in values if name != "id"},
        )
    )
    connection.execute(delete(DealOfferRow).where(DealOfferRow.application_id == view.id))
    names = {offer.plan: offer.plan_name for offer in offers}
    if names:
        connection.execute(
            insert(DealOfferRow),
            [{"application_id": view.id, "plan": plan, "plan_name": name} for plan, name in names.items()],
        )


def _last(view: ApplicationView, among: Collection[ApplicationState]) -> ApplicationState | None:
    found = [step for step in view.timeline if step.state in among]
    return found[-1].state if found else None


def _time(view: ApplicationView, states: Collection[ApplicationState | None]) -> datetime | None:
    return max((step.at for step in view.timeline if step.state in states), default=None)
