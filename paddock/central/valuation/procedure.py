"""`valuation fit` as a whole: read the cars, find honest errors, cut intervals, report."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean, median
from typing import Final

import numpy as np

from paddock.central.data_file import DataFile
from paddock.central.valuation.cars import NEEDED, PRICE, Car, price_of, read_car, year_in
from paddock.central.valuation.intervals import FAR_WAN, Intervals, Knowledge, Spread, band_of, spreads
from paddock.central.valuation.mileage import norms_of
from paddock.central.valuation.model import ErrorFigures, FittedOn, ValuationModel, ValuationReport
from paddock.central.valuation.plans import fit_curves
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

FOLDS: Final = 10
_SERIES_FOLDS: Final = 5
FEWEST_CARS: Final = 200
_NO_PRICE: Final = Sentence(
    "价格 price_wan 缺失或不是万元金额", "The price price_wan is missing or no amount in 10,000 yuan"
)


@dataclass(frozen=True, slots=True)
class ValuationWish:
    """What is asked of a fit; `as_of_year` None is the latest registration year in the table."""

    name: str
    on: date
    source: str = ""
    version: int = 1
    seed: int = 0
    rate: float = 0.9
    as_of_year: int | None = None


@dataclass(frozen=True, slots=True)
class ValuationFit:
    """The model, and what to tell the person."""

    model: ValuationModel
    warnings: list[Sentence]


@dataclass(frozen=True, slots=True)
class _Table:
    cars: list[Car]
    prices: list[float]
    as_of_year: int
    repeated: int
    unusable: int


@dataclass(frozen=True, slots=True)
class _Errors:
    """Log price less log value of every car, by what the model was told, and the fold each came from."""

    errors: dict[Knowledge, list[float]]
    folds: dict[Knowledge, list[int]]


def fit_valuation(
    file: DataFile, wish: ValuationWish, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> ValuationFit:
    """Fit a model on `file`.

    Raises:
        BadInput: a needed column is missing, or there are too few usable rows; the sentence says which.
    """
    table = _read(file, wish)
    errors = _held_out_errors(table, wish.seed, progress)
    model = ValuationModel(
        name=wish.name,
        version=wish.version,
        as_of_year=table.as_of_year,
        curves=fit_curves(table.cars, table.prices),
        intervals=Intervals(
            rate=wish.rate,
            groups={known: spreads(table.cars, found, wish.rate) for known, found in errors.errors.items()},
        ),
        norms=norms_of(table.cars),
        series=tuple(sorted({car.series for car in table.cars})),
        oldest_years=max(car.age for car in table.cars),
        farthest_wan=max(car.km_wan for car in table.cars),
        fitted_on=FittedOn(
            file=file.name,
            source=wish.source,
            sha256=file.sha256,
            rows=len(table.cars),
            repeated=table.repeated,
            unusable=table.unusable,
            on=wish.on,
            seed=wish.seed,
        ),
        report=_report(table, errors, wish.rate),
    )
    return ValuationFit(model.sealed(), _warnings(table))


def _read(file: DataFile, wish: ValuationWish) -> _Table:
    for name in (*NEEDED, PRICE):
        file.column(name)
    if "title" not in file.columns and "series" not in file.columns:
        file.column("title")
    year = wish.as_of_year if wish.as_of_year is not None else _latest_year(file)
    cars, prices, seen = [], [], set()
    repeated, faults = 0, Counter[Sentence]()
    names = list(file.columns)
    for cells in zip(*file.columns.values(), strict=True):
        row = dict(zip(names, cells, strict=True))
        car, price = read_car(row, year), price_of(row)
        if isinstance(car, Sentence):
            faults[car] += 1
            continue
        if price is None:
            faults[_NO_PRICE] += 1
            continue
        # The same car offered in several cities would be in both halves of a fold, and flatter.
        key = (row.get("title"), car)
        if key in seen:
            repeated += 1
            continue
        seen.add(key)
        cars.append(car)
        prices.append(price)
    if len(cars) < FEWEST_CARS:
        raise _too_few(len(cars), repeated, faults)
    return _Table(cars, prices, year, repeated, faults.total())


def _too_few(cars: int, repeated: int, faults: Counter[Sentence]) -> BadInput:
    often = faults.most_common(1)
    why_zh, why_en = (f", 多因: {often[0][0].zh}", f", most often: {often[0][0].en}") if often else ("", "")
    return BadInput(
        Sentence(
            f"可用的车太少: {cars} 辆 (重复 {repeated}, 不可用 {faults.total()}{why_zh}); 至少需要 {FEWEST_CARS} 辆",
            f"Too few usable cars: {cars} ({repeated} repeated, {faults.total()} unusable{why_en}); "
            f"give at least {FEWEST_CARS}",
        )
    )


def _latest_year(file: DataFile) -> int:
    years = [year for cell in file.column("reg_year") if (year := year_in(cell)) is not None and 1990 <= year <= 2200]
    if not years:
        raise BadInput(
            Sentence("列 reg_year 中没有年份, 例如 2018", "Column reg_year holds no years: write for example 2018")
        )
    return int(max(years))


def _held_out_errors(table: _Table, seed: int, progress: Callable[[int, int], None]) -> _Errors:
    """Errors of models that had not seen the car, and of models that had not seen its series either."""
    count = len(table.cars)
    random = np.random.default_rng(seed)
    by_row = random.permutation(count) % FOLDS
    series = sorted({car.series for car in table.cars})
    places = dict(zip(series, random.permutation(len(series)) % _SERIES_FOLDS, strict=True))
    by_series = np.array([places[car.series] for car in table.cars])
    errors: dict[Knowledge, list[float]] = {known: [0.0] * count for known in Knowledge}
    steps = FOLDS + _SERIES_FOLDS
    for number, (kinds, fold, part) in enumerate(_parts(by_row, by_series), start=1):
        fit = [index for index in range(count) if fold[index] != part]
        curves = fit_curves([table.cars[i] for i in fit], [table.prices[i] for i in fit])
        for index in np.flatnonzero(fold == part):
            car = table.cars[index]
            log_price = math.log(table.prices[index])
            errors[kinds[0]][index] = log_price - curves.log_value(car)
            errors[kinds[1]][index] = log_price - curves.log_value(replace(car, new_price_wan=None))
        progress(number, steps)
    folds = {
        known: (by_row if known in {Knowledge.FULL, Knowledge.NO_NEW_PRICE} else by_series).tolist()
        for known in Knowledge
    }
    return _Errors(errors, folds)


_Folds = np.ndarray[tuple[int], np.dtype[np.int64]]


def _parts(by_row: _Folds, by_series: _Folds) -> Iterator[tuple[tuple[Knowledge, Knowledge], _Folds, int]]:
    for part in range(FOLDS):
        yield (Knowledge.FULL, Knowledge.NO_NEW_PRICE), by_row, part
    for part in range(_SERIES_FOLDS):
        yield (Knowledge.NEW_SERIES, Knowledge.NEITHER), by_series, part


def _report(table: _Table, errors: _Errors, rate: float) -> ValuationReport:
    """Figures by part; a row's interval is cut from the errors of the other folds."""
    parts: dict[str, ErrorFigures] = {}
    for known in Knowledge:
        found = errors.errors[known]
        cut = [_spread_without(table.cars, found, errors.folds[known], fold, rate) for fold in range(FOLDS)]
        met = [
            cut[fold].get(band_of(car), cut[fold]["all"])
            for car, fold in zip(table.cars, errors.folds[known], strict=True)
        ]
        rows = list(range(len(found)))
        parts[str(known)] = _figures(found, met, rows)
        if known is Knowledge.FULL:
            bands = {band: [i for i in rows if band_of(table.cars[i]) == band] for band in ("young", "middle", "old")}
            bands[f"above {FAR_WAN * 10:g},000 km"] = [i for i in rows if table.cars[i].km_wan > FAR_WAN]
            parts |= {band: _figures(found, met, chosen) for band, chosen in bands.items() if chosen}
    return ValuationReport(folds=FOLDS, parts=parts)


