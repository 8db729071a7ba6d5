"""The fail-closed gate before the rule engine.

The engine itself fails open: a cell it cannot run, or an input that is missing or of another type, silently means
"no hit". So a rule set passes here before it decides anything: only decision tables, every cell in the language of
`cells` and for the type of its input, every output complete, every rule registered once with its sentences and dates,
no row that cannot matter, no overlap, no gap, and every edge of every cell tried on the engine by a test case. And
every context passes `context.faults_of_context`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from paddock.central.risk.case_checks import CaseResult, faults_of_cases, faults_of_results, run_cases
from paddock.central.risk.cases import CASES_FILE, CaseFile
from paddock.central.risk.faults import GateFault
from paddock.central.risk.logic import faults_of_logic, notices_of_logic
from paddock.central.risk.register import Register
from paddock.central.risk.rule_set import RuleSet
from paddock.central.risk.table import Table, rows_by_rule
from paddock.central.risk.table_reader import TableReader
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

Model = TypeVar("Model", bound=BaseModel)
REGISTER_FILE: Final = "register.json"
RULES_DIRECTORY: Final = Path(__file__).parent / "rules"
_ANTI_FRAUD: Final = re.compile(
    "欺诈|名单|团伙|洗钱|涉赌|制裁|fraud|black ?list|watch ?list|laundering|gambling|sanction", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Gated:
    """What the gate found. `rules` is there exactly when there are no faults; notices keep nothing back."""

    rules: RuleSet | None
    faults: tuple[GateFault, ...]
    notices: tuple[GateFault, ...] = ()
    results: tuple[CaseResult, ...] = ()
    """What the engine said of each test case, where they could be run."""


def read_documents(directory: Path) -> dict[str, Any]:
    """Every JSON file of `directory` by name; one that cannot be read is there as its error."""
    return {path.name: _read(path) for path in sorted(directory.glob("*.json"))}


def check(documents: Mapping[str, Any], *, with_cases: bool = True) -> Gated:
    """Check a rule set; never raises for what is wrong in it.

    `with_cases=False` leaves the test cases unrun, for a set that passed whole before and is known by its hash.
    """
    faults: list[GateFault] = [
        GateFault(name, Sentence(f"无法读作 JSON ({document})", f"cannot be read as JSON ({document})"))
        for name, document in documents.items()
        if isinstance(document, Unreadable)
    ]
    register = _model(Register, REGISTER_FILE, documents, faults)
    case_file = _model(CaseFile, CASES_FILE, documents, faults)
    tables = []
    for name, document in documents.items():
        if name not in {REGISTER_FILE, CASES_FILE} and not isinstance(document, Unreadable):
            table = TableReader(name, faults).read(document)
            if table is not None:
                tables.append(table)
    if register is not None:
        faults += _held_against_register(register, tables)
        faults += _customer_sentences(register)
        order = {group.id: index for index, group in enumerate(register.groups)}
        tables.sort(key=lambda table: order.get(table.group, len(order)))
    in_order = tuple(tables)
    if not faults:
        # What rows say to each other means nothing while one of them is not understood.
        faults += faults_of_logic(in_order)
    if not faults and case_file is not None:
        faults += faults_of_cases(rows_by_rule(in_order), case_file.cases)
    if faults or register is None or case_file is None:
        return Gated(None, tuple(faults))
    rules = RuleSet(documents, register, in_order, case_file.cases)
    results = tuple(run_cases(rules)) if with_cases else ()
    faults += faults_of_results(list(results))
    return Gated(None if faults else rules, tuple(faults), tuple(notices_of_logic(in_order)), results)


def admit(documents: Mapping[str, Any], *, with_cases: bool = True) -> RuleSet:
    """The rule set of `documents`.

    Raises:
        EnvironmentFault: the gate refuses it, with every reason; a rule set is never used in part.
    """
    gated = check(documents, with_cases=with_cases)
    if gated.rules is None:
        zh = "; ".join(fault.said.zh for fault in gated.faults)
        en = "; ".join(str(fault) for fault in gated.faults)
        raise EnvironmentFault(
            Sentence(f"规则集未通过检查, 请修正后再用: {zh}", f"The rule set is refused; mend it first: {en}")
        )
    return gated.rules


def load_rules(directory: Path | None = None) -> RuleSet:
    """The rule set in `directory`, or the one in the package. Raises `EnvironmentFault` when the gate refuses it.

    The package's own test cases are left to the tests: they passed before it was shipped.
    """
    return admit(read_documents(directory or RULES_DIRECTORY), with_cases=directory is not None)


class Unreadable(str):
    """Stands for a file that cannot be read; the text is why."""

    __slots__ = ()


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        return Unreadable(error)


def _model(model: type[Model], name: str, documents: Mapping[str, Any], faults: list[GateFault]) -> Model | None:
    if name not in documents:
        faults.append(GateFault(name, Sentence("缺少此文件", "is missing")))
    if name not in documents or isinstance(documents[name], Unreadable):
        return None
    try:
        return model.model_validate_json(json.dumps(documents[name]))
    except ValidationError as error:
        for line in error.errors(include_url=False):
            place = [str(part) for part in line["loc"]]
            faults.append(
                GateFault(
                    name,
                    Sentence(f"内容不符合要求 ({line['msg']}), 请更正", f"{line['msg']}: correct it"),
                    _rule_at(documents[name], place),
                    ".".join(place) or None,
                )
            )
        return None


def _rule_at(document: Any, place: list[str]) -> str | None:
    """The rule a place in the register belongs to, so that a person need not count lines."""
    if len(place) < 2:
        return None
    if place[0] == "cases":
        return place[1]
    try:
        return str(document[place[0]][int(place[1])]["id"])
    except (KeyError, IndexError, TypeError, ValueError):
        return None


def _held_against_register(register: Register, tables: list[Table]) -> Iterator[GateFault]:
    yield from _rows_without_a_rule(register, tables)
    written = {row.rule for table in tables for row in table.rows}
    for rule in register.rules:
        if rule.id not in written:
            yield GateFault(
                REGISTER_FILE,
                Sentence("已登记但没有任何行, 请补行或撤销登记", "is registered but stands in no table: add a row"),
                rule.id,
            )
    known = {table.group for table in tables}
    for group in register.groups:
        if group.id not in known:
            yield GateFault(REGISTER_FILE, Sentence(f"组 {group.id} 没有文件", f"group {group.id} has no file"))


def _rows_without_a_rule(register: Register, tables: list[Table]) -> Iterator[GateFault]:
    groups = {rule.id: rule.group for rule in register.rules}
    for table in tables:
        file = f"{table.group}.json"
        for row in table.rows:
            if groups.get(row.rule) != table.group:
                sentence = Sentence(
                    f"规则 {row.rule} 未在此组登记, 请先登记或改规则号",
                    f"rule {row.rule!r} is not registered in this group: register it or name another",
                )
                yield GateFault(file, sentence, row.id, "rule")
            elif not row.id.startswith(f"{row.rule}."):
                # With the rule in front, an id that is single in its table is single everywhere.
                sentence = Sentence(f"行号应以 {row.rule}. 开头", f"the row's id must begin with {row.rule}.")
                yield GateFault(file, sentence, row.id)


def _customer_sentences(register: Register) -> Iterator[GateFault]:
    for rule in register.rules:
        for said in (rule.customer.zh, rule.customer.en):
            if found := _ANTI_FRAUD.search(said):
                yield GateFault(
                    REGISTER_FILE,
                    Sentence(
                        f"对客户的话不得透露反欺诈内容 (“{found[0]}”), 请改写",
                        f"the customer's sentence gives anti-fraud content away (“{found[0]}”): say it otherwise",
                    ),
                    rule.id,
                    "customer",
                )
