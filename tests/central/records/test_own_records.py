"""Our own records: what a decision learns of dealer, repeated applications, loan book and exposures."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from paddock.central.applications.models import ApplicationRecord
from paddock.central.cli.book import book
from paddock.central.cli.dealers import dealers
from paddock.central.contracts.models import ContractRecord
from paddock.central.data_file import DataFile
from paddock.central.floor_plan.models import FloorPlanLine
from paddock.central.gathering.kept import kept_answers
from paddock.central.identity.sample import DEALER_ID
from paddock.central.records.accounts import AccountChange, change_account, note_complaint
from paddock.central.records.facts import note_application, note_booked, note_outcome
from paddock.central.records.limits import Dimension, set_limit
from paddock.central.records.loan_book import COLUMNS, load_book
from paddock.central.records.models import ApplicationFacts, DealerAccount
from paddock.central.records.remembered import Remembered
from paddock.central.risk.publishing.decider import replay
from paddock.central.risk.publishing.library import PolicyLibrary
from paddock.central.sources.declarations import SOURCES
from paddock.central.sources.payloads import DealerStanding
from paddock.domain.errors import BadInput
from paddock.domain.states import DecisionOutcome
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.decisions import Decision, RuleOutcome
from tests.central.sources.rig import ENGINE, Rig, consented, rig
from tests.helpers.applications import resident_id_number, submission, vin_with_check_digit
from tests.helpers.central_server import new_id


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Rig]:
    with rig(tmp_path) as it:
        yield it


def somebody(number: int, **changes: str) -> ApplicationSubmission:
    """Another person with another phone, address and car."""
    texts = {
        "resident_id_number": resident_id_number("420106", date(1985, 3, 12), 2 * number + 101),
        "phone": f"1387{number:03d}1234",
        "address": f"湖北省武汉市武昌区中北路{number + 100}号",
        "vin": vin_with_check_digit("LSVAU2A3", f"N21{number:05d}"),
    }
    return consented(submission(new_id(), **texts | changes))


def ours(**changes: str) -> ApplicationSubmission:
    return consented(submission(new_id(), **changes))


def hits(decision: Decision) -> dict[str, str]:
    return {hit.id: hit.outcome.value for hit in decision.rule_hits}


def a_minute_later(bench: Rig) -> None:
    """When sums are counted anew."""
    now = bench.centre.clock() + timedelta(seconds=61)
    bench.centre.clock = lambda: now


def put(bench: Rig, change: AccountChange) -> None:
    with bench.centre.database.writing() as session:
        change_account(session, DEALER_ID, change, bench.centre.clock())


# Every rule is awake


def test_with_our_own_records_no_rule_waits_for_a_source() -> None:
    live = ENGINE.rules.live(date(2026, 11, 25), frozenset(source.name for source in SOURCES))
    assert live.dormant == {}
    assert live.count == len(ENGINE.rules.register.rules) == 274


def test_an_ordinary_deal_of_a_dealer_in_good_standing_is_approved_by_all_rules_but_those_of_the_book(
    bench: Rig,
) -> None:
    application_id = bench.received(ours())
    decision = bench.decided(application_id)
    assert decision.decision is DecisionOutcome.APPROVED
    assert decision.sources["dealer_record"] == decision.sources["portfolio"] == "answered"
    # Nobody has loaded a loan book yet: four rules sleep, and are not missed.
    assert decision.sources["loan_book"] == "not_asked: not called for"
    with bench.centre.database.reading() as session:
        answer = kept_answers(session, application_id)["dealer_record"]
    assert (answer.sandbox, len(answer.sha256 or "")) == (False, 64)
    assert answer.payload is not None
    assert answer.payload["dealer_applications_90d"] == 1


# The dealer


def test_a_suspended_dealer_is_declined_before_anybody_dear_is_asked(bench: Rig) -> None:
    put(bench, AccountChange(standing=DealerStanding.SUSPENDED))
    decision = bench.decided(bench.received(ours()))
    assert decision.decision is DecisionOutcome.DECLINED
    assert hits(decision)["DL-01"] == "decline"
    assert bench.provider.asked == set()


@pytest.mark.parametrize(
    ("change", "rule", "outcome"),
    [
        (AccountChange(licence_until=date(2020, 1, 1)), "DL-11", "decline"),
        (AccountChange(partner_since=datetime.now(UTC).date()), None, None),
    ],
)
def test_what_the_account_says_binds_at_once(
    bench: Rig, change: AccountChange, rule: str | None, outcome: str | None
) -> None:
    bench.decided(bench.received(somebody(1)))
    put(bench, change)
    found = hits(bench.decided(bench.received(ours())))
    assert rule is None or found.pop(rule) == outcome
    # After a decline of a cheap source there is no score, and nothing else is amiss.
    assert found.keys() <= {"SC-01"}


def test_a_dealer_nobody_has_entered_is_never_taken_for_a_good_one(bench: Rig) -> None:
    with bench.centre.database.writing() as session:
        session.delete(session.get_one(DealerAccount, DEALER_ID))
    decision = bench.decided(bench.received(ours()))
    assert decision.decision is DecisionOutcome.REFERRED
    assert {"DL-01": "not_evaluated", "DL-11": "not_evaluated"}.items() <= hits(decision).items()


def test_people_whom_fraud_rules_decline_count_against_the_dealer_once_each(bench: Rig) -> None:
    fraud = "13871239020"
    for application in (somebody(1, phone=fraud), somebody(1, phone=fraud), somebody(2, phone=fraud)):
        assert bench.decided(bench.received(application)).decision is DecisionOutcome.DECLINED
    a_minute_later(bench)
    decision = bench.decided(bench.received(ours()))
    assert hits(decision) == {"DL-05": "refer"}
    assert decision.rule_hits[0].values["dealer_fraud_hits_90d"] == 2


def test_complaints_of_the_window_refer_and_older_ones_do_not(bench: Rig) -> None:
    today = bench.centre.clock().date()
    with bench.centre.database.writing() as session:
        for age in (1, 2, 3, 4, 200):
            note_complaint(session, DEALER_ID, today - timedelta(days=age), "迟迟不交车")
    assert hits(bench.decided(bench.received(ours()))) == {}
    with bench.centre.database.writing() as session:
        note_complaint(session, DEALER_ID, today, "加价")
    a_minute_later(bench)
    assert hits(bench.decided(bench.received(ours()))) == {"DL-15": "refer"}


def test_a_surge_counts_but_a_declared_batch_does_not(bench: Rig) -> None:
    fill(bench, 31, in_batch=True)
    assert hits(bench.decided(bench.received(ours()))) == {}
    fill(bench, 31, in_batch=False)
    a_minute_later(bench)
    assert hits(bench.decided(bench.received(ours()))) == {"DL-14": "refer"}


def test_a_dealer_whose_deals_are_mostly_declined_is_looked_at(bench: Rig) -> None:
    fill(bench, 60, in_batch=True, outcome="declined")
    assert hits(bench.decided(bench.received(ours()))) == {"DL-04": "refer"}


def test_a_dealer_who_sells_above_the_valuations_is_looked_at(bench: Rig) -> None:
    fill(bench, 5, in_batch=True, used=True, price_fen=11_000_000, valuation_fen=10_000_000)
    assert hits(bench.decided(bench.received(ours()))) == {"DL-10": "refer"}


def fill(bench: Rig, count: int, **columns: Any) -> None:
    """Facts of other people's applications of yesterday."""
    first = bench.received(somebody(0))
    with bench.centre.database.writing() as session:
        pattern = session.get_one(ApplicationRecord, first)
        same = {name: getattr(pattern, name) for name in ("dealer_id", "workstation_id", "body", "body_sha256", "vin")}
        for number in range(count):
            at = pattern.received_at - timedelta(days=1, seconds=number)
            record = ApplicationRecord(id=new_id(), received_at=at, state="declined", version=1, **same)
            session.add(record)
            note_application(session, record, somebody(number))
            for name, value in columns.items():
                setattr(session.get_one(ApplicationFacts, record.id), name, value)


