"""A lender's own card at run time: fitted on its book's inputs, chosen and adjusted by data, swapped while deciding."""

import json
import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from paddock.central.cli import main
from paddock.central.cli.migrate import migrate_all
from paddock.central.cli.options import opened
from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.risk.card_files import CardShelf, card_from_text, read_card_file
from paddock.central.risk.engine import DecisionEngine
from paddock.central.risk.feature_list import FEATURES, Features
from paddock.central.risk.publishing.decider import replay
from paddock.central.risk.publishing.library import PolicyLibrary
from paddock.central.risk.scorecard import Scorecard
from paddock.central.scorecards.card import Card
from paddock.central.settings import Settings
from paddock.central.sources.sandbox import sandbox_answers
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.wire.decisions import Decision
from tests.central.risk.ordinary import ORDINARY
from tests.helpers.applications import APPLICATION_ID, submission

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
JUDGED = json.loads(Scorecard.load().text)
KNOWN: Features = ORDINARY | {"region_tier": "t2", "application_kind": "retail"}


def assembly(fitted: Card) -> dict[str, Any]:
    return {
        "assembly": "retail",
        "version": 3,
        "cards": {"own": json.loads(fitted.to_json()), "judged": JUDGED},
        "choose": [{"when": {"condition": ["used"]}, "card": "own"}, {"when": {}, "card": "judged"}],
        "offsets": [
            {
                "name": "region_tier",
                "caption": {"zh": "城市等级", "en": "City tier"},
                "feature": "region_tier",
                "points": {"t1": 6, "t2": 2, "t3": 0, "t4": -8},
            },
            {
                "name": "cycle_index",
                "caption": {"zh": "周期指数", "en": "Cycle index"},
                "index": 92.5,
                "steps": [{"below": 90, "points": -20}, {"below": 105, "points": -5}, {"below": None, "points": 4}],
            },
        ],
    }


def test_a_fitted_card_decides_and_is_pinned(fitted: Card) -> None:
    card = card_from_text(fitted.to_json())
    application = submission(APPLICATION_ID)
    engine = DecisionEngine.load(card=card)
    decision = engine.decide(application, sandbox_answers(application, NOW), NOW)
    assert decision.pinned.scorecard == f"own-book@1:{fitted.sha256}"
    assert decision.score == sum(point.points for point in decision.score_points)
    captions = {point.attribute: point.caption for point in decision.score_points}
    assert captions["down_payment_ratio"] == FEATURES["down_payment_ratio"].caption


def test_a_missing_input_leaves_no_score(fitted: Card) -> None:
    card = card_from_text(fitted.to_json())
    assert card.score(KNOWN) == card.base_points + sum(point.points for point in card.points(KNOWN))
    assert card.score(KNOWN | {"history_months": None}) is None
    # Unless the lender lets it be missing; then it is taken for the worst it could be.
    lenient = card_from_text(json.dumps(assembly(fitted) | {"may_be_missing": ["history_months"]}))
    unknown = KNOWN | {"history_months": None}
    lines = {point.attribute: point for point in lenient.points(unknown)}
    assert "missing" in lines["history_months"].bin
    withheld = lenient.score(unknown)
    assert withheld == sum(point.points for point in lenient.points(unknown))
    for months in (0, 20, 60, 120, 199):
        known = lenient.score(KNOWN | {"history_months": months})
        assert withheld is not None
        assert known is not None
        assert withheld <= known


def test_an_assembly_chooses_a_card_and_adds_offsets(fitted: Card) -> None:
    text = json.dumps(assembly(fitted))
    assembled, own, judged = card_from_text(text), card_from_text(fitted.to_json()), Scorecard.load()
    assert assembled.score(KNOWN) == (own.score(KNOWN) or 0) + 2 - 5
    new = KNOWN | {"condition": "new", "region_tier": "t4"}
    assert assembled.score(new) == (judged.score(new) or 0) - 8 - 5
    for features in (KNOWN, new):
        assert assembled.score(features) == sum(point.points for point in assembled.points(features))
    # What a choice or an offset hangs on is missing: nobody guesses.
    assert assembled.score(KNOWN | {"condition": None}) is None
    assert assembled.score(KNOWN | {"region_tier": None}) is None
    assert assembled.points(KNOWN | {"condition": None, "region_tier": None})
    assert assembled.name.startswith("retail@3:")
    assert card_from_text(assembled.text).name == assembled.name


def a_card_for_nobody(document: dict[str, Any]) -> None:
    document["choose"].pop()


