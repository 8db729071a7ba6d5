"""One input: its type, its bounds, its name for people, and where it comes from."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias

from paddock.domain.money import format_yuan
from paddock.domain.sentences import Sentence

Value: TypeAlias = str | int | float | bool | None
Features: TypeAlias = dict[str, Value]

APPLICATION: Final = "application"
SCORECARD: Final = "scorecard"


class MoreDown(StrEnum):
    """How an input moves when more money is put down, or less is borrowed; anything else stays where it is."""

    RISES = "rising"
    FALLS = "falling"


class FeatureKind(StrEnum):
    """The type of an input, which decides what a rule may compare it with."""

    INTEGER = "integer"
    FEN = "fen"
    RATIO = "ratio"
    BOOLEAN = "boolean"
    TEXT = "text"

    @property
    def python_type(self) -> type:
        """The only type a value of this kind may have."""
        return _TYPES[self]

    @property
    def caption(self) -> Sentence:
        """The type as the page for risk managers names it."""
        return _CAPTIONS[self]


_TYPES: Final = {
    FeatureKind.INTEGER: int,
    FeatureKind.FEN: int,
    FeatureKind.RATIO: float,
    FeatureKind.BOOLEAN: bool,
    FeatureKind.TEXT: str,
}
_CAPTIONS: Final = {
    FeatureKind.INTEGER: Sentence("整数", "whole number"),
    FeatureKind.FEN: Sentence("金额 (分)", "amount in fen"),
    FeatureKind.RATIO: Sentence("比例", "ratio"),
    FeatureKind.BOOLEAN: Sentence("是/否", "yes or no"),
    FeatureKind.TEXT: Sentence("选项", "choice"),
}
_HIGHEST: Final = {
    FeatureKind.INTEGER: Decimal(3_000_000),
    FeatureKind.FEN: Decimal(10) ** 13,
    FeatureKind.RATIO: Decimal(999),
}

CHOICES: Final = {
    "employed": Sentence("企业职工", "employed by a company"),
    "public_sector": Sentence("公职人员", "public sector"),
    "self_employed": Sentence("个体经营", "self-employed"),
    "farmer": Sentence("务农", "farmer"),
    "retired": Sentence("退休", "retired"),
    "other": Sentence("其他", "other"),
    "new": Sentence("新车", "new"),
    "used": Sentence("二手车", "used"),
    "match": Sentence("一致", "match"),
    "mismatch": Sentence("不一致", "mismatch"),
    "no_record": Sentence("无记录", "no record"),
    "none": Sentence("无", "none"),
    "watch": Sentence("关注", "watch"),
    "confirmed": Sentence("已确认", "confirmed"),
    "normal": Sentence("正常", "normal"),
    "special_mention": Sentence("关注", "special mention"),
    "substandard": Sentence("次级", "substandard"),
    "doubtful": Sentence("可疑", "doubtful"),
    "loss": Sentence("损失", "loss"),
    "mortgaged": Sentence("已抵押", "mortgaged"),
    "sealed": Sentence("已查封", "sealed"),
    "stolen": Sentence("被盗抢", "stolen"),
    "scrapped": Sentence("已报废", "scrapped"),
    "retail": Sentence("个人零售", "retail"),
    "commercial": Sentence("商用营运", "commercial operation"),
    "enterprise": Sentence("企业客户", "enterprise"),
    "active": Sentence("存续", "active"),
    "abnormal": Sentence("经营异常", "abnormal"),
    "revoked": Sentence("吊销", "revoked"),
    "cancelled": Sentence("注销", "cancelled"),
    "suspended": Sentence("暂停合作", "suspended"),
    "a": Sentence("A 级", "grade A"),
    "b": Sentence("B 级", "grade B"),
    "m": Sentence("M 级 (新设)", "grade M (new)"),
    "c": Sentence("C 级", "grade C"),
    "d": Sentence("D 级", "grade D"),
    "t1": Sentence("一线", "tier 1"),
    "t2": Sentence("二线", "tier 2"),
    "t3": Sentence("三线", "tier 3"),
    "t4": Sentence("四线及以下", "tier 4 and below"),
}
"""The words for every text a feature may have."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One input.

    `source` is a data source's name, `application` or `scorecard`. `choices` bound a text; a number lies between
    `low` and `high`, both possible, and nothing outside them can be. `more_down` is None where the money has no say.
    """

    name: str
    kind: FeatureKind
    caption: Sentence
    source: str
    choices: tuple[str, ...] = ()
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    more_down: MoreDown | None = None

    @property
    def is_number(self) -> bool:
        """Whether it is compared by size."""
        return self.kind in _HIGHEST

    def show(self, value: Value) -> Sentence:
        """The value as staff read it, in both languages."""
        if value is None:
            return Sentence("—", "—")
        if self.kind is FeatureKind.BOOLEAN:
            return Sentence("是", "yes") if value else Sentence("否", "no")
        if self.kind is FeatureKind.TEXT:
            return CHOICES[str(value)]
        text = str(value)
        if self.kind is FeatureKind.FEN and isinstance(value, int):
            text = format_yuan(value)
        elif self.kind is FeatureKind.RATIO and isinstance(value, float):
            text = f"{value:.1%}"
        return Sentence(text, text)


Row: TypeAlias = tuple[str, FeatureKind, str, str] | tuple[str, FeatureKind, str, str, str | tuple[float, float]]
"""Name, kind, Chinese and English caption, and for a text its choices in one string, for a number its own bounds."""


def declare(
    source: str, *rows: Row, rise_with_down: Collection[str] = (), fall_with_down: Collection[str] = ()
) -> tuple[Feature, ...]:
    """The inputs that `source` gives, and which of them more money down moves, and how."""
    declared = {row[0]: _feature(source, row) for row in rows}
    for names, how in ((rise_with_down, MoreDown.RISES), (fall_with_down, MoreDown.FALLS)):
        declared |= {name: replace(declared[name], more_down=how) for name in names}
    return tuple(declared.values())


def _feature(source: str, row: Row) -> Feature:
    name, kind, zh, en = row[:4]
    caption = Sentence(zh, en)
    more = row[4] if len(row) == 5 else None
    if isinstance(more, str):
        return Feature(name, kind, caption, source, tuple(more.split()))
    if kind not in _HIGHEST:
        return Feature(name, kind, caption, source)
    low, high = (Decimal(0), _HIGHEST[kind]) if more is None else (Decimal(str(more[0])), Decimal(str(more[1])))
    return Feature(name, kind, caption, source, (), low, high)


INT, FEN, RATIO, BOOL, TEXT = FeatureKind
MATCH: Final = "match mismatch no_record"
SHARE: Final = (0.0, 1.0)
