"""The cells a rule may be written with: a small, typed part of the engine's expression language.

    < 18   <= 0.5   > 60   >= 3     a comparison with a number
    [12..19]   (1.2..1.6]           a range, ends in or out
    0                               a number
    true   false                    a yes or no
    "stolen"   "loss", "doubtful"   one of the texts the input can have

The engine accepts far more and fails open where it does not understand; here what does not parse is refused, and so is
a cell that no value, or every value, of its input satisfies.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from paddock.central.risk.feature_list import Feature, FeatureKind, Value
from paddock.central.risk.regions import Region, Span, Words, closed, common, edges, everything
from paddock.domain.sentences import Sentence

_NUMBER: Final = r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,4})?"
_COMPARISON: Final = re.compile(rf"(<=|>=|<|>) ?({_NUMBER})", re.ASCII)
_RANGE: Final = re.compile(rf"([\[(])({_NUMBER})\.\.({_NUMBER})([\])])", re.ASCII)
_TEXTS: Final = re.compile(r'"[a-z0-9_]+"(?:, ?"[a-z0-9_]+")*', re.ASCII)


class CellError(ValueError):
    """The cell is not written in the language above, not for this kind of input, or says nothing."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that was understood.

    `region` is what satisfies it. `hits` and `misses` are the values on both sides of its edges, so that the gate can
    try them on the engine. `threshold` is the number of a comparison.
    """

    expression: str
    region: Region
    hits: tuple[Value, ...]
    misses: tuple[Value, ...]
    operator: str | None = None
    threshold: Decimal | None = None


def parse_cell(text: str, feature: Feature) -> Cell:
    """Understand one cell for one input.

    Raises:
        CellError: with what is wrong and what to write instead.
    """
    expression = text.strip()
    operator, threshold = None, None
    if feature.kind is FeatureKind.BOOLEAN:
        region: Region = _boolean(expression)
    elif feature.kind is FeatureKind.TEXT:
        region = _texts(expression, feature)
    elif match := _COMPARISON.fullmatch(expression):
        operator, threshold = match[1], _number(match[2], feature)
        region = _comparison(operator, threshold, feature)
    elif match := _RANGE.fullmatch(expression):
        ends = (_number(match[2], feature), _number(match[3], feature))
        region = closed(Span(*ends, match[1] == "(", match[4] == ")", whole=_is_whole(feature)))
    elif re.fullmatch(_NUMBER, expression, re.ASCII):
        number = _number(expression, feature)
        region = Span(number, number, whole=_is_whole(feature))
    else:
        raise CellError(_NO_NUMBER.format(text=expression))
    possible = common(region, everything(feature))
    if possible.is_empty:
        raise CellError(_NEVER.format(text=expression, **_bounds(feature)))
    if possible == everything(feature):
        raise CellError(_ALWAYS.format(text=expression, **_bounds(feature)))
    inside, outside = edges(possible, feature)
    return Cell(expression, possible, tuple(inside), tuple(outside), operator, threshold)


def _boolean(expression: str) -> Words:
    if expression not in {"true", "false"}:
        raise CellError(_NO_BOOLEAN.format(text=expression))
    return Words(frozenset((expression == "true",)))


def _texts(expression: str, feature: Feature) -> Words:
    if not _TEXTS.fullmatch(expression):
        raise CellError(_NO_TEXTS.format(text=expression, choices=", ".join(feature.choices)))
    texts = re.findall(r'"([a-z0-9_]+)"', expression)
    unknown = [text for text in texts if text not in feature.choices]
    if unknown:
        raise CellError(
            _UNKNOWN_TEXT.format(name=feature.name, text=", ".join(unknown), choices=", ".join(feature.choices))
        )
    if len(set(texts)) != len(texts):
        raise CellError(_TWICE.format(text=expression))
    return Words(frozenset(texts))


def _comparison(operator: str, number: Decimal, feature: Feature) -> Span:
    whole = _is_whole(feature)
    if operator in {"<", "<="}:
        return closed(Span(min(feature.low, number), number, high_open=operator == "<", whole=whole))
    return closed(Span(number, max(feature.high, number), low_open=operator == ">", whole=whole))


def _number(text: str, feature: Feature) -> Decimal:
    number = Decimal(text)
    if _is_whole(feature) and number != number.to_integral_value():
        raise CellError(_NOT_WHOLE.format(text=text))
    return number


def _is_whole(feature: Feature) -> bool:
    return feature.kind is not FeatureKind.RATIO


def _bounds(feature: Feature) -> dict[str, str]:
    if feature.is_number:
        span = f"{feature.low:f}..{feature.high:f}"
        return {"zh": span, "en": span}
    choices = ", ".join(feature.choices) or "true, false"
    return {"zh": choices, "en": choices}


_NO_NUMBER: Final = Sentence(
    "“{text}”不是比较、区间或数字, 请写成 > 3、[3..5] 或 3 (比例最多四位小数)",
    "“{text}” is no comparison, range or number: write > 3, [3..5] or 3 (a ratio with at most four decimals)",
)
_NO_BOOLEAN: Final = Sentence(
    "“{text}”既不是 true 也不是 false, 请写其中之一", "“{text}” is neither true nor false: write one of them"
)
_NO_TEXTS: Final = Sentence(
    "“{text}”不是带引号的选项, 请从 {choices} 中选, 用逗号隔开",
    '“{text}” is no list of texts in "quotes": choose from {choices}, with commas between',
)
_UNKNOWN_TEXT: Final = Sentence(
    "{name} 永远不会是 {text}, 请从 {choices} 中选", "{name} is never {text}: choose from {choices}"
)
_TWICE: Final = Sentence("“{text}”中有重复的选项, 请删去", "“{text}” names a text twice: take one out")
_NOT_WHOLE: Final = Sentence("{text} 不是整数, 该输入只与整数比较", "{text} is compared with whole numbers: round it")
_NEVER: Final = Sentence(
    "“{text}”永远不会成立, 该输入的取值为 {zh}", "“{text}” can never be true: the input lies in {en}"
)
_ALWAYS: Final = Sentence(
    "“{text}”永远成立, 等于没有条件; 该输入的取值为 {zh}, 请收窄或清空单元格",
    "“{text}” is always true and so says nothing: the input lies in {en}; narrow it or empty the cell",
)