def a_card_too_many(document: dict[str, Any]) -> None:
    document["cards"]["spare"] = JUDGED


def an_unknown_word(document: dict[str, Any]) -> None:
    document["choose"][0]["when"] = {"condition": ["rented"]}


def a_tier_left_out(document: dict[str, Any]) -> None:
    del document["offsets"][0]["points"]["t3"]


def steps_that_fall(document: dict[str, Any]) -> None:
    document["offsets"][1]["steps"][0]["below"] = 200


def steps_that_end(document: dict[str, Any]) -> None:
    document["offsets"][1]["steps"].pop()


def a_changed_card(document: dict[str, Any]) -> None:
    document["cards"]["own"]["constant"] += 1


@pytest.mark.parametrize(
    "edit",
    [
        a_card_for_nobody,
        a_card_too_many,
        an_unknown_word,
        a_tier_left_out,
        steps_that_fall,
        steps_that_end,
        a_changed_card,
    ],
)
def test_an_assembly_with_a_gap_is_refused(fitted: Card, edit: Callable[[dict[str, Any]], None]) -> None:
    document = assembly(fitted)
    edit(document)
    with pytest.raises(BadInput):
        card_from_text(json.dumps(document))


def test_a_card_that_more_money_down_could_worsen_is_refused(fitted: Card) -> None:
    document = json.loads(fitted.to_json())
    for term in document["terms"]:
        term["declared"] = False
    free = Card.model_validate(document).sealed()
    with pytest.raises(BadInput, match="--rising down_payment_ratio"):
        card_from_text(free.to_json())


def test_a_card_that_borrowing_less_would_leave_without_a_score_is_refused(fitted: Card, tmp_path: Path) -> None:
    # Bank statements are asked for from 50,000 yuan on.
    document = json.loads(fitted.to_json().replace("history_months", "gambling_payments_6m"))
    changed = Card.model_validate(document | {"sha256": ""}).sealed()
    path = tmp_path / "card.json"
    path.write_text(changed.to_json(), "utf-8")
    with pytest.raises(BadInput, match=r"gambling_payments_6m.*borrowing less would leave no score"):
        CardShelf(path)
    write(path, assembly(fitted) | {"cards": {"own": json.loads(changed.to_json()), "judged": JUDGED}})
    with pytest.raises(BadInput, match="gambling_payments_6m"):
        CardShelf(path)


def test_a_card_of_other_columns_is_refused(fitted: Card) -> None:
    document = json.loads(fitted.to_json().replace("history_months", "zodiac"))
    changed = Card.model_validate(document | {"sha256": ""}).sealed()
    with pytest.raises(BadInput, match="there is no input zodiac"):
        card_from_text(changed.to_json())


def write(path: Path, document: dict[str, Any]) -> None:
    """As a careful person does: a new file moved over the old one."""
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(document), "utf-8")
    os.replace(fresh, path)  # noqa: PTH105 -- the same call on every system


