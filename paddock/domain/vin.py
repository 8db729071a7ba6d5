"""The vehicle identification number: its check digit, its checks and what it says (GB 16735, ISO 3779).

A VIN has 17 characters: the world manufacturer identifier (1 to 3), the descriptor section (4 to 9, with the
check digit at 9) and the indicator section (10 to 17, with the model year at 10).
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from paddock.domain.checks import Check
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.domain.wmi import Origin, find_maker, find_origin

VIN_LENGTH: Final = 17
VIN_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
CHECK_DIGIT_POSITION: Final = 8
"""Index (from 0) of the check digit, the standard's position 9."""
MODEL_YEAR_POSITION: Final = 9
"""Index (from 0) of the model year code, the standard's position 10."""

_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VALUES: Final = {
    **{str(digit): digit for digit in range(10)},
    **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
    **dict(zip("JKLMN", range(1, 6), strict=True)),
    "P": 7,
    "R": 9,
    **dict(zip("STUVWXYZ", range(2, 10), strict=True)),
}
# GB 16735 table 5: thirty codes from 1980 on; I, O, Q, U, Z and 0 are never a year.
_YEAR_CODES: Final = "ABCDEFGHJKLMNPRSTVWXY123456789"
_FIRST_YEAR: Final = 1980
_YEAR_CYCLE: Final = len(_YEAR_CODES)
_IMPORT_MARK: Final = "I"


@dataclass(frozen=True, slots=True)
class VinFacts:
    """What a VIN says by itself; `None` where it says nothing we know."""

    maker: Sentence | None
    country: Sentence | None
    model_year: int | None


def normalise_vin(text: str) -> str:
    """Return `text` as a VIN is compared: half width, upper case, no spaces, `*` or hyphens.

    The `I` that Code 39 labels put before a VIN is dropped. The letters I, O and Q inside are kept, so that
    the alphabet check can name them instead of guessing what was meant.
    """
    half_width = unicodedata.normalize("NFKC", text).upper()
    kept = "".join(char for char in half_width if not char.isspace() and char not in "*-‐‑–—")
    if len(kept) == VIN_LENGTH + 1 and kept.startswith(_IMPORT_MARK):
        return kept[1:]
    return kept


def character_value(char: str) -> int:
    """Return the value GB 16735 gives a VIN character; raise `BadInput` for any other character."""
    try:
        return _VALUES[char]
    except KeyError:
        raise BadInput(
            Sentence(
                "车架号不能含字符“{char}”，请对照车辆重新输入。",
                "A VIN cannot contain “{char}”: compare with the vehicle and type it again.",
            ).format(char=char)
        ) from None


def position_weight(index: int) -> int:
    """Return the weight GB 16735 gives the character at `index` (from 0)."""
    return _WEIGHTS[index]


def check_digit(vin17: str) -> str:
    """Return the check digit ("0" to "9" or "X") that belongs at position 9 of `vin17`.

    What stands at position 9 does not matter. Raises `BadInput` unless there are 17 characters of the VIN
    alphabet (position 9 excepted).
    """
    if len(vin17) != VIN_LENGTH:
        raise BadInput(_LENGTH_WRONG.format(count=len(vin17)))
    total = sum(character_value(char) * weight for char, weight in zip(vin17, _WEIGHTS, strict=True) if weight)
    return digit_for_total(total)


def digit_for_total(total: int) -> str:
    """Return the check digit for a weighted sum of character values."""
    remainder = total % 11
    return "X" if remainder == 10 else str(remainder)


def model_year(vin: str, today: date) -> int | None:
    """Return the model year of `vin`, or `None` when position 10 is no year code.

    The codes repeat every 30 years; the latest year not after next year is meant, because a model year may
    begin before its calendar year.
    """
    if len(vin) <= MODEL_YEAR_POSITION:
        return None
    index = _YEAR_CODES.find(vin[MODEL_YEAR_POSITION])
    if index < 0:
        return None
    first = _FIRST_YEAR + index
    cycles = (today.year + 1 - first) // _YEAR_CYCLE
    return first + _YEAR_CYCLE * max(cycles, 0)


def describe_vin(vin: str, today: date) -> VinFacts:
    """Return the maker, the country and the model year that `vin` (normalised) names."""
    origin = find_origin(vin)
    return VinFacts(
        maker=find_maker(vin),
        country=None if origin is None else origin.country,
        model_year=model_year(vin, today),
    )


def check_vin(text: str, today: date) -> tuple[Check, ...]:
    """Check a VIN against GB 16735 and ISO 3779; `text` is normalised first.

    Always returns the same five checks in the same order: `vin_length`, `vin_alphabet`, `vin_check_digit`,
    `vin_maker_known`, `vin_model_year`. One that cannot be made yet is failed and says so.
    """
    vin = normalise_vin(text)
    return (
        _length(vin),
        _alphabet(vin),
        _check_digit(vin),
        _maker_known(vin),
        _model_year(vin, today),
    )


