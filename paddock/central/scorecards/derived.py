"""Figures worth trying beside the columns themselves, found by the names and shapes of columns alone.

Repeated columns (`bill1 … bill6`, `还款_1 … 还款_6`) are the same thing month by month: their mean, extremes, trend and
counts say more than any month. Two such rows of the same length, and a row over a plain column, make ratios. Nothing
here knows what a column means.
"""

import itertools
import re
from collections.abc import Sequence
from typing import Final

from paddock.central.scorecards.inputs import Input, Operation

_NUMBERED: Final = re.compile(r"^(?P<stem>.*?\D)_?(?P<number>\d{1,3})$")
_MIN_REPEATS: Final = 3
MAX_DENOMINATORS: Final = 12
"""Plain columns tried as denominators; a wide file would make thousands of ratios."""
_OVER_A_ROW: Final = (
    Operation.MEAN,
    Operation.MAX,
    Operation.MIN,
    Operation.SPREAD,
    Operation.TREND,
    Operation.STEP,
    Operation.POSITIVES,
    Operation.ZEROS,
)


def derive(inputs: Sequence[Input], *, but: frozenset[str], amounts: Sequence[str]) -> list[Input]:
    """The derived inputs of these columns.

    Args:
        inputs: one for each column.
        but: columns that enter alone.
        amounts: number columns with many values: what a ratio can be made of.
    """
    numbers = [i.columns[0] for i in inputs if i.number and not i.specials and i.columns[0] not in but]
    rows = _repeated(numbers)
    inside = {column for row in rows for column in row}
    plain = [name for name in amounts if name in numbers and name not in inside][:MAX_DENOMINATORS]
    found = [Input(columns=row, operation=operation) for row in rows for operation in _OVER_A_ROW]
    found += [Input(columns=row[:3], operation=Operation.MAX) for row in rows if len(row) > 3]
    sums = [row for row in rows if set(row) <= set(amounts)]
    for row, column in itertools.product(sums, plain):
        found += [Input(columns=row[:1], over=(column,))]
        found += [Input(columns=row, operation=Operation.MEAN, over=(column,))]
    for above, below in itertools.permutations(sums, 2):
        if len(above) == len(below):
            found += [Input(columns=above[:1], over=below[:1]), Input(columns=above[:1], over=below[1:2])]
            found += [Input(columns=above, operation=Operation.MEAN, over=below)]
    found += [Input(columns=(above,), over=(below,)) for above, below in itertools.combinations(plain, 2)]
    return found


def _repeated(numbers: Sequence[str]) -> list[tuple[str, ...]]:
    rows: dict[str, list[tuple[int, str]]] = {}
    for name in numbers:
        match = _NUMBERED.match(name)
        if match is not None:
            rows.setdefault(match["stem"].rstrip("_"), []).append((int(match["number"]), name))
    return [tuple(name for _, name in sorted(row)) for row in rows.values() if len(row) >= _MIN_REPEATS]
