"""Invented histories of deals and stock, written straight into a store: for the dashboard's tests and benchmark."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Connection, delete, insert

from paddock.app.services.moments import new_id
from paddock.app.store import projections
from paddock.app.store.dashboard_models import DealFactRow, DealOfferRow
from paddock.app.store.models import ApplicationRow, CentralApplicationRow, InventoryRow, OutboxRow
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import OutboxKind, OutboxState
from paddock.domain.plans import PlanKind
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState, DecisionOutcome
from paddock.wire.applications import ApplicationView, StateChange, VehicleCondition
from paddock.wire.changes import Change, ChangeKind
from paddock.wire.decisions import Decision, Lane, Offer, PinnedVersions
from paddock.wire.inventory import InventoryUnit, UnitState

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
_WHY = Sentence("原因", "reason")
_AFTER = (ApplicationState.CONTRACT_DRAFTED, ApplicationState.SIGNING, ApplicationState.SIGNED)


@dataclass(frozen=True, slots=True)
class History:
    """One deal: who made it when, and how far it got."""

    id: UUID
    staff: str | None
    """None: made at another workstation."""
    submitted_at: datetime
    told: bool
    """Whether the centre has said anything of it."""
    outcome: DecisionOutcome | None
    seconds: int
    """From receipt to decision."""
    lane: Lane
    plans: tuple[str, ...]
    taken: int | None
    """Index into `plans`."""
    steps_after: int
    """How many of drafted, signing, signed it passed; only with a plan taken."""
    sent: bool


@dataclass(frozen=True, slots=True)
class Car:
    """One unit of stock."""

    brand: str
    series: str
    since: date
    state: UnitState


def write_history(store: Store, deals: Iterable[History], cars: Iterable[Car]) -> None:
    """Replace what the store knows by these."""
    with store.write(Topic.SYNC) as connection:
        for rule in ("outbox_is_kept", "applications_are_kept"):  # what no program may do, a history may
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {rule}")
        for table in (
            OutboxRow, ApplicationRow, CentralApplicationRow, DealFactRow, DealOfferRow, InventoryRow,
        ):  # fmt: skip
            connection.execute(delete(table))
        changes = []
        for deal in deals:
            if deal.staff is not None:
                _write_local(connection, deal)
            if deal.told:
                changes.append(
                    Change(sequence=1, at=deal.submitted_at, kind=ChangeKind.APPLICATION, application=view_of(deal))
                )
        changes += [Change(sequence=1, at=NOW, kind=ChangeKind.INVENTORY, unit=_unit(car)) for car in cars]
        projections.apply_changes(connection, changes, "cursor")


def view_of(deal: History) -> ApplicationView:
    """What the centre says of a deal."""
    at = deal.submitted_at
    steps = [StateChange(state=ApplicationState.RECEIVED, at=at, reason=_WHY)]
    if deal.outcome is not None:
        at += timedelta(seconds=deal.seconds)
        steps.append(StateChange(state=ApplicationState(deal.outcome.value), at=at, reason=_WHY))
        if deal.taken is not None:
            for state in _AFTER[: deal.steps_after]:
                at += timedelta(minutes=5)
                steps.append(StateChange(state=state, at=at, reason=_WHY))
    return ApplicationView(
        id=deal.id,
        version=len(steps),
        state=steps[-1].state,
        timeline=steps,
        decision=_decision(deal),
        accepted_offer_id=f"offer-{deal.plans[deal.taken]}" if deal.taken is not None else None,
    )


def _decision(deal: History) -> Decision | None:
    if deal.outcome is None:
        return None
    return Decision(
        decision=deal.outcome,
        score=600,
        lane=deal.lane,
        decided_at=deal.submitted_at,
        rule_hits=[],
        rules_evaluated=220,
        score_points=[],
        reasons=[],
        stipulations=[],
        offers=[_offer(plan) for plan in deal.plans],
        refused_plans=[],
        sources={},
        sandbox=True,
        pinned=PinnedVersions(rule_set_sha256="a" * 64, scorecard="1", plan_catalogue_sha256="b" * 64),
    )


def _offer(plan: str) -> Offer:
    return Offer(
        id=f"offer-{plan}",
        plan=plan,
        plan_name=Sentence(f"方案{plan}", f"Plan {plan}"),
        kind=next(iter(PlanKind)),
        method="equal_instalments",
        term_months=36,
        price_fen=10_000_000,
        down_payment_fen=3_000_000,
        amount_financed_fen=7_000_000,
        fee_fen=0,
        nominal_rate=Decimal("0.0718"),
        annual_rate=Decimal("0.0742"),
        monthly_payment_fen=216_000,
        balloon_fen=0,
        total_payable_fen=7_776_000,
        total_cost_fen=776_000,
        schedule=[],
    )


def _write_local(connection: Connection, deal: History) -> None:
    connection.execute(
        insert(ApplicationRow).values(
            id=deal.id,
            body="{}",
            applicant="王小川",
            vehicle="大众 朗逸",
            vin="",
            submitted_at=deal.submitted_at,
            submitted_by=deal.staff,
            updated_at=deal.submitted_at,
        )
    )
    connection.execute(
        insert(OutboxRow).values(
            id=deal.id,
            kind=OutboxKind.APPLICATION.value,
            application_id=deal.id,
            target=f"/v1/applications/{deal.id}",
            body=b"{}",
            body_sha256="c" * 64,
            state=(OutboxState.ACCEPTED if deal.sent else OutboxState.QUEUED).value,
            attempts=0,
            created_at=deal.submitted_at,
        )
    )


def _unit(car: Car) -> InventoryUnit:
    return InventoryUnit(
        id=new_id(),
        vin="LSVAU2A34N2183294",
        brand=car.brand,
        series=car.series,
        model=f"{car.series} 1.5L",
        condition=VehicleCondition.USED,
        new_energy=False,
        model_year=2022,
        first_registered_on=date(2022, 6, 18),
        odometer_km=43_210,
        colour="白",
        city="武汉",
        price_fen=9_800_000,
        in_stock_since=car.since,
        state=car.state,
        version=1,
    )
