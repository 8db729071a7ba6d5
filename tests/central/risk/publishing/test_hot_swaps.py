"""Published is in force at the next decision, in every process, and no decision is made by two rule sets."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pydantic import TypeAdapter

from paddock.central.assembly import create_provider_app
from paddock.central.centre import Centre
from paddock.central.database import Database, utc_now
from paddock.central.identity.lender import LenderRole, LenderScope, scope_of_staff_token
from paddock.central.identity.sample import DEALER_ID
from paddock.central.migrations.run import upgrade
from paddock.central.risk.engine import DecisionEngine
from paddock.central.risk.gate import RULES_DIRECTORY, admit, read_documents
from paddock.central.risk.publishing.decider import PublishedDecider, ToDecide, replay
from paddock.central.risk.publishing.edits import Edit, SetCard, apply
from paddock.central.risk.publishing.library import RULE_SET, PolicyLibrary, store_document
from paddock.central.risk.publishing.line_up import LineUp, Swap, newest_line_up, put_in_force
from paddock.central.risk.rule_set import RuleSet, canonical_text
from paddock.central.seeding import seed_sample
from paddock.central.serving import serving_beside
from paddock.central.settings import Settings
from paddock.central.sources.sandbox import sandbox_answers
from paddock.wire.decisions import Decision, RuleSetArm
from tests.helpers.applications import submission, vin_with_check_digit
from tests.helpers.central_server import new_id
from tests.helpers.central_workers import centre_with_workers
from tests.helpers.postgresql import new_database
from tests.helpers.risk_desk import TIGHTEN, RiskBench, staff
from tests.helpers.rounds import rounds

ENGINE = DecisionEngine.load()


SWAPS = rounds(12, 500)
HIT = ("CR-10", "VH-06")
"""Of two groups: both look at every case below."""


def variant(version: int) -> RuleSet:
    """A rule set whose version can be read off every part of a decision: its sentences, and what `CR-10` says."""
    cards = (card for card in ENGINE.rules.register.rules if card.id in HIT)
    edits: list[Edit] = [
        SetCard(
            kind="set_card", card=card.model_copy(update={"staff": card.staff.model_copy(update={"en": f"v{version}"})})
        )
        for card in cards
    ]
    if version % 2:
        edits += [TypeAdapter[Edit](Edit).validate_python(edit) for edit in TIGHTEN]
    return admit(apply(read_documents(RULES_DIRECTORY), edits))


@pytest.fixture(scope="module")
def variants() -> list[RuleSet]:
    return [variant(version) for version in range(4)]


@pytest.fixture(params=["sqlite", "postgresql"])
def centre(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Centre]:
    url = new_database(request.getfixturevalue("postgresql_server")) if request.param == "postgresql" else ""
    centre = Centre.opened(Settings(data_dir=tmp_path, database_url=url))
    upgrade(centre.database)
    seed_sample(centre)
    yield centre
    centre.database.close()


def approver_of(centre: Centre) -> LenderScope:
    _, token = staff(centre, "何伟", LenderRole.RISK_APPROVER)
    with centre.database.reading() as session:
        scope = scope_of_staff_token(session, token)
    assert scope is not None
    return scope


def swap_to(centre: Centre, rules: RuleSet, who: LenderScope, **more: Any) -> LineUp:
    with centre.database.writing() as session:
        store_document(session, rules.sha256, RULE_SET, canonical_text(rules.documents), utc_now())
        live = newest_line_up(session, ENGINE.rules.sha256)
        return put_in_force(session, replace(live, champion=rules.sha256, **more), Swap("test", "swap", who), utc_now())


def a_case() -> ToDecide:
    """Many inquiries, on a car that `VH-06` wants looked at."""
    vin = vin_with_check_digit("LSVAU2A3", "N2189010")
    return ToDecide(new_id(), DEALER_ID, submission(phone="13871239013", vin=vin))


def without_release(decision: Decision) -> Decision:
    """What was decided, but for the number of the release it was decided under."""
    return decision.model_copy(update={"pinned": decision.pinned.model_copy(update={"release": 0})})


@pytest.mark.torture
@pytest.mark.timeout(600)
def test_under_load_every_decision_is_made_by_one_rule_set_and_the_newest(
    centre: Centre, variants: list[RuleSet]
) -> None:
    who, case, now = approver_of(centre), a_case(), utc_now()
    answers = sandbox_answers(case.submission, now)
    sets = [ENGINE.rules, *variants]
    engines = [DecisionEngine(rules, ENGINE.card, ENGINE.catalogue) for rules in sets]
    expected = {engine.rules.sha256: engine.decide(case.submission, answers, now) for engine in engines}
    said = [{hit.sentence.en.partition(" (")[0] for hit in each.rule_hits} for each in expected.values()]
    assert [f"v{version}" in each for version, each in enumerate(said[1:])] == [True] * len(variants)
    stop, one_more, published = threading.Event(), threading.Semaphore(0), [0]
    url = centre.database.url.render_as_string(hide_password=False)

    def keep_deciding(_number: int) -> list[tuple[int, Decision]]:
        # Each has its own database and library, as each process has.
        database = Database(url)
        decider = PublishedDecider(database, PolicyLibrary(database, ENGINE))
        made = []
        while not stop.is_set():
            at_least = published[0]
            made.append((at_least, decider.decide(case, answers, now).decision))
            one_more.release()
        database.close()
        return made

    with ThreadPoolExecutor(max_workers=3) as pool:
        running = [pool.submit(keep_deciding, number) for number in range(3)]
        for turn in range(SWAPS):
            published[0] = swap_to(centre, variants[turn % len(variants)], who).number
            while one_more.acquire(blocking=False):  # those from before this swap
                pass
            assert one_more.acquire(timeout=60), "the load goes on beside every swap"
        stop.set()
        made = [each for future in running for each in future.result()]

    for at_least, decision in made:
        assert decision.pinned.release >= at_least, "what was published before it began is what it was made with"
        assert without_release(decision) == expected[decision.pinned.rule_set_sha256], "no mixture of two sets"
    one_of_each = {decision.pinned.rule_set_sha256: decision for _, decision in made}
    assert set(one_of_each) >= {rules.sha256 for rules in variants}
    library = PolicyLibrary(centre.database, ENGINE)
    for decision in one_of_each.values():
        again = replay(library, case.submission, answers, decision)
        assert again.model_dump_json() == decision.model_dump_json()


def test_a_challenger_decides_its_share_always_the_same_and_the_shadow_none(
    centre: Centre, variants: list[RuleSet]
) -> None:
    who = approver_of(centre)
    champion, challenger, shadow = variants[:3]
    for rules in (challenger, shadow):
        swap_to(centre, rules, who)
    line_up = swap_to(centre, champion, who, challenger=challenger.sha256, challenger_percent=20, shadow=shadow.sha256)
    ids = [UUID(int=number) for number in range(2_000)]
    chosen = [line_up.arm_for(each) is RuleSetArm.CHALLENGER for each in ids]
    assert 0.16 < sum(chosen) / len(chosen) < 0.24
    assert chosen == [replace(line_up, number=99).arm_for(each) is RuleSetArm.CHALLENGER for each in ids]

    decider = PublishedDecider(centre.database, PolicyLibrary(centre.database, ENGINE))
    now = utc_now()
    for each in ids[:30]:
        case = ToDecide(each, DEALER_ID, submission())
        decided = decider.decide(case, sandbox_answers(case.submission, now), now)
        arm = line_up.arm_for(each)
        assert decided.decision.pinned.arm is arm
        assert decided.decision.pinned.rule_set_sha256 == line_up.rule_set(arm)
        assert decided.shadow is not None
        assert decided.shadow.pinned.rule_set_sha256 == shadow.sha256


def test_a_rule_set_that_is_damaged_decides_nothing(centre: Centre, variants: list[RuleSet]) -> None:
    who = approver_of(centre)
    with centre.database.writing() as session:
        store_document(session, "f" * 64, RULE_SET, canonical_text(variants[0].documents), utc_now())
        put_in_force(session, LineUp(0, "f" * 64), Swap("test", "damaged", who), utc_now())
    decider = PublishedDecider(centre.database, PolicyLibrary(centre.database, ENGINE))
    case = a_case()
    with pytest.raises(Exception, match="damaged"):
        decider.decide(case, sandbox_answers(case.submission, utc_now()), utc_now())


@pytest.mark.timeout(300)
def test_every_process_decides_with_what_was_published_without_a_restart(
    tmp_path: Path, postgresql_server: str
) -> None:
    """A serving process and two workers on PostgreSQL; published over HTTP, replayed from the command line's parts."""
    database_url = new_database(postgresql_server)
    with ExitStack() as stack:
        provider = stack.enter_context(
            serving_beside(create_provider_app(Settings(data_dir=tmp_path / "p")), "provider")
        )
        running = stack.enter_context(centre_with_workers(tmp_path / "c", database_url, provider))
        dealer = stack.enter_context(running.server.client())
        running.worker()
        running.worker()
        own = Centre.opened(Settings(data_dir=tmp_path / "o", database_url=database_url))
        stack.callback(own.database.close)
        tokens = [staff(own, "周敏", LenderRole.RISK_MANAGER)[1], staff(own, "何伟", LenderRole.RISK_APPROVER)[1]]
        first = dealer.decided(dealer.submit())
        live = RiskBench(own, running.server.url, *tokens).publish(*TIGHTEN)
        # Begun after the answer to "approve": every one of them is the new rule set's.
        views = [dealer.decided(each) for each in [dealer.submit() for _ in range(12)]]
    assert first.decision is not None
    assert first.decision.pinned.rule_set_sha256 == ENGINE.rules.sha256
    pinned = {view.decision.pinned.rule_set_sha256 for view in views if view.decision is not None}
    assert pinned == {live["release"]["champion"]}
