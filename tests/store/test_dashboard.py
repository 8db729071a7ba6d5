"""The dashboard's figures against a plain Python oracle, and the rows behind each of them."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from alembic import command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paddock.app.services.moments import new_id
from paddock.app.store import projections
from paddock.app.store.dashboard_queries import count_behind, dashboard, deals_behind, units_behind
from paddock.app.store.dashboard_views import AGE_BINS, TIME_BINS, Dashboard, Figure, Outcomes, Span
from paddock.app.store.engine import make_engine
from paddock.app.store.opening import DATABASE
from paddock.app.store.store import Store, Topic
from paddock.app.store.upgrading import alembic_config
from paddock.domain.states import DecisionOutcome
from paddock.wire.changes import Change, ChangeKind
from paddock.wire.decisions import Lane
from paddock.wire.inventory import UnitState
from tests.helpers.histories import NOW, Car, History, view_of, write_history
from tests.helpers.workstations import KEY, keyed_store, open_profile

PLANS = ("A", "B", "C")
STAFF = ("李娜", "王强")
TODAY = NOW.replace(hour=0)
DECIDED = {DecisionOutcome.APPROVED, DecisionOutcome.COUNTEROFFER, DecisionOutcome.DECLINED}
LET_THROUGH = {DecisionOutcome.APPROVED, DecisionOutcome.COUNTEROFFER}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_profile(tmp_path_factory.mktemp("dashboard")) as opened:
        yield opened


@st.composite
def histories(draw: st.DrawFn) -> History:
    here = draw(st.booleans())
    told = draw(st.booleans()) if here else True
    outcome = draw(st.none() | st.sampled_from(DecisionOutcome)) if told else None
    plans = tuple(draw(st.lists(st.sampled_from(PLANS), unique=True))) if outcome in LET_THROUGH else ()
    taken = draw(st.none() | st.integers(0, len(plans) - 1)) if plans else None
    return History(
        id=new_id(),
        staff=draw(st.sampled_from(STAFF)) if here else None,
        submitted_at=NOW - timedelta(minutes=draw(st.integers(0, 60 * 24 * 20))),
        told=told,
        outcome=outcome,
        seconds=draw(st.sampled_from([0, 9, 10, 45, 60, 299, 3_600, 86_399, 86_400, 200_000])),
        lane=draw(st.sampled_from(Lane)),
        plans=plans,
        taken=taken,
        steps_after=draw(st.integers(1, 3)) if taken is not None else 0,
        sent=told or draw(st.booleans()),
    )


CARS = st.builds(
    Car,
    brand=st.sampled_from(["大众", "比亚迪"]),
    series=st.sampled_from(["朗逸", "秦", "a/b"]),
    since=st.sampled_from([0, 30, 31, 60, 61, 90, 91, 400]).map(lambda days: NOW.date() - timedelta(days=days)),
    state=st.sampled_from(UnitState),
)
SPANS = st.builds(
    lambda days, staff: Span(
        tuple(TODAY + timedelta(days=1 - days + at) for at in range(days + 1)), TODAY, NOW.date(), staff
    ),
    st.integers(1, 14),
    st.none() | st.sampled_from(STAFF),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(deals=st.lists(histories(), max_size=14), cars=st.lists(CARS, max_size=8), span=SPANS)
def test_every_figure_is_what_counting_by_hand_gives(
    store: Store, deals: list[History], cars: list[Car], span: Span
) -> None:
    write_history(store, deals, cars)
    found = dashboard(store, span)
    theirs = [deal for deal in deals if span.staff in {None, deal.staff}]
    within = [deal for deal in theirs if span.edges[0] <= deal.submitted_at < span.edges[-1]]
    assert found.today == sum(deal.submitted_at >= span.today for deal in theirs)
    assert found.yesterday == sum(span.today - timedelta(days=1) <= d.submitted_at < span.today for d in theirs)
    assert found.outcomes == outcomes_of(within)
    assert found.accepted == sum(deal.steps_after >= 1 for deal in within)
    assert found.signed == sum(deal.steps_after == 3 for deal in within)
    assert found.to_sign == sum(deal.steps_after in {1, 2} for deal in theirs)
    assert found.unsent == sum(not deal.sent for deal in theirs if deal.staff is not None)
    seconds = [deal.seconds for deal in within if deal.outcome in DECIDED]
    assert found.mean_seconds == (pytest.approx(sum(seconds) / len(seconds)) if seconds else None)
    assert found.time_bins == tuple(
        sum(lower <= second < upper for second in seconds)
        for lower, upper in zip((0, *TIME_BINS), (*TIME_BINS, 10**9), strict=True)
    )
    assert [bucket.outcomes for bucket in found.buckets] == [
        outcomes_of([deal for deal in within if start <= deal.submitted_at < end])
        for start, end in pairwise(span.edges)
    ]
    lanes = Counter(deal.lane.value for deal in within if deal.outcome in DECIDED)
    assert {lane.lane: lane.decided for lane in found.lanes} == dict(lanes)
    offered = Counter(plan for deal in within for plan in deal.plans)
    taken = Counter(deal.plans[deal.taken] for deal in within if deal.taken is not None)
    assert {use.plan: (use.offered, use.taken) for use in found.plans} == {p: (n, taken[p]) for p, n in offered.items()}
    staff = Counter(deal.staff or "" for deal in within)
    assert {line.staff: line.submitted for line in found.staff} == dict(staff)
    check_stock(found, cars)
    check_rows_behind(store, span, found)


def outcomes_of(deals: list[History]) -> Outcomes:
    counted = Counter(deal.outcome for deal in deals)
    return Outcomes(
        submitted=len(deals),
        approved=counted[DecisionOutcome.APPROVED],
        counteroffer=counted[DecisionOutcome.COUNTEROFFER],
        declined=counted[DecisionOutcome.DECLINED],
        referred=counted[DecisionOutcome.REFERRED],
    )


def check_stock(found: Dashboard, cars: list[Car]) -> None:
    standing = [car for car in cars if car.state is not UnitState.SOLD]
    ages = [(NOW.date() - car.since).days for car in standing]
    assert found.stock == len(standing)
    assert found.old_stock == sum(age > 60 for age in ages)
    for of in (found.ageing, found.series):
        by_group: dict[tuple[str, str], list[int]] = {}
        for car, age in zip(standing, ages, strict=True):
            group = (car.brand, car.series if of is found.series else "")
            units = by_group.setdefault(group, [0] * (len(AGE_BINS) + 1))
            units[sum(age > upper for upper in AGE_BINS)] += 1
        assert {(line.brand, line.series): list(line.units) for line in of} == by_group


def check_rows_behind(store: Store, span: Span, found: Dashboard) -> None:
    counted = [
        (Figure.TODAY, "", found.today),
        (Figure.SUBMITTED, "", found.outcomes.submitted),
        (Figure.DECIDED, "", found.outcomes.decided),
        (Figure.APPROVED, "", found.outcomes.let_through),
        (Figure.ACCEPTED, "", found.accepted),
        (Figure.SIGNED, "", found.signed),
        (Figure.TO_SIGN, "", found.to_sign),
        (Figure.UNSENT, "", found.unsent),
        (Figure.OLD_STOCK, "", found.old_stock),
        *((Figure.LANE, lane.lane, lane.decided) for lane in found.lanes),
        *((Figure.BUCKET, str(at), bucket.outcomes.submitted) for at, bucket in enumerate(found.buckets)),
        *((Figure.TIME_BIN, str(at), number) for at, number in enumerate(found.time_bins)),
        *((Figure.OFFERED, use.plan, use.offered) for use in found.plans),
        *((Figure.TAKEN, use.plan, use.taken) for use in found.plans),
        *((Figure.STAFF, line.staff, line.submitted) for line in found.staff),
        *((Figure.AGEING, line.key, line.total) for line in (*found.ageing, *found.series)),
    ]
    for figure, key, number in counted:
        rows = (units_behind if figure.is_of_stock else deals_behind)(store, span, figure, key)
        assert (figure, key, len(rows)) == (figure, key, number)
        assert count_behind(store, span, figure, key) == number


def test_rows_say_who_what_when_and_whether_they_can_be_opened_here(store: Store) -> None:
    deal = History(
        new_id(), "李娜", NOW, True, DecisionOutcome.APPROVED, 45, Lane.RETAIL_USED, ("A", "B"), 1, 3, True
    )  # fmt: skip
    elsewhere = History(new_id(), None, NOW, True, None, 0, Lane.RETAIL_FAST, (), None, 0, True)
    write_history(store, [deal, elsewhere], [])
    span = Span((TODAY, TODAY + timedelta(days=1)), TODAY, NOW.date())
    by_id = {row.id: row for row in deals_behind(store, span, Figure.TODAY)}
    row = by_id[deal.id]
    assert (row.is_here, row.applicant, row.staff, row.lane, row.seconds) == (True, "王小川", "李娜", "retail_used", 45)
    assert row.plan is not None
    assert row.plan.en == "Plan B"
    assert (by_id[elsewhere.id].is_here, by_id[elsewhere.id].applicant) == (False, "")


def test_an_older_version_of_a_deal_changes_no_figure(store: Store) -> None:
    deal = History(
        new_id(), "李娜", NOW, True, DecisionOutcome.DECLINED, 45, Lane.RETAIL_USED, (), None, 0, True
    )  # fmt: skip
    write_history(store, [deal], [])
    span = Span((TODAY, TODAY + timedelta(days=1)), TODAY, NOW.date())
    before = dashboard(store, span)
    older = view_of(deal).model_copy(update={"version": 1, "timeline": view_of(deal).timeline[:1], "decision": None})
    with store.write(Topic.SYNC) as connection:
        change = Change(sequence=9, at=NOW, kind=ChangeKind.APPLICATION, application=older)
        projections.apply_changes(connection, [change], "cursor")
    assert dashboard(store, span) == before


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(deals=st.lists(histories(), min_size=1, max_size=6), cars=st.lists(CARS, max_size=4))
def test_an_upgraded_profile_has_the_same_figures(
    tmp_path_factory: pytest.TempPathFactory, deals: list[History], cars: list[Car]
) -> None:
    profile: Path = tmp_path_factory.mktemp("upgraded")
    span = Span((NOW - timedelta(days=30), NOW + timedelta(days=1)), TODAY, NOW.date())
    with open_profile(profile) as store:
        write_history(store, deals, cars)
        before = dashboard(store, span)
    engine = make_engine(profile / DATABASE, KEY)
    for step in (command.downgrade, command.upgrade):
        config = alembic_config()
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            step(config, "0001" if step is command.downgrade else "head")
    engine.dispose()
    reopened = keyed_store(profile)
    try:
        assert dashboard(reopened, span) == before
    finally:
        reopened.close()
