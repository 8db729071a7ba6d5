"""`scorecard fit` as a whole: understand the table, fit, validate, warn, and put the card together."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from paddock.central.data_file import DataFile
from paddock.central.scorecards.binning import Floats, Value, quick_look, weight_of_evidence
from paddock.central.scorecards.building import build_card
from paddock.central.scorecards.card import Card
from paddock.central.scorecards.columns import understand
from paddock.central.scorecards.fitting import Candidates, candidates_of
from paddock.central.scorecards.limits import FEWEST_ROWS
from paddock.central.scorecards.metrics import area_under_curve
from paddock.central.scorecards.target import Target, read_target
from paddock.central.scorecards.validation import Validation, cross_validate, fit_model
from paddock.central.scorecards.wish import Wish
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

TOO_GOOD: Final = 0.97
"""A single column whose bins separate good from bad this well (AUC) was probably written after the outcome."""

NO_BETTER: Final = 0.55
"""Below this AUC a card is not worth deciding by."""

_ERRORS: Final = 3.0


@dataclass(frozen=True, slots=True)
class Fit:
    """The card, and what to tell the person: columns left out and suspicions."""

    card: Card
    left_out: list[Sentence]
    warnings: list[Sentence]
    target: Target


def fit_card(file: DataFile, wish: Wish, progress: Callable[[int, int], None] = lambda _done, _of: None) -> Fit:
    """Fit a card on `file`.

    Raises:
        BadInput: the data cannot carry a card; the sentence says why and what to do.
    """
    target = read_target(file, wish.target, wish.bad)
    rows = target.kept.tolist()
    understood = understand(file, wish.target, rows, wish.choices)
    if not understood.inputs:
        raise BadInput(
            Sentence(f"{file.name} 除结果列外没有可用的列", f"{file.name} has no usable column beside the outcome")
        )
    candidates = candidates_of(file, rows, understood.inputs, wish.choices)
    warnings = [
        *_unknown_outcomes(file, rows),
        *_too_good(candidates, target.is_bad),
        *_empty_means_good(candidates, target.is_bad),
    ]
    validation = cross_validate(candidates, target.is_bad, wish.seed, progress)
    warnings += _no_better_than_chance(validation)
    card = build_card(
        fit_model(candidates, target.is_bad, wish.seed),
        validation,
        file,
        target,
        wish,
        left_out=tuple(sentence.en for sentence in understood.left_out),
        warnings=tuple(sentence.en for sentence in warnings),
    )
    return Fit(card, understood.left_out, warnings, target)


def _unknown_outcomes(file: DataFile, rows: list[int]) -> list[Sentence]:
    unknown = file.rows - len(rows)
    if not unknown:
        return []
    return [Sentence(f"{unknown} 行没有结果, 未使用", f"{unknown} rows have no outcome and were not used")]


def _too_good(candidates: Candidates, is_bad: Floats) -> list[Sentence]:
    found = []
    for given, values, derived in zip(candidates.inputs, candidates.values, candidates.derived, strict=True):
        if derived or (area := _alone(values, is_bad, number=given.number)) < TOO_GOOD:
            continue
        found.append(
            Sentence(
                f"列 “{given.name}” 单独就几乎分清好坏 (AUC {area:.3f}), 可能是事后才知道的; 若是请用 --exclude 排除",
                f"Column “{given.name}” alone tells good from bad almost perfectly (AUC {area:.3f}): was it written "
                f"after the outcome? Then leave it out with --exclude",
            )
        )
    return found


def _empty_means_good(candidates: Candidates, is_bad: Floats) -> list[Sentence]:
    """Columns whose empty rows do clearly better than the rest: there an empty cell probably says something."""
    found = []
    for given, values, derived in zip(candidates.inputs, candidates.values, candidates.derived, strict=True):
        empty = np.array([value is None for value in values])
        if derived or not _clearly_better(is_bad[empty], is_bad[~empty]):
            continue
        found.append(
            Sentence(
                f"列 “{given.name}” 为空的行 ({empty.mean():.0%}) 明显更好, 但缺失只得最差一箱的分; "
                f"若空白有含义 (如从未逾期), 请写成文字如 never",
                f"Rows without “{given.name}” ({empty.mean():.0%}) do clearly better, yet missing gets the worst bin's "
                f"points: if an empty cell means something, write a word for it, such as never",
            )
        )
    return found


def _clearly_better(some: Floats, others: Floats) -> bool:
    """Whether fewer of `some` went bad, by more than `_ERRORS` standard errors of the difference."""
    if min(len(some), len(others)) < FEWEST_ROWS:
        return False
    rates = (float(some.mean()) + 0.5 / len(some), float(others.mean()))
    doubt = sum(rate * (1 - rate) / len(rows) for rate, rows in zip(rates, (some, others), strict=True))
    return rates[1] - rates[0] > _ERRORS * float(np.sqrt(doubt))


def _no_better_than_chance(validation: Validation) -> list[Sentence]:
    area = float(np.mean([fold.area_under_curve for fold in validation.folds]))
    if area >= NO_BETTER:
        return []
    return [
        Sentence(
            f"交叉验证 AUC 只有 {area:.3f}, 与抛硬币差不多, 请不要用此卡做决定",
            f"The cross-validated AUC is only {area:.3f}, hardly better than a coin: do not decide by this card",
        )
    ]


def _alone(values: list[Value], is_bad: Floats, *, number: bool) -> float:
    """How well one column separates by itself."""
    if number:
        ranks = np.array([value if isinstance(value, float) else -np.inf for value in values])
        plain = area_under_curve(ranks, is_bad)
        return max(plain, 1 - plain, area_under_curve(quick_look(values, is_bad)[0], is_bad))
    places = {value: index for index, value in enumerate(dict.fromkeys(values))}
    codes = np.array([places[value] for value in values], dtype=np.intp)
    woe, _ = weight_of_evidence(codes, is_bad, len(places))
    return area_under_curve(woe[codes], is_bad)
