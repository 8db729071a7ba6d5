"""The challenger 挑战者: gradient-boosted trees on the same columns, beside the card, in shadow only.

It says what a model nobody can read would reach, so that the price of a readable card is known. Its file is JSON around
LightGBM's own text format; nothing in it is ever executed. LightGBM is imported late.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Final, Literal

import numpy as np
from pydantic import FiniteFloat

from paddock.central.data_file import Cell, DataFile, as_number, as_text
from paddock.central.model_files import Frozen, ModelFile
from paddock.central.scorecards.columns import understand
from paddock.central.scorecards.inputs import Input
from paddock.central.scorecards.target import Target
from paddock.central.scorecards.wish import Wish
from paddock.domain.sentences import Sentence

FORMAT: Final = "paddock-challenger-1"
_ROUNDS: Final = 300
_PARAMETERS: Final[dict[str, Any]] = {
    "objective": "binary",
    "learning_rate": 0.03,
    "num_leaves": 15,
    "min_data_in_leaf": 50,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}
"""One thread, so that the same seed gives the same trees."""


class ChallengerReport(Frozen):
    """Its figures on the folds the card was validated on."""

    area_under_curve: FiniteFloat
    area_under_curve_deviation: FiniteFloat
    kolmogorov_smirnov: FiniteFloat


class Column(Frozen):
    """One column: a number, or a category by its place in `categories`."""

    name: str
    categories: tuple[str, ...] | None = None


class Challenger(ModelFile):
    """The file."""

    kind: ClassVar = Sentence("挑战者模型", "challenger")
    made_by: ClassVar = "scorecard fit --challenger"

    format: Literal["paddock-challenger-1"] = FORMAT
    columns: tuple[Column, ...]
    report: ChallengerReport
    trees: str
    """LightGBM's text model."""


class ChallengerReader:
    """A challenger made ready to score rows."""

    def __init__(self, challenger: Challenger) -> None:
        import lightgbm  # noqa: PLC0415 -- late: it brings scikit-learn

        self.challenger = challenger
        self._booster = lightgbm.Booster(model_str=challenger.trees)

    def bad_probability(self, row: Mapping[str, Cell]) -> float:
        """The chance of bad of one row; a column that is not known is missing to the trees."""
        values = [[_coded(column, row.get(column.name)) for column in self.challenger.columns]]
        return float(self._booster.predict(np.array(values), num_threads=1)[0])


def fit_challenger(file: DataFile, target: Target, wish: Wish) -> Challenger:
    """Fit on the rows and columns the card was fitted on, validated on the same folds."""
    import lightgbm  # noqa: PLC0415

    from paddock.central.scorecards.metrics import area_under_curve, kolmogorov_smirnov  # noqa: PLC0415 -- scipy
    from paddock.central.scorecards.validation import FOLDS, stratified_folds  # noqa: PLC0415

    rows, is_bad = target.kept.tolist(), target.is_bad
    inputs = understand(file, wish.target, rows, wish.choices).inputs
    columns = [_column(given, file, rows) for given in inputs]
    table = np.array([[_coded(column, file.columns[column.name][row]) for column in columns] for row in rows])
    categorical = [index for index, column in enumerate(columns) if column.categories is not None]
    parameters = _PARAMETERS | {"seed": wish.seed}

    def trained(chosen: Any) -> Any:
        data = lightgbm.Dataset(table[chosen], is_bad[chosen], categorical_feature=categorical, params=parameters)
        return lightgbm.train(parameters, data, _ROUNDS)

    risk = np.empty(len(rows))
    areas = []
    for fit, held in stratified_folds(is_bad, FOLDS, wish.seed):
        risk[held] = trained(fit).predict(table[held], num_threads=1)
        areas.append(area_under_curve(risk[held], is_bad[held]))
    report = ChallengerReport(
        area_under_curve=round(float(np.mean(areas)), 4),
        area_under_curve_deviation=round(float(np.std(areas)), 4),
        kolmogorov_smirnov=round(kolmogorov_smirnov(risk, is_bad), 4),
    )
    trees = trained(np.arange(len(rows))).model_to_string()
    return Challenger(
        name=f"{wish.name}-challenger", version=wish.version, columns=tuple(columns), report=report, trees=trees
    ).sealed()


def _column(given: Input, file: DataFile, rows: list[int]) -> Column:
    name = given.columns[0]
    if given.number:
        return Column(name=name)
    known = {cell for row in rows if (cell := file.columns[name][row]) is not None}
    return Column(name=name, categories=tuple(sorted(known)))


def _coded(column: Column, cell: Cell) -> float:
    if column.categories is None:
        number = as_number(cell)
        return np.nan if number is None else number
    text = as_text(cell)
    return float(column.categories.index(text)) if text in column.categories else np.nan
