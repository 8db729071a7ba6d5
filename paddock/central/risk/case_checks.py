"""The test cases of a rule set: enough of them, of the right types, and what the engine says of each."""

from collections.abc import Iterator
from dataclasses import dataclass

from paddock.central.risk.cases import CASES_FILE, RuleCase, typed
from paddock.central.risk.context import faults_of_context
from paddock.central.risk.faults import GateFault
from paddock.central.risk.feature_list import FEATURES
from paddock.central.risk.rule_set import RuleSet
from paddock.central.risk.table import SEVERITY, Row, hits_of_each, rows_by_rule
from paddock.domain.sentences import Sentence
from paddock.wire.decisions import RuleOutcome


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What the engine said of one case."""

    rule: str
    number: int
    case: RuleCase
    said: RuleOutcome

    @property
    def passed(self) -> bool:
        """Whether it is what was expected."""
        return self.said is self.case.expect


def faults_of_cases(rules: dict[str, tuple[Row, ...]], cases: dict[str, list[RuleCase]]) -> list[GateFault]:
    """What is missing from the cases, and what no rule could be given."""
    faults = [
        GateFault(CASES_FILE, Sentence("没有这条规则, 请删除用例", "there is no such rule: delete its cases"), rule)
        for rule in cases
        if rule not in rules
    ]
    for rule, rows in rules.items():
        own = cases.get(rule, [])
        wrong = list(_wrong_inputs(rule, own))
        faults += wrong or _missing(rule, rows, own)
    return faults


def run_cases(rules: RuleSet) -> list[CaseResult]:
    """Every case put to the engine."""
    rows = rows_by_rule(rules.tables)
    return [result for rule, cases in rules.cases.items() for result in run_rule_cases(rule, rows[rule], cases)]


def run_rule_cases(rule: str, rows: tuple[Row, ...], cases: list[RuleCase]) -> list[CaseResult]:
    """The cases of one rule put to the engine."""
    hits = hits_of_each(rows, [typed(case.given) for case in cases])
    results = []
    for number, (case, said) in enumerate(zip(cases, hits, strict=True), start=1):
        doubt = any(row.truth(typed(case.given)) is None for row in rows)
        outcomes = [RuleOutcome.PASSED, *said, *([RuleOutcome.NOT_EVALUATED] if doubt else [])]
        results.append(CaseResult(rule, number, case, min(outcomes, key=SEVERITY.__getitem__)))
    return results


def faults_of_results(results: list[CaseResult]) -> list[GateFault]:
    """The cases that did not come out as expected."""
    return [
        GateFault(
            CASES_FILE,
            Sentence(
                f"用例 {result.number} 应为 {result.case.expect}, 实际为 {result.said}; 输入 {result.case.given}; "
                "请改回条件, 或确认后更新用例",
                f"case {result.number} expects {result.case.expect} and the engine says {result.said} of "
                f"{result.case.given}: change the cells back, or the case if that is meant",
            ),
            result.rule,
        )
        for result in results
        if not result.passed
    ]


def _wrong_inputs(rule: str, cases: list[RuleCase]) -> Iterator[GateFault]:
    for number, case in enumerate(cases, start=1):
        for fault in faults_of_context(dict.fromkeys(FEATURES) | typed(case.given)):
            yield GateFault(CASES_FILE, Sentence(f"用例 {number} 的输入有误: {fault}", f"case {number}: {fault}"), rule)


def _missing(rule: str, rows: tuple[Row, ...], cases: list[RuleCase]) -> Iterator[GateFault]:
    expected = {case.expect for case in cases}
    for wanted in dict.fromkeys((*(row.outcome for row in rows), RuleOutcome.PASSED, RuleOutcome.NOT_EVALUATED)):
        if wanted not in expected:
            yield GateFault(
                CASES_FILE,
                Sentence(f"缺少结果为 {wanted} 的用例, 请补充", f"has no case that expects {wanted}: add one"),
                rule,
            )
    tried = {(name, type(value), value) for case in cases for name, value in typed(case.given).items()}
    for row in rows:
        if not any(row.truth(typed(case.given)) for case in cases):
            yield GateFault(
                CASES_FILE, Sentence(f"没有命中行 {row.id} 的用例, 请补充", f"no case hits {row.id}: add one"), rule
            )
        for name, cell in row.cells.items():
            for value in (*cell.hits, *cell.misses):
                if (name, type(value), value) not in tried:
                    yield GateFault(
                        CASES_FILE,
                        Sentence(
                            f"行 {row.id} 的边界 {name} = {value} 没有用例, 请补充",
                            f"the edge {name} = {value} of {row.id} has no case: add one",
                        ),
                        rule,
                        name,
                    )
