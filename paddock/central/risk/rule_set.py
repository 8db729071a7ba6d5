"""A rule set that passed the gate."""

import hashlib
import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, Final

from paddock.central.risk.cases import RuleCase
from paddock.central.risk.feature_list import APPLICATION, FEATURES, SCORECARD
from paddock.central.risk.live_rules import Dormancy, LiveRules
from paddock.central.risk.register import Register
from paddock.central.risk.table import Row, Table, graph_of

_ALWAYS_THERE: Final = frozenset({APPLICATION, SCORECARD})
_MOST_COMPILED: Final = 32
"""One for each set of sources that kinds of application call for, and some for the rules of other days."""


class RuleSet:
    """Every rule of one set; what it says is asked of `live`, the part that holds on a day.

    Attributes:
        documents: file name → parsed JSON, exactly what `sha256` is the hash of.
        register: who owns each rule and what is said.
        tables: the decision tables, in the register's order of groups.
        cases: rule → its test cases.
        sha256: of the canonical JSON of every file, in the order of their names.
    """

    def __init__(
        self,
        documents: Mapping[str, Any],
        register: Register,
        tables: tuple[Table, ...],
        cases: dict[str, list[RuleCase]],
    ) -> None:
        self.documents = documents
        self.register = register
        self.tables = tables
        self.cases = cases
        self.sha256 = sha256_of(documents)
        self.rows: tuple[Row, ...] = tuple(row for table in tables for row in table.rows)
        self.cards = {card.id: (index, card) for index, card in enumerate(register.rules)}
        self._newest_day: tuple[date | None, frozenset[str]] = (None, frozenset())
        self._compiled: dict[tuple[frozenset[str], frozenset[str]], LiveRules] = {}

    @property
    def graph_json(self) -> str:
        """The tables as their owners wrote them, in one graph of the engine."""
        return json.dumps(graph_of(self.tables), ensure_ascii=False)

    def live(self, today: date, connected: AbstractSet[str]) -> LiveRules:
        """The rules in force on `today` (in China) with the sources in `connected`; compiled once for each such set."""
        awake = self._awake(today)
        sources = frozenset(connected) | _ALWAYS_THERE
        key = (awake, sources)
        found = self._compiled.get(key)
        if found is None:
            if len(self._compiled) >= _MOST_COMPILED:
                self._compiled.pop(next(iter(self._compiled)), None)
            found = self._compiled[key] = self._compile(today, awake, sources)
        return found

    def _awake(self, today: date) -> frozenset[str]:
        day, found = self._newest_day
        if day != today:
            found = frozenset(card.id for _, card in self.cards.values() if card.in_force(today))
            self._newest_day = (today, found)  # one assignment: other threads see both or neither
        return found

    def _compile(self, today: date, awake: frozenset[str], sources: frozenset[str]) -> LiveRules:
        rows = tuple(
            row
            for row in self.rows
            if row.rule in awake and all(FEATURES[name].source in sources for name in row.cells)
        )
        working = {row.rule for row in rows}
        dormant = {}
        for _, card in self.cards.values():
            if card.id not in awake:
                dormant[card.id] = Dormancy.NOT_YET if today < card.effective_from else Dormancy.EXPIRED
            elif card.id not in working:
                dormant[card.id] = Dormancy.NO_SOURCE
        return LiveRules(self.cards, rows, dormant)


def sha256_of(documents: Mapping[str, Any]) -> str:
    """The hash a decision pins: of the canonical JSON of the files."""
    return hashlib.sha256(canonical_text(documents).encode()).hexdigest()


def canonical_text(documents: Mapping[str, Any]) -> str:
    """The files as one JSON text with sorted keys and no spaces."""
    return json.dumps(documents, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
