"""A car is financed, grows old, is curtailed, sold and paid off; what it owes is the same from every side."""

import json
import random
from pathlib import Path

import pytest
from sqlalchemy import select

from paddock.central.floor_plan.accounts import accounts_of, statement
from paddock.central.floor_plan.lender import sold_not_paid
from paddock.central.floor_plan.models import FloorPlanUnit
from paddock.central.floor_plan.paying import settle
from paddock.central.identity.lender import LenderRole, add_staff
from paddock.central.problems import Refusal
from paddock.domain.floor_plan import AgeingBucket, LimitClass
from paddock.wire.floor_plan import FloorPlanReceipt
from paddock.wire.problems import Problem
from tests.helpers.central_command import run
from tests.helpers.central_server import new_id
from tests.helpers.floor_plans import YUAN, FloorPlanBench


def refusal(answer: FloorPlanReceipt | Problem) -> str:
    assert isinstance(answer, Problem), answer
    return " ".join(fault.message.zh for fault in answer.faults)


def test_from_draw_to_payoff(bench: FloorPlanBench) -> None:
    unit = bench.drawn(bench.cars()[0], 80_000)
    assert (unit.principal_fen, unit.interest_fen, unit.limit_class) == (80_000 * YUAN, 0, LimitClass.USED)
    view = bench.overview()
    assert (view.used_fen, view.tier, [row.units for row in view.ageing]) == (80_000 * YUAN, "C", [1, 0, 0, 0])
    bench.days = 61
    (unit,) = bench.overview().units
    # 80,000 at 7.8% over 360 is 17.33 yuan a day; since yesterday a tenth is overdue at half as much again.
    assert (unit.bucket, unit.overdue_fen) == (AgeingBucket.TO_90, 8_000 * YUAN)
    assert unit.interest_fen == round(8_000_000 * 0.078 / 360 * 61 + 800_000 * 0.078 / 360 * 0.5)
    assert unit.next_due is not None
    assert unit.next_due.overdue
    paid = bench.pay(unit.id, unit.interest_fen + 8_000 * YUAN)
    assert isinstance(paid, FloorPlanReceipt)
    assert (paid.principal_paid_fen, paid.unit.overdue_fen, paid.unit.interest_fen) == (8_000 * YUAN, 0, 0)
    bench.days = 70
    (unit,) = bench.overview().units
    assert "结清金额" in refusal(bench.pay(unit.id, unit.payoff_fen + 1))
    closing = bench.pay(unit.id, unit.payoff_fen)
    assert isinstance(closing, FloorPlanReceipt)
    assert (closing.unit.payoff_fen, closing.unit.closed_on) == (0, bench.today)
    assert bench.overview().units == []
    assert "已于" in refusal(bench.pay(unit.id, 1))


