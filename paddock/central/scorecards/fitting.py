"""From a table of loans to the log odds of every bin."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from paddock.central.data_file import DataFile
from paddock.central.scorecards.binning import Binned, Codes, Floats, Trend, Value, bin_input, quick_look
from paddock.central.scorecards.columns import Choices
from paddock.central.scorecards.derived import derive
from paddock.central.scorecards.inputs import Input
from paddock.central.scorecards.limits import FEWEST_ROWS
from paddock.central.scorecards.pairs import Pair, find_pairs
from paddock.central.scorecards.regression import Refined, refine, weights
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

MIN_INFORMATION: Final = 0.01
"""Inputs below this information value are noise (Siddiqi, "Credit Risk Scorecards": below 0.02 is unpredictive)."""
TOO_ALIKE: Final = 0.95
"""Of two inputs whose weights of evidence correlate more than this, the weaker goes."""
MAX_DERIVED: Final = 40
_PENALTY: Final = 0.06
"""Times √(ln inputs / rows), at which the lasso lets noise in no more (Bickel, Ritov, Tsybakov, 2009)."""
_RIDGE: Final = 20.0
_MANY_VALUES: Final = 20
_NO_WEIGHT: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Candidates:
    """Inputs with their value in every row; `alone` marks those that may enter no table of two."""

    inputs: list[Input]
    values: list[list[Value]]
    derived: list[bool]
    declared: list[Trend]

    def rows(self, chosen: Codes) -> "Candidates":
        """The same for some rows."""
        return replace(self, values=[[column[index] for index in chosen] for column in self.values])


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted card in log odds of bad.

    Attributes:
        terms: the inputs that were kept.
        values: per term, the log odds of each bin.
        pairs: tables of two terms.
    """

    intercept: float
    terms: list[Binned]
    values: list[Floats]
    pairs: list[Pair]

    def log_odds(self, candidates: Candidates) -> Floats:
        """The log odds of bad of each row."""
        places = {given: index for index, given in enumerate(candidates.inputs)}
        codes = [
            np.array(term.bins.find_all(candidates.values[places[term.bins.input]]), dtype=np.intp)
            for term in self.terms
        ]
        total = np.full(len(candidates.values[0]), self.intercept)
        for value, code in zip(self.values, codes, strict=True):
            total += value[code]
        for pair in self.pairs:
            total += pair.values(codes)
        return total


def candidates_of(file: DataFile, rows: Sequence[int], inputs: Sequence[Input], choices: Choices) -> Candidates:
    """Every column and derived figure worth trying, with its values in the rows numbered `rows`."""
    names = list(file.columns)
    cells = [[file.columns[name][index] for index in rows] for name in names]
    table = [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]
    plain = [[given.value(row) for row in table] for given in inputs]
    many = [
        given.columns[0]
        for given, column in zip(inputs, plain, strict=True)
        if given.number and len(set(column)) > _MANY_VALUES
    ]
    derived = derive(inputs, but=choices.monotone, amounts=many)
    declared = [
        Trend.RISING
        if given.columns[0] in choices.rising
        else Trend.FALLING
        if given.columns[0] in choices.falling
        else Trend.FREE
        for given in inputs
    ]
    return Candidates(
        [*inputs, *derived],
        plain + [[given.value(row) for row in table] for given in derived],
        [False] * len(inputs) + [True] * len(derived),
        declared + [Trend.FREE] * len(derived),
    )


