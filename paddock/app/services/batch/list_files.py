"""A list of vehicles as CSV or XLSX: its header and rows as texts, whatever program wrote it."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from paddock.app.services.files import cannot_open
from paddock.app.services.spreadsheets import bare_cell
from paddock.domain.application_draft import FieldPath
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.domain.vin import VIN_LENGTH, normalise_vin

MOST_ROWS: Final = 20_000
LARGEST_BYTES: Final = 50 * 1024 * 1024
_LARGEST_UNPACKED: Final = 400 * 1024 * 1024
_MOST_COLUMNS: Final = 64
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DELIMITERS: Final = ",;\t|"

REASON: Final = Sentence("退回原因", "Reason")
"""The last column of a file of refused rows; passed over when it is imported again."""

_TITLES: Final[dict[FieldPath, tuple[str, ...]]] = {
    FieldPath.VIN: ("车架号", "车架号码", "vin", "vin码", "车辆识别代号", "车辆识别代码", "识别代号", "底盘号"),
    FieldPath.BRAND_MODEL: ("品牌车型", "品牌型号", "车型", "车辆型号", "brandandmodel", "brandmodel", "model", "car"),
    FieldPath.CONDITION: ("新车/二手车", "成色", "新旧", "车况", "condition", "neworused"),
    FieldPath.NEW_ENERGY: ("新能源", "是否新能源", "newenergy"),
    FieldPath.FIRST_REGISTERED_ON: (
        "初次登记日期", "初登日期", "首次登记", "首次上牌", "上牌日期", "注册日期", "firstregistration",
        "firstregisteredon", "registeredon",
    ),
    FieldPath.ODOMETER: (
        "表显里程(公里)", "表显里程", "里程", "公里数", "odometer(km)", "odometerkm", "odometer", "mileage",
    ),
    FieldPath.PLATE: ("车牌号", "车牌", "号牌", "plate", "platenumber"),
    FieldPath.PRICE: ("成交价", "价格", "售价", "车价", "price", "priceyuan", "price(yuan)"),
}  # fmt: skip
_FIELD_OF_TITLE: Final = {title: path for path, titles in _TITLES.items() for title in titles}
LIST_FIELDS: Final = tuple(_TITLES)
"""The fields a list can carry, in the order a written one has them."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row; `number` as a spreadsheet counts it, the header being row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list that can be imported: it has a column of VINs."""

    name: str
    sha256: str
    header: tuple[str, ...]
    """As written; one made up when the file has only VINs."""
    fields: tuple[FieldPath | None, ...]
    """What each column is; None: a column that is not used."""
    rows: tuple[ListRow, ...]

    @property
    def unused(self) -> tuple[str, ...]:
        """Titles of columns that say nothing to us."""
        reasons = {_key(REASON.zh), _key(REASON.en)}
        return tuple(
            title
            for title, field in zip(self.header, self.fields, strict=True)
            if field is None and title and _key(title) not in reasons
        )


