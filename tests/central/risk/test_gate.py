"""The engine fails open; these hold that the gate before it fails closed."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zen
from hypothesis import given, settings
from hypothesis import strategies as st

from paddock.central.risk.cells import CellError, parse_cell
from paddock.central.risk.feature_list import FEATURES, Feature
from paddock.central.risk.gate import faults_of_context, read_rules
from paddock.central.risk.handbook import rule_book
from paddock.central.risk.rule_set import RULES_DIRECTORY, SEVERITY, RuleSet
from paddock.domain.errors import EnvironmentFault
from paddock.wire.decisions import RuleOutcome

Document = dict[str, Any]


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    copy = tmp_path / "rules"
    shutil.copytree(RULES_DIRECTORY, copy)
    return copy


def change(directory: Path, name: str, edit: Callable[[Document], None]) -> None:
    path = directory / name
    document = json.loads(path.read_text("utf-8"))
    edit(document)
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")


def table(document: Document) -> Document:
    return next(node["content"] for node in document["nodes"] if node["type"] == "decisionTableNode")


def first_row(document: Document) -> Document:
    row: Document = table(document)["rules"][0]
    return row


def set_cell(column: str, text: str) -> Callable[[Document], None]:
    return lambda document: first_row(document).update({column: text})


def test_the_rules_of_the_package_pass_and_are_many() -> None:
    gated = read_rules(RULES_DIRECTORY)
    assert gated.faults == ()
    assert gated.register is not None
    assert len(gated.register.rules) >= 45
    assert len(gated.tables) >= 8


def test_the_rule_book_in_the_documentation_is_the_one_of_these_rules() -> None:
    book = Path(__file__).parents[3] / "docs" / "rules.md"
    assert book.read_text("utf-8") == rule_book(RuleSet.load())


@pytest.mark.parametrize(
    "cell",
    [
        "< ",
        "<> 18",
        "18 <",
        "< abc",
        "age < 18",
        '< "18"',
        "< 1.5",
        "null",
        "not 3",
        "[9..3]",
        "(3..4)",
        "> 3 and $ < 5",
        "中文",
    ],
)
def test_a_cell_that_is_not_understood_is_refused(rules: Path, cell: str) -> None:
    change(rules, "eligibility.json", set_cell("in_applicant_age", cell))
    faults = read_rules(rules).faults
    assert [fault.place for fault in faults] == ["row EL-01.1, applicant_age"]
    with pytest.raises(EnvironmentFault, match=r"eligibility\.json row EL-01\.1"):
        RuleSet.load(rules)


def test_the_engine_alone_would_have_let_a_broken_cell_pass_in_silence(rules: Path) -> None:
    change(rules, "eligibility.json", set_cell("in_applicant_age", '< "18"'))
    decision = zen.ZenEngine().create_decision((rules / "eligibility.json").read_text("utf-8"))
    decision.validate()
    try:
        said = json.dumps(decision.evaluate({"applicant_age": 12})["result"])
    except RuntimeError:
        said = ""
    assert "EL-01" not in said


@pytest.mark.parametrize(
    ("file", "column", "cell", "says"),
    [
        ("identity.json", "in_identity_result", '"missmatch"', "never missmatch"),
        ("identity.json", "in_id_number_valid", '"false"', "neither true nor false"),
        ("identity.json", "out_outcome", '"approve"', "none of decline, refer, cap"),
        ("identity.json", "out_outcome", "", "must be a text"),
        ("identity.json", "out_rule", "", "must be a text"),
        ("identity.json", "out_rule", '"ID-99"', "not registered in this group"),
        ("identity.json", "in_nowhere", "true", "column that is not there"),
    ],
)
def test_wrong_texts_types_outputs_and_columns_are_refused(
    rules: Path, file: str, column: str, cell: str, says: str
) -> None:
    change(rules, file, set_cell(column, cell))
    assert any(says in str(fault) for fault in read_rules(rules).faults)


def ban(document: Document) -> None:
    document["nodes"].append({"id": "js", "name": "js", "type": "functionNode", "content": {"source": "export"}})


def stop_at_the_first_hit(document: Document) -> None:
    table(document)["hitPolicy"] = "first"


def unknown_input(document: Document) -> None:
    table(document)["inputs"][0]["field"] = "shoe_size"


def always_hits(document: Document) -> None:
    first_row(document)["in_id_number_valid"] = ""


def row_twice(document: Document) -> None:
    table(document)["rules"].append(first_row(document))


def not_linked(document: Document) -> None:
    document["edges"].pop()


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (ban, "functionNode is banned"),
        (stop_at_the_first_hit, "must collect every hit"),
        (unknown_input, "no input 'shoe_size'"),
        (always_hits, "always hit"),
        (row_twice, "stands twice"),
        (not_linked, "not linked"),
    ],
)
def test_graphs_that_could_do_something_else_are_refused(
    rules: Path, edit: Callable[[Document], None], says: str
) -> None:
    change(rules, "identity.json", edit)
    assert any(says in str(fault) for fault in read_rules(rules).faults)


def rule_twice(document: Document) -> None:
    document["rules"].append(document["rules"][0])


def no_sentence(document: Document) -> None:
    document["rules"][0]["customer"]["zh"] = ""


def not_in_a_table(document: Document) -> None:
    document["rules"].append({**document["rules"][0], "id": "ID-98", "reason_code": "R198"})


@pytest.mark.parametrize(
    ("edit", "says"),
    [(rule_twice, "stands twice"), (no_sentence, "at least 1 character"), (not_in_a_table, "stands in no table")],
)
def test_a_register_with_gaps_is_refused(rules: Path, edit: Callable[[Document], None], says: str) -> None:
    change(rules, "register.json", edit)
    assert any(says in str(fault) for fault in read_rules(rules).faults)


@pytest.mark.parametrize("name", ["identity.json", "register.json"])
def test_a_missing_or_broken_file_is_refused(rules: Path, name: str) -> None:
    (rules / name).write_text("{", "utf-8")
    assert read_rules(rules).faults
    (rules / name).unlink()
    assert read_rules(rules).faults


def test_every_fault_is_named_at_once(rules: Path) -> None:
    change(rules, "identity.json", set_cell("in_id_number_valid", "maybe"))
    change(rules, "eligibility.json", set_cell("in_applicant_age", "young"))
    assert len(read_rules(rules).faults) == 2


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("applicant_age", "41", "is str, not int"),
        ("applicant_age", True, "is bool, not int"),
        ("ltv", 1, "is int, not float"),
        ("ltv", float("nan"), "not finite"),
        ("condition", "vintage", "never 'vintage'"),
    ],
)
def test_a_context_of_the_wrong_types_never_reaches_the_engine(name: str, value: Any, says: str) -> None:
    features = dict.fromkeys(FEATURES) | {name: value}
    faults = faults_of_context(features)
    assert len(faults) == 1
    assert says in faults[0]
    with pytest.raises(ValueError, match=name):
        RuleSet.load().outcomes(features)


def test_a_context_with_a_name_too_many_or_too_few_is_refused() -> None:
    features = dict.fromkeys(FEATURES)
    assert faults_of_context(features) == []
    assert faults_of_context({**features, "shoe_size": 43}) == ["unknown input shoe_size"]
    del features["ltv"]
    assert faults_of_context(features) == ["input ltv is not there"]


def test_cells_are_bound_to_the_kind_of_their_input() -> None:
    with pytest.raises(CellError, match="whole numbers"):
        parse_cell("> 2.5", FEATURES["open_cases"])
    assert parse_cell("> 2.5", FEATURES["ltv"]).hit == pytest.approx(2.5001)


RULES = RuleSet.load()
AS_WRITTEN = zen.ZenEngine().create_decision(RULES.graph_json)


def a_value(feature: Feature) -> st.SearchStrategy[Any]:
    """Values on and around every limit that a rule compares this input with."""
    cells = [row.cells[feature.name] for row in RULES.rows if feature.name in row.cells]
    near = [value for cell in cells for value in (cell.hit, cell.miss) if value is not None]
    return st.sampled_from([*near, None]) if near else st.none()


@given(st.fixed_dictionaries({feature.name: a_value(feature) for feature in FEATURES.values()}))
@settings(deadline=None)
def test_the_merged_table_says_what_the_tables_as_written_say(features: dict[str, Any]) -> None:
    known = {name: value for name, value in features.items() if value is not None}
    worst: dict[str, RuleOutcome] = {}
    for hit in (hit for hits in AS_WRITTEN.evaluate(known)["result"].values() for hit in hits):
        outcome = RuleOutcome(hit["outcome"])
        worst[hit["rule"]] = min(worst.get(hit["rule"], outcome), outcome, key=SEVERITY.__getitem__)
    assert RULES.engine_outcomes(features) == worst
