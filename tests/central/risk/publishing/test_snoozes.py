"""A rule snoozed for one dealer, car or person: for them alone, for a time, and shown in the decision."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from paddock.central.identity.sample import DEALER_ID
from paddock.central.risk.engine import DecisionEngine
from paddock.central.risk.publishing.decider import PublishedDecider, ToDecide, replay
from paddock.central.risk.publishing.library import PolicyLibrary
from paddock.central.risk.publishing.models import RuleSnooze
from paddock.central.sources.sandbox import sandbox_answers
from paddock.domain.states import DecisionOutcome
from paddock.wire.decisions import Decision
from tests.helpers.applications import submission, vin_with_check_digit
from tests.helpers.central_server import new_id
from tests.helpers.risk_desk import RiskBench, risk_bench

ENGINE = DecisionEngine.load()
MANY_INQUIRIES = submission(phone="13871239013")
OTHER_CAR = submission(phone="13871239013", vin=vin_with_check_digit("LSVAU2A3", "N2183295"))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[RiskBench]:
    with risk_bench(tmp_path) as bench:
        yield bench


def decide(bench: RiskBench, application: Any = MANY_INQUIRIES, at: datetime | None = None) -> Decision:
    now = at or bench.centre.clock()
    decider = PublishedDecider(bench.centre.database, PolicyLibrary(bench.centre.database, ENGINE))
    case = ToDecide(new_id(), DEALER_ID, application)
    return decider.decide(case, sandbox_answers(application, now), now).decision


def order(bench: RiskBench, kind: str, subject: str, rule: str = "CR-10", days: int = 7) -> dict[str, Any]:
    until = bench.centre.clock() + timedelta(days=days)
    return {"rule": rule, "kind": kind, "subject": subject, "reason": "总部已核实用途", "until": until.isoformat()}


@pytest.mark.parametrize(
    ("kind", "subject", "also_the_other_car"),
    [
        ("vin", MANY_INQUIRIES.vehicle.vin.lower(), False),
        ("person", MANY_INQUIRIES.applicant.resident_id_number, True),
        ("dealer", str(DEALER_ID), True),
    ],
)
def test_a_snoozed_rule_is_left_out_for_its_subject_until_its_end(
    bench: RiskBench,
    kind: str,
    subject: str,
    also_the_other_car: bool,  # noqa: FBT001
) -> None:
    assert decide(bench).decision is DecisionOutcome.REFERRED
    made = bench.approver.ask("POST", "/snoozes", order(bench, kind, subject), 201)
    decision = decide(bench)
    assert decision.decision is DecisionOutcome.APPROVED
    assert [(waived.rule, waived.by, waived.reason) for waived in decision.waived] == [
        ("CR-10", "何伟", "总部已核实用途")
    ]
    again = replay(
        PolicyLibrary(bench.centre.database, ENGINE),
        MANY_INQUIRIES,
        sandbox_answers(MANY_INQUIRIES, decision.decided_at),
        decision,
    )
    assert again == decision
    other = decide(bench, OTHER_CAR).decision
    assert other is (DecisionOutcome.APPROVED if also_the_other_car else DecisionOutcome.REFERRED)
    assert decide(bench, at=bench.centre.clock() + timedelta(days=8)).decision is DecisionOutcome.REFERRED
    bench.approver.post(f"/snoozes/{made['id']}/end")
    assert decide(bench).decision is DecisionOutcome.REFERRED
    assert not bench.manager.get("/snoozes")[0]["active"]


def test_a_person_s_number_is_kept_nowhere_in_clear(bench: RiskBench) -> None:
    number = MANY_INQUIRIES.applicant.resident_id_number
    made = bench.approver.ask("POST", "/snoozes", order(bench, "person", number), 201)
    assert made["subject"] == f"{number[:6]}********{number[-4:]}"
    with bench.centre.database.reading() as session:
        row = session.scalars(select(RuleSnooze)).one()
        assert number not in repr(vars(row))
    assert number not in repr(bench.manager.get("/audit"))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"rule": "FR-01"}, "nobody may snooze it"),
        ({"rule": "XX-01"}, "no rule XX-01"),
        ({"days": 91}, "within the next 90 days"),
        ({"days": -1}, "within the next 90 days"),
        ({"subject": "LSV"}, "Not a VIN"),
        ({"kind": "dealer", "subject": "nobody"}, "no such dealer"),
        ({"kind": "person", "subject": "123"}, "not a resident ID number"),
    ],
)
def test_what_may_not_be_snoozed_is_refused_with_the_reason(
    bench: RiskBench, change: dict[str, Any], says: str
) -> None:
    wanted = {"kind": "vin", "subject": MANY_INQUIRIES.vehicle.vin, **change}
    answer = bench.approver.ask("POST", "/snoozes", order(bench, **wanted), 422)
    assert says in answer["faults"][0]["message"]["en"]
