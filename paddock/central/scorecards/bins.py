"""The bins 分箱 of one input: every value there can be falls in exactly one.

The order of the bins of an input: ranges from low to high (or groups of categories), then one for each special value,
then `other` for categories never seen (categories only), then `missing`.
"""

import itertools
import math
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from paddock.central.model_files import Frozen
from paddock.central.scorecards.inputs import Input

MISSING_LABEL = "缺失 missing"
OTHER_LABEL = "其他 other"


class Bins(Frozen):
    """How one input is cut.

    Attributes:
        limits: rising; a value on a limit belongs to the bin above it. Numbers only.
        groups: categories that share a bin. Categories only.
    """

    input: Input
    limits: tuple[float, ...] = ()
    groups: tuple[tuple[str, ...], ...] = Field(default=())

    @model_validator(mode="after")
    def _holds_every_value_once(self) -> Self:
        rising = all(low < high for low, high in itertools.pairwise(self.limits))
        if not rising or not all(map(math.isfinite, self.limits)):
            raise ValueError(f"the limits of {self.input.name} have to rise")
        if self.input.number == bool(self.groups) or (self.limits and not self.input.number):
            raise ValueError(f"{self.input.name} needs limits if it is a number, else groups")
        listed = [category for group in self.groups for category in group]
        if len(listed) != len(set(listed)):
            raise ValueError(f"a category of {self.input.name} is in two groups")
        return self

    @property
    def regular(self) -> int:
        """How many bins hold ordinary values."""
        return len(self.groups) or len(self.limits) + 1

    @property
    def missing(self) -> int:
        """The last bin."""
        return len(self.labels) - 1

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What people read, in the bins' order."""
        shown = [f"{limit:.6g}" for limit in self.limits]
        if self.groups:
            labels = [" | ".join(group) for group in self.groups]
        elif shown:
            inner = [f"[{low}, {high})" for low, high in itertools.pairwise(shown)]
            labels = [f"< {shown[0]}", *inner, f"≥ {shown[-1]}"]
        else:
            labels = ["*"]
        labels += [f"= {special}" for special in self.input.specials]
        return (*labels, *([] if self.input.number else [OTHER_LABEL]), MISSING_LABEL)

    def find(self, value: float | str | None) -> int:
        """The bin a value of the input falls in."""
        if value is None:
            return self.missing
        if self.input.number and not isinstance(value, str):
            return bisect_right(self.limits, value)
        return self._listed.get(str(value), self.missing - 1)

    def find_all(self, values: Iterable[float | str | None]) -> list[int]:
        """The bin of each value."""
        return [self.find(value) for value in values]

    @cached_property
    def _listed(self) -> dict[str, int]:
        if not self.input.number:
            return {category: index for index, group in enumerate(self.groups) for category in group}
        return {special: self.regular + index for index, special in enumerate(self.input.specials)}
