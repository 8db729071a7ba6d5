"""The valuation model as a file, and reading a value off it: plain Python on tables, nothing executed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field, FiniteFloat

from paddock.central.model_files import Frozen, ModelFile
from paddock.central.valuation.cars import Car
from paddock.central.valuation.curves import Curves
from paddock.central.valuation.intervals import Intervals, Knowledge, Spread
from paddock.central.valuation.mileage import MileageCheck, Norms, km_a_year
from paddock.central.valuation.titles import brand_of, squeezed
from paddock.domain.sentences import Sentence

FORMAT: Final = "paddock-valuation-1"


class ErrorFigures(Frozen):
    """Errors of a part of the rows: mean and median of |value / price − 1|, and the share inside the interval."""

    rows: int
    mean_error: FiniteFloat
    median_error: FiniteFloat
    coverage: FiniteFloat
    mean_width: FiniteFloat
    """Of the interval, as a share of the value."""


class ValuationReport(Frozen):
    """Figures by part, each from models and intervals that had not seen the row."""

    folds: int
    parts: dict[str, ErrorFigures]


class FittedOn(Frozen):
    """What the model was fitted on."""

    file: str
    source: str
    """Where the data come from, in the words of whoever fitted."""
    sha256: str
    rows: int
    repeated: int
    """Rows left out because the same car was there already."""
    unusable: int
    on: date
    seed: int


class ValuationModel(ModelFile):
    """A model; its year is the year of the prices, from which ages count."""

    kind: ClassVar = Sentence("估值模型", "valuation model")
    made_by: ClassVar = "valuation fit"

    format: Literal["paddock-valuation-1"] = FORMAT
    as_of_year: Annotated[int, Field(ge=1990, le=2200)]
    curves: Curves
    intervals: Intervals
    norms: Norms
    series: tuple[str, ...]
    """Every series in the table."""
    oldest_years: FiniteFloat
    farthest_wan: FiniteFloat
    fitted_on: FittedOn
    report: ValuationReport


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its interval, in 10,000 yuan; `extrapolated`: no car in the table was as old or as far driven."""

    value: float
    low: float
    high: float
    extrapolated: bool


@dataclass(frozen=True, slots=True)
class Residual:
    """The value after some months, at today's prices, and the odometer it assumes."""

    months: int
    km_wan: float
    value: Value


@dataclass(frozen=True, slots=True)
class Appraisal:
    """Everything about one car."""

    now: Value
    knowledge: Knowledge
    new_price_wan: float
    mileage: MileageCheck
    yearly_wan: float
    """How far it is taken to go a year from now on, in 10,000 km."""
    residuals: tuple[Residual, ...]


class Appraiser:
    """A model made ready."""

    def __init__(self, model: ValuationModel) -> None:
        self.model = model
        self._series = frozenset(model.series)
        self._squeezed = {squeezed(series): series for series in model.series}

    def appraise(self, car: Car, months: Sequence[int] = (), yearly_wan: float | None = None) -> Appraisal:
        """Value a car now and after `months`.

        Args:
            car: as read at the model's year.
            months: from now.
            yearly_wan: how far it will go a year in 10,000 km; left out, as far as until now, within its class's norms.
        """
        norm = self.model.norms.of(car)
        yearly = min(max(km_a_year(car), norm.low), norm.high) if yearly_wan is None else yearly_wan
        later = [
            (month, replace(car, age=car.age + month / 12, km_wan=car.km_wan + yearly * month / 12)) for month in months
        ]
        return Appraisal(
            now=self.value(car),
            knowledge=self.knowledge(car),
            new_price_wan=round(math.exp(self.model.curves.log_new_price(car)), 4),
            mileage=self.model.norms.check(car),
            yearly_wan=yearly,
            residuals=tuple(Residual(month, round(then.km_wan, 4), self.value(then)) for month, then in later),
        )

    def recognised(self, car: Car) -> Car:
        """The car under the name its series has in the table, if only spaces or what follows the name differ.

        奥迪 A4L is 奥迪A4L; 大众 朗逸 1.5L is 大众 朗逸. A name that only begins alike (朗逸Plus) is another series.
        """
        found = self._squeezed.get(squeezed(car.series))
        words = car.series.split()
        while found is None and len(words) > 1:
            words.pop()
            found = self._squeezed.get(squeezed("".join(words)))
            if found is not None and found == brand_of(found):
                found = None  # a series called like its brand says nothing of the words that follow
        return car if found is None else replace(car, series=found, brand=brand_of(found))

    def value(self, car: Car) -> Value:
        """The value and its interval."""
        log_value = self.model.curves.log_value(car)
        spread = self.model.intervals.spread(car, self.knowledge(car))
        beyond = _beyond(car, self.model)
        low, high = _widened(spread, beyond)
        return Value(
            round(math.exp(log_value), 4),
            round(math.exp(log_value + low), 4),
            round(math.exp(log_value + high), 4),
            extrapolated=beyond > 0,
        )

    def knowledge(self, car: Car) -> Knowledge:
        """What the model knows of it."""
        if car.new_price_wan is None:
            return Knowledge.NO_NEW_PRICE if car.series in self._series else Knowledge.NEITHER
        return Knowledge.FULL if car.series in self._series else Knowledge.NEW_SERIES


def _beyond(car: Car, model: ValuationModel) -> float:
    """How far a car is beyond every car of the table, as a share: 0.5 is half as old or as far again."""
    older = car.age / max(model.oldest_years, 1) - 1
    farther = car.km_wan / max(model.farthest_wan, 1) - 1
    return max(0.0, older, farther)


def _widened(spread: Spread, beyond: float) -> tuple[float, float]:
    """Beyond the table nothing vouches for the rate: a convention, half as far again is half as wide again."""
    low, high = min(spread.low, 0.0), max(spread.high, 0.0)
    return low * (1 + beyond), high * (1 + beyond)
