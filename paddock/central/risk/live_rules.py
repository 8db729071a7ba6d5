"""The rules of a set that hold on one day with the sources of one deployment, compiled and ready to be asked."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import Final, TypeAlias

import zen
from pydantic_core import to_json

from paddock.central.risk.cells import Cell
from paddock.central.risk.context import faults_of_context
from paddock.central.risk.feature_list import APPLICATION, FEATURES, SCORECARD, Features
from paddock.central.risk.register import RuleCard
from paddock.central.risk.table import SEVERITY, Row, graph_in_pieces
from paddock.domain.sentences import Sentence
from paddock.wire.decisions import RuleHit, RuleOutcome

_Cap: TypeAlias = tuple[str, Decimal, tuple[tuple[str, Cell], ...]]
"""A rule that caps an input, its limit, and the other cells that have to hold."""
NOBODY: Final[frozenset[str]] = frozenset()


class Dormancy(StrEnum):
    """Why a rule is asleep: it is listed, and not counted as missing."""

    NO_SOURCE = "no_source"
    """A data source that it needs is not connected in this deployment."""
    NOT_YET = "not_yet"
    EXPIRED = "expired"


class LiveRules:
    """Rules that can be asked.

    Attributes:
        rows: the rows in force.
        cards: every card of the set by rule, with its place in the register.
        dormant: rule → why it is asleep.
    """

    def __init__(
        self, cards: Mapping[str, tuple[int, RuleCard]], rows: tuple[Row, ...], dormant: dict[str, Dormancy]
    ) -> None:
        self.rows = rows
        self.dormant = dormant
        self._cards = cards
        content = zen.ZenDecisionContent(to_json(graph_in_pieces(rows)).decode())
        self._decision = zen.ZenEngine().create_decision(content)
        self._rows_by_feature: dict[str, list[Row]] = {}
        self._caps: dict[tuple[str, str], list[_Cap]] = {}
        inputs: dict[str, dict[str, None]] = {}
        for row in rows:
            inputs.setdefault(row.rule, {}).update(dict.fromkeys(row.cells))
            for name, cell in row.cells.items():
                self._rows_by_feature.setdefault(name, []).append(row)
                if row.outcome is RuleOutcome.CAP and cell.operator is not None and cell.threshold is not None:
                    others = tuple((other, each) for other, each in row.cells.items() if other != name)
                    self._caps.setdefault((name, cell.operator), []).append((row.rule, cell.threshold, others))
        self._inputs = {rule: tuple(names) for rule, names in inputs.items()}

    @property
    def count(self) -> int:
        """How many rules are awake."""
        return len(self._inputs)

    def card(self, rule: str) -> RuleCard:
        """A rule's card."""
        return self._cards[rule][1]

    def inputs(self, rule: str) -> tuple[str, ...]:
        """What a rule looks at; empty for one that is asleep."""
        return self._inputs.get(rule, ())

    def outcomes(self, features: Features, waived: AbstractSet[str] = NOBODY) -> dict[str, RuleOutcome]:
        """Rule → what it said, for each that did not simply pass; fast, for the many evaluations of a search.

        `waived` rules are left out: they are snoozed for this customer, car or dealer.

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
        for rule in waived:
            outcomes.pop(rule, None)
        return outcomes

    def engine_outcomes(self, features: Features) -> dict[str, RuleOutcome]:
        """What the engine says of the inputs that are known, the worst row of each rule."""
        # What is not known is left out: the engine takes null for "no hit" in silence, and so do we, aloud, below.
        known = {name: value for name, value in features.items() if value is not None}
        outcomes: dict[str, RuleOutcome] = {}
        # As bytes: the engine reads JSON faster than it walks a dictionary.
        answers = self._decision.evaluate(to_json(known))["result"] if self.rows else {}
        for hit in chain.from_iterable(answers.values()):
            rule, outcome = hit["rule"], RuleOutcome(hit["outcome"])
            known_outcome = outcomes.get(rule)
            if known_outcome is None or SEVERITY[outcome] < SEVERITY[known_outcome]:
                outcomes[rule] = outcome
        return outcomes

    def hits(self, outcomes: Mapping[str, RuleOutcome], features: Features, causes: Mapping[str, str]) -> list[RuleHit]:
        """Every rule that did not simply pass, as people read it: worst first, then in the register's order.

        Args:
            outcomes: as `outcomes` gave them for `features`.
            features: what the rules saw.
            causes: data source → how it ended, to say why something is missing.
        """
        ordered = sorted(outcomes.items(), key=lambda item: (SEVERITY[item[1]], self._cards[item[0]][0]))
        return [self._hit(self._cards[rule][1], outcome, features, causes) for rule, outcome in ordered]

    def limit_on(
        self, name: str, operator: str, features: Features, waived: AbstractSet[str] = NOBODY
    ) -> Decimal | None:
        """The strictest limit by which a rule caps input `name` for this application; None when nothing does.

        `operator` is that of the capping cells: with `>` the limit is the least of their numbers, with `<` the
        greatest.
        """
        found = []
        for rule, threshold, others in self._caps.get((name, operator), ()):
            values = ((cell.region, features[other]) for other, cell in others)
            if rule not in waived and all(value is not None and region.holds(value) for region, value in values):
                found.append(threshold)
        if not found:
            return None
        return min(found) if operator == ">" else max(found)

    def _not_evaluated(self, features: Features) -> set[str]:
        """The rules whose answer hangs on something missing.

        A row with a cell that is known and false cannot hit whatever the missing one is (three-valued logic), so a
        rule for used cars is not in doubt about a new one.
        """
        doubtful: set[str] = set()
        seen: set[str] = set()
        for name, rows in self._rows_by_feature.items():
            if features[name] is not None:
                continue
            for row in rows:
                if row.id not in seen:
                    seen.add(row.id)
                    if row.truth(features) is None:
                        doubtful.add(row.rule)
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
