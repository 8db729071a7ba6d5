"""The 18-character number in lines of text: found by its shape, read with its checksum in mind (GB 11643)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from paddock.app.capture.card_text import row_from
from paddock.app.capture.page import PlacedLine
from paddock.app.capture.results import ReadField
from paddock.domain.resident_id import check_character

# Letters that recognition puts where only digits can stand.
_DIGITS: Final = str.maketrans("OoQDIil|LZzSsBbGgqT×✕xⅩ", "000011111225588699" + "7XXXX")
_SHAPE: Final = re.compile(r"(?<!\d)[1-9]\d{16}[\dX](?!\d)")
_LOOSE: Final = re.compile(r"\d[\dX]{15,20}")
_LABEL: Final = re.compile(r"^.*?(身份号码?|号码|份号|公民身份)[:：]?")


@dataclass(frozen=True, slots=True, eq=False)
class FoundNumber:
    """A number and the lines it was read in."""

    field: ReadField
    lines: tuple[PlacedLine, ...]


def find_number(lines: Sequence[PlacedLine]) -> FoundNumber | None:
    """Return the likeliest resident ID number among `lines`: one whose checksum holds before any other."""
    found: list[tuple[bool, float, FoundNumber]] = []
    for group in _groups(lines):
        row = row_from(group)
        label = _LABEL.match(row.text)
        start = label.end() if label else 0
        digits = row.text[start:].translate(_DIGITS)
        for match in _SHAPE.finditer(digits):
            number = match[0]
            holds = check_character(number) == number[17]
            field = row.field(start + match.start(), start + match.end(), number)
            changed = [
                index for index, char in enumerate(number) if char != row.text[start + match.start() + index].upper()
            ]
            if changed:
                field = ReadField(number, min(field.confidence, 0.5), None, "text", tuple(changed))
            used = tuple(row.lines_of(0, start + match.end()))
            found.append((holds, field.confidence, FoundNumber(field, used)))
        if not found and label is not None:
            loose = _LOOSE.search(digits)
            if loose is not None:
                field = row.field(start + loose.start(), start + loose.end(), loose[0])
                found.append((False, field.confidence / 2, FoundNumber(field, tuple(group))))
    return max(found, key=lambda entry: entry[:2])[2] if found else None


def _groups(lines: Sequence[PlacedLine]) -> list[list[PlacedLine]]:
    """Return each line, and each line with its right neighbours on the same row."""
    groups: list[list[PlacedLine]] = []
    for line in lines:
        if sum(char.isdigit() for char in line.text) < 4 and "号码" not in line.text and "身份" not in line.text:
            continue
        row = [line]
        for other in sorted(lines, key=lambda each: each.left):
            gap = other.left - row[-1].right
            level = abs(other.centre[1] - row[-1].centre[1]) < 0.8 * line.height
            if other is not line and level and -0.5 * line.height < gap < 8 * line.height:
                row.append(other)
                groups.append(list(row))
        groups.append([line])
    return groups
