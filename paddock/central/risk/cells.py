"""The cells a rule may be written with: a small, typed part of the engine's expression language.

    < 18   <= 0.5   > 60   >= 3     a comparison with a number
    [12..19]   (1.2..1.6]           a range, ends in or out
    0                               a number
    true   false                    a yes or no
    "stolen"   "loss", "doubtful"   one of the texts the input can have

The engine accepts far more and fails open where it does not understand; here what does not parse is refused.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from paddock.central.risk.feature_list import Feature, FeatureKind, Value

_NUMBER: Final = r"-?\d+(?:\.\d+)?"
_COMPARISON: Final = re.compile(rf"(<=|>=|<|>)\s*({_NUMBER})")
_RANGE: Final = re.compile(rf"([\[(])\s*({_NUMBER})\s*\.\.\s*({_NUMBER})\s*([\])])")
_TEXTS: Final = re.compile(r'"[a-z0-9_]+"(?:\s*,\s*"[a-z0-9_]+")*')


class CellError(ValueError):
    """The cell is not written in the language above, or not for this kind of input."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that was understood.

    `hit` and `miss` are values that must and must not satisfy it (`miss` is None where every value does), so that
    the gate can try both on the engine. `threshold` is the number of a comparison.
    """

    expression: str
    hit: Value
    miss: Value
    operator: str | None = None
    threshold: Decimal | None = None


def parse_cell(text: str, feature: Feature) -> Cell:
    """Understand one cell for one input.

    Raises:
        CellError: with what is wrong.
    """
    expression = text.strip()
    if feature.kind is FeatureKind.BOOLEAN:
        return _boolean(expression)
    if feature.kind is FeatureKind.TEXT:
        return _texts(expression, feature)
    if match := _COMPARISON.fullmatch(expression):
        return _comparison(expression, match[1], Decimal(match[2]), feature.kind)
    if match := _RANGE.fullmatch(expression):
        return _range(expression, match, feature.kind)
    if re.fullmatch(_NUMBER, expression):
        number = _whole(Decimal(expression), feature.kind)
        return Cell(expression, _value(number, feature.kind), _value(number + 1, feature.kind))
    raise CellError(f"{expression!r} is no comparison, range or number")


def _boolean(expression: str) -> Cell:
    if expression not in {"true", "false"}:
        raise CellError(f"{expression!r} is neither true nor false")
    return Cell(expression, expression == "true", expression != "true")


def _texts(expression: str, feature: Feature) -> Cell:
    if not _TEXTS.fullmatch(expression):
        raise CellError(f'{expression!r} is no list of texts in "quotes"')
    texts = re.findall(r'"([a-z0-9_]+)"', expression)
    unknown = [text for text in texts if text not in feature.choices]
    if unknown:
        raise CellError(f"{feature.name} is never {', '.join(unknown)}")
    if len(set(texts)) != len(texts):
        raise CellError(f"{expression!r} names a text twice")
    return Cell(expression, texts[0], next((choice for choice in feature.choices if choice not in texts), None))


def _comparison(expression: str, operator: str, number: Decimal, kind: FeatureKind) -> Cell:
    _whole(number, kind)
    step = _step(kind)
    inside = {"<": number - step, "<=": number, ">": number + step, ">=": number}[operator]
    outside = {"<": number, "<=": number + step, ">": number, ">=": number - step}[operator]
    return Cell(expression, _value(inside, kind), _value(outside, kind), operator, number)


def _range(expression: str, match: re.Match[str], kind: FeatureKind) -> Cell:
    low, high, step = _whole(Decimal(match[2]), kind), _whole(Decimal(match[3]), kind), _step(kind)
    first = low if match[1] == "[" else low + step
    last = high if match[4] == "]" else high - step
    if first > last:
        raise CellError(f"{expression!r} holds nothing")
    return Cell(expression, _value(first, kind), _value(last + step, kind))


def _whole(number: Decimal, kind: FeatureKind) -> Decimal:
    if kind is not FeatureKind.RATIO and number != number.to_integral_value():
        raise CellError(f"{number} is compared with whole numbers")
    return number


def _step(kind: FeatureKind) -> Decimal:
    return Decimal("0.0001") if kind is FeatureKind.RATIO else Decimal(1)


def _value(number: Decimal, kind: FeatureKind) -> Value:
    return float(number) if kind is FeatureKind.RATIO else int(number)
