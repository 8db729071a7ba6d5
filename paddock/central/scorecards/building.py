"""From fitted log odds to a card of whole points, with its report."""

import importlib.metadata
from typing import Final

import numpy as np

from paddock.central.data_file import DataFile
from paddock.central.scorecards.binning import Codes, Floats
from paddock.central.scorecards.card import (
    BinRow,
    Card,
    CardReport,
    FittedOn,
    PairTerm,
    Scale,
    Tenth,
    Term,
)
from paddock.central.scorecards.fitting import Model
from paddock.central.scorecards.metrics import kolmogorov_smirnov
from paddock.central.scorecards.pairs import Pair
from paddock.central.scorecards.target import Target
from paddock.central.scorecards.validation import Validation
from paddock.central.scorecards.wish import Wish

_SOFTWARE: Final = ("optbinning", "scipy", "numpy")


def points_of(
    model: Model, scale: Scale, is_bad: Floats, declared: frozenset[str]
) -> tuple[list[Term], list[PairTerm]]:
    """The model's log odds as points: `−factor · log odds of bad`, rounded line by line."""
    terms = []
    for term, values in zip(model.terms, model.values, strict=True):
        size = len(values)
        points = np.rint(-scale.factor * values).astype(int)
        rows = np.bincount(term.codes, minlength=size)
        bads = np.bincount(term.codes, weights=is_bad, minlength=size)
        table = [
            BinRow(label=label, points=int(p), weight=round(float(w), 4), rows=int(n), bads=int(b))
            for label, p, w, n, b in zip(term.bins.labels, points, term.woe, rows, bads, strict=True)
        ]
        terms.append(
            Term(
                name=term.bins.input.name,
                bins=term.bins,
                trend=term.trend.value,
                declared=term.bins.input.name in declared,
                information_value=round(term.information_value, 4),
                mean_points=round(float(points[term.codes].mean()), 2),
                table=tuple(table),
            )
        )
    codes = [term.codes for term in model.terms]
    return terms, [_pair(pair, terms, codes, scale) for pair in model.pairs]


def _pair(pair: Pair, terms: list[Term], codes: list[Codes], scale: Scale) -> PairTerm:
    points = np.rint(-scale.factor * pair.cells).astype(int)
    met = points[pair.first_groups[codes[pair.first]], pair.second_groups[codes[pair.second]]]
    return PairTerm(
        first=pair.first,
        second=pair.second,
        first_groups=tuple(map(int, pair.first_groups)),
        second_groups=tuple(map(int, pair.second_groups)),
        first_labels=_group_labels(terms[pair.first], pair.first_groups),
        second_labels=_group_labels(terms[pair.second], pair.second_groups),
        mean_points=round(float(met.mean()), 2),
        points=tuple(tuple(map(int, row)) for row in points),
    )


def _group_labels(term: Term, groups: Codes) -> tuple[str, ...]:
    """What each group of bins is called: neighbouring ranges as one range, anything else listed."""
    labels = []
    limits = [f"{limit:.6g}" for limit in term.bins.limits]
    for group in range(int(groups.max()) + 1):
        members = [index for index, of in enumerate(groups) if of == group]
        low, high = members[0], members[-1]
        if limits and high < term.bins.regular:
            below = f"< {limits[high]}" if high < len(limits) else ""
            above = f"≥ {limits[low - 1]}" if low else ""
            labels.append(f"[{limits[low - 1]}, {limits[high]})" if below and above else below or above or "*")
        else:
            labels.append(" | ".join(term.table[index].label for index in members))
    return tuple(labels)


def build_card(
    model: Model,
    validation: Validation,
    file: DataFile,
    target: Target,
    wish: Wish,
    *,
    left_out: tuple[str, ...],
    warnings: tuple[str, ...],
) -> Card:
    """The card, sealed with its hash."""
    scale = wish.scale
    terms, pairs = points_of(model, scale, target.is_bad, wish.choices.monotone)
    constant = round(scale.base_points - scale.factor * (np.log(scale.base_odds) + model.intercept))
    scores = constant + _points_of_rows(terms, pairs, [term.codes for term in model.terms])
    cuts = np.unique(np.quantile(scores, np.linspace(0, 1, 11)[1:-1], method="lower"))
    shares = np.bincount(np.searchsorted(cuts, scores, side="right"), minlength=len(cuts) + 1) / len(scores)
    card = Card(
        name=wish.name,
        version=wish.version,
        target=target.column,
        bad=target.bad,
        scale=scale,
        constant=constant,
        terms=tuple(terms),
        pairs=tuple(pairs),
        fitted_on=FittedOn(
            file=file.name,
            source=wish.source,
            sha256=file.sha256,
            rows=len(target.is_bad),
            bads=int(target.is_bad.sum()),
            on=wish.on,
            seed=wish.seed,
            excluded=tuple(wish.choices.exclude),
            left_out=left_out,
            software={package: importlib.metadata.version(package) for package in _SOFTWARE},
        ),
        report=_report(validation, target.is_bad, scale),
        warnings=warnings,
        score_tenths=tuple(map(int, cuts)),
        score_shares=tuple(round(float(share), 6) for share in shares),
    )
    return card.sealed()


def _points_of_rows(terms: list[Term], pairs: list[PairTerm], codes: list[Codes]) -> Codes:
    total = np.zeros(len(codes[0]), dtype=np.intp)
    for term, code in zip(terms, codes, strict=True):
        total += np.array([row.points for row in term.table])[code]
    for pair in pairs:
        first, second = np.array(pair.first_groups), np.array(pair.second_groups)
        total += np.array(pair.points)[first[codes[pair.first]], second[codes[pair.second]]]
    return total


def _report(validation: Validation, is_bad: Floats, scale: Scale) -> CardReport:
    areas = np.array([fold.area_under_curve for fold in validation.folds])
    scores = np.rint(scale.base_points - scale.factor * (np.log(scale.base_odds) + validation.log_odds)).astype(int)
    chance = 1 / (1 + np.exp(-validation.log_odds))
    order = np.argsort(scores, kind="stable")
    tenths = [
        Tenth(
            lowest_score=int(scores[part].min()),
            rows=len(part),
            bads=int(is_bad[part].sum()),
            expected_bads=round(float(chance[part].sum()), 1),
        )
        for part in np.array_split(order, 10)
    ]
    return CardReport(
        folds=len(validation.folds),
        area_under_curve=round(float(areas.mean()), 4),
        area_under_curve_deviation=round(float(areas.std()), 4),
        kolmogorov_smirnov=round(kolmogorov_smirnov(validation.log_odds, is_bad), 4),
        gini=round(2 * float(areas.mean()) - 1, 4),
        stability_index=round(max(fold.stability_index for fold in validation.folds), 4),
        tenths=tuple(tenths),
    )
