"""The values that satisfy a cell, as a set: what the gate proves reachability, overlaps and gaps with."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from paddock.central.risk.feature_list import Feature, FeatureKind, Value

NEAR: Final = Decimal("0.000001")
"""How close to an edge a ratio is tried; cells give ratios with at most four decimals, so no two edges are closer."""


@dataclass(frozen=True, slots=True)
class Words:
    """Some of the texts an input can have, or some of true and false."""

    values: frozenset[str | bool]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return not self.values

    def holds(self, value: Value) -> bool:
        """Whether a known `value` is in it."""
        return value in self.values


@dataclass(frozen=True, slots=True)
class Span:
    """The numbers from `low` to `high`; an open end leaves its number out. Spans of whole numbers are always closed."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False
    whole: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def holds(self, value: Value) -> bool:
        """Whether a known `value` is in it."""
        number = Decimal(str(value))
        above = number > self.low if self.low_open else number >= self.low
        below = number < self.high if self.high_open else number <= self.high
        return above and below


Region: TypeAlias = Words | Span


def everything(feature: Feature) -> Region:
    """Every value `feature` can have."""
    if feature.kind is FeatureKind.BOOLEAN:
        return Words(frozenset((True, False)))
    if feature.kind is FeatureKind.TEXT:
        return Words(frozenset(feature.choices))
    return Span(feature.low, feature.high, whole=feature.kind is not FeatureKind.RATIO)


def closed(span: Span) -> Span:
    """A span of whole numbers with its open ends moved in by one; any other as it is."""
    if not span.whole:
        return span
    return Span(span.low + span.low_open, span.high - span.high_open)


def common(first: Region, second: Region) -> Region:
    """What is in both; both are of one input."""
    if isinstance(first, Words) and isinstance(second, Words):
        return Words(first.values & second.values)
    if not isinstance(first, Span) or not isinstance(second, Span):
        raise TypeError("regions of two inputs")
    low, low_open = max((first.low, first.low_open), (second.low, second.low_open))
    high, high_shut = min((first.high, not first.high_open), (second.high, not second.high_open))
    return Span(low, high, low_open, not high_shut, whole=first.whole)


def within(inner: Region, outer: Region) -> bool:
    """Whether everything of `inner` is in `outer`."""
    return common(inner, outer) == inner


def edges(region: Region, feature: Feature) -> tuple[list[Value], list[Value]]:
    """The values of `feature` just inside the region's edges, and those just outside; its own bounds are no edges."""
    if isinstance(region, Words):
        words: list[Value] = list(_words_of(feature))
        return [word for word in words if region.holds(word)], [word for word in words if not region.holds(word)]
    step = Decimal(1) if region.whole else NEAR
    inner: list[Decimal] = []
    outer: list[Decimal] = []
    if region.low > feature.low or region.low_open:
        inner.append(region.low + step * region.low_open)
        outer.append(region.low if region.low_open else region.low - step)
    if region.high < feature.high or region.high_open:
        inner.append(region.high - step * region.high_open)
        outer.append(region.high if region.high_open else region.high + step)
    return [_value(number, feature) for number in dict.fromkeys(inner)], [_value(number, feature) for number in outer]


def gap_between(lower: Span, upper: Span) -> bool:
    """Whether a number lies above `lower` and below `upper` that is in neither."""
    if lower.whole:
        return upper.low - lower.high > 1
    return upper.low > lower.high or (upper.low == lower.high and lower.high_open and upper.low_open)


def _value(number: Decimal, feature: Feature) -> Value:
    return float(number) if feature.kind is FeatureKind.RATIO else int(number)


def _words_of(feature: Feature) -> Iterator[str | bool]:
    yield from (True, False) if feature.kind is FeatureKind.BOOLEAN else feature.choices
