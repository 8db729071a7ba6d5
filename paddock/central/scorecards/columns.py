"""What the columns of a table are: numbers, categories, codes among numbers, and what is no attribute at all."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from paddock.central.data_file import DataFile, as_number, as_text
from paddock.central.scorecards.inputs import Input
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

MAX_CATEGORIES: Final = 200
_MOSTLY: Final = 0.9
_SENTINEL: Final = re.compile(r"-?9{2,}")
_ID_NAME: Final = re.compile(r"^(?:.*_)?(?:id|uuid|guid|no|编号|序号)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person fitting says about the columns.

    Attributes:
        exclude: never used (an outcome known only later, or what the law forbids).
        categorical: numbers that are codes.
        rising, falling: numbers of which more never lowers, or never raises, the points.
        specials: column → values that are codes, not quantities.
    """

    exclude: Sequence[str] = ()
    categorical: Sequence[str] = ()
    rising: Sequence[str] = ()
    falling: Sequence[str] = ()
    specials: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def monotone(self) -> frozenset[str]:
        """The columns with a declared direction; they enter alone, so that it holds for the whole score."""
        return frozenset((*self.rising, *self.falling))

    def check(self, file: DataFile, target: str) -> None:
        """Raise `BadInput` if a column named here is not in the file, is the target, or is said to be two things."""
        for name in (*self.exclude, *self.categorical, *self.rising, *self.falling, *self.specials):
            file.column(name)
            if name == target:
                raise BadInput(
                    Sentence(f"“{name}” 是结果列, 不能作为属性", f"“{name}” is the outcome: it can be no attribute")
                )
        for name in {*self.rising} & {*self.falling} | {*self.monotone} & {*self.categorical}:
            raise BadInput(
                Sentence(
                    f"列 “{name}” 被同时声明为两种, 请只保留一种",
                    f"Column “{name}” is declared to be two things at once: keep one",
                )
            )


@dataclass(frozen=True, slots=True)
class Understood:
    """The columns that can be attributes, and a sentence for each that cannot."""

    inputs: list[Input]
    left_out: list[Sentence]


def understand(file: DataFile, target: str, rows: Sequence[int], choices: Choices) -> Understood:
    """Tell the columns of `file` apart, looking at the rows numbered `rows`.

    Left out: what `choices` excludes, names that begin with `_` (housekeeping), columns with one value, row numbers
    and identifiers, and categories of too many values to be read in a table.
    """
    choices.check(file, target)
    inputs, left_out = [], []
    for name, cells in file.columns.items():
        if name == target or name in choices.exclude or name.startswith("_"):
            continue
        known = [cell for index in rows if (cell := cells[index]) is not None]
        why = _no_attribute(name, known, len(rows))
        if why is not None:
            left_out.append(why)
            continue
        found = _input(name, known, choices)
        if isinstance(found, Sentence):
            left_out.append(found)
        else:
            inputs.append(found)
    return Understood(inputs, left_out)


def _no_attribute(name: str, known: Sequence[str], rows: int) -> Sentence | None:
    distinct = set(known)
    if not distinct or (len(distinct) == 1 and len(known) == rows):
        return Sentence(f"列 “{name}” 只有一个值, 未使用", f"Column “{name}” has one value only: not used")
    if len(distinct) == len(known) and (_ID_NAME.match(name) or _counts_rows(distinct)):
        return Sentence(f"列 “{name}” 是编号, 未使用", f"Column “{name}” numbers the rows: not used")
    return None


def _counts_rows(distinct: Iterable[str]) -> bool:
    """Whether the values, all different, are whole numbers so dense that they can only be row numbers."""
    numbers = [as_number(value) for value in distinct]
    whole = [number for number in numbers if number is not None and number.is_integer()]
    return len(whole) == len(numbers) and max(whole) - min(whole) < 4 * len(whole)


def _input(name: str, known: Sequence[str], choices: Choices) -> Input | Sentence:
    numbers = [as_number(cell) for cell in known]
    share = sum(number is not None for number in numbers) / len(known)
    declared = tuple(choices.specials.get(name, ()))
    if name in choices.categorical or (share < _MOSTLY and name not in choices.monotone):
        if len(set(known)) > min(MAX_CATEGORIES, len(known) / 4):
            return Sentence(
                f"列 “{name}” 有 {len(set(known))} 种文字, 无法做成分值表, 未使用",
                f"Column “{name}” has {len(set(known))} different texts, too many for a table of points: not used",
            )
        return Input(columns=(name,), number=False)
    if share < _MOSTLY:
        raise BadInput(
            Sentence(f"列 “{name}” 不是数字, 不能声明单调", f"Column “{name}” is no number: it can have no direction")
        )
    texts = sorted({cell for cell, number in zip(known, numbers, strict=True) if number is None})
    codes = [as_text(as_number(cell)) or cell for cell in (*declared, *texts, *_codes(known))]
    return Input(columns=(name,), specials=tuple(dict.fromkeys(codes)))


def _codes(known: Sequence[str]) -> list[str]:
    """Numbers that stand for something else: 999999, -99, or a few negative codes below a range from nought up.

    A sentinel is made of nines and lies far out: beyond twice the range of all the others. Negative codes are at most
    three whole values on a column whose other values are many and never negative.
    """
    counts = Counter(known)
    ordered = sorted((number, cell) for cell in counts if (number := as_number(cell)) is not None)
    if len(ordered) < 20:
        return []
    found = []
    for (number, cell), rest in ((ordered[0], ordered[1:]), (ordered[-1], ordered[:-1])):
        low, high = rest[0][0], rest[-1][0]
        gap = low - number if number < low else number - high
        if _SENTINEL.fullmatch(cell) and gap > 2 * (high - low):
            found.append(cell)
    negative = [(number, cell) for number, cell in ordered if number < 0]
    if 0 < len(negative) <= 3 and all(number.is_integer() and number >= -99 for number, _ in negative):
        found += [cell for _, cell in negative]
    return list(dict.fromkeys(found))