def test_a_card_that_changes_is_in_force_at_the_next_decision(
    fitted: Card, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own = tmp_path / "own.json"
    own.write_text(fitted.to_json(), "utf-8")
    path = tmp_path / "assembly.json"
    document = assembly(fitted)
    document["cards"]["own"] = {"file": "own.json", "sha256": fitted.sha256}
    write(path, document)
    shelf = CardShelf(path)
    first = shelf.current()
    assert shelf.current() is first
    before = first.score(KNOWN) or 0

    document["offsets"][1]["index"] = 88
    write(path, document)
    second = shelf.current()
    assert second.score(KNOWN) == before - 15
    assert shelf.named(first.name) is first

    # Another card behind the same name, which the assembly does not mean: the old one stays, and the log says why.
    with caplog.at_level(logging.ERROR):
        refit = fitted.model_copy(update={"version": 2}).sealed()
        own.write_text(refit.to_json(), "utf-8")
        assert shelf.current() is second
        assert shelf.current() is second
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    document["cards"]["own"]["sha256"] = refit.sha256
    write(path, document)
    assert shelf.current() is not second


def test_a_centre_does_not_start_on_a_broken_card(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="cannot be read"):
        CardShelf(tmp_path / "nowhere.json")
    broken = tmp_path / "card.json"
    for text in ("{", "[]", '{"format": "paddock-scorecard-1"}', '{"assembly": "x"}', '{"card": "x"}'):
        broken.write_text(text, "utf-8")
        with pytest.raises((BadInput, EnvironmentFault)):
            read_card_file(broken)
    assert CardShelf(None).current().name == Scorecard.load().name


def test_the_verbs_check_a_card_and_decide_with_it(
    fitted: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "assembly.json"
    path.write_text(json.dumps(assembly(fitted)), "utf-8")
    name = card_from_text(path.read_text("utf-8")).name

    def run(*arguments: str) -> int:
        monkeypatch.setattr("sys.argv", ["paddock-central", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        return int(left.value.code or 0)

    assert run("scorecard", "check", str(path), "--json") == 0
    assert json.loads(capsys.readouterr().out)["card"] == name
    example = str(Path(__file__).parents[3] / "docs" / "examples" / "application.json")
    assert run("score", example, "--card", str(path), "--json") == 0
    assert json.loads(capsys.readouterr().out)["pinned"]["scorecard"] == name
    monkeypatch.setenv("PADDOCK_CENTRAL_SCORECARD_FILE", str(path))
    assert run("score", example, "--json") == 0
    assert json.loads(capsys.readouterr().out)["pinned"]["scorecard"] == name
    path.write_text("{}", "utf-8")
    assert run("scorecard", "check", str(path), "--json") == 3


def test_a_decision_is_replayed_with_its_own_card_whatever_is_in_force(fitted: Card, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    migrate_all(settings)
    path = tmp_path / "assembly.json"
    document = assembly(fitted)
    write(path, document)
    application = submission(APPLICATION_ID)
    answers = sandbox_answers(application, NOW)
    with opened(settings) as centre:
        installed = DecisionEngine.load()
        library = PolicyLibrary(centre.database, installed, CardShelf(path))
        engine = library.engine(installed.rules.sha256)
        decision = engine.decide(application, answers, NOW)
        with centre.database.writing() as session:
            library.store(session, engine, NOW)
        document["offsets"][1]["index"] = 120
        write(path, document)
        after = library.engine(installed.rules.sha256).decide(application, answers, NOW)
        assert after.pinned.scorecard != decision.pinned.scorecard
        assert (after.score, decision.score) != (None, None)
        assert (after.score or 0) - (decision.score or 0) == 9
        # Another process, which has never had that card in force.
        fresh = PolicyLibrary(centre.database, installed)
        assert replay(fresh, application, answers, decision).model_dump_json() == decision.model_dump_json()


def test_cards_and_offsets_are_recombined_while_decisions_run(fitted: Card, tmp_path: Path) -> None:
    """Kind of business, city tier and cycle index as data: every decision is whole by the file it names."""
    path = tmp_path / "assembly.json"
    document = assembly(fitted)
    vehicle_class = {
        "name": "vehicle_class",
        "caption": {"zh": "车辆类别", "en": "Class of vehicle"},
        "feature": "condition",
        "points": {"new": 0, "used": -7},
    }
    document["offsets"].insert(0, vehicle_class)
    files = []
    for version in range(12):
        document["version"] = version + 1
        document["offsets"][1]["points"]["t2"] = 2 + version % 2
        document["offsets"][2]["index"] = (88, 92.5, 120)[version % 3]
        document["choose"][0]["card"], document["choose"][1]["card"] = ("own", "judged")[:: 1 - 2 * (version % 2)]
        files.append(json.dumps(document))
    expected = {card.name: card for card in map(card_from_text, files)}
    path.write_text(files[0], "utf-8")
    shelf = CardShelf(path)
    rules, catalogue = DecisionEngine.load().rules, PlanCatalogue.load()
    application = submission(APPLICATION_ID)
    answers = sandbox_answers(application, NOW)
    swapped = threading.Event()

    def decide() -> list[Decision]:
        made: list[Decision] = []
        while not swapped.is_set() or not made:
            made.append(DecisionEngine(rules, shelf.current(), catalogue).decide(application, answers, NOW))
        return [*made, DecisionEngine(rules, shelf.current(), catalogue).decide(application, answers, NOW)]

    with ThreadPoolExecutor(4) as pool:
        running = [pool.submit(decide) for _ in range(4)]
        for text in files[1:]:
            write(path, json.loads(text))
            shelf.current()
        swapped.set()
        decisions = [decision for made in running for decision in made.result()]
    features = DecisionEngine.load().features(application, answers, NOW)
    for decision in decisions:
        card = expected[decision.pinned.scorecard]
        assert decision.score == card.score(features) == sum(point.points for point in decision.score_points)
    assert all(made.result()[-1].pinned.scorecard == list(expected)[-1] for made in running)
    assert len({card.score(features) for card in expected.values()}) == 6
