"""The resident identity number and card: checks on what was read or typed (GB 11643, GB 2260, GB 3304).

A number has 18 characters: region (1 to 6), birth date (7 to 14), sequence (15 to 17, odd for men) and an
ISO 7064 MOD 11-2 check character.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from stdnum import numdb
from stdnum.cn import ric

from paddock.domain.checks import Check
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

Sex: TypeAlias = Literal["男", "女"]

NUMBER_LENGTH: Final = 18
_OLDEST_YEARS: Final = 120

ETHNIC_GROUPS: Final = (
    "汉", "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白", "土家",
    "哈尼", "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "高山", "拉祜", "水", "东乡", "纳西", "景颇",
    "柯尔克孜", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌", "普米",
    "塔吉克", "怒", "乌孜别克", "俄罗斯", "鄂温克", "德昂", "保安", "裕固", "京", "塔塔尔", "独龙",
    "鄂伦春", "赫哲", "门巴", "珞巴", "基诺",
)  # fmt: skip
"""The 56 ethnic groups of GB 3304, as a card prints them (without 族)."""

# A card may also carry these where a person's group is not among the 56 (GB 3304 codes 97 and 98).
_OTHER_ETHNICITIES: Final = frozenset({"其他", "其它", "穿青人", "外国血统中国籍人士"})
# Unified ideographs, extension A and the supplementary planes: rare characters in names are real.
_NAME: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]"
                          r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇·]{0,28}"
                          r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]")  # fmt: skip
_TERMS_YEARS: Final = (5, 10, 20)
_BEYOND_THE_MAINLAND: Final = frozenset({"810000", "820000", "830000"})


@dataclass(frozen=True, slots=True)
class ResidentIdFacts:
    """What a number says: birth date, sex and the six-digit region of its first registration."""

    birth_date: date
    sex: Sex
    region_code: str


@dataclass(frozen=True, slots=True)
class ResidentIdFront:
    """The portrait side (人像面). A text that was not read is "", a date that was not read is `None`."""

    name: str
    sex: str
    ethnicity: str
    birth_date: date | None
    address: str
    number: str


@dataclass(frozen=True, slots=True)
class ResidentIdBack:
    """The emblem side (国徽面). A long-term card (长期) has no `valid_until`."""

    issuing_authority: str
    valid_from: date | None
    valid_until: date | None
    long_term: bool = False


def normalise_number(text: str) -> str:
    """Return `text` half width, without spaces or hyphens, with the check character X in upper case."""
    half_width = unicodedata.normalize("NFKC", text).upper()
    return "".join(char for char in half_width if not char.isspace() and char != "-")


def facts(number: str) -> ResidentIdFacts:
    """Return what `number` says; raise `BadInput` when its shape or its birth date is impossible."""
    compact = normalise_number(number)
    born = _birth_date(compact)
    if born is None or len(compact) != NUMBER_LENGTH or not compact[:17].isdigit():
        raise BadInput(
            Sentence(
                "身份证号码不成立，请对照证件重新输入 18 位号码。",
                "This is not a resident ID number: compare with the card and type its 18 characters again.",
            )
        )
    sex: Sex = "男" if int(compact[16]) % 2 else "女"
    return ResidentIdFacts(born, sex, compact[:6])


def check_character(number: str) -> str:
    """Return the check character ("0" to "9" or "X") for the first 17 digits of `number` (ISO 7064)."""
    return str(ric.calc_check_digit(number[:17] + "0"))


def check_number(number: str, today: date) -> tuple[Check, ...]:
    """Check a number by itself.

    Always returns `id_length`, `id_alphabet`, `id_checksum`, `id_birth_date`, `id_region_known`, in order.
    """
    compact = normalise_number(number)
    return (
        _length(compact),
        _alphabet(compact),
        _checksum(compact),
        _birth_date_check(compact, today),
        _region_known(compact),
    )


def check_front(fields: ResidentIdFront, today: date) -> tuple[Check, ...]:
    """Check the portrait side: the number, then the other fields with it and alone."""
    return (
        *check_number(fields.number, today),
        _birth_date_consistent(fields),
        _sex_consistent(fields),
        _ethnicity_known(fields.ethnicity),
        _name_plausible(fields.name),
        _address_present(fields.address),
    )


def check_back(fields: ResidentIdBack, today: date) -> tuple[Check, ...]:
    """Check the emblem side: authority, the two dates, their term (居民身份证法 article 5) and expiry."""
    return (
        _authority_present(fields.issuing_authority),
        _validity_order(fields),
        _validity_term(fields),
        _not_expired(fields, today),
    )


def region_known(code: str) -> bool:
    """Whether the six digits are, or ever were, an administrative division (GB 2260)."""
    return len(code) == 6 and code.isdigit() and _find_region(code)


@functools.lru_cache(maxsize=1024)
def _find_region(code: str) -> bool:
    # Residents of Hong Kong, Macao and Taiwan hold cards whose number starts with the region alone.
    if code in _BEYOND_THE_MAINLAND:
        return True
    found = numdb.get("cn/loc").info(code)
    # The table answers an unknown remainder with empty properties.
    return bool(found) and bool(found[-1][1])


def _birth_date(compact: str) -> date | None:
    digits = compact[6:14]
    if len(digits) != 8 or not digits.isdigit():
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


_NOT_YET: Final = Sentence(
    "须先有 18 位正确号码才能核对，请先更正身份证号码。",
    "This needs a correct 18-character number first: correct the ID number.",
)


def _length(compact: str) -> Check:
    if len(compact) == NUMBER_LENGTH:
        return Check("id_length", True, Sentence("共 18 位。", "It has 18 characters."))
    if len(compact) == 15 and compact.isdigit():
        old = Sentence(
            "这是已停用的 15 位旧号码，请输入二代证上的 18 位号码。",
            "This is an old 15-digit number, no longer valid: type the 18 characters on the current card.",
        )
        return Check("id_length", False, old)
    message = Sentence(
        "身份证号码应为 18 位，现有 {count} 位，请对照证件补全。",
        "An ID number has 18 characters, this has {count}: compare with the card and complete it.",
    )
    return Check("id_length", False, message.format(count=len(compact)))


def _alphabet(compact: str) -> Check:
    wrong = [
        (index + 1, char)
        for index, char in enumerate(compact)
        if not (char in "0123456789" or (char == "X" and index == 17))
    ]
    if compact and not wrong:
        return Check("id_alphabet", True, Sentence("字符均合规。", "All characters are allowed."))
    if not compact:
        return Check("id_alphabet", False, _NOT_YET)
    position, char = wrong[0]
    message = Sentence(
        "第 {position} 位“{char}”不可用：前 17 位只能是数字，末位是数字或 X，请对照证件更正。",
        "“{char}” at position {position} is not allowed: 17 digits, then a digit or X. Compare with the card.",
    )
    return Check("id_alphabet", False, message.format(position=position, char=char))


def _well_formed(compact: str) -> bool:
    return re.fullmatch(r"[0-9]{17}[0-9X]", compact) is not None


def _checksum(compact: str) -> Check:
    if not _well_formed(compact):
        return Check("id_checksum", False, _NOT_YET)
    if check_character(compact) == compact[17]:
        return Check("id_checksum", True, Sentence("校验码正确。", "The check character is right."))
    # The right character is not told: a clerk who only mends the last one would pass a wrong number.
    message = Sentence(
        "末位校验码不符，号码至少有一位有误，请逐位对照证件更正。",
        "The check character does not fit: at least one character is wrong, compare each with the card.",
    )
    return Check("id_checksum", False, message)


def _birth_date_check(compact: str, today: date) -> Check:
    name = "id_birth_date"
    if len(compact) < 14:
        return Check(name, False, _NOT_YET)
    born = _birth_date(compact)
    if born is None:
        message = Sentence(
            "号码中的出生日期 {digits} 不是真实日期，请对照证件更正第 7 至 14 位。",
            "{digits} in the number is no real date: compare positions 7 to 14 with the card.",
        )
        return Check(name, False, message.format(digits=compact[6:14]))
    if born > today or today.year - born.year > _OLDEST_YEARS:
        message = Sentence(
            "号码中的出生日期 {born} 在将来或过于久远，请对照证件更正第 7 至 14 位。",
            "The birth date {born} in the number is in the future or too long ago: compare positions 7 to 14"
            " with the card.",
        )
        return Check(name, False, message.format(born=born.isoformat()))
    message = Sentence("出生日期 {born}。", "Born on {born}.")
    return Check(name, True, message.format(born=born.isoformat()))


def _region_known(compact: str) -> Check:
    name = "id_region_known"
    if region_known(compact[:6]):
        return Check(name, True, Sentence("行政区划代码有效。", "The region code is known."))
    message = Sentence(
        "前六位“{code}”不是行政区划代码，请对照证件更正前六位。",
        "“{code}” is no administrative division: compare the first six digits with the card.",
    )
    return Check(name, False, message.format(code=compact[:6]))


def _birth_date_consistent(fields: ResidentIdFront) -> Check:
    name = "id_birth_date_consistent"
    in_number = _birth_date(normalise_number(fields.number))
    if fields.birth_date is None or in_number is None:
        message = Sentence(
            "出生日期或号码未读全，无法互相核对，请补全。",
            "The birth date or the number is incomplete, so they cannot be compared: complete them.",
        )
        return Check(name, False, message)
    if fields.birth_date == in_number:
        return Check(name, True, Sentence("出生日期与号码一致。", "The birth date agrees with the number."))
    message = Sentence(
        "出生日期 {printed} 与号码中的 {number} 不一致，请对照证件更正。",
        "The birth date {printed} differs from {number} in the number: compare both with the card.",
    )
    values = {"printed": fields.birth_date.isoformat(), "number": in_number.isoformat()}
    return Check(name, False, message.format(**values))


def _sex_consistent(fields: ResidentIdFront) -> Check:
    name = "id_sex_consistent"
    compact = normalise_number(fields.number)
    if fields.sex not in {"男", "女"} or not _well_formed(compact):
        message = Sentence(
            "性别或号码未读全，无法互相核对，请补全。",
            "The sex or the number is incomplete, so they cannot be compared: complete them.",
        )
        return Check(name, False, message)
    expected = "男" if int(compact[16]) % 2 else "女"
    if fields.sex == expected:
        return Check(name, True, Sentence("性别与号码一致。", "The sex agrees with the number."))
    message = Sentence(
        "性别“{printed}”与号码第 17 位所示“{number}”不一致，请对照证件更正。",
        "The sex {printed} differs from {number}, which position 17 of the number says: compare with the card.",
    )
    return Check(name, False, message.format(printed=fields.sex, number=expected))


def _ethnicity_known(ethnicity: str) -> Check:
    name = "id_ethnicity_known"
    if ethnicity in ETHNIC_GROUPS or ethnicity in _OTHER_ETHNICITIES:
        return Check(name, True, Sentence("民族在国标名录中。", "The ethnic group is in the standard's list."))
    message = Sentence(
        "民族“{value}”不在 56 个民族名录中，请对照证件更正（不写“族”字）。",
        "“{value}” is not one of the 56 ethnic groups: compare with the card (without 族).",
    )
    return Check(name, False, message.format(value=ethnicity))


def _name_plausible(value: str) -> Check:
    name = "id_name_plausible"
    if _NAME.fullmatch(value):
        return Check(name, True, Sentence("姓名形式合理。", "The name has the form of a name."))
    message = Sentence(
        "姓名“{value}”不像姓名（应为两个以上汉字，可含间隔号·），请对照证件更正。",
        "“{value}” does not look like a name (two or more Chinese characters, · allowed): compare with the card.",
    )
    return Check(name, False, message.format(value=value))


def _address_present(address: str) -> Check:
    name = "id_address_present"
    if len(address) >= 6:
        return Check(name, True, Sentence("住址已读取。", "The address was read."))
    message = Sentence("住址缺失或不全，请对照证件补全。", "The address is missing or short: complete it.")
    return Check(name, False, message)


def _authority_present(authority: str) -> Check:
    name = "id_authority_present"
    if len(authority) >= 4 and "公安" in authority:
        return Check(name, True, Sentence("签发机关已读取。", "The issuing authority was read."))
    message = Sentence(
        "签发机关缺失或不是公安机关，请对照证件国徽面补全。",
        "The issuing authority is missing or is no public security office: compare with the emblem side.",
    )
    return Check(name, False, message)


_TERM_UNREAD: Final = Sentence(
    "有效期限未读全，请对照证件国徽面补全。",
    "The validity dates are incomplete: complete them from the emblem side.",
)


def _term_complete(fields: ResidentIdBack) -> bool:
    return fields.valid_from is not None and (fields.long_term or fields.valid_until is not None)


def _validity_order(fields: ResidentIdBack) -> Check:
    name = "id_validity_order"
    if not _term_complete(fields):
        return Check(name, False, _TERM_UNREAD)
    start, end = fields.valid_from, fields.valid_until
    if fields.long_term or (start is not None and end is not None and start < end):
        return Check(name, True, Sentence("有效期起止顺序正确。", "The validity dates are in order."))
    message = Sentence(
        "有效期起始日不早于截止日，请对照证件国徽面更正。",
        "The validity does not start before it ends: compare with the emblem side.",
    )
    return Check(name, False, message)


def _validity_term(fields: ResidentIdBack) -> Check:
    name = "id_validity_term"
    start, end = fields.valid_from, fields.valid_until
    if not _term_complete(fields) or start is None:
        return Check(name, False, _TERM_UNREAD)
    # A day's play: a card issued on 29 February ends on 28 February or 1 March.
    if fields.long_term or any(
        end is not None and abs((end - _years_later(start, years)).days) <= 1 for years in _TERMS_YEARS
    ):
        return Check(name, True, Sentence("有效期年限合规。", "The term of validity is a lawful one."))
    message = Sentence(
        "有效期应为 5 年、10 年、20 年或长期，请对照证件国徽面更正起止日期。",
        "Cards are valid for 5, 10 or 20 years or long term: compare both dates with the emblem side.",
    )
    return Check(name, False, message)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _not_expired(fields: ResidentIdBack, today: date) -> Check:
    name = "id_not_expired"
    if not _term_complete(fields) or fields.valid_from is None:
        return Check(name, False, _TERM_UNREAD)
    if fields.valid_from > today:
        message = Sentence(
            "有效期起始日 {day} 还未到，请对照证件国徽面更正。",
            "The validity starts on {day}, which is still to come: compare with the emblem side.",
        )
        return Check(name, False, message.format(day=fields.valid_from.isoformat()))
    if fields.long_term or (fields.valid_until is not None and fields.valid_until >= today):
        return Check(name, True, Sentence("证件在有效期内。", "The card is valid today."))
    ended = "" if fields.valid_until is None else fields.valid_until.isoformat()
    message = Sentence(
        "证件已于 {day} 到期，请客户换领新证后再办理。",
        "The card expired on {day}: ask the customer for the renewed card.",
    )
    return Check(name, False, message.format(day=ended))