def test_a_frozen_floor_plan_or_one_much_overdue_goes_to_a_person(bench: Rig) -> None:
    with bench.centre.database.writing() as session:
        session.scalars(select(FloorPlanLine)).one().frozen = True
    assert hits(bench.decided(bench.received(ours()))) == {"DL-13": "refer"}
    with bench.centre.database.writing() as session:
        session.scalars(select(FloorPlanLine)).one().frozen = False
    a_minute_later(bench)
    assert hits(bench.decided(bench.received(ours()))) == {}
    # Half a year later every curtailment is due, and nothing was paid.
    later = bench.centre.clock() + timedelta(days=180)
    bench.centre.clock = lambda: later
    assert hits(bench.decided(bench.received(consented(ours(), later))))["DL-13"] == "refer"


# What repeats


def test_a_car_that_others_apply_for_goes_to_a_person_and_with_a_third_is_declined(bench: Rig) -> None:
    vin = ours().vehicle.vin
    bench.received(ours())  # the same person again is nobody else
    assert hits(bench.decided(bench.received(ours()))) == {}
    bench.received(somebody(1, vin=vin))
    assert hits(bench.decided(bench.received(ours()))) == {"FR-14": "refer"}
    bench.received(somebody(2, vin=vin))
    bench.received(somebody(3, vin=vin))
    assert hits(bench.decided(bench.received(ours())))["FR-14"] == "decline"