def _spread_without(
    cars: Sequence[Car], errors: Sequence[float], folds: Sequence[int], fold: int, rate: float
) -> dict[str, Spread]:
    others = [index for index, of in enumerate(folds) if of != fold]
    return spreads([cars[i] for i in others], [errors[i] for i in others], rate)


def _figures(errors: Sequence[float], met: Sequence[Spread], rows: Sequence[int]) -> ErrorFigures:
    off = [abs(math.exp(-errors[i]) - 1) for i in rows]
    inside = [met[i].low <= errors[i] <= met[i].high for i in rows]
    widths = [math.exp(met[i].high) - math.exp(met[i].low) for i in rows]
    return ErrorFigures(
        rows=len(rows),
        mean_error=round(fmean(off), 4),
        median_error=round(median(off), 4),
        coverage=round(fmean(inside), 4),
        mean_width=round(fmean(widths), 4),
    )


def _warnings(table: _Table) -> list[Sentence]:
    found = []
    if table.repeated:
        found.append(
            Sentence(f"{table.repeated} 行重复, 只用一次", f"{table.repeated} rows repeat a car and were used once")
        )
    if table.unusable:
        found.append(
            Sentence(
                f"{table.unusable} 行缺少车型、登记年份、里程或价格, 未使用",
                f"{table.unusable} rows lack model, registration year, mileage or price and were not used",
            )
        )
    return found
