"""Money is an integer number of fen (1 yuan = 100 fen); never a float."""

from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

Fen: TypeAlias = int

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def parse_yuan(text: str) -> Fen:
    """Read what a person typed (`128,000`, `¥128000.50`, `12.8万`, full width too) as fen.

    Raises:
        BadInput: it is not an amount, is negative, or has more than two decimals.
    """
    cleaned = text.translate(_FULL_TO_HALF).strip().removeprefix("¥").removesuffix("元").replace(",", "").strip()
    factor = Decimal(1)
    if cleaned.endswith("万"):
        cleaned, factor = cleaned[:-1].strip(), Decimal(10_000)
    try:
        amount = Decimal(cleaned) * factor * 100
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount < 0 or amount != amount.to_integral_value():
        raise BadInput(
            Sentence(
                f"“{text}” 不是有效金额, 请输入元, 最多两位小数, 例如 128000.50",
                f"“{text}” is not an amount: type yuan with at most two decimals, for example 128000.50",
            )
        )
    return int(amount)


def format_yuan(amount: Fen, *, symbol: str = "¥") -> str:
    """`12850050` → `¥128,500.50`."""
    sign = "-" if amount < 0 else ""
    yuan, fen = divmod(abs(amount), 100)
    return f"{sign}{symbol}{yuan:,}.{fen:02d}"


def amount_in_words(amount: Fen) -> str:
    """The amount in Chinese capital numerals 大写, as a contract must state it.

    Follows 《支付结算办法》 annex 1 (正确填写票据和结算凭证的基本规定): 元 and 角 without 分 end in 整 here,
    a run of zeros inside is said once.

    Raises:
        ValueError: negative, or 10^16 yuan and above.
    """
    yuan, fen = divmod(amount, 100)
    if amount < 0 or yuan >= 10**16:
        raise ValueError(f"no capital numerals for {amount} fen")
    jiao, fen = divmod(fen, 10)
    words = f"{_integer_in_words(yuan)}元" if yuan else ""
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif yuan and fen:
        words += "零"
    if fen:
        return f"{words}{_DIGITS[fen]}分"
    return f"{words}整" if words else "零元整"


def _integer_in_words(number: int) -> str:
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    words, zero_owed = "", False
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if group == 0:
            zero_owed = bool(words)
            continue
        if words and (zero_owed or group < 1000):
            words += "零"
        zero_owed = False
        words += _group_in_words(group) + _GROUPS[index]
    return words


def _group_in_words(group: int) -> str:
    words, zero_owed = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            words += ("零" if zero_owed else "") + _DIGITS[digit] + _PLACES[place]
            zero_owed = False
        elif words:
            zero_owed = True
    return words


_FULL_TO_HALF = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: " ", ord("￥"): "¥"}
