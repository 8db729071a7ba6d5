"""How well a score tells good from bad, and whether a population has moved."""

import numpy as np
from scipy.stats import rankdata

from paddock.central.scorecards.binning import Floats


def area_under_curve(risk: Floats, is_bad: Floats) -> float:
    """The chance that a bad row has a higher `risk` than a good one, ties counting half (Mann-Whitney)."""
    bads = is_bad.sum()
    goods = len(is_bad) - bads
    ranks = rankdata(risk)
    return float((ranks[is_bad > 0].sum() - bads * (bads + 1) / 2) / (bads * goods))


def kolmogorov_smirnov(risk: Floats, is_bad: Floats) -> float:
    """The largest distance between the two outcomes' cumulative shares, cut only between different risks."""
    order = np.argsort(-risk, kind="stable")
    last_of_its_kind = np.append(np.diff(risk[order]) != 0, [True])
    bads = np.cumsum(is_bad[order]) / is_bad.sum()
    goods = np.cumsum(1 - is_bad[order]) / (1 - is_bad).sum()
    return float(np.abs(bads - goods)[last_of_its_kind].max())


def stability_index(before: Floats, after: Floats) -> float:
    """The population stability index PSI of two sets of scores over the tenths of the first.

    Below 0.1 nothing moved, above 0.25 the population is another one (Siddiqi). Half a row is added to every tenth, so
    that an empty one is no infinity.
    """
    cuts = np.unique(np.quantile(before, np.linspace(0, 1, 11)[1:-1]))
    shares = []
    for scores in (before, after):
        rows = np.bincount(np.searchsorted(cuts, scores, side="right"), minlength=len(cuts) + 1) + 0.5
        shares.append(rows / rows.sum())
    return float(((shares[1] - shares[0]) * np.log(shares[1] / shares[0])).sum())


def losses(log_odds: Floats, is_bad: Floats) -> Floats:
    """The logistic loss of each row."""
    return np.asarray(np.logaddexp(0, log_odds) - is_bad * log_odds)