def test_the_same_draw_again_is_the_same_answer_and_draws_once(bench: FloorPlanBench) -> None:
    car, unit_id = bench.cars()[0], new_id()
    answers = [bench.draw(car, 50_000, unit_id=unit_id) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert bench.overview().used_fen == 50_000 * YUAN


def test_a_car_is_financed_once_whoever_has_it(bench: FloorPlanBench) -> None:
    ours, theirs = bench.cars()[0], bench.cars("南湖")[0]
    assert ours.vin == theirs.vin
    bench.drawn(ours, 50_000)
    assert "已在库融资" in refusal(bench.draw(ours, 10_000))
    said = refusal(bench.draw(theirs, 10_000, name="南湖"))
    assert "另一经销商" in said
    assert "东湖" not in said


def test_every_reason_is_said_at_once(bench: FloorPlanBench) -> None:
    car = bench.cars()[0]
    bench.sell(car.vin, "南湖")
    bench.set_line(bench.scopes["东湖"], 10_000, frozen=True)
    said = refusal(bench.draw(car, 90_000, cost_yuan=100_000))
    for words in ("履约中的零售合同", "80%", "已冻结", "可用额度"):
        assert words in said
    assert "不足" in refusal(bench.draw(bench.cars(condition="new")[0], 90_000))


def test_a_sold_unit_is_seen_at_once_and_settled_from_its_disbursement(bench: FloorPlanBench) -> None:
    unit = bench.drawn(bench.cars()[0], 60_000)
    bench.days = 10
    application = bench.sell(unit.vin)
    (sold,) = bench.overview().units
    assert sold.sale is not None
    assert (sold.sale.application_id, (sold.sale.pay_by - bench.today).days) == (application, 3)
    bench.days = 14
    with bench.centre.database.reading() as session:
        (late,) = sold_not_paid(session, bench.today)
    assert late.sale is not None
    assert late.sale.overdue
    left = settle(bench.centre, application, 100_000 * YUAN, "周岚")
    assert left == 100_000 * YUAN - late.payoff_fen
    assert settle(bench.centre, application, 100_000 * YUAN, "周岚") == left
    assert bench.overview().units == []


def test_a_disbursement_that_does_not_suffice_leaves_the_rest_owed(bench: FloorPlanBench) -> None:
    unit = bench.drawn(bench.cars()[0], 60_000)
    application = bench.sell(unit.vin)
    assert settle(bench.centre, application, 50_000 * YUAN, "周岚") == 0
    (left,) = bench.overview().units
    assert (left.payoff_fen, left.sale is not None) == (10_000 * YUAN, True)
    with pytest.raises(Refusal):
        settle(bench.centre, new_id(), 1, "周岚")


def test_terms_that_change_later_change_nothing_for_a_financed_unit(bench: FloorPlanBench) -> None:
    unit = bench.drawn(bench.cars()[0], 60_000)
    with bench.centre.database.reading() as session:
        kept = json.loads(session.get_one(FloorPlanUnit, unit.id).terms_json)
    assert (kept["annual_rate"], kept["version"]) == ("0.0780", "2026-11")


def test_balances_and_statements_reconcile_with_the_entries_at_every_instant(bench: FloorPlanBench) -> None:
    chance = random.Random(7)  # noqa: S311 - a walk, not a secret
    cars = bench.cars() + bench.cars(condition="new")
    opened_on = bench.today
    for _ in range(50):
        bench.days += chance.randrange(3)
        units = bench.overview().units
        if not units or chance.random() < 0.4:
            bench.draw(chance.choice(cars), chance.randrange(20_000, 400_000))
        else:
            one = chance.choice(units)
            bench.pay(one.id, chance.choice([one.payoff_fen, chance.randrange(1, one.payoff_fen + 1)]))
        reconcile(bench)
    middle = opened_on + (bench.today - opened_on) // 2
    with bench.centre.database.reading() as session:
        dealer_id = bench.scopes["东湖"].dealer_id
        first = statement(session, dealer_id, opened_on, middle)
        second = statement(session, dealer_id, middle, bench.today)
        whole = statement(session, dealer_id, opened_on, bench.today)
    assert (whole.opening_fen, whole.closing_fen) == (0, bench.overview().used_fen)
    for period in (first, second, whole):
        assert period.opening_fen + period.drawn_fen - period.principal_paid_fen == period.closing_fen
    owed = sum(unit.interest_fen for unit in bench.overview().units)
    assert whole.interest_accrued_fen - whole.interest_paid_fen == owed


def reconcile(bench: FloorPlanBench) -> None:
    with bench.centre.database.reading() as session:
        units = list(session.scalars(select(FloorPlanUnit)))
        accounts = accounts_of(session, units, bench.today)
    for unit in units:
        assert unit.principal_fen == accounts[unit.id].principal_fen
        assert (unit.closed_on is None) == (accounts[unit.id].payoff_fen > 0)
        assert accounts[unit.id].interest_fen >= 0
    view = bench.overview()
    assert view.used_fen == sum(unit.principal_fen for unit in units) <= view.limit_fen
    for one in view.classes:
        assert one.used_fen <= one.limit_fen


def test_the_lender_s_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bench = FloorPlanBench(tmp_path)
    with bench.centre.database.writing() as session:
        manager = add_staff(session, "周岚", frozenset({LenderRole.FLOOR_PLAN_MANAGER}), bench.now())[1]
        reviewer = add_staff(session, "高远", frozenset({LenderRole.REVIEWER}), bench.now())[1]
    unit = bench.drawn(bench.cars()[0], 60_000)
    application = bench.sell(unit.vin)
    bench.centre.database.close()
    dealer = str(bench.scopes["东湖"].dealer_id)

    def command(*arguments: str, token: str = manager) -> tuple[int, str]:
        monkeypatch.setenv("PADDOCK_CENTRAL_RISK_TOKEN", token)
        code = run(monkeypatch, "floor-plan", *arguments, "--data-dir", str(tmp_path), "--json")
        return code, capsys.readouterr().out

    assert command("sold")[0] == 1  # the sale was in March: long overdue today
    code, text = command("settle", str(application), "--disbursed", "9万")
    assert (code, json.loads(text)["to_dealer_fen"] < 30_000 * YUAN) == (0, True)
    assert command("sold") == (0, "[]\n")
    code, text = command("set", dealer, "--total", "200万", "--used", "100万", "--valid-until", "2027-12-31")
    assert (code, json.loads(text)["total_fen"]) == (0, 200_000_000)
    code, text = command("show", dealer)
    assert [one["limit_class"] for one in json.loads(text)["classes"]] == ["used"]
    assert command("set", dealer, "--total", "1", "--used", "2", "--valid-until", "2027-12-31")[0] == 2
    assert command("show", dealer, token=reviewer)[0] != 0
