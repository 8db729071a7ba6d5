"""Which rows went bad: the column to predict, and which of its two values is the bad one."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from paddock.central.data_file import DataFile, as_number
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

MIN_ROWS: Final = 100
MIN_OF_EACH: Final = 20
"""Below these a table of points would be read out of noise."""
_BAD_WORDS: Final = frozenset({"bad", "default", "defaulted", "1", "yes", "y", "true", "坏", "违约", "逾期", "是"})


@dataclass(frozen=True, slots=True)
class Target:
    """What is predicted.

    Attributes:
        bad: the value that means bad.
        is_bad: 1.0 or 0.0 for each row kept.
        kept: the rows where the outcome is known, in order.
    """

    column: str
    bad: str
    is_bad: npt.NDArray[np.float64]
    kept: npt.NDArray[np.intp]


def read_target(file: DataFile, column: str, bad: str | None = None) -> Target:
    """Find out who went bad.

    Args:
        file: the table.
        column: the outcome; rows without one are left out.
        bad: the value that means bad. Left out: a word for bad (bad, default, 1, yes, true, 违约 …) if one of the two
            values is one, else the larger number, else the rarer value.

    Raises:
        BadInput: no such column, not two values, or too few rows of either.
    """
    cells = file.column(column)
    kept = np.array([index for index, cell in enumerate(cells) if cell is not None], dtype=np.intp)
    counts = Counter(cell for cell in cells if cell is not None)
    if len(counts) != 2:
        raise _not_two(column, counts)
    chosen = _the_bad_one(counts) if bad is None else _given(bad, column, counts)
    if len(kept) < MIN_ROWS or min(counts.values()) < MIN_OF_EACH:
        rows, least = len(kept), min(counts.values())
        raise BadInput(
            Sentence(
                f"数据太少: {rows} 行, 较少的一类 {least} 行; 至少需要 {MIN_ROWS} 行且每类 {MIN_OF_EACH} 行",
                f"Too little data: {rows} rows, {least} of the rarer outcome; "
                f"give at least {MIN_ROWS} rows and {MIN_OF_EACH} of each",
            )
        )
    is_bad = np.array([1.0 if cells[index] == chosen else 0.0 for index in kept])
    return Target(column, chosen, is_bad, kept)


def _the_bad_one(counts: Counter[str]) -> str:
    named = [value for value in counts if value.lower() in _BAD_WORDS]
    if len(named) == 1:
        return named[0]
    numbers = {value: as_number(value) for value in counts}
    if all(number is not None for number in numbers.values()):
        return max(counts, key=lambda value: numbers[value] or 0.0)
    return min(counts, key=lambda value: (counts[value], value))


def _given(bad: str, column: str, counts: Counter[str]) -> str:
    for value in counts:
        same_number = as_number(value) is not None and as_number(value) == as_number(bad)
        if value == bad or same_number:
            return value
    there = " / ".join(sorted(counts))
    raise BadInput(
        Sentence(
            f"列 “{column}” 中没有 --bad 给出的 “{bad}”; 现有: {there}",
            f"Column “{column}” has no value “{bad}” as --bad says; it has: {there}",
        )
    )


def _not_two(column: str, counts: Counter[str]) -> BadInput:
    if not counts:
        return BadInput(Sentence(f"列 “{column}” 是空的", f"Column “{column}” is empty: name the outcome's column"))
    there = ", ".join(sorted(counts)[:10])
    if len(counts) == 1:
        return BadInput(
            Sentence(
                f"列 “{column}” 只有一种结果 ({there}), 需要好坏两种才能拟合",
                f"Column “{column}” has one outcome only ({there}): a card needs good and bad ones",
            )
        )
    return BadInput(
        Sentence(
            f"列 “{column}” 有 {len(counts)} 种值 ({there} …), 结果列只能有两种; 请先转换",
            f"Column “{column}” has {len(counts)} values ({there} …): an outcome has two; recode it first",
        )
    )
