"""A table of a lender's own data: CSV, plain or gzipped, in UTF-8 or GBK, read whole with its hash."""

import csv
import gzip
import hashlib
import io
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

MISSING_WORDS: Final = frozenset(
    {"", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "-nan", "NULL", "null", "None", "<NA>", "缺失"}
)
"""Cells that say that nothing is known. `none` in small letters is a category of its own: "no guarantor"."""
MAX_BYTES: Final = 512 * 1024 * 1024
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_SPREADSHEET: Final = re.compile(r"(?P<digits>[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<percent>[%％]?)")
_POINT_NOUGHT: Final = re.compile(r"^([-+]?\d+)\.0+$")
_GZIP_MAGIC: Final = b"\x1f\x8b"

Cell = str | float | bool | None
"""A cell as a file or a caller gives it."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """Columns by name, all of the same length; a cell that is not known is None.

    Attributes:
        name: the file's name without its folder, for the record of what a model was fitted on.
        sha256: of the file's bytes as they lie on disk.
    """

    name: str
    sha256: str
    columns: dict[str, list[str | None]]

    @property
    def rows(self) -> int:
        """How many rows there are below the header."""
        return len(next(iter(self.columns.values())))

    def column(self, name: str) -> list[str | None]:
        """One column.

        Raises:
            BadInput: there is none of that name; the sentence lists what there is.
        """
        if name not in self.columns:
            there = ", ".join(list(self.columns)[:30])
            raise BadInput(
                Sentence(
                    f"{self.name} 中没有列 “{name}”; 现有: {there}",
                    f"{self.name} has no column “{name}”; it has: {there}",
                )
            )
        return self.columns[name]


def as_number(cell: Cell) -> float | None:
    """A cell as a finite number, or None when it is none; 1,234.5 and 35% are numbers as spreadsheets write them."""
    if cell is None or isinstance(cell, bool):
        return None
    try:
        number = float(cell)
    except ValueError:
        number = _as_spreadsheet_number(str(cell))
    return number if math.isfinite(number) else None


def _as_spreadsheet_number(text: str) -> float:
    match = _SPREADSHEET.fullmatch(text.strip())
    if match is None:
        return math.nan
    number = float(match["digits"].replace(",", ""))
    return number / 100 if match["percent"] else number


def as_text(cell: Cell) -> str | None:
    """A cell as a category: truth values in small letters, whole numbers without a point, nothing for missing.

    A column of codes with gaps is often exported with a point: 1.0 is the code 1.
    """
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        text = cell.strip()
        if text in MISSING_WORDS:
            return None
        text = _POINT_NOUGHT.sub(r"\1", text)
        return text.lower() if text.lower() in {"true", "false"} else text
    return f"{cell:g}" if math.isfinite(cell) else None


def read_data_file(path: Path) -> DataFile:
    """Read a table with a header line, separated by commas, semicolons or tabs.

    Raises:
        BadInput: it cannot be read, is no table, or is not in UTF-8 or GBK; the sentence names the line.
    """
    raw = _bytes(path)
    text = _decoded(path, gzip_free(path, raw))
    if "\0" in text:
        raise _unusable(path, "其中有零字节, 可能是 Excel 文件, 请另存为 CSV", "it holds zero bytes: save it as CSV")
    try:
        dialect = csv.Sniffer().sniff(text.partition("\n")[0], delimiters=",;\t")
        delimiter = dialect.delimiter
    except csv.Error:
        delimiter = ","
    try:
        lines = [line for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if line]
    except csv.Error as error:
        raise _unusable(path, f"不是 CSV: {error}", f"it is no CSV: {error}") from error
    if len(lines) < 2:
        raise _unusable(path, "需要一行列名和至少一行数据", "it needs a line of column names and at least one row")
    names = _header(path, lines[0])
    for number, line in enumerate(lines[1:], start=2):
        if len(line) != len(names):
            raise _unusable(
                path,
                f"第 {number} 行有 {len(line)} 格, 列名有 {len(names)} 个",
                f"row {number} has {len(line)} cells, the header has {len(names)}",
            )
    columns = {name: [as_text(line[index]) for line in lines[1:]] for index, name in enumerate(names)}
    return DataFile(path.name, hashlib.sha256(raw).hexdigest(), columns)


def gzip_free(path: Path, raw: bytes) -> bytes:
    """The bytes, unpacked if they are gzipped whatever the file's name says; never more than `MAX_BYTES`."""
    if not raw.startswith(_GZIP_MAGIC):
        return raw
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as packed:
            plain = packed.read(MAX_BYTES + 1)
    except (OSError, EOFError) as error:
        raise _unusable(path, f"gzip 损坏: {error}", f"its gzip is damaged: {error}") from error
    if len(plain) > MAX_BYTES:
        raise _too_large(path)
    return plain


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(path)
        return path.read_bytes()
    except OSError as error:
        raise _unusable(path, f"无法读取 ({error.strerror})", f"it cannot be read ({error.strerror})") from error


def _decoded(path: Path, plain: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return plain.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unusable(
        path, "文字既不是 UTF-8 也不是 GBK, 请另存为 UTF-8", "its text is neither UTF-8 nor GBK: save it as UTF-8"
    )


def _header(path: Path, line: list[str]) -> list[str]:
    names = [name.strip() for name in line]
    if not all(names):
        raise _unusable(path, "有一列没有列名", "a column has no name")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        listed = ", ".join(twice)
        raise _unusable(path, f"列名重复: {listed}", f"columns of the same name: {listed}")
    return names


def _too_large(path: Path) -> BadInput:
    size = MAX_BYTES // 1024 // 1024
    return _unusable(path, f"超过 {size} MB, 请抽样后再用", f"it is larger than {size} MB: take a sample")


def _unusable(path: Path, zh: str, en: str) -> BadInput:
    return BadInput(Sentence(f"{path} 无法使用: {zh}", f"{path} cannot be used: {en}"))
