"""Cards from lines already placed: the layout rules alone, without the networks."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from paddock.app.capture.address_tail import with_last_word
from paddock.app.capture.ocr import CODE_SYMBOLS, Line, Mark, OcrEngine
from paddock.app.capture.page import Page, PlacedLine
from paddock.app.capture.pixels import Picture
from paddock.app.capture.resident_id_reader import looks_like_front, read_front

# A card lying at ten degrees, with an address of five rows: text and its corners as detection gave them.
CARD = (
    ("姓名邓德晓", (163, 624, 387, 588, 394, 633, 171, 669)),
    ("性别女", (173, 686, 334, 660, 341, 704, 181, 730)),
    ("民族汉", (318, 661, 524, 626, 532, 671, 326, 706)),
    ("出生", (184, 750, 281, 735, 288, 776, 191, 792)),
    ("1983年10月10日", (283, 733, 609, 674, 617, 717, 291, 776)),
    ("住址", (194, 818, 279, 803, 287, 846, 202, 861)),
    ("新疆维吾尔自治区伊犁哈", (296, 799, 678, 729, 687, 774, 304, 844)),
    ("萨克自治州察布查尔锡伯", (306, 842, 684, 772, 693, 818, 315, 888)),
    ("自治县爱新色里镇解放路", (316, 887, 694, 814, 703, 859, 325, 933)),
    ("25号8栋6单元173", (319, 933, 601, 879, 610, 924, 328, 978)),
    ("室", (332, 973, 377, 973, 377, 1018, 332, 1018)),
    ("522631198310107506", (465, 971, 968, 870, 978, 920, 476, 1021)),
    ("公民身份号码", (226, 1031, 408, 996, 417, 1040, 235, 1076)),
)
ADDRESS = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县爱新色里镇解放路25号8栋6单元173室"


def page_of(*without: str, **changed: str) -> Page:
    """The card's page, without the lines named, and with others spelled differently."""
    placed = []
    for text, corners in CARD:
        if text in without:
            continue
        spelled = changed.get(text, text)
        marks = tuple(Mark(char, 0.99, 2 * index, 2 * index) for index, char in enumerate(spelled))
        evidence = np.zeros((2 * len(spelled), len(CODE_SYMBOLS) + 1), dtype=np.float32)
        quad = np.asarray(corners, dtype=np.float32).reshape(4, 2)
        placed.append(PlacedLine(Line(spelled, 0.99, marks, evidence), quad))
    return Page(np.full((1200, 1200, 3), 200, dtype=np.uint8), tuple(placed), np.eye(3), -10.5)


def test_an_address_that_reaches_down_to_the_number_keeps_its_last_word() -> None:
    reading = read_front(page_of())
    assert reading.values.address == ADDRESS
    assert reading.values.number == "522631198310107506"
    assert reading.values.name == "邓德晓"


def test_print_beside_the_card_takes_no_row_from_the_address() -> None:
    page = page_of()
    aside = replace(page.lines[9], quad=page.lines[9].quad - np.asarray([260, -48], dtype=np.float32))
    aside = replace(aside, line=replace(aside.line, marks=aside.line.marks[:3], text="TEL"))
    lines = (*page.lines[:9], aside, *page.lines[9:])
    assert read_front(replace(page, lines=lines)).values.address == ADDRESS


@pytest.mark.parametrize("left", ["址", "住址"])
def test_half_a_label_is_no_part_of_the_address(left: str) -> None:
    assert read_front(page_of(住址=left)).values.address == ADDRESS


def test_a_card_is_known_by_number_and_birth_date_where_labels_are_cut_off() -> None:
    labels = ("公民身份号码", "住址", "出生", "民族汉")
    cut = {"姓名邓德晓": "邓德晓", "性别女": "女"}
    assert looks_like_front(page_of(*labels, **cut)) >= 0.5
    other = {"1983年10月10日": "1984年10月10日"}
    assert looks_like_front(page_of(*labels, **cut, **other)) < 0.5
    assert looks_like_front(page_of(*labels, "522631198310107506", **cut)) < 0.5


class BelowTheAddress(OcrEngine):
    """Recognises the same text whatever it is shown, and counts how often it was asked."""

    def __init__(self, text: str, score: float = 0.99) -> None:
        marks = tuple(Mark(char, score, 2 * index, 2 * index) for index, char in enumerate(text))
        evidence = np.zeros((2 * len(text) + 1, len(CODE_SYMBOLS) + 1), dtype=np.float32)
        self.line = Line(text, score, marks, evidence)
        self.asked = 0

    def recognise(self, strips: Sequence[Picture]) -> list[Line]:
        self.asked += 1
        return [self.line for _ in strips]


def address_below(engine: BelowTheAddress, page: Page) -> str:
    return read_front(with_last_word(page, read_front(page), engine).page).values.address


FULL_ROWS = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县爱新色里镇解放路"


@pytest.mark.parametrize(
    ("text", "score", "added"),
    [
        ("2室", 0.99, "2室"),
        ("村", 0.95, "村"),
        ("村", 0.6, ""),
        ("一", 0.99, ""),
        ("", 0.0, ""),
        ("公民身份号码", 0.99, ""),
    ],
)
def test_a_last_word_alone_on_its_row_is_looked_for(text: str, score: float, added: str) -> None:
    page = page_of("25号8栋6单元173", "室")
    assert address_below(BelowTheAddress(text, score), page) == FULL_ROWS + added


@pytest.mark.parametrize(
    ("text", "score", "unsure"),
    [("村", 0.6, True), ("1", 0.99, True), ("丨", 0.9, True), ("|", 0.95, True), ("一", 0.99, False),
    ("村", 0.2, False),
     ("村", 0.99, False), ("", 0.0, False)],
)  # fmt: skip
def test_what_stands_below_the_address_and_cannot_be_read_surely_leaves_the_card_to_a_person(
    text: str,
    score: float,
    unsure: bool,  # noqa: FBT001
) -> None:
    page = page_of("25号8栋6单元173", "室")
    assert with_last_word(page, read_front(page), BelowTheAddress(text, score)).unsure is unsure


def test_nothing_is_looked_for_below_a_short_row_or_where_print_stands() -> None:
    short = BelowTheAddress("9")
    assert address_below(short, page_of("室")) == ADDRESS[:-1]
    assert address_below(short, page_of()) == ADDRESS
    assert short.asked == 0
