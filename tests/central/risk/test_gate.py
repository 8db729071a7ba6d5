"""The engine fails open; these hold that the gate before it fails closed."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import zen
from hypothesis import given, settings
from hypothesis import strategies as st

from paddock.central.risk.cases import suggested_cases
from paddock.central.risk.cells import CellError, parse_cell
from paddock.central.risk.context import faults_of_context
from paddock.central.risk.feature_list import FEATURES, Feature, FeatureKind
from paddock.central.risk.gate import RULES_DIRECTORY, Gated, check, load_rules, read_documents
from paddock.central.risk.handbook import rule_book
from paddock.central.risk.live_rules import Dormancy, LiveRules
from paddock.central.risk.regions import everything
from paddock.central.risk.table import SEVERITY
from paddock.central.risk.table_reader import TableReader
from paddock.central.sources.declarations import SOURCES_BY_NAME
from paddock.domain.errors import EnvironmentFault
from paddock.wire.decisions import RuleOutcome

Document = dict[str, Any]


def read_rules(directory: Path) -> Gated:
    return check(read_documents(directory))


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


def test_the_rules_of_the_package_pass_whole() -> None:
    gated = read_rules(RULES_DIRECTORY)
    assert gated.faults == ()
    assert gated.notices == ()
    assert gated.rules is not None
    register = gated.rules.register
    assert len(register.rules) >= 220
    assert {group.id for group in register.groups} >= {
        "identity", "eligibility", "fraud", "credit", "multi_lending", "affordability", "vehicle", "ltv", "dealer",
        "region", "commercial", "enterprise", "concentration", "compliance",
    }  # fmt: skip
    assert len(gated.results) >= 1_000
    assert all(result.passed for result in gated.results)


def test_no_two_rules_compare_the_same_things() -> None:
    said: dict[str, str] = {}
    for row in RULES.rows:
        cells = repr(sorted((name, cell.expression) for name, cell in row.cells.items()))
        assert said.setdefault(cells, row.rule) == row.rule, f"{row.rule} repeats {said[cells]}"


def test_the_rule_book_in_the_documentation_is_the_one_of_these_rules() -> None:
    book = Path(__file__).parents[3] / "docs" / "rules.md"
    assert book.read_text("utf-8") == rule_book(load_rules())


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
        load_rules(rules)


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


def english_for_chinese(document: Document) -> None:
    document["rules"][0]["staff"]["zh"] = "only English"


def fraud_told(document: Document) -> None:
    document["rules"][0]["customer"]["zh"] = "您在欺诈名单上"


def ends_before_it_begins(document: Document) -> None:
    document["rules"][0]["effective_to"] = "2020-01-01"


def no_date(document: Document) -> None:
    del document["rules"][0]["effective_from"]


def code_twice(document: Document) -> None:
    document["rules"][1]["reason_code"] = document["rules"][0]["reason_code"]


def not_in_a_table(document: Document) -> None:
    document["rules"].append({**document["rules"][0], "id": "ID-98", "reason_code": "R198"})


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (rule_twice, "stands twice"),
        (no_sentence, "row ID-01, rules.0.customer.zh"),
        (english_for_chinese, "String should match pattern"),
        (fraud_told, "gives anti-fraud content away"),
        (ends_before_it_begins, "before it begins"),
        (no_date, "effective_from"),
        (code_twice, "reason code R101 stands twice"),
        (not_in_a_table, "stands in no table"),
    ],
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
        LIVE.outcomes(features)


def test_a_context_with_a_name_too_many_or_too_few_is_refused() -> None:
    features = dict.fromkeys(FEATURES)
    assert faults_of_context(features) == []
    assert faults_of_context({**features, "shoe_size": 43}) == ["unknown input shoe_size"]
    del features["ltv"]
    assert faults_of_context(features) == ["input ltv is not there"]


def test_cells_are_bound_to_the_kind_of_their_input() -> None:
    with pytest.raises(CellError, match="whole numbers"):
        parse_cell("> 2.5", FEATURES["open_cases"])
    assert parse_cell("> 2.5", FEATURES["ltv"]).hits == (2.500001,)
    with pytest.raises(CellError, match="four decimals"):
        parse_cell("> 2.50001", FEATURES["ltv"])


RULES = load_rules()
LIVE = LiveRules(RULES.cards, RULES.rows, {})
AS_WRITTEN = zen.ZenEngine().create_decision(RULES.graph_json)


def a_value(feature: Feature) -> st.SearchStrategy[Any]:
    """Values on and around every limit that a rule compares this input with."""
    cells = [row.cells[feature.name] for row in RULES.rows if feature.name in row.cells]
    near = [value for cell in cells for value in (*cell.hits, *cell.misses)]
    return st.sampled_from([*near, None]) if near else st.none()


@given(st.fixed_dictionaries({feature.name: a_value(feature) for feature in FEATURES.values()}))
@settings(deadline=None)
def test_the_merged_table_says_what_the_tables_as_written_say(features: dict[str, Any]) -> None:
    known = {name: value for name, value in features.items() if value is not None}
    worst: dict[str, RuleOutcome] = {}
    for hit in (hit for hits in AS_WRITTEN.evaluate(known)["result"].values() for hit in hits):
        outcome = RuleOutcome(hit["outcome"])
        worst[hit["rule"]] = min(worst.get(hit["rule"], outcome), outcome, key=SEVERITY.__getitem__)
    assert LIVE.engine_outcomes(features) == worst


def row_of(directory: Path, name: str, row_id: str, **cells: str) -> None:
    """Change some cells of one row."""

    def edit(document: Document) -> None:
        next(row for row in table(document)["rules"] if row["_id"] == row_id).update(cells)

    change(directory, name, edit)


def add_row(directory: Path, name: str, like: str, row_id: str, **cells: str) -> None:
    """Add a row that differs from `like` in some cells."""

    def edit(document: Document) -> None:
        rows = table(document)["rules"]
        rows.append({**next(row for row in rows if row["_id"] == like), "_id": row_id, **cells})

    change(directory, name, edit)


def test_a_gap_between_two_bands_is_named_with_row_and_column(rules: Path) -> None:
    row_of(rules, "credit.json", "CR-10.2", in_inquiries_3m="[12..18]")
    fault = read_rules(rules).faults[0]
    assert (fault.file, fault.row, fault.column) == ("credit.json", "CR-10.1", "inquiries_3m")
    assert "gap after CR-10.2 (between 18 and 20)" in fault.sentence.en
    assert "空档" in fault.sentence.zh


def test_bands_that_overlap_with_different_outcomes_are_refused(rules: Path) -> None:
    row_of(rules, "credit.json", "CR-10.2", in_inquiries_3m="[12..25]")
    assert any("overlaps CR-10.2" in str(fault) for fault in read_rules(rules).faults)


def test_a_row_that_can_never_matter_is_refused(rules: Path) -> None:
    add_row(rules, "credit.json", "CR-10.1", "CR-10.9", in_inquiries_3m=">= 30")
    fault = read_rules(rules).faults[0]
    assert (fault.row, "can never matter" in fault.sentence.en) == ("CR-10.9", True)


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("in_inquiries_3m", "< 0", "can never be true"),
        ("in_inquiries_3m", ">= 0", "always true"),
        ("in_worst_loan_class", '"normal", "special_mention", "substandard", "doubtful", "loss"', "always true"),
        ("in_revolving_utilisation", "> 1000.0", "can never be true"),
    ],
)
def test_a_cell_that_nothing_or_everything_satisfies_is_refused(rules: Path, column: str, cell: str, says: str) -> None:
    row_of(rules, "credit.json", "CR-03.1", **{column: cell})
    assert any(says in str(fault) for fault in read_rules(rules).faults)


def test_a_row_that_another_rule_makes_idle_is_noticed_but_not_refused(rules: Path) -> None:
    add_row(rules, "credit.json", "CR-01.1", "CR-13.2", out_rule='"CR-13"', out_outcome='"refer"')
    change(rules, "cases.json", lambda document: document["cases"].update(cases_for(rules, "CR-13")))
    gated = read_rules(rules)
    assert gated.faults == ()
    assert [(notice.row, "CR-01.1 declines" in notice.sentence.en) for notice in gated.notices] == [("CR-13.2", True)]


def cases_for(directory: Path, rule: str) -> Document:
    """The suggested cases of one rule as it stands in `directory`."""
    documents = read_documents(directory)
    rows = tuple(
        row
        for name, document in documents.items()
        if name not in {"register.json", "cases.json"} and (read := TableReader(name, []).read(document)) is not None
        for row in read.rows
        if row.rule == rule
    )
    return {rule: [case.model_dump(mode="json") for case in suggested_cases(rows)]}


def drop_cases(document: Document) -> None:
    del document["cases"]["CR-01"]


def only_passing(document: Document) -> None:
    document["cases"]["CR-01"] = [case for case in document["cases"]["CR-01"] if case["expect"] == "passed"]


def wrong_expectation(document: Document) -> None:
    document["cases"]["CR-01"].append({**document["cases"]["CR-01"][0], "expect": "refer"})


def unknown_input_in_a_case(document: Document) -> None:
    document["cases"]["CR-01"][0]["given"]["shoe_size"] = 43


def cases_of_nobody(document: Document) -> None:
    document["cases"]["ZZ-01"] = []


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (drop_cases, "has no case that expects decline"),
        (only_passing, "has no case that expects not_evaluated"),
        (wrong_expectation, "expects refer and the engine says decline"),
        (unknown_input_in_a_case, "case 1: unknown input shoe_size"),
        (cases_of_nobody, "there is no such rule"),
    ],
)
def test_a_rule_without_proof_is_refused(rules: Path, edit: Callable[[Document], None], says: str) -> None:
    change(rules, "cases.json", edit)
    faults = read_rules(rules).faults
    assert any(says in str(fault) for fault in faults)
    assert {fault.row for fault in faults} <= {"CR-01", "ZZ-01"}


def a_cell(feature: Feature) -> st.SearchStrategy[str]:
    """Cells of every form for one input."""
    if feature.kind is FeatureKind.BOOLEAN:
        return st.sampled_from(["true", "false"])
    if feature.kind is FeatureKind.TEXT:
        words = st.lists(st.sampled_from(feature.choices), min_size=1, unique=True)
        return words.map(lambda found: ", ".join(f'"{word}"' for word in found))
    places = 4 if feature.kind is FeatureKind.RATIO else 0
    number = st.integers(-20, 20_000).map(lambda whole: f"{Decimal(whole).scaleb(-places):f}")
    compared = st.tuples(st.sampled_from(["<", "<=", ">", ">="]), number).map(" ".join)
    ranged = st.tuples(st.sampled_from("[("), number, number, st.sampled_from("])")).map(
        lambda parts: f"{parts[0]}{parts[1]}..{parts[2]}{parts[3]}"
    )
    return st.one_of(compared, ranged, number)


@given(st.data(), st.sampled_from(list(FEATURES.values())))
@settings(max_examples=300, deadline=None)
def test_a_cell_means_to_the_engine_what_it_means_to_the_gate(data: st.DataObject, feature: Feature) -> None:
    text = data.draw(a_cell(feature))
    try:
        cell = parse_cell(text, feature)
    except CellError:
        return
    whole = everything(feature)
    compiled = zen.compile_unary_expression(cell.expression)
    for value in (*cell.hits, *cell.misses):
        assert whole.holds(value)
        assert compiled.evaluate({"$": value}) is cell.region.holds(value) is (value in cell.hits)


def test_dates_and_sources_put_rules_to_sleep_and_say_why() -> None:
    live = RULES.live(date(2026, 11, 25), frozenset(SOURCES_BY_NAME) - {"gps_trajectory"})
    assert live.dormant["CM-05"] is Dormancy.NO_SOURCE
    assert live.count + len(live.dormant) == len(RULES.register.rules)
    assert RULES.live(date(2026, 11, 10), frozenset(SOURCES_BY_NAME)).dormant["AF-07"] is Dormancy.NOT_YET
    everywhere = frozenset(feature.source for feature in FEATURES.values())
    assert RULES.live(date(2026, 11, 25), everywhere).dormant == {}


def test_a_rule_past_its_last_day_sleeps(rules: Path) -> None:
    def ends(document: Document) -> None:
        document["rules"][0]["effective_to"] = "2026-11-24"

    change(rules, "register.json", ends)
    loaded = load_rules(rules)
    assert "ID-01" not in loaded.live(date(2026, 11, 24), frozenset(SOURCES_BY_NAME)).dormant
    assert loaded.live(date(2026, 11, 25), frozenset(SOURCES_BY_NAME)).dormant["ID-01"] is Dormancy.EXPIRED
