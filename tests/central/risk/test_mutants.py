"""The gate refuses every changed cell: one that is broken, and one that says something else than the cases say."""

import itertools
from collections import Counter
from copy import deepcopy

from paddock.central.risk.faults import GateFault
from paddock.central.risk.feature_list import Value
from paddock.central.risk.gate import RULES_DIRECTORY, check, read_documents
from paddock.central.risk.table import Row, outcome_of
from paddock.central.risk.table_reader import TableReader
from tests.helpers.rule_mutations import Documents, Mutant, content_of, mutants, only_rule

DOCUMENTS = read_documents(RULES_DIRECTORY)


def rows_of(documents: Documents, rule: str) -> tuple[Row, ...] | None:
    """The rows of the one rule in `documents`; None when they cannot even be read."""
    faults: list[GateFault] = []
    group = next(name for name in documents if name not in {"register.json", "cases.json"})
    table = TableReader(group, faults).read(documents[group])
    if faults or table is None or {row.rule for row in table.rows} != {rule}:
        return None
    return table.rows


def says_the_same(mutant: Mutant) -> bool:
    """Whether the rule is proved to say the same of every context as before.

    What a rule says changes only at the edges of its cells, so one value on each side of every edge of either version,
    and "missing", stand for all values an input can have; every combination of those is tried.
    """
    before = rows_of(only_rule(DOCUMENTS, mutant.rule), mutant.rule)
    after = rows_of(mutant.documents, mutant.rule)
    if before is None or after is None:
        return False
    values: dict[str, dict[Value, None]] = {}
    for row in (*before, *after):
        for name, cell in row.cells.items():
            values.setdefault(name, {None: None}).update(dict.fromkeys((*cell.hits, *cell.misses)))
    contexts = (dict(zip(values, chosen, strict=True)) for chosen in itertools.product(*values.values()))
    return all(outcome_of(before, context) is outcome_of(after, context) for context in contexts)


def test_a_corpus_of_changed_cells_is_refused_whole() -> None:
    corpus = list(mutants(DOCUMENTS, seed=20261125, per_row=5))
    accepted = [mutant for mutant in corpus if not check(mutant.documents).faults]
    equivalent = [mutant for mutant in corpus if says_the_same(mutant)]
    assert len(corpus) >= 1_500
    assert len({mutant.rule for mutant in corpus}) == len(DOCUMENTS["register.json"]["rules"])
    assert len(Counter(mutant.kind for mutant in corpus)) >= 25
    assert [mutant for mutant in accepted if mutant not in equivalent] == []
    # What is let through is exactly what was proved to be no change; the mutator may not make it easy for the gate.
    assert len(equivalent) < len(corpus) // 20
    assert len(corpus) - len(equivalent) >= 1_000


def test_what_is_refused_in_its_rule_is_refused_in_the_whole_set_with_its_place() -> None:
    corpus = [m for m in mutants(DOCUMENTS, seed=7, per_row=1) if not says_the_same(m)]
    for mutant in corpus[:: len(corpus) // 12]:
        group = next(card["group"] for card in DOCUMENTS["register.json"]["rules"] if card["id"] == mutant.rule)
        table = mutant.documents[f"{group}.json"]
        changed = next(row for row in content_of(table)["rules"] if row["_id"] == mutant.row)
        rows = content_of(DOCUMENTS[f"{group}.json"])["rules"]
        whole = deepcopy(DOCUMENTS)
        content_of(whole[f"{group}.json"])["rules"] = [changed if row["_id"] == mutant.row else row for row in rows]
        faults = check(whole).faults
        assert any(fault.row in {mutant.row, mutant.rule} for fault in faults), mutant
