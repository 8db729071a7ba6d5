"""Shared steps of the card parsers: labels with their usual misreadings, dates, and values right of a label."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from paddock.app.capture.ocr import Mark
from paddock.app.capture.page import PlacedLine
from paddock.app.capture.results import ReadField

# What recognition makes of printed characters that only labels and set words contain.
VARIANTS: Final = str.maketrans(
    "別証號碼發關機漢滿壯維爾鮮錫東區縣鎮鄉樓號門灣廣華國雲龍證駛檢質車類識動領準稱範圍資執業單價稅銷貨種牽區粵贛魯蘇遼晉陝閩貴滬寧瓊",
    "别证号码发关机汉满壮维尔鲜锡东区县镇乡楼号门湾广华国云龙证驶检质车类识动领准称范围资执业单价税销货种牵区粤赣鲁苏辽晋陕闽贵沪宁琼",
)
# A card prints names in simplified characters; the network sometimes gives their older forms.
OLDER_FORMS: Final = str.maketrans(
    "強國華偉東龍鳳麗軍衛紅劉張陳楊趙黃吳孫馬羅鄭謝許鄧馮葉蘇蔣賈盧閻譚鍾鄒陸龔嚴韓萬錢湯喬賴顧龐潔蘭貞藝傑濤勝慶榮義貴"
    "輝學飛進亞雲興順鵬寶蓮穎銀剛綱紀廣樹實啟聖壽瑩瓊維靜銘長愛寧連達遠書雙漢滿壯爾鮮錫區門灣樓號黨衆眾闖開關聯應業齊齡齋",
    "强国华伟东龙凤丽军卫红刘张陈杨赵黄吴孙马罗郑谢许邓冯叶苏蒋贾卢阎谭钟邹陆龚严韩万钱汤乔赖顾庞洁兰贞艺杰涛胜庆荣义贵"
    "辉学飞进亚云兴顺鹏宝莲颖银刚纲纪广树实启圣寿莹琼维静铭长爱宁连达远书双汉满壮尔鲜锡区门湾楼号党众众闯开关联应业齐龄斋",
)
_CHANGED: Final = 0.5
_DATE: Final = re.compile(r"(\d{4})[年.\-/:：,，·\s]*(\d{1,2})[月.\-/:：,，·\s]*(\d{1,2})日?")


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row of a card: its characters, each with its probability and the line it was read in.

    `text` has set words in their printed form, `raw` (as long) is what was recognised: a name may be spelled
    with any character.
    """

    text: str
    raw: str
    probabilities: tuple[float, ...]
    lines: tuple[PlacedLine, ...]
    owners: tuple[int, ...]

    def field(self, start: int, stop: int, value: str | None = None) -> ReadField:
        """Return the characters from `start` to `stop` as a field, or `value` standing for them."""
        probabilities = self.probabilities[start:stop] or (0.0,)
        text = self.text[start:stop] if value is None else value
        doubtful = tuple(
            index for index, probability in enumerate(probabilities) if probability < 0.75 and value is None
        )
        return ReadField(text, round(min(probabilities), 4), None, "text", doubtful)

    def lines_of(self, start: int, stop: int) -> list[PlacedLine]:
        """Return the lines that the characters from `start` to `stop` were read in."""
        return [self.lines[owner] for owner in sorted(set(self.owners[start:stop]))]


def row_from(lines: Sequence[PlacedLine]) -> Row:
    """Join the lines of one row, half width, without spaces, with set words in their printed form."""
    text: list[str] = []
    raw: list[str] = []
    probabilities: list[float] = []
    owners: list[int] = []
    for owner, placed in enumerate(lines):
        for mark in placed.line.marks:
            for char in _plain(mark):
                text.append(char.translate(VARIANTS))
                raw.append(char)
                probabilities.append(mark.probability)
                owners.append(owner)
    return Row("".join(text), "".join(raw), tuple(probabilities), tuple(lines), tuple(owners))


def _plain(mark: Mark) -> str:
    half_width = unicodedata.normalize("NFKC", mark.char)
    return "".join(char for char in half_width if not char.isspace())


def in_simplified(field: ReadField) -> ReadField:
    """Return the field in the characters a card prints; one that was read in its older form is for comparing."""
    older = {index for index, char in enumerate(field.value) if ord(char) in OLDER_FORMS}
    if not older:
        return field
    doubtful = tuple(sorted({*field.doubtful, *older}))
    value = field.value.translate(OLDER_FORMS)
    return replace(field, value=value, confidence=min(field.confidence, _CHANGED), doubtful=doubtful)


def read_date(text: str) -> date | None:
    """Return the first date in `text` that exists, or `None`."""
    for match in _DATE.finditer(text):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
    return None


def find_date(row: Row) -> tuple[date, ReadField] | None:
    """Return the first date of a row with its field in ISO form."""
    for match in _DATE.finditer(row.text):
        try:
            found = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
        return found, row.field(match.start(), match.end(), found.isoformat())
    return None