class Fitter:
    """Bins the inputs of some rows once, then fits cards on them with as many tables of two inputs as asked."""

    def __init__(self, candidates: Candidates, is_bad: Floats) -> None:
        self._is_bad = is_bad
        self._terms, self._declared = _select(candidates, is_bad)
        self._columns = np.column_stack([term.woe[term.codes] for term in self._terms])

    def fit(self, pairs: int) -> Model:
        """A card with at most so many tables of two inputs."""
        return self.fit_all([pairs])[0]

    def fit_all(self, pairs: Sequence[int]) -> list[Model]:
        """A card for each number of tables; they share the rest of the work."""
        terms, may_pair, refined = self._singles()
        return [self._with_pairs(terms, may_pair, refined, count) for count in pairs]

    def _singles(self) -> tuple[list[Binned], list[bool], Refined]:
        rows, size = self._columns.shape
        penalty = _PENALTY * float(np.sqrt(np.log(max(size, 2)) / rows))
        intercept, scales = weights(self._columns, self._is_bad, penalty)
        kept = [i for i in range(size) if scales[i] > _NO_WEIGHT or self._declared[i]] or [int(np.argmax(scales))]
        terms = [self._terms[index] for index in kept]
        start = [scales[index] * self._terms[index].woe for index in kept]
        refined = refine(terms, start, intercept, self._is_bad, _RIDGE)
        values = [_hold_the_unknown(term, value) for term, value in zip(terms, refined.values, strict=True)]
        return terms, [not self._declared[index] for index in kept], Refined(refined.intercept, values)

    def _with_pairs(self, terms: list[Binned], may_pair: list[bool], refined: Refined, count: int) -> Model:
        odds = np.full(len(self._is_bad), refined.intercept)
        for term, value in zip(terms, refined.values, strict=True):
            odds += value[term.codes]
        pairs = find_pairs(terms, may_pair, odds, self._is_bad, count)
        return Model(refined.intercept, terms, refined.values, pairs)


def _select(candidates: Candidates, is_bad: Floats) -> tuple[list[Binned], list[bool]]:
    """Bin what may matter; the strongest first, nothing weak, nothing said twice (a declared column always stays)."""
    tried = [i for i, derived in enumerate(candidates.derived) if not derived]
    tried += _worth_binning(candidates, is_bad)
    binned = {i: bin_input(candidates.inputs[i], candidates.values[i], is_bad, candidates.declared[i]) for i in tried}
    declared = {i: candidates.declared[i] is not Trend.FREE for i in tried}
    order = sorted(tried, key=lambda i: (not declared[i], -binned[i].information_value, i))
    kept: list[int] = []
    columns: list[Floats] = []
    for i in order:
        column = binned[i].woe[binned[i].codes]
        weak = binned[i].information_value < MIN_INFORMATION and not declared[i]
        if column.std() == 0 or weak:
            continue
        if any(np.corrcoef(column, other)[0, 1] > TOO_ALIKE for other in columns) and not declared[i]:
            continue
        kept.append(i)
        columns.append(column)
    if not kept:
        raise BadInput(
            Sentence(
                "没有一列与结果有关, 无法拟合评分卡; 请换更多的列或更多的行",
                "No column says anything about the outcome, so there is no card: give more columns or more rows",
            )
        )
    return [binned[i] for i in kept], [declared[i] for i in kept]


def _worth_binning(candidates: Candidates, is_bad: Floats) -> list[int]:
    """The derived inputs that say most, and not the same, at a quick look."""
    looks = {i: quick_look(candidates.values[i], is_bad) for i, derived in enumerate(candidates.derived) if derived}
    plain = {
        given.columns[0]: quick_look(candidates.values[i], is_bad)[1]
        for i, given in enumerate(candidates.inputs)
        if given.number and not candidates.derived[i]
    }
    worth = {i: _beyond(candidates.inputs[i], looks[i][1], plain) for i in looks}
    strong = sorted((i for i in looks if worth[i]), key=lambda i: (-looks[i][1], i))
    kept: list[int] = []
    for i in strong:
        if all(np.corrcoef(looks[i][0], looks[other][0])[0, 1] <= TOO_ALIKE for other in kept):
            kept.append(i)
        if len(kept) == MAX_DERIVED:
            break
    return kept


def _beyond(given: Input, information: float, plain: dict[str, float]) -> bool:
    """Whether a derived input says enough; a ratio of two plain columns has to say more than either of them."""
    if information < MIN_INFORMATION:
        return False
    return len(given.needs) > 2 or information > max(plain[column] for column in given.needs)


def _hold_the_unknown(term: Binned, values: Floats) -> Floats:
    """Give bins for other and codes that hold too few rows the worst value of the others, and missing none better."""
    rows = np.bincount(term.codes, minlength=len(values))
    thin = [index for index in range(term.bins.regular, term.bins.missing) if rows[index] < FEWEST_ROWS]
    held = values.copy()
    held[thin] = np.delete(values, [*thin, term.bins.missing]).max()
    held[term.bins.missing] = held[:-1].max() if rows[term.bins.missing] < FEWEST_ROWS else held.max()
    return held
