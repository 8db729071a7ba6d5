"""Where to cut an input: optbinning's optimal bins, monotone in the bad rate wherever that loses little.

optbinning solves the binning as a constraint programme (Navas-Palencia, "Optimal binning: mathematical programming
formulation", 2020). It is imported late: it brings pandas, scikit-learn and OR-tools with it.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from paddock.central.scorecards.bins import Bins
from paddock.central.scorecards.inputs import Input

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.intp]
Value = float | str | None

PRIOR_ROWS: Final = 20.0
"""A bin's bad rate is drawn towards the whole table's as if so many average rows were in it too."""
_RARE: Final = "\0rare"
_MAX_BINS: Final = 10
_MAX_PREBINS: Final = 25
_KEEPS: Final = 0.6
"""A monotone binning that keeps less than this of the free one's information value is given up."""
_QUANTILES: Final = 10
_SOLVER_SECONDS: Final = 10


class Trend(StrEnum):
    """How the points of an input's ranges run from low to high."""

    RISING = "rising"
    FALLING = "falling"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Binned:
    """An input cut into bins on some rows.

    Attributes:
        codes: the bin of each row.
        woe: per bin, the log odds of bad less the whole table's: above nought is worse than average. That of missing is
            the worst of them, whatever its rows say.
        information_value: Σ (share of bads − share of goods) · woe.
    """

    bins: Bins
    trend: Trend
    codes: Codes
    woe: Floats
    information_value: float


def bin_input(given: Input, values: list[Value], is_bad: Floats, declared: Trend = Trend.FREE) -> Binned:
    """Cut `given`; `declared` forces the points' direction (FREE: whatever the data say)."""
    if not given.number:
        bins, trend = _cut_categories(given, values, is_bad), Trend.FREE
    else:
        bins, trend = _cut_numbers(given, values, is_bad, declared)
    codes = np.array(bins.find_all(values), dtype=np.intp)
    woe, information = weight_of_evidence(codes, is_bad, len(bins.labels), bins.missing)
    return Binned(bins, trend, codes, woe, information)


def weight_of_evidence(codes: Codes, is_bad: Floats, size: int, missing: int | None = None) -> tuple[Floats, float]:
    """The weight of each of `size` bins, shrunk by `PRIOR_ROWS`, and the information value of all.

    What is not known is taken for the worst that could be, so that a value that is withheld never pays: the bin
    `missing` gets the weight of the worst.
    """
    rate = float(is_bad.mean())
    rows = np.bincount(codes, minlength=size).astype(float)
    bads = np.bincount(codes, weights=is_bad, minlength=size)
    shrunk = (bads + PRIOR_ROWS * rate) / (rows + PRIOR_ROWS)
    woe = np.log(shrunk / (1 - shrunk)) - np.log(rate / (1 - rate))
    if missing is not None:
        woe[missing] = woe.max()
    shares = bads / bads.sum() - (rows - bads) / (rows - bads).sum()
    return woe, float((shares * woe).sum())


def quick_look(values: list[Value], is_bad: Floats) -> tuple[Floats, float]:
    """The weight of evidence of each row and the information value of a number cut at its deciles.

    Enough to tell whether it is worth more.
    """
    numbers, where = _numbers(values)
    if not len(numbers):
        return np.zeros(len(values)), 0.0
    cuts = np.unique(np.quantile(numbers, np.linspace(0, 1, _QUANTILES + 1)[1:-1]))
    codes = np.full(len(values), len(cuts) + 1, dtype=np.intp)
    codes[where] = np.searchsorted(cuts, numbers, side="right")
    woe, information = weight_of_evidence(codes, is_bad, len(cuts) + 2, len(cuts) + 1)
    return woe[codes], information


def _numbers(values: list[Value]) -> tuple[Floats, Codes]:
    where = np.array([index for index, value in enumerate(values) if isinstance(value, float)], dtype=np.intp)
    return np.array([values[index] for index in where], dtype=float), where


def _least_share(rows: int) -> float:
    """The least share of rows in a bin: forty rows, but between 2% and 5%."""
    return min(0.05, max(0.02, 40 / rows))


def _cut_numbers(given: Input, values: list[Value], is_bad: Floats, declared: Trend) -> tuple[Bins, Trend]:
    numbers, where = _numbers(values)
    outcome = is_bad[where]
    if len(np.unique(numbers)) < 2 or not 0 < outcome.mean() < 1:
        return Bins(input=given), Trend.FREE
    wanted = {Trend.RISING: "descending", Trend.FALLING: "ascending", Trend.FREE: "auto_asc_desc"}[declared]
    limits = _solve(numbers, outcome, dtype="numerical", monotonic_trend=wanted)
    if declared is Trend.FREE and _loses_much(limits, numbers, outcome):
        free = _solve(numbers, outcome, dtype="numerical", monotonic_trend="auto_heuristic")
        bins = Bins(input=given, limits=tuple(map(float, free)))
        return bins, _trend(free, numbers, outcome)
    bins = Bins(input=given, limits=tuple(map(float, limits)))
    return bins, declared if declared is not Trend.FREE else _trend(limits, numbers, outcome)


def _trend(limits: Floats, numbers: Floats, outcome: Floats) -> Trend:
    codes = np.searchsorted(limits, numbers, side="right")
    rates = np.bincount(codes, weights=outcome, minlength=len(limits) + 1) / np.maximum(np.bincount(codes), 1)
    steps = np.diff(rates)
    if (steps >= 0).all():
        return Trend.FALLING
    return Trend.RISING if (steps <= 0).all() else Trend.FREE


def _loses_much(limits: Floats, numbers: Floats, outcome: Floats) -> bool:
    cuts = np.unique(np.quantile(numbers, np.linspace(0, 1, _QUANTILES + 1)[1:-1]))
    free = weight_of_evidence(np.searchsorted(cuts, numbers, side="right"), outcome, len(cuts) + 1)[1]
    kept = weight_of_evidence(np.searchsorted(limits, numbers, side="right"), outcome, len(limits) + 1)[1]
    return free > 0.03 and kept < _KEEPS * free


def _cut_categories(given: Input, values: list[Value], is_bad: Floats) -> Bins:
    where = np.array([index for index, value in enumerate(values) if value is not None], dtype=np.intp)
    known = [str(values[index]) for index in where]
    counts = Counter(known)
    least = _least_share(len(known)) / 2 * len(known)
    rare = sorted(category for category, count in counts.items() if count < least)
    named = np.array([_RARE if category in set(rare) else category for category in known], dtype=object)
    if len(set(named)) == 1:
        return Bins(input=given, groups=(tuple(sorted(counts)),))
    splits = _solve(named, is_bad[where], dtype="categorical")
    groups = [sorted(map(str, group)) for group in splits]
    expanded = [[c for c in group if c != _RARE] + (rare if _RARE in group else []) for group in groups]
    return Bins(input=given, groups=tuple(tuple(group) for group in expanded))


def _solve(values: Any, outcome: Floats, **how: Any) -> Any:
    from optbinning import OptimalBinning  # noqa: PLC0415 -- takes a second and half a gigabyte

    least = _least_share(len(outcome))
    solver = OptimalBinning(
        max_n_bins=_MAX_BINS,
        max_n_prebins=_MAX_PREBINS,
        min_prebin_size=least,
        min_bin_size=least,
        time_limit=_SOLVER_SECONDS,
        **how,
    )
    solver.fit(values, outcome)
    return solver.splits