def test_four_people_at_one_address_go_to_a_person(bench: Rig) -> None:
    address = ours().applicant.address
    for number in range(2):
        bench.received(somebody(number, address=address))
    assert hits(bench.decided(bench.received(ours()))) == {}
    bench.received(somebody(2, address=address))
    assert hits(bench.decided(bench.received(ours()))) == {"FR-16": "refer"}


def test_an_income_that_changed_by_a_third_goes_to_a_person(bench: Rig) -> None:
    bench.received(ours(monthly_income="12000"))
    assert hits(bench.decided(bench.received(ours(monthly_income="18000")))) == {"FR-15": "refer"}


def test_the_dealers_own_staff_go_to_a_person(bench: Rig) -> None:
    assert "FR-17" in hits(bench.decided(bench.received(ours(name="李娜"))))


# The loan book


def loans(*rows: tuple[str, ...]) -> DataFile:
    columns: dict[str, list[str | None]] = {name: [row[place] for row in rows] for place, name in enumerate(COLUMNS)}
    return DataFile("loans.csv", "0" * 64, columns)


def contracted(bench: Rig, number: str, amount_fen: int, application: ApplicationSubmission) -> UUID:
    """An application whose contract is drawn up."""
    application_id = bench.received(application)
    now = bench.centre.clock()
    with bench.centre.database.writing() as session:
        session.add(
            ContractRecord(
                id=new_id(),
                application_id=application_id,
                dealer_id=DEALER_ID,
                number=number,
                state="signed",
                version=1,
                document_sha256="0" * 64,
                pages=1,
                clause_version="1",
                signature_areas="{}",
                customer_name="某",
                application_sha256="0" * 64,
                created_at=now,
            )
        )
        note_booked(session, application_id, amount_fen)
    return application_id


def load(bench: Rig, data: DataFile, as_of: datetime | None = None) -> Any:
    now = bench.centre.clock()
    with bench.centre.database.writing() as session:
        return load_book(session, data, as_of or now, now)


def test_a_loan_book_wakes_its_rules_and_an_old_one_goes_to_a_person(bench: Rig) -> None:
    contracted(bench, "C-1", 5_000_000, somebody(1))
    contracted(bench, "C-2", 5_000_000, somebody(2))
    found = load(
        bench,
        loans(("C-1", "40000", "0", "0", "1", "0"), ("C-2", "0", "0", "0", "0", "0"), ("X", "1", "0", "", "", "")),
    )
    assert (found.loans, found.unknown) == (2, ("X",))
    decision = bench.decided(bench.received(ours()))
    assert hits(decision) == {"DL-08": "refer"}
    assert decision.sources["loan_book"] == "answered"
    bench.centre.clock = lambda: datetime.now(UTC) + timedelta(days=9)
    later = bench.decided(bench.received(consented(ours(), bench.centre.clock())))
    assert later.sources["loan_book"].startswith("failed: stale: as of ")
    assert later.decision is DecisionOutcome.REFERRED
    assert {"DL-08", "DL-09"} <= {h.id for h in later.rule_hits if h.outcome is RuleOutcome.NOT_EVALUATED}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("C-1", "much", "0", "0", "0", "0"), "2: balance"),
        (("C-1", "1", "-3", "0", "0", "0"), "2: days_overdue"),
        (("C-1", "1", "0", "maybe", "0", "0"), "2: first_payment_missed"),
        (("", "1", "0", "0", "0", "0"), "2: contract_number"),
    ],
)
def test_a_book_with_a_fault_is_refused_whole_and_the_fault_is_named(
    bench: Rig, row: tuple[str, ...], said: str
) -> None:
    contracted(bench, "C-2", 5_000_000, somebody(2))
    with pytest.raises(BadInput) as caught:
        load(bench, loans(row, ("C-2", "1", "0", "0", "0", "0")))
    assert said in caught.value.sentence.en
    with bench.centre.database.reading() as session:
        assert session.scalar(select(ApplicationFacts.booked_fen)) == 5_000_000


def test_an_older_book_never_takes_the_place_of_a_newer_one(bench: Rig) -> None:
    load(bench, loans())
    with pytest.raises(BadInput):
        load(bench, loans(), bench.centre.clock() - timedelta(days=2))


# What we are owed


@pytest.mark.parametrize(
    ("dimension", "rule", "outcome"),
    [
        (Dimension.CUSTOMER, "CC-01", "decline"),
        (Dimension.GROUP, "CC-02", "decline"),
        (Dimension.DEALER, "CC-03", "refer"),
        (Dimension.REGION, "CC-04", "refer"),
        (Dimension.EMPLOYER, "CC-10", "refer"),
    ],
)
def test_a_deal_that_would_break_a_limit_is_not_approved(
    bench: Rig, dimension: Dimension, rule: str, outcome: str
) -> None:
    decided = bench.received(ours())
    bench.decided(decided)
    a_minute_later(bench)
    with bench.centre.database.writing() as session:
        note_booked(session, decided, 50_000_000)
        set_limit(session, dimension, "", 56_000_000, bench.centre.clock())
    # 500,000 yuan owed and 63,700 wanted: over 560,000.
    assert hits(bench.decided(bench.received(ours())))[rule] == outcome
    with bench.centre.database.writing() as session:
        set_limit(session, dimension, "", 70_000_000, bench.centre.clock())
    assert hits(bench.decided(bench.received(ours()))) == {}


