"""Whether the rows that are scored are still the people the card was fitted on, and how well it does on them."""

from dataclasses import dataclass

import numpy as np

from paddock.central.data_file import DataFile, as_number
from paddock.central.scorecards.card import Card
from paddock.domain.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Monitoring:
    """Figures on the scored rows; AUC and KS are None where the outcome is not there or has one value."""

    rows: int
    stability_index: float
    area_under_curve: float | None = None
    kolmogorov_smirnov: float | None = None

    @property
    def sentence(self) -> Sentence:
        """The figures for people."""
        zh = f"{self.rows} 行, 稳定性指数 PSI {self.stability_index:.3f}"
        en = f"{self.rows} rows, stability index {self.stability_index:.3f}"
        if self.area_under_curve is None:
            return Sentence(zh, en)
        figures = f", AUC {self.area_under_curve:.3f}, KS {self.kolmogorov_smirnov:.3f}"
        return Sentence(zh + figures, en + figures)


def monitor(card: Card, file: DataFile, scores: list[int]) -> Monitoring:
    """Compare the scores with those of the fitted rows, and with the outcome where the file has it."""
    given = np.array(scores, dtype=float)
    shift = _shift(card, given)
    cells = file.columns.get(card.target)
    if cells is None:
        return Monitoring(len(scores), shift)
    known = np.array([index for index, cell in enumerate(cells) if cell is not None], dtype=np.intp)
    bad_number = as_number(card.bad)
    is_bad = np.array(
        [float(cells[i] == card.bad or (bad_number is not None and as_number(cells[i]) == bad_number)) for i in known]
    )
    if not len(known) or not 0 < is_bad.mean() < 1:
        return Monitoring(len(scores), shift)
    from paddock.central.scorecards.metrics import area_under_curve, kolmogorov_smirnov  # noqa: PLC0415 -- scipy, late

    return Monitoring(
        len(scores),
        shift,
        round(area_under_curve(-given[known], is_bad), 4),
        round(kolmogorov_smirnov(-given[known], is_bad), 4),
    )


def _shift(card: Card, scores: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float:
    """The population stability index against the fitted rows' tenths (see `metrics.stability_index`)."""
    size = len(card.score_shares)
    before = np.array(card.score_shares) * card.fitted_on.rows + 0.5
    after = np.bincount(np.searchsorted(np.array(card.score_tenths), scores, side="right"), minlength=size) + 0.5
    expected, actual = before / before.sum(), after / after.sum()
    return round(float(((actual - expected) * np.log(actual / expected)).sum()), 4)
