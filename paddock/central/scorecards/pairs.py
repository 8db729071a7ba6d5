"""Additive tables of two inputs: what the single ones together leave unexplained, in a table a person can read.

The search ranks all pairs by how much of the residual a coarse table of the two explains, as GA2M does (Lou, Caruana,
Gehrke, Hooker, "Accurate intelligible models with pairwise interactions", KDD 2013); cells are Newton steps on the
log odds, drawn to nought where rows are few.
"""

import itertools
from dataclasses import dataclass
from typing import Final

import numpy as np

from paddock.central.scorecards.binning import Binned, Codes, Floats
from paddock.central.scorecards.regression import weights

COARSE: Final = 5
"""At most so many groups of ranges a side; special values and missing have groups of their own."""
SHRINKAGE: Final = 200.0
"""Fisher information (rows · p · (1 − p)) at which a cell gets half of what its rows say."""
_TRIED: Final = 20


@dataclass(frozen=True, slots=True)
class Pair:
    """A table of two terms.

    Attributes:
        first, second: places among the terms.
        first_groups, second_groups: the group of each bin, counted from nought.
        cells: log odds of bad to add, groups of first × groups of second.
    """

    first: int
    second: int
    first_groups: Codes
    second_groups: Codes
    cells: Floats

    def values(self, codes: list[Codes]) -> Floats:
        """What the table adds to each row, given the rows' bins of every term."""
        return self.cells[self.first_groups[codes[self.first]], self.second_groups[codes[self.second]]]


def find_pairs(terms: list[Binned], may_pair: list[bool], log_odds: Floats, is_bad: Floats, count: int) -> list[Pair]:
    """The `count` tables that explain most of what `log_odds` leaves, those that would share a column left out."""
    if not count:
        return []
    strength = sorted(range(len(terms)), key=lambda i: (-terms[i].information_value, i))
    tried = [i for i in strength if may_pair[i]][:_TRIED]
    chance = 0.5 * (1 + np.tanh(log_odds / 2))
    over, information = is_bad - chance, chance * (1 - chance)
    groups = {i: _coarse(terms[i]) for i in tried}
    found: list[tuple[float, Pair]] = []
    for first, second in itertools.combinations(sorted(tried), 2):
        if set(terms[first].bins.input.needs) & set(terms[second].bins.input.needs):
            continue
        rows, columns = groups[first], groups[second]
        width = int(columns.max()) + 1
        place = rows[terms[first].codes] * width + columns[terms[second].codes]
        size = (int(rows.max()) + 1) * width
        cells = np.bincount(place, weights=over, minlength=size)
        steps = cells / (np.bincount(place, weights=information, minlength=size) + SHRINKAGE)
        steps = _missing_is_worst(steps.reshape(-1, width))
        gain = float(cells @ steps.ravel())
        found.append((gain, Pair(first, second, rows, columns, steps)))
    found.sort(key=lambda item: (-item[0], item[1].first, item[1].second))
    return _weighted([pair for _, pair in found[:count]], terms, log_odds, is_bad)


def _missing_is_worst(cells: Floats) -> Floats:
    """The table with its last row and column, where one of the two is missing, no better than any of the others."""
    held = cells.copy()
    held[-1, :-1] = cells.max(axis=0)[:-1]
    held[:-1, -1] = cells.max(axis=1)[:-1]
    held[-1, -1] = held.max()
    return held


def _weighted(pairs: list[Pair], terms: list[Binned], log_odds: Floats, is_bad: Floats) -> list[Pair]:
    """The tables that still add something beside each other, scaled to do so."""
    if not pairs:
        return []
    codes = [term.codes for term in terms]
    columns = np.column_stack([pair.values(codes) for pair in pairs])
    _, scales = weights(columns, is_bad, 0.0, offset=log_odds)
    return [
        Pair(pair.first, pair.second, pair.first_groups, pair.second_groups, pair.cells * scale)
        for pair, scale in zip(pairs, scales, strict=True)
        if scale > 1e-3
    ]


def _coarse(term: Binned) -> Codes:
    """The group of each bin: neighbours joined until at most `COARSE` hold about the same number of rows each."""
    regular = term.bins.regular
    order = np.argsort(term.woe[:regular], kind="stable") if term.bins.groups else np.arange(regular)
    rows = np.bincount(term.codes, minlength=len(term.woe)).astype(float)
    groups = np.zeros(len(term.woe), dtype=np.intp)
    if regular <= COARSE:
        groups[order] = np.arange(regular)
    else:
        middle = np.cumsum(rows[order]) - rows[order] / 2
        rank = np.floor(middle / max(rows[:regular].sum(), 1) * COARSE)
        groups[order] = np.unique(rank, return_inverse=True)[1]
    groups[regular:] = groups[:regular].max() + 1 + np.arange(len(term.woe) - regular)
    return groups
