"""The valuation model as a file, and reading a value off it: plain Python on tables, nothing executed."""

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import Field, FiniteFloat, ValidationError

from paddock.central.scorecards.inputs import Frozen
from paddock.central.valuation.cars import Car
from paddock.central.valuation.curves import Curves
from paddock.central.valuation.intervals import Intervals, Knowledge, Spread
from paddock.central.valuation.mileage import MileageCheck, Norms, km_a_year
from paddock.domain.errors import BadInput
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


class ValuationModel(Frozen):
    """A model; its year is the year of the prices, from which ages count."""

    format: Literal["paddock-valuation-1"] = FORMAT
    name: Annotated[str, Field(pattern=r"^[^\s@:]{1,80}$")]
    version: Annotated[int, Field(gt=0)]
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
    sha256: str = ""

    @property
    def identity(self) -> str:
        """`name@version:sha256`."""
        return f"{self.name}@{self.version}:{self.sha256}"

    def sealed(self) -> "ValuationModel":
        """The same with its hash: SHA-256 of the canonical JSON without the hash."""
        return self.model_copy(update={"sha256": self.content_hash()})

    def to_json(self) -> str:
        """The file's text."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"

    def content_hash(self) -> str:
        """SHA-256 of the canonical JSON without the hash itself."""
        document = self.model_dump(mode="json", exclude={"sha256"})
        canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a model.

        Raises:
            BadInput: it cannot be read, is none, or its content is not what its hash says.
        """
        try:
            model = cls.model_validate_json(path.read_bytes())
        except OSError as error:
            raise BadInput(
                Sentence(f"无法读取 {path} ({error.strerror})", f"{path} cannot be read ({error.strerror})")
            ) from error
        except ValidationError as error:
            found = error.errors()[0]
            where = ".".join(map(str, found["loc"])) or "-"
            raise BadInput(
                Sentence(
                    f"{path} 不是估值模型 ({where}: {found['msg']}), 请给出 valuation fit 写的文件",
                    f"{path} is no valuation model ({where}: {found['msg']}): give a file that valuation fit wrote",
                )
            ) from error
        if model.sha256 != model.content_hash():
            raise BadInput(
                Sentence(
                    f"估值模型 {path} 与其哈希不符, 已被改动; 请恢复原文件或重新拟合",
                    f"The model {path} does not match its hash, it was changed: restore it or fit again",
                )
            )
        return model


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
    residuals: tuple[Residual, ...]


class Appraiser:
    """A model made ready."""

    def __init__(self, model: ValuationModel) -> None:
        self.model = model
        self._series = frozenset(model.series)

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
            residuals=tuple(Residual(month, round(then.km_wan, 4), self.value(then)) for month, then in later),
        )

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
