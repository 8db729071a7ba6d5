"""Scorecards and valuations against plain LightGBM on the same rows and folds, in the same run.

The public data lies beside the project and is no part of it; where it is not there, nothing is measured and that is
said. Every figure is of rows no model had seen, and of the whole procedure, choices included.
"""

import math
import random
import sys
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import Any, Final

import lightgbm
import numpy as np

from benchmarks.figures import Figure
from paddock.central.data_file import DataFile, as_number, read_data_file
from paddock.central.scorecards.challenger import fit_challenger
from paddock.central.scorecards.procedure import fit_card
from paddock.central.scorecards.wish import Wish
from paddock.central.valuation.cars import Car, price_of, read_car
from paddock.central.valuation.intervals import FAR_WAN, band_of, spreads
from paddock.central.valuation.plans import fit_curves

DATA: Final = Path(__file__).resolve().parents[2] / "shared" / "data"
_SMALL: Final = "credit_de.csv"
_CARDS: Final = ("credit_cards_tw.csv.gz", _SMALL)
_CARS: Final = "used_cars_cn.csv"
_TARGET: Final = "target"
_BLANK: Final = 0.1
_PRICES_OF: Final = 2021
_FOLDS: Final = 5
_RATE: Final = 0.9
_NUMBERS: Final = ("model_year", "reg_year", "km_wan", "litres", "turbo", "n_anomaly", "new_price_wan")


def run() -> list[Figure]:
    """What was measured on each set of data that is there."""
    figures: list[Figure] = []
    for name in (*_CARDS, _CARS):
        if not (DATA / name).exists():
            print(f"models: {DATA / name} is not there, not measured", file=sys.stderr)
            continue
        file = read_data_file(DATA / name)
        figures += _valuation(file) if name == _CARS else _card(file)
        if name == _SMALL:
            figures += _card(_blanked(file))[:1]
    return figures


def _blanked(file: DataFile) -> DataFile:
    """The same with a tenth of all cells but the outcome's blank: what it costs that missing gets the worst points."""
    chance = random.Random(5)  # noqa: S311 -- no secret
    columns = {
        name: cells if name == _TARGET else [None if chance.random() < _BLANK else cell for cell in cells]
        for name, cells in file.columns.items()
    }
    return DataFile(f"{file.name.partition('.')[0]}, a tenth of it blank", file.sha256, columns)


def _card(file: DataFile) -> list[Figure]:
    wish = Wish(target=_TARGET, name="benchmark", on=date(2026, 11, 25))
    fitted = fit_card(file, wish)
    ours, theirs = fitted.card.report, fit_challenger(file, fitted.target, wish).report
    name = file.name.partition(".")[0]
    return [
        Figure(
            f"{name}: AUC of the card, LightGBM {100 * theirs.area_under_curve:.2f} %",
            100 * ours.area_under_curve,
            round(100 * theirs.area_under_curve - 1, 2),
            "%",
            at_least=True,
        ),
        Figure(
            f"{name}: KS of the card, LightGBM {100 * theirs.kolmogorov_smirnov:.2f} %",
            100 * ours.kolmogorov_smirnov,
            round(100 * theirs.kolmogorov_smirnov - 2, 2),
            "%",
            at_least=True,
        ),
    ]


def _valuation(file: DataFile) -> list[Figure]:
    cars, prices, table = _cars(file)
    fold = np.random.default_rng(0).permutation(len(cars)) % _FOLDS
    logs = np.log(np.array(prices))
    ours, theirs = np.empty(len(cars)), np.empty(len(cars))
    for part in range(_FOLDS):
        fit, held = np.flatnonzero(fold != part), np.flatnonzero(fold == part)
        curves = fit_curves([cars[i] for i in fit], [prices[i] for i in fit])
        ours[held] = [curves.log_value(cars[i]) for i in held]
        theirs[held] = _plain(table[fit], logs[fit]).predict(table[held], num_threads=1)
    far = np.array([car.km_wan > FAR_WAN for car in cars])
    mine, plain = 100 * np.abs(np.exp(ours - logs) - 1), 100 * np.abs(np.exp(theirs - logs) - 1)
    inside = 100 * _coverage(cars, list(logs - ours), fold.tolist())
    return [
        Figure(f"used cars: mean error, LightGBM {plain.mean():.1f} %", float(mine.mean()), 10, "%"),
        Figure(
            f"used cars above 150,000 km: mean error, LightGBM {plain[far].mean():.1f} %",
            float(mine[far].mean()),
            15,
            "%",
        ),
        Figure(f"used cars: prices inside the {_RATE:.0%} interval", inside, 100 * _RATE - 2, "%", at_least=True),
    ]


def _plain(table: Any, target: Any) -> Any:
    """Gradient boosting as it comes, on the log price."""
    parameters = {"objective": "l2", "learning_rate": 0.05, "verbosity": -1, "num_threads": 1, "seed": 0}
    categories = [len(_NUMBERS) + place for place in range(3)]
    data = lightgbm.Dataset(table, target, categorical_feature=categories, params=parameters)
    return lightgbm.train(parameters, data, 300)


def _cars(file: DataFile) -> tuple[list[Car], list[float], Any]:
    """The cars, their prices, and the table that LightGBM gets: the numbers, then series, brand and gearbox."""
    cars, prices, table = [], [], []
    series: dict[str, int] = {}
    brands: dict[str, int] = {}
    names = list(file.columns)
    for cells in zip(*file.columns.values(), strict=True):
        row = dict(zip(names, cells, strict=True))
        car, price = read_car(row, _PRICES_OF), price_of(row)
        if not isinstance(car, Car) or price is None:
            continue
        cars.append(car)
        prices.append(price)
        numbers = [as_number(row[name]) for name in _NUMBERS]
        places = (series.setdefault(car.series, len(series)), brands.setdefault(car.brand, len(brands)))
        table.append([*(math.nan if n is None else n for n in numbers), *places, car.gearbox == "自动"])
    return cars, prices, np.array(table, dtype=float)


def _coverage(cars: list[Car], errors: list[float], folds: list[int]) -> float:
    """The share of prices inside intervals that were cut from the other folds' errors."""
    inside = []
    for part in range(_FOLDS):
        others = [i for i, of in enumerate(folds) if of != part]
        cut = spreads([cars[i] for i in others], [errors[i] for i in others], _RATE)
        for i, of in enumerate(folds):
            if of == part:
                spread = cut.get(band_of(cars[i]), cut["all"])
                inside.append(spread.low <= errors[i] <= spread.high)
    return fmean(inside)
