"""A bank card: its number by the groups of digits and their check (ISO/IEC 7812), its bank and validity."""

import re
from datetime import date
from typing import Final

from paddock.app.capture import geometry
from paddock.app.capture.card_text import Row, row_from
from paddock.app.capture.ocr import OcrEngine
from paddock.app.capture.page import Page, rows_of, second_look
from paddock.app.capture.results import CapturedDocument, ReadField
from paddock.app.capture.two_looks import SURE_ABOVE, compared
from paddock.domain.bank_card import LENGTHS, check_card_number, is_card_number
from paddock.domain.checks import Check
from paddock.domain.sentences import Sentence

_DIGIT_LIKE: Final = str.maketrans("OoQDIil|LZzSsB", "00001111122558")
_ABOUT_CARDS: Final = re.compile(
    r"银行|银联|UnionPay|VALID|THRU|VISA|借记|信用卡|储蓄|DEBIT|CREDIT|BANK", re.IGNORECASE
)
_BANK: Final = re.compile(r"[\u4e00-\u9fff]{2,12}银行")
_UNTIL: Final = re.compile(r"(0[1-9]|1[0-2])/(\d{2})(?!\d)")
_UNREAD: Final = ReadField("", 0.0)


def looks_like_bank_card(page: Page) -> bool:
    """Whether `page` shows a card's number and a word that only cards have."""
    return bool(_ABOUT_CARDS.search(page.text)) and any(_number_in(row) for row in _rows(page))


def captured_bank_card(page: Page, engine: OcrEngine, today: date) -> CapturedDocument:
    """Return the card on `page`."""
    fields = compared(_read(page), _read(second_look(page, engine)))
    number = fields["number"]
    checks = [check_card_number(number.value), _sure(number)]
    until = fields["valid_until"].value
    if until:
        checks.append(_not_expired(until, today))
    return CapturedDocument(
        kind="bank_card",
        fields=fields,
        checks=tuple(checks),
        verified=all(check.passed for check in checks),
        milliseconds=0.0,
    )


def _rows(page: Page) -> list[Row]:
    return [row_from(row) for row in rows_of(page.lines, page.skew)]


def _read(page: Page) -> dict[str, ReadField]:
    fields = {"number": _UNREAD, "bank": _UNREAD, "valid_until": _UNREAD}
    numbers = [(row, span) for row in _rows(page) if (span := _number_in(row)) is not None]
    if numbers:
        # A number whose check holds before one whose does not: a telephone number may be as long.
        row, (start, stop, value) = max(
            numbers, key=lambda entry: (is_card_number(entry[1][2]), entry[0].lines[0].height)
        )
        fields["number"] = _placed(row, start, stop, value, page)
    for row in _rows(page):
        bank = _BANK.search(row.text)
        if bank is not None and not fields["bank"].value:
            fields["bank"] = _placed(row, bank.start(), bank.end(), bank[0], page)
        until = _UNTIL.search(row.text)
        if until is not None:
            fields["valid_until"] = _placed(row, until.start(), until.end(), f"20{until[2]}-{until[1]}", page)
    return fields


def _number_in(row: Row) -> tuple[int, int, str] | None:
    digits = row.text.translate(_DIGIT_LIKE)
    found = [match for match in re.finditer(r"\d{15,19}", digits) if len(match[0]) in LENGTHS]
    if not found:
        return None
    best = max(found, key=lambda match: is_card_number(match[0]))
    return best.start(), best.end(), best[0]


def _placed(row: Row, start: int, stop: int, value: str, page: Page) -> ReadField:
    read = row.field(start, stop, value)
    quad = geometry.joined(line.quad for line in row.lines_of(start, stop))
    doubtful = tuple(at for at, chance in enumerate(row.probabilities[start:stop]) if chance < 0.75)
    return ReadField(
        value, read.confidence, page.box_outside(quad), "text", doubtful if len(value) == stop - start else ()
    )


def _sure(number: ReadField) -> Check:
    if number.confidence >= SURE_ABOVE:
        return Check("card_number_present", True, Sentence("卡号已读取。", "The card number was read."))
    message = Sentence(
        "卡号识别把握不足，请对照银行卡逐位核对。", "The number is not read surely: compare it with the card."
    )
    return Check("card_number_present", False, message)


def _not_expired(until: str, today: date) -> Check:
    if until >= f"{today:%Y-%m}":
        return Check("document_not_expired", True, Sentence("银行卡在有效期内。", "The card is valid today."))
    message = Sentence(
        f"银行卡已于 {until} 到期，请客户换一张卡。", f"The card expired in {until}: ask for another one."
    )
    return Check("document_not_expired", False, message)
