"""Bank card numbers: their length and check digit (ISO/IEC 7812, JR/T 0008)."""

from typing import Final

from stdnum import luhn

from paddock.domain.checks import Check
from paddock.domain.sentences import Sentence

LENGTHS: Final = range(15, 20)


def is_card_number(digits: str) -> bool:
    """Whether `digits` has a card's length and its Luhn digit holds."""
    return len(digits) in LENGTHS and digits.isascii() and digits.isdigit() and bool(luhn.is_valid(digits))


def check_card_number(text: str) -> Check:
    """Return `card_luhn` for a number as read or typed; spaces do not count."""
    if is_card_number("".join(text.split())):
        return Check("card_luhn", True, Sentence("卡号校验位正确。", "The card number's check digit holds."))
    return Check(
        "card_luhn",
        False,
        Sentence(
            "卡号应为 15 至 19 位且末位校验相符，请逐位对照银行卡更正。",
            "A card number has 15 to 19 digits, the last one a check: compare each with the card.",
        ),
    )
