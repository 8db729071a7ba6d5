"""What a term of a card looks at: one column, or a figure reckoned from several.

A card names its inputs as data. An input that needs several columns is missing as soon as one of them is: a month
left out of a file must never look better than the month was.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from statistics import fmean
from typing import Final, Self

from pydantic import Field, model_validator

from paddock.central.data_file import Cell, as_number, as_text
from paddock.central.model_files import Frozen


class Operation(StrEnum):
    """How several columns of the same kind (a month each, the latest first) become one figure."""

    FIRST = "first"
    MEAN = "mean"
    MAX = "max"
    MIN = "min"
    SPREAD = "spread"
    """Largest less least."""
    TREND = "trend"
    """Mean of the first half less mean of the last half."""
    STEP = "step"
    """First less second."""
    POSITIVES = "positives"
    """How many are above nought."""
    ZEROS = "zeros"
    """How many are nought."""


class Input(Frozen):
    """One figure or category of a row.

    Attributes:
        columns: what it is made from, in order.
        operation: how, if they are several.
        over: divides by the same operation (or the only column) over these; nought there makes the input missing.
        number: whether it is a number; else a category, which only a single column can be.
        specials: values of the columns that are no quantities but codes ("-9: never had one"); only for one column,
            and then each has a bin of its own.
    """

    columns: tuple[str, ...] = Field(min_length=1)
    operation: Operation = Operation.FIRST
    over: tuple[str, ...] = ()
    number: bool = True
    specials: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_reckonable(self) -> Self:
        single = len(self.columns) == 1 and not self.over
        if not self.number and not single:
            raise ValueError("a category is one column")
        if self.specials and not single:
            raise ValueError("special values belong to one column")
        return self

    @property
    def name(self) -> str:
        """What people read: `mean(bill1…bill6) / limit`."""
        return self.named(str)

    def named(self, of: Callable[[str], str]) -> str:
        """The same with another name `of` each column."""
        above = _named(self.operation, [of(column) for column in self.columns])
        return f"{above} / {_named(self.operation, [of(column) for column in self.over])}" if self.over else above

    @property
    def needs(self) -> tuple[str, ...]:
        """Every column it reads."""
        return (*self.columns, *self.over)

    def value(self, row: Mapping[str, Cell]) -> float | str | None:
        """The input's value in a row; None when it is not known.

        Raises:
            KeyError: the row does not have a column at all.
        """
        if len(self.columns) == 1 and not self.over:
            return self._single(row[self.columns[0]])
        above = _reckoned(self.operation, [as_number(row[column]) for column in self.columns])
        if not self.over:
            return above
        below = _reckoned(self.operation, [as_number(row[column]) for column in self.over])
        return None if above is None or not below else above / below

    def _single(self, cell: Cell) -> float | str | None:
        text = as_text(cell)
        if text is None or not self.number:
            return text
        number = as_number(cell)
        code = text if number is None else as_text(number)
        return code if code in self.specials else number


def _named(operation: Operation, columns: Sequence[str]) -> str:
    if len(columns) == 1:
        return columns[0]
    return f"{operation}({columns[0]}…{columns[-1]})"


def _reckoned(operation: Operation, values: Sequence[float | None]) -> float | None:
    if operation is Operation.FIRST or len(values) == 1:
        return values[0]
    known = [value for value in values if value is not None]
    return _OVER[operation](known) if len(known) == len(values) else None


def _trend(values: Sequence[float]) -> float:
    half = len(values) // 2
    return fmean(values[:half]) - fmean(values[-half:])


_OVER: Final[Mapping[Operation, Callable[[Sequence[float]], float]]] = {
    Operation.MEAN: fmean,
    Operation.MAX: max,
    Operation.MIN: min,
    Operation.SPREAD: lambda values: max(values) - min(values),
    Operation.TREND: _trend,
    Operation.STEP: lambda values: values[0] - values[1],
    Operation.POSITIVES: lambda values: float(sum(value > 0 for value in values)),
    Operation.ZEROS: lambda values: float(sum(value == 0 for value in values)),
}
