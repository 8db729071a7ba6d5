"""Whether an odometer is plausible for a car's age: kilometres a year against cars of its age and class."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, FiniteFloat

from paddock.central.model_files import Frozen
from paddock.central.valuation.cars import Car
from paddock.domain.sentences import Sentence

_TAIL: Final = 0.025
"""The share of cars that is called low, and the share that is called high."""
_FEWEST: Final = 60
_AGE_BANDS: Final = (2.0, 4.0, 6.0, 8.0)
_PRICE_BANDS: Final = (12.0, 30.0)
"""New prices in 10,000 yuan that part small, middle and upper class."""


class Plausibility(StrEnum):
    """What the odometer looks like."""

    PLAUSIBLE = "plausible"
    LOW = "low_for_age"
    HIGH = "high_for_age"

    @property
    def sentence(self) -> Sentence:
        """For people."""
        return _SENTENCES[self]


_SENTENCES: Final = {
    Plausibility.PLAUSIBLE: Sentence("里程与车龄相符", "The mileage fits the age"),
    Plausibility.LOW: Sentence(
        "里程相对车龄偏低, 请核对维保记录, 防止调表",
        "Low mileage for the age: check service records for a turned clock",
    ),
    Plausibility.HIGH: Sentence(
        "里程相对车龄偏高, 可能用于营运, 请核对使用性质", "High mileage for the age: check whether it was for hire"
    ),
}


class Norm(Frozen):
    """10,000 km a year: what only `_TAIL` of the cars are below, the middle, and what only `_TAIL` are above."""

    low: FiniteFloat
    middle: FiniteFloat
    high: FiniteFloat
    cars: Annotated[int, Field(gt=0)]


class MileageCheck(Frozen):
    """A named check of a car's odometer, with what it was held against."""

    result: Plausibility
    km_a_year_wan: FiniteFloat
    norm: Norm


class Norms(Frozen):
    """Norms by class and age; `all` where a group is too small, in this order: class and age, age, everything."""

    groups: dict[str, Norm]

    def check(self, car: Car) -> MileageCheck:
        """Hold a car's mileage against its norm."""
        norm = self.of(car)
        yearly = km_a_year(car)
        result = Plausibility.PLAUSIBLE
        if yearly < norm.low:
            result = Plausibility.LOW
        elif yearly > norm.high:
            result = Plausibility.HIGH
        return MileageCheck(result=result, km_a_year_wan=round(yearly, 3), norm=norm)

    def of(self, car: Car) -> Norm:
        """The norm of a car's class and age."""
        return next(self.groups[key] for key in _keys(car) if key in self.groups)


def km_a_year(car: Car) -> float:
    """10,000 km a year over its life; a car of a few months is reckoned as half a year old."""
    return car.km_wan / max(car.age, 0.5)


def norms_of(cars: Sequence[Car]) -> Norms:
    """The norms of a table."""
    groups: dict[str, list[float]] = {}
    for car in cars:
        for key in _keys(car):
            groups.setdefault(key, []).append(km_a_year(car))
    return Norms(
        groups={key: _norm(yearly) for key, yearly in sorted(groups.items()) if len(yearly) >= _FEWEST or key == "all"}
    )


def _keys(car: Car) -> tuple[str, ...]:
    age = f"age{sum(car.age > limit for limit in _AGE_BANDS)}"
    if car.new_price_wan is None:
        return age, "all"
    return f"class{sum(car.new_price_wan > limit for limit in _PRICE_BANDS)}-{age}", age, "all"


def _norm(yearly: list[float]) -> Norm:
    ordered = sorted(yearly)
    last = len(ordered) - 1
    low, middle, high = (round(ordered[round(share * last)], 4) for share in (_TAIL, 0.5, 1 - _TAIL))
    return Norm(low=low, middle=middle, high=high, cars=len(ordered))
