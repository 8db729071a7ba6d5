"""More money down never makes a rule say worse: looked at row by row, for every edge of every limit there is."""

from collections.abc import Iterator

import pytest

from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.risk.counteroffers import with_terms
from paddock.central.risk.feature_list import Features, Value
from paddock.central.risk.features import Evidence, compute_features
from paddock.central.risk.gate import RULES_DIRECTORY, admit, load_rules, read_documents
from paddock.central.risk.publishing.edits import Edit, SetCell, SuggestCases, apply
from paddock.central.risk.rule_set import RuleSet
from paddock.central.risk.table import SEVERITY, Row, outcome_of, rows_by_rule
from paddock.central.sources.sandbox import sandbox_answers
from tests.helpers.applications import NOW, submission


def inputs_with_less_down() -> dict[str, int]:
    """Input → 1 if it grows with the amount financed, -1 if it falls; found by reckoning them."""
    application = submission(monthly_income="9000")
    evidence = Evidence.read(sandbox_answers(application, NOW))
    seen = [
        compute_features(with_terms(application, down, 36), evidence, NOW, PlanCatalogue.load())
        for down in range(6_000_000, 1_000_000, -500_000)
    ]
    signs = {}
    for name in seen[0]:
        values = [features[name] for features in seen]
        numbers = [value for value in values if isinstance(value, (int, float)) and not isinstance(value, bool)]
        if len(numbers) == len(values) and len(set(numbers)) > 1:
            assert numbers == sorted(numbers) or numbers == sorted(numbers, reverse=True), name
            signs[name] = 1 if numbers[-1] > numbers[0] else -1
    return signs


def rows_that_relent(rules: RuleSet) -> Iterator[str]:
    """Rows that stop saying no when *more* is financed, with the input and the value at which they do."""
    for rows in rows_by_rule(rules.tables).values():
        for row in rows:
            for name, sign in SIGNS.items():
                if name in row.cells:
                    yield from _relenting(row, rows, name, sign)


def _relenting(row: Row, rows: tuple[Row, ...], name: str, sign: int) -> Iterator[str]:
    cells = [each.cells[name] for each in rows if name in each.cells]
    edges: set[Value] = {value for cell in cells for value in (*cell.hits, *cell.misses)}
    others: Features = {each: cell.hits[0] for each, cell in row.cells.items()}
    # Nothing financed at all is a case of its own (CP-04), and no application comes to it.
    values = sorted(value for value in edges if isinstance(value, (int, float)) and value > 0)
    worst = max(SEVERITY.values())
    for value in values if sign > 0 else reversed(values):
        said = SEVERITY[outcome_of(rows, {**others, name: value})]
        if said > worst:
            yield f"{row.id}: {name} = {value}"
        worst = min(worst, said)


SIGNS = inputs_with_less_down()


def test_the_inputs_that_move_are_those_one_thinks_of() -> None:
    assert {name for name, sign in SIGNS.items() if sign > 0} >= {"amount_financed_fen", "ltv", "pti", "dti"}
    assert SIGNS["disposable_income_fen"] == -1


def test_no_rule_says_worse_of_more_money_down() -> None:
    assert list(rows_that_relent(load_rules())) == []


@pytest.mark.parametrize(
    ("group", "row", "feature", "text"),
    [
        ("eligibility", "EL-05.1", "amount_financed_fen", "< 15000000"),
        ("eligibility", "EL-12.1", "amount_financed_fen", "[30000000..40000000]"),
    ],
)
def test_a_rule_that_would_is_found(group: str, row: str, feature: str, text: str) -> None:
    edits: list[Edit] = [
        SetCell(kind="set_cell", group=group, row=row, feature=feature, text=text),
        SuggestCases(kind="suggest_cases", rule=row.partition(".")[0]),
    ]
    found = list(rows_that_relent(admit(apply(read_documents(RULES_DIRECTORY), edits))))
    assert found
    assert {each.partition(":")[0] for each in found} == {row}
