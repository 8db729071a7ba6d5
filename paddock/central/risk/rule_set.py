"""A rule set that passed the gate, ready to be asked."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Self

import zen
from pydantic_core import to_json

from paddock.central.risk.feature_list import APPLICATION, FEATURES, SCORECARD, Features
from paddock.central.risk.gate import Row, Table, faults_of_context, graph_of, merged_graph_of, read_rules
from paddock.central.risk.register import Register, RuleCard
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.wire.decisions import RuleHit, RuleOutcome

RULES_DIRECTORY: Final = Path(__file__).parent / "rules"
SEVERITY: Final = {
    RuleOutcome.DECLINE: 0,
    RuleOutcome.REFER: 1,
    RuleOutcome.NOT_EVALUATED: 2,
    RuleOutcome.CAP: 3,
    RuleOutcome.PASSED: 4,
}
"""Worst first: what a rule with several rows, and a decision with several rules, comes down to."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A row with its cells compiled one by one, to ask about them when an input is missing."""

    row: Row
    cells: tuple[tuple[str, Any], ...]


class RuleSet:
    """Every rule, in one graph of the engine compiled once.

    Attributes:
        register: who owns each rule and what is said.
        graph_json: the tables as their owners wrote them, in one graph of the engine.
        sha256: of the canonical JSON of every file, in the order of their names.
    """

    def __init__(self, register: Register, tables: tuple[Table, ...], sha256: str) -> None:
        rows = tuple(row for table in tables for row in table.rows)
        self.register = register
        self.sha256 = sha256
        self.graph_json = json.dumps(graph_of(tables), ensure_ascii=False)
        self.rows = rows
        merged = json.dumps(merged_graph_of(tables), ensure_ascii=False)
        self._decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(merged))
        self._cards = {card.id: (index, card) for index, card in enumerate(register.rules)}
        self._rows_by_feature = _rows_by_feature(rows)
        self._inputs = {
            card.id: tuple(dict.fromkeys(name for row in rows if row.rule == card.id for name in row.cells))
            for card in register.rules
        }

    @classmethod
    def load(cls, directory: Path | None = None) -> Self:
        """Read the rule set in `directory`, or the one in the package.

        Raises:
            EnvironmentFault: the gate refuses it, with every reason; a rule set is never used in part.
        """
        gated = read_rules(directory or RULES_DIRECTORY)
        if gated.faults or gated.register is None:
            found = "; ".join(str(fault) for fault in gated.faults)
            raise EnvironmentFault(
                Sentence(f"规则集未通过检查, 请修正后再用: {found}", f"The rule set is refused; mend it first: {found}")
            )
        canonical = json.dumps(gated.documents, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        return cls(gated.register, gated.tables, digest)

    def hits(self, outcomes: Mapping[str, RuleOutcome], features: Features, causes: Mapping[str, str]) -> list[RuleHit]:
        """Every rule that did not simply pass, as people read it: worst first, then in the register's order.

        Args:
            outcomes: as `outcomes` gave them for `features`.
            features: what the rules saw.
            causes: data source → how it ended, to say why something is missing.
        """
        ordered = sorted(outcomes.items(), key=lambda item: (SEVERITY[item[1]], self._cards[item[0]][0]))
        return [self._hit(self._cards[rule][1], outcome, features, causes) for rule, outcome in ordered]

    def outcomes(self, features: Features) -> dict[str, RuleOutcome]:
        """Rule → what it said, for each that did not simply pass; fast, for the many evaluations of a search.

        Raises:
            ValueError: an input is unknown or of the wrong type (a bug of ours, stopped before the engine).
        """
        faults = faults_of_context(features)
        if faults:
            raise ValueError("; ".join(faults))
        outcomes = self.engine_outcomes(features)
        for rule in self._not_evaluated(features):
            known = outcomes.get(rule)
            if known is None or SEVERITY[known] > SEVERITY[RuleOutcome.NOT_EVALUATED]:
                outcomes[rule] = RuleOutcome.NOT_EVALUATED
        return outcomes

    def card(self, rule: str) -> RuleCard:
        """A rule's card."""
        return self._cards[rule][1]

    def cap_on(self, name: str, features: Features) -> Decimal | None:
        """The strictest `> x` by which a rule caps input `name` for this application; None when nothing does."""
        found = []
        for compiled in self._rows_by_feature.get(name, ()):
            cell = compiled.row.cells[name]
            if compiled.row.outcome is not RuleOutcome.CAP or cell.operator != ">" or cell.threshold is None:
                continue
            others = [(other, test) for other, test in compiled.cells if other != name]
            if all(features[other] is not None and test.evaluate({"$": features[other]}) for other, test in others):
                found.append(cell.threshold)
        return min(found, default=None)

    def engine_outcomes(self, features: Features) -> dict[str, RuleOutcome]:
        """What the engine says of the inputs that are known, the worst row of each rule."""
        # What is not known is left out: the engine takes null for "no hit" in silence, and so do we, aloud, below.
        known = {name: value for name, value in features.items() if value is not None}
        outcomes: dict[str, RuleOutcome] = {}
        # As bytes: the engine reads JSON faster than it walks a dictionary.
        for hit in self._decision.evaluate(to_json(known))["result"]["hits"]:
            rule, outcome = hit["rule"], RuleOutcome(hit["outcome"])
            known_outcome = outcomes.get(rule)
            if known_outcome is None or SEVERITY[outcome] < SEVERITY[known_outcome]:
                outcomes[rule] = outcome
        return outcomes

    def _not_evaluated(self, features: Features) -> set[str]:
        """The rules whose answer hangs on something missing.

        A row with a cell that is known and false cannot hit whatever the missing one is (three-valued logic), so a
        rule for used cars is not in doubt about a new one.
        """
        doubtful: set[str] = set()
        seen: set[str] = set()
        for name, value in features.items():
            if value is not None:
                continue
            for compiled in self._rows_by_feature.get(name, ()):
                if compiled.row.id in seen:
                    continue
                seen.add(compiled.row.id)
                if all(test.evaluate({"$": features[c]}) for c, test in compiled.cells if features[c] is not None):
                    doubtful.add(compiled.row.rule)
        return doubtful

    def _hit(self, card: RuleCard, outcome: RuleOutcome, features: Features, causes: Mapping[str, str]) -> RuleHit:
        values = {name: features[name] for name in self._inputs[card.id]}
        if outcome is RuleOutcome.NOT_EVALUATED:
            sentence = _not_evaluated_sentence(card, values, causes)
        else:
            shown = [(FEATURES[name], value) for name, value in values.items() if value is not None]
            sentence = Sentence(
                f"{card.staff.zh} ({', '.join(f'{f.caption.zh}: {f.show(v).zh}' for f, v in shown)})",
                f"{card.staff.en} ({', '.join(f'{f.caption.en}: {f.show(v).en}' for f, v in shown)})",
            )
        return RuleHit(id=card.id, outcome=outcome, reason_code=card.reason_code, sentence=sentence, values=values)


def _not_evaluated_sentence(card: RuleCard, values: Features, causes: Mapping[str, str]) -> Sentence:
    missing = [FEATURES[name] for name, value in values.items() if value is None]
    sources = dict.fromkeys(feature.source for feature in missing if feature.source not in {APPLICATION, SCORECARD})
    why = "; ".join(f"{source} {causes.get(source, 'not asked')}" for source in sources)
    tail = f" [{why}]" if why else ""
    return Sentence(
        f"无法判断“{card.staff.zh}”: 缺少{'、'.join(feature.caption.zh for feature in missing)}{tail}",
        f"Cannot tell “{card.staff.en}”: no {', '.join(feature.caption.en for feature in missing)}{tail}",
    )


def _rows_by_feature(rows: tuple[Row, ...]) -> dict[str, list[_Compiled]]:
    found: dict[str, list[_Compiled]] = {}
    for row in rows:
        compiled = _Compiled(
            row, tuple((name, zen.compile_unary_expression(cell.expression)) for name, cell in row.cells.items())
        )
        for name in row.cells:
            found.setdefault(name, []).append(compiled)
    return found
