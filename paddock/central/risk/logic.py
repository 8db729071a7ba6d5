"""What rows say to each other, proved on the sets their cells stand for: dead rows, overlaps, gaps."""

import itertools
from collections.abc import Iterator

from paddock.central.risk.faults import GateFault
from paddock.central.risk.regions import Span, common, gap_between, within
from paddock.central.risk.table import SEVERITY, Row, Table, rows_by_rule
from paddock.domain.sentences import Sentence
from paddock.wire.decisions import RuleOutcome


def faults_of_logic(tables: tuple[Table, ...]) -> list[GateFault]:
    """The faults inside each rule: rows that can add nothing, rows at odds, and gaps between bands."""
    file_of = {row.rule: f"{table.group}.json" for table in tables for row in table.rows}
    faults: list[GateFault] = []
    for rule, rows in rows_by_rule(tables).items():
        for first, second in itertools.permutations(rows, 2):
            faults += _pair_faults(file_of[rule], first, second)
        faults += _gaps(file_of[rule], rows)
    return faults


def notices_of_logic(tables: tuple[Table, ...]) -> list[GateFault]:
    """Rows that another rule's decline always accompanies: they change no outcome, only add a reason."""
    rows = [(table.group, row) for table in tables for row in table.rows]
    declines = [row for _, row in rows if row.outcome is RuleOutcome.DECLINE]
    notices = []
    for group, row in rows:
        cover = next((other for other in declines if other.rule != row.rule and _covers(other, row)), None)
        if cover is not None and row.outcome is not RuleOutcome.DECLINE:
            sentence = Sentence(
                f"命中时 {cover.id} 总会拒绝, 此行不改变结果",
                f"{cover.id} declines whenever it hits: it changes no outcome",
            )
            notices.append(GateFault(f"{group}.json", sentence, row.id))
    return notices


def _covers(wide: Row, narrow: Row) -> bool:
    """Whether `wide` hits wherever `narrow` does."""
    return all(
        name in narrow.cells and within(narrow.cells[name].region, cell.region) for name, cell in wide.cells.items()
    )


def _meet(first: Row, second: Row) -> bool:
    return not any(
        common(cell.region, second.cells[name].region).is_empty
        for name, cell in first.cells.items()
        if name in second.cells
    )


def _pair_faults(file: str, row: Row, other: Row) -> Iterator[GateFault]:
    if _makes_idle(other, row):
        sentence = Sentence(
            f"永远不会起作用: {other.id} 在同样情况下已给出同样或更重的结果, 请删除或改条件",
            f"can never matter: {other.id} already says as much wherever it hits; delete it or change its cells",
        )
        yield GateFault(file, sentence, row.id)
    elif (
        row.id < other.id
        and row.outcome is not other.outcome
        and row.cells.keys() == other.cells.keys()
        and _meet(row, other)
    ):
        sentence = Sentence(
            f"与 {other.id} 重叠而结果不同, 请让两行的区间首尾相接",
            f"overlaps {other.id} with another outcome: let one end where the other begins",
        )
        yield GateFault(file, sentence, row.id)


def _makes_idle(other: Row, row: Row) -> bool:
    """Whether `other` says at least as much wherever `row` hits; of two that say the same, the first stands."""
    if not _covers(other, row) or SEVERITY[other.outcome] > SEVERITY[row.outcome]:
        return False
    return not (_covers(row, other) and row.id < other.id and row.outcome is other.outcome)


def _gaps(file: str, rows: tuple[Row, ...]) -> Iterator[GateFault]:
    """Between rows that differ in one number only, every number in between falls in one of them."""
    bands: dict[tuple[str, tuple[tuple[str, str], ...]], list[tuple[Span, Row]]] = {}
    for row in rows:
        for name, cell in row.cells.items():
            if isinstance(cell.region, Span):
                bands.setdefault((name, _rest(row, name)), []).append((cell.region, row))
    for (name, _), alike in bands.items():
        in_order = sorted(alike, key=lambda band: band[0].low)
        for (lower, below), (upper, above) in itertools.pairwise(in_order):
            if gap_between(lower, upper):
                sentence = Sentence(
                    f"与 {below.id} 之间有空档 ({lower.high:f} 与 {upper.low:f} 之间), 请让区间首尾相接",
                    f"leaves a gap after {below.id} (between {lower.high:f} and {upper.low:f}): close it",
                )
                yield GateFault(file, sentence, above.id, name)


def _rest(row: Row, name: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((other, cell.expression) for other, cell in row.cells.items() if other != name))