_LENGTH_WRONG: Final = Sentence(
    "车架号应为 17 位，现有 {count} 位，请对照车辆补全。",
    "A VIN has 17 characters, this has {count}: compare with the vehicle and complete it.",
)
_NOT_YET: Final = Sentence(
    "须先有 17 位正确字符才能核对，请先更正车架号。",
    "This needs 17 correct characters first: correct the VIN.",
)


def _length(vin: str) -> Check:
    if len(vin) == VIN_LENGTH:
        return Check("vin_length", True, Sentence("共 17 位。", "It has 17 characters."))
    return Check("vin_length", False, _LENGTH_WRONG.format(count=len(vin)))


def _alphabet(vin: str) -> Check:
    wrong = [(index + 1, char) for index, char in enumerate(vin) if char not in _VALUES]
    if vin and not wrong:
        return Check("vin_alphabet", True, Sentence("字符均合规。", "All characters are allowed."))
    if not wrong:
        return Check("vin_alphabet", False, _NOT_YET)
    zh = "、".join(f"第 {position} 位“{char}”" for position, char in wrong[:4])
    en = ", ".join(f"“{char}” at position {position}" for position, char in wrong[:4])
    message = Sentence(
        f"{zh}不可用于车架号（不用 I、O、Q），请对照车辆更正，常为 1 或 0。",
        f"{en} cannot be in a VIN (I, O and Q are not used): compare with the vehicle, it is often 1 or 0.",
    )
    return Check("vin_alphabet", False, message)


def _check_digit(vin: str) -> Check:
    name = "vin_check_digit"
    if len(vin) != VIN_LENGTH or any(char not in _VALUES for char in vin):
        return Check(name, False, _NOT_YET)
    expected, found = check_digit(vin), vin[CHECK_DIGIT_POSITION]
    if expected == found:
        return Check(name, True, Sentence("校验位正确。", "The check digit is right."))
    origin = find_origin(vin)
    if origin is not None and origin.check_digit_required:
        message = Sentence(
            "第 9 位校验位不符：应为 {expected}，读到 {found}。车架号至少有一位有误，请逐位对照车辆更正。",
            "The check digit at position 9 should be {expected} but is {found}: at least one character is"
            " wrong, compare each with the vehicle.",
        )
    else:
        message = Sentence(
            "第 9 位校验位不符：应为 {expected}，读到 {found}。部分欧洲等地厂家不使用校验位，请逐位对照车辆及"
            "登记证书后由人确认。",
            "The check digit at position 9 should be {expected} but is {found}: some European makers do not use"
            " it, so compare each character with the vehicle and its certificate and confirm by hand.",
        )
    return Check(name, False, message.format(expected=expected, found=found))


def _maker_known(vin: str) -> Check:
    name = "vin_maker_known"
    if len(vin) < 3:
        return Check(name, False, _NOT_YET)
    maker = find_maker(vin)
    if maker is not None:
        message = Sentence("制造厂：{zh}。", "Maker: {en}.")
        return Check(name, True, message.format(zh=maker.zh, en=maker.en))
    unknown = Sentence(
        "前三位“{wmi}”不在已知制造厂表中，请对照车辆核实前三位；若无误可由人确认。",
        "The first three characters “{wmi}” are no maker we know: compare them with the vehicle, and confirm by"
        " hand if they are right.",
    )
    return Check(name, False, unknown.format(wmi=vin[:3]))


def _model_year(vin: str, today: date) -> Check:
    name = "vin_model_year"
    year = model_year(vin, today)
    if year is not None:
        return Check(name, True, Sentence("车型年份：{year}。", "Model year: {year}.").format(year=year))
    if len(vin) <= MODEL_YEAR_POSITION:
        return Check(name, False, _NOT_YET)
    message = Sentence(
        "第 10 位“{char}”不是年份代码，请对照车辆更正第 10 位。",
        "“{char}” at position 10 is no model year code: compare position 10 with the vehicle.",
    )
    return Check(name, False, message.format(char=vin[MODEL_YEAR_POSITION]))


__all__ = [
    "CHECK_DIGIT_POSITION",
    "MODEL_YEAR_POSITION",
    "VIN_ALPHABET",
    "VIN_LENGTH",
    "Origin",
    "VinFacts",
    "character_value",
    "check_digit",
    "check_vin",
    "describe_vin",
    "digit_for_total",
    "model_year",
    "normalise_vin",
    "position_weight",
]