def test_what_was_repaid_is_not_owed_any_more(bench: Rig) -> None:
    contracted(bench, "C-1", 150_000_000, ours())
    assert hits(bench.decided(bench.received(ours())))["CC-01"] == "decline"
    load(bench, loans(("C-1", "10000", "0", "0", "0", "0")))
    assert hits(bench.decided(bench.received(ours()))) == {}


def test_a_limit_of_one_dealer_holds_for_that_dealer_only(bench: Rig) -> None:
    with bench.centre.database.writing() as session:
        set_limit(session, Dimension.DEALER, str(DEALER_ID), 1_000_000, bench.centre.clock())
        set_limit(session, Dimension.BRAND, "宝马", 1, bench.centre.clock())
    assert hits(bench.decided(bench.received(ours()))) == {"CC-03": "refer"}


def test_an_employer_that_social_security_does_not_name_leaves_it_to_a_person(bench: Rig) -> None:
    import httpx  # noqa: PLC0415

    from paddock.central.sources.client import AS_OF_HEADER  # noqa: PLC0415

    body = {"social_months": 60, "social_paid": True, "social_base_fen": 1_500_000, "employer_matches": True}
    headers = {AS_OF_HEADER: datetime.now(UTC).isoformat()}
    bench.provider.broken["income_social_security"] = lambda: httpx.Response(200, json=body, headers=headers)
    assert hits(bench.decided(bench.received(ours()))) == {"CC-10": "not_evaluated"}


# For ever


def test_a_decision_on_our_records_is_replayed_to_the_byte_whatever_they_say_since(bench: Rig) -> None:
    application = ours()
    decision = bench.decided(bench.received(application))
    put(bench, AccountChange(standing=DealerStanding.SUSPENDED))
    with bench.centre.database.writing() as session:
        note_booked(session, application.id, 900_000_000)
        note_outcome(session, application.id, DecisionOutcome.DECLINED)
    with bench.centre.database.reading() as session:
        record = session.get_one(ApplicationRecord, application.id)
        answers = kept_answers(session, application.id)
    again = replay(PolicyLibrary(bench.centre.database, ENGINE), record.submission, answers, decision)
    assert again.model_dump_json() == decision.model_dump_json()


@given(ages=st.lists(st.integers(-5, 40), min_size=1, max_size=20))
def test_what_is_remembered_is_never_older_than_its_life_and_never_of_the_future(ages: list[int]) -> None:
    start, life = datetime(2026, 11, 25, tzinfo=UTC), timedelta(seconds=10)
    remembered: Remembered[str, datetime] = Remembered(life)
    for age in ages:
        now = start + timedelta(seconds=age)
        value = remembered.get("k", now, lambda now=now: now)  # type: ignore[misc]
        assert timedelta(0) <= now - value < life


# The commands


def test_the_commands_enter_accounts_limits_and_the_book(tmp_path: Path) -> None:
    home = tmp_path / "centre"
    with rig(home) as bench:
        contracted(bench, "C-1", 5_000_000, somebody(1))
    where = ["--data-dir", str(home), "--json"]

    def run(group: Any, *arguments: str) -> Any:
        return json.loads(CliRunner().invoke(group, [*arguments, *where], catch_exceptions=False).stdout)

    assert run(dealers, "set", str(DEALER_ID), "--standing", "watch", "--deposit", "1000")["deposit_fen"] == 100_000
    assert [row["standing"] for row in run(dealers, "list")] == ["watch"]
    assert run(dealers, "complaint", str(DEALER_ID), "--on", "2026-11-01", "--subject", "加价")["received_on"]
    file = tmp_path / "loans.csv"
    file.write_text(",".join(COLUMNS) + "\nC-1,40000,0,0,0,0\n", "utf-8")
    assert run(book, "load", str(file), "--as-of", "2026-11-01") == {"loans": 1, "unknown": 0}
    run(book, "limit", "brand", "5000000", "--key", "大众")
    limits = {(row["dimension"], row["key"]): row["limit_fen"] for row in run(book, "limits")}
    assert limits["brand", "大众"] == 500_000_000
    assert len(limits) == len(Dimension) + 1
    with pytest.raises(BadInput):
        run(dealers, "set", str(new_id()), "--standing", "watch")
    with pytest.raises(BadInput):
        run(book, "limit", "customer", "5", "--key", "x")