def read_list(path: Path) -> ListFile:
    """Read a CSV (UTF-8, UTF-16 or GB 18030; comma, semicolon, tab or bar) or XLSX file.

    Raises:
        BadInput: it cannot be opened, is no such file, is too large, has no VINs or above 20,000 rows.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if 0 < size <= LARGEST_BYTES else b""
    except OSError as error:
        raise cannot_open(path) from error
    if size > LARGEST_BYTES:
        raise _refusal(path.name, "超过 50 MB, 请拆分后再导入", "is above 50 MB: split it")
    if not content:
        raise _refusal(path.name, "是空文件, 请另选文件", "is empty: choose another file")
    return parse_list(content, path.name)


def parse_list(content: bytes, name: str) -> ListFile:
    """`read_list` for bytes that are here already."""
    if content.startswith(_OLE):
        raise _refusal(
            name,
            "是旧版 XLS 或加了密码, 请在表格软件中另存为不加密的 XLSX 或 CSV",
            "is an old XLS or protected by a password: save it as XLSX or CSV without one",
        )
    table = _rows_of_xlsx(content, name) if content.startswith(_ZIP) else _rows_of_csv(content, name)
    rows = [ListRow(number, cells) for number, cells in table if any(cells)]
    if not rows:
        raise _refusal(name, "里没有内容, 请另选文件", "holds nothing: choose another file")
    header, fields, body = _head(rows, name)
    width = max(len(header), *(len(row.cells) for row in rows))
    header += ("",) * (width - len(header))
    fields += (None,) * (width - len(fields))
    if not body:
        raise _refusal(name, "只有标题行, 没有车辆", "has a header and no vehicles")
    return ListFile(
        name,
        hashlib.sha256(content).hexdigest(),
        header,
        fields,
        tuple(ListRow(row.number, row.cells + ("",) * (width - len(row.cells))) for row in body),
    )


def _head(rows: list[ListRow], name: str) -> tuple[tuple[str, ...], tuple[FieldPath | None, ...], list[ListRow]]:
    first = rows[0]
    fields: list[FieldPath | None] = []
    for title in first.cells:
        found = _FIELD_OF_TITLE.get(_key(title))
        # The first of two columns with the same meaning counts.
        fields.append(found if found not in fields else None)
    if FieldPath.VIN in fields:
        return first.cells, tuple(fields), rows[1:]
    at = next((index for index, cell in enumerate(first.cells) if _looks_like_vin(cell)), None)
    if at is not None:
        header = tuple("VIN" if index == at else "" for index in range(len(first.cells)))
        return header, tuple(FieldPath.VIN if index == at else None for index in range(len(header))), rows
    titles = "、".join(title for title in first.cells if title)[:120]
    raise BadInput(
        Sentence(
            f"{name} 没有车架号列: 第一行应有名为 “车架号” 或 “VIN” 的列, 现有 {titles}",
            f"{name} has no column of VINs: its first row needs a column called “VIN” or “车架号”; it has {titles}",
        )
    )


def _looks_like_vin(cell: str) -> bool:
    vin = normalise_vin(cell)
    return len(vin) == VIN_LENGTH and vin.isascii() and vin.isalnum() and any(char.isdigit() for char in vin)


def _key(title: str) -> str:
    half_width = title.translate({0xFF01 + i: 0x21 + i for i in range(94)})
    return "".join(char for char in half_width.lower() if not char.isspace() and char not in "_-*:")


def _rows_of_csv(content: bytes, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    text = _decoded(content, name)
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from _bounded(enumerate(reader, 1), name)
    except csv.Error:
        line = reader.line_num
        raise _refusal(
            name, f"第 {line} 行附近不是有效的 CSV, 请检查引号", f"is no valid CSV near line {line}: check its quotes"
        ) from None


def _decoded(content: bytes, name: str) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decode(content, encoding, name)
    if b"\0" in content:
        raise _not_a_list(name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(content, "gb18030", name)


def _decode(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise _not_a_list(name) from None


def _rows_of_xlsx(content: bytes, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    # Imported late: a CSV needs none of it.
    import openpyxl  # noqa: PLC0415
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _LARGEST_UNPACKED:
                raise _refusal(name, "展开后过大, 请拆分后再导入", "is too large when unpacked: split it")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            sheet = book.active or book.worksheets[0]
            rows = sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)
            yield from _bounded(enumerate(rows, 1), name)
        finally:
            book.close()
    except (
        zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError,
        ParseError, NotImplementedError, EOFError,
    ) as error:  # fmt: skip
        # openpyxl raises any of these for a file that is damaged or is another kind of archive.
        raise _not_a_list(name) from error


def _bounded(rows: Iterable[tuple[int, Iterable[Any]]], name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    kept = 0
    for number, row in rows:
        cells = _without_end(tuple(_text(value) for value in list(row)[:_MOST_COLUMNS]))
        kept += any(cells)
        if kept > MOST_ROWS + 1:
            raise _refusal(name, f"超过 {MOST_ROWS:,} 行, 请拆分后再导入", f"has above {MOST_ROWS:,} rows: split it")
        yield number, cells


def _without_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Spreadsheets give every row as many cells as the widest could have."""
    used = max((at for at, cell in enumerate(cells, 1) if cell), default=0)
    return cells[:used]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = " ".join(str(value).split())
    return bare_cell(text)


def _not_a_list(name: str) -> BadInput:
    return _refusal(
        name,
        "不是可读的 CSV 或 XLSX 表格, 请在表格软件中另存为 XLSX 或 CSV (UTF-8)",
        "is no CSV or XLSX that can be read: save it as XLSX or CSV (UTF-8)",
    )


def _refusal(name: str, zh: str, en: str) -> BadInput:
    return BadInput(Sentence(f"{name} {zh}", f"{name} {en}"))
