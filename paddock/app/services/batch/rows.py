"""One row of a list: its cells as the fields of a vehicle, and everything wrong with them at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from paddock.app.services.batch.acts import impossible_vin
from paddock.app.services.batch.list_files import ListFile, ListRow
from paddock.domain.application_checks import faults_of
from paddock.domain.application_draft import FieldPath, FieldTexts
from paddock.domain.checks import Fault
from paddock.domain.errors import BadInput
from paddock.domain.money import format_yuan, parse_yuan
from paddock.domain.sentences import Sentence
from paddock.domain.vin import normalise_vin

_SPREADSHEET_EPOCH: Final = date(1899, 12, 30)
"""Day 0 of spreadsheets (ECMA-376 part 1, 18.17.4.1, 1900 base)."""
_SERIALS: Final = range(20_000, 80_000)
_CONDITIONS: Final = {
    "new": ("new", "新", "新车", "全新"),
    "used": ("used", "二手", "二手车", "旧", "旧车"),
}
_YES_NO: Final = {
    "true": ("true", "1", "yes", "y", "是", "新能源", "纯电", "插混", "增程"),
    "false": ("false", "0", "no", "n", "否", "燃油", "汽油", "柴油"),
}
_VIN_MISSING: Final = Fault(FieldPath.VIN, "missing", Sentence("没有车架号, 请填写", "There is no VIN: fill it in"))


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as the fields of a vehicle; `faults` is empty for one that can be imported."""

    number: int
    cells: tuple[str, ...]
    vin: str
    texts: FieldTexts
    """The other fields, in the forms of a draft."""
    faults: tuple[Fault, ...]


def read_rows(found: ListFile, today: date) -> list[ReadRow]:
    """Every row of a list, checked; the second row with a VIN is a fault that names the first."""
    first_with: dict[str, int] = {}
    rows = []
    for row in found.rows:
        read = _read(found, row, today)
        if not read.faults:
            earlier = first_with.setdefault(read.vin, read.number)
            if earlier != read.number:
                read = ReadRow(read.number, read.cells, read.vin, read.texts, (_doubled(earlier),))
        rows.append(read)
    return rows


def _read(found: ListFile, row: ListRow, today: date) -> ReadRow:
    texts: FieldTexts = {}
    faults: list[Fault] = []
    for path, cell in zip(found.fields, row.cells, strict=True):
        if path is None or not cell:
            continue
        text = _FORMS.get(path, str)(cell)
        if text is None:
            faults.append(_not_understood(path, cell))
        else:
            texts[path] = text
    vin = normalise_vin(texts.pop(FieldPath.VIN, ""))
    wrong = impossible_vin(vin, today) if vin else None
    if not vin:
        faults.append(_VIN_MISSING)
    elif wrong is not None:
        faults.append(Fault(FieldPath.VIN, wrong.name, wrong.message))
    # The same checks as at the counter, of the fields that are there.
    faults += [fault for fault in faults_of(texts, today) if fault.field in texts]
    return ReadRow(row.number, row.cells, vin, texts, tuple(faults))


def _date(cell: str) -> str | None:
    if cell.isascii() and cell.isdigit() and int(cell) in _SERIALS:
        return (_SPREADSHEET_EPOCH + timedelta(days=int(cell))).isoformat()
    found = re.fullmatch(
        r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?(?:[T\s].*)?|(\d{4})(\d{2})(\d{2})", cell, re.ASCII
    )
    if not found:
        return None
    parts = [int(part) for part in found.groups() if part]
    try:
        return date(*parts).isoformat()
    except (ValueError, TypeError):
        return None


def _kilometres(cell: str) -> str | None:
    text = re.sub(r"(?i)(km|公里|千米)$", "", cell.replace(",", "").replace(" ", ""))
    factor = Decimal(10_000) if text.endswith("万") else Decimal(1)
    text = text.removesuffix("万")
    if not re.fullmatch(r"\d{1,9}(\.\d{1,4})?", text, re.ASCII):
        return None
    return str(int(Decimal(text) * factor))


def _yuan(cell: str) -> str | None:
    try:
        return format_yuan(parse_yuan(cell), symbol="").removesuffix(".00")
    except BadInput:
        return None


def _one_of(words: dict[str, tuple[str, ...]]) -> Callable[[str], str | None]:
    def find(cell: str) -> str | None:
        return next((value for value, said in words.items() if cell.strip().lower() in said), None)

    return find


_FORMS: Final[dict[FieldPath, Callable[[str], str | None]]] = {
    FieldPath.FIRST_REGISTERED_ON: _date,
    FieldPath.ODOMETER: _kilometres,
    FieldPath.PRICE: _yuan,
    FieldPath.CONDITION: _one_of(_CONDITIONS),
    FieldPath.NEW_ENERGY: _one_of(_YES_NO),
}
_HINTS: Final = {
    FieldPath.FIRST_REGISTERED_ON: Sentence("日期, 如 2022-06-18", "a date such as 2022-06-18"),
    FieldPath.ODOMETER: Sentence("公里数, 如 43210 或 4.3万", "kilometres such as 43210"),
    FieldPath.PRICE: Sentence("金额 (元), 如 128000 或 12.8万", "an amount in yuan such as 128000"),
    FieldPath.CONDITION: Sentence("新车 或 二手车", "new or used"),
    FieldPath.NEW_ENERGY: Sentence("是 或 否", "yes or no"),
}


def _not_understood(path: FieldPath, cell: str) -> Fault:
    hint = _HINTS[path]
    return Fault(
        path,
        "not_understood",
        Sentence(f"“{cell}” 无法识别, 请填写{hint.zh}", f"“{cell}” is not understood: write {hint.en}"),
    )


def _doubled(earlier: int) -> Fault:
    return Fault(
        FieldPath.VIN,
        "doubled_in_list",
        Sentence(
            f"与第 {earlier} 行车架号重复, 请删除或更正其中一行",
            f"The same VIN stands in row {earlier}: delete or correct one of them",
        ),
    )
