"""Tables as files that spreadsheet programs open: nothing in them is computed, whatever it looks like."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from paddock.app.store.files import write_safely

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_MARK = "'"


def safe_cell(text: str) -> str:
    """A text that a spreadsheet shows and does not compute; `bare_cell` takes the mark off again."""
    return f"{_MARK}{text}" if text.startswith(_FORMULA_STARTS) else text


def bare_cell(text: str) -> str:
    """What `safe_cell` was given."""
    return text[1:] if text.startswith(_MARK) and text[1:].startswith(_FORMULA_STARTS) else text


def as_csv(table: Iterable[Sequence[str]]) -> bytes:
    """Comma-separated, UTF-8 with its mark, by which spreadsheet programs know it."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([safe_cell(cell) for cell in row] for row in table)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_xlsx(table: Iterable[Sequence[str]]) -> bytes:
    """One sheet of texts."""
    from openpyxl import Workbook  # noqa: PLC0415 - a CSV needs none of it
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in table:
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, text)
            # As text: nothing is computed, and no VIN becomes a number.
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def write_csv(path: Path, table: Iterable[Sequence[str]]) -> None:
    """Write a table as CSV; the file is there as a whole or not at all.

    Raises:
        EnvironmentFault: the place cannot be written.
    """
    write_safely(path, as_csv(table))
