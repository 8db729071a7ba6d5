"""Lists of vehicles: whatever a spreadsheet program wrote is read, every fault of a row is said, bad rows come back."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paddock.app.services.batch import batches, exports, imports
from paddock.app.services.batch.list_files import MOST_ROWS, parse_list
from paddock.app.services.batch.rows import read_rows
from paddock.app.services.spreadsheets import as_csv, as_xlsx
from paddock.app.store import batch_queries
from paddock.app.store.batch_views import SourceState, VehicleState
from paddock.app.store.store import Store
from paddock.domain.application_draft import FieldPath
from paddock.domain.errors import BadInput
from tests.helpers.batches import TODAY, vin
from tests.helpers.workstations import STAFF, open_profile

HEADER = "车架号,品牌车型,成色,初次登记日期,里程,成交价,备注"


def csv_of(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join((header, *rows)).encode()


def xlsx_of(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def test_a_row_becomes_the_fields_of_a_vehicle() -> None:
    content = csv_of(f"{vin(1).lower()} ,大众 朗逸,二手车,2022年6月18日,4.3万公里,¥98000,急售")
    (row,) = read_rows(parse_list(content, "a.csv"), TODAY)
    assert row.faults == ()
    assert row.vin == vin(1)
    assert row.texts == {
        FieldPath.BRAND_MODEL: "大众 朗逸",
        FieldPath.CONDITION: "used",
        FieldPath.FIRST_REGISTERED_ON: "2022-06-18",
        FieldPath.ODOMETER: "43000",
        FieldPath.PRICE: "98,000",
    }


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("gb18030", "\t"), ("utf-16", ","), ("utf-8", "|")],
)
def test_whatever_program_wrote_the_csv(encoding: str, delimiter: str) -> None:
    text = f"VIN{delimiter}品牌车型\r\n{vin(1)}{delimiter}大众\r\n\r\n{vin(2)}{delimiter}丰田\r\n"
    found = parse_list(text.encode(encoding), "a.csv")
    assert [row.vin for row in read_rows(found, TODAY)] == [vin(1), vin(2)]
    assert [row.number for row in found.rows] == [2, 4], "as a spreadsheet counts them"


def test_spreadsheet_cells_are_read_as_people_see_them() -> None:
    content = xlsx_of(
        ["VIN", "首次上牌", "里程", "新能源", "价格"],
        [vin(1), date(2022, 6, 18), 43210.0, True, 98000],
        [vin(2), 44730, "12", "否", "9.8万"],
    )
    first, second = read_rows(parse_list(content, "a.xlsx"), TODAY)
    assert first.faults == second.faults == ()
    assert first.texts[FieldPath.FIRST_REGISTERED_ON] == second.texts[FieldPath.FIRST_REGISTERED_ON] == "2022-06-18"
    assert (first.texts[FieldPath.ODOMETER], first.texts[FieldPath.NEW_ENERGY]) == ("43210", "true")
    assert (second.texts[FieldPath.NEW_ENERGY], second.texts[FieldPath.PRICE]) == ("false", "98,000")


def test_a_bare_list_of_vins_needs_no_header() -> None:
    rows = read_rows(parse_list(f"1,{vin(1)}\n2,{vin(2)}\n".encode(), "a.txt"), TODAY)
    assert [(row.number, row.vin) for row in rows] == [(1, vin(1)), (2, vin(2))]


def test_every_fault_of_a_row_is_said_at_once_and_the_second_of_two_names_the_first() -> None:
    bad_digit = vin(3)[:8] + ("1" if vin(3)[8] != "1" else "2") + vin(3)[9:]
    content = csv_of(
        f"{vin(1)},,,,,,",
        f"{bad_digit},,半新,2099-01-01,许多,abc,",
        f"{vin(1)},,,,,,",
        ",大众,,,,,",
    )
    rows = read_rows(parse_list(content, "a.csv"), TODAY)
    assert [[fault.code for fault in row.faults] for row in rows] == [
        [],
        ["not_understood", "not_understood", "not_understood", "vin_check_digit", "registered_in_future"],
        ["doubled_in_list"],
        ["missing"],
    ]
    assert "2" in rows[2].faults[0].message.en


def test_a_european_vin_without_check_digit_is_for_a_person_and_no_fault() -> None:
    (row,) = read_rows(parse_list(csv_of("WVWZZZ1KZAW123456,,,,,,"), "a.csv"), TODAY)
    assert row.faults == ()


def _zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(5):
            made.writestr(f"xl/{number}.xml", b"0" * (90 * 1024 * 1024))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name,colour\na,b\n", "no column of VINs"),
        (b"VIN,a\n", "no vehicles"),
        (b"\n\n", "holds nothing"),
        (b"\x00\x01\x02\x03binary", "no CSV or XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old XLS"),
        (b"PK\x03\x04broken", "no CSV or XLSX"),
        (b'VIN,a\nLSV,"' + b"x" * 200_000, "CSV near line"),
        (b"VIN\n" + b"LSVAU2A34N2183294\n" * (MOST_ROWS + 1), "above 20,000 rows"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_do(content: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words) as refused:
        parse_list(content, "a.csv")
    assert refused.value.sentence.zh


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(BadInput, match="too large"):
        parse_list(_zip_bomb(), "a.xlsx")


def test_an_archive_that_is_no_spreadsheet_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("hello.txt", "hello")
    with pytest.raises(BadInput, match="no CSV or XLSX"):
        parse_list(packed.getvalue(), "a.xlsx")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_profile(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def batch(store: Store) -> UUID:
    return batches.start_batch(store, "名单", STAFF)


def write(tmp_path: Path, content: bytes, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_bad_rows_come_back_to_be_corrected_and_imported_again(
    store: Store, batch: UUID, tmp_path: Path, suffix: str
) -> None:
    bad = vin(2)[:8] + ("1" if vin(2)[8] != "1" else "2") + vin(2)[9:]
    path = write(tmp_path, csv_of(f"{vin(1)},大众,,,,98000,=1+1", f"{bad},丰田,,,,98000,=2+2"))
    report = imports.import_list(store, batch, path, STAFF)
    assert (report.rows, report.accepted, report.open, report.repeats, report.refused) == (2, 1, 0, 0, 1)
    assert report.unused == ("备注",)
    back = tmp_path / f"back{suffix}"
    assert exports.export_refused(store, report.source_id, back, "zh_CN") == 1
    assert batch_queries.batch_counts(store, batch).refused == 0, "given back, no longer waiting"
    returned = parse_list(back.read_bytes(), back.name)
    assert returned.header == (*HEADER.split(","), "退回原因")
    assert "校验位" in returned.rows[0].cells[-1]
    assert returned.rows[0].cells[6] == "=2+2"
    table = [list(returned.header), list(returned.rows[0].cells)]
    table[1][0] = vin(2)
    corrected = as_xlsx(table) if suffix == ".xlsx" else as_csv(table)
    again = imports.import_list(store, batch, write(tmp_path, corrected, f"corrected{suffix}"), STAFF)
    assert (again.accepted, again.refused, again.unused) == (1, 0, ("备注",))
    assert batch_queries.batch_counts(store, batch).accepted == 2


def test_the_same_list_twice_adds_nothing_and_a_car_from_elsewhere_is_merged(
    store: Store, batch: UUID, tmp_path: Path
) -> None:
    path = write(tmp_path, csv_of(f"{vin(1)},,,,,,", f"{vin(2)},,,,,,"))
    imports.import_list(store, batch, path, STAFF)
    again = imports.import_list(store, batch, path, STAFF)
    assert (again.again, again.accepted) == (True, 2)
    other = imports.import_list(store, batch, write(tmp_path, csv_of(f"{vin(2)},大众,,,,,"), "b.csv"), STAFF)
    assert (other.accepted, other.repeats) == (0, 1)
    counted = batch_queries.batch_counts(store, batch)
    assert (counted.accepted, counted.repeats) == (2, 1)
    row = next(row for row in batch_queries.batch_vehicles(store, batch) if row.vin == vin(2))
    assert row.facts[FieldPath.BRAND_MODEL] == "大众", "the second list knew more"


def test_a_stopped_import_keeps_what_it_has_and_goes_on_without_a_double(
    store: Store, batch: UUID, tmp_path: Path
) -> None:
    path = write(tmp_path, csv_of(*(f"{vin(number)},,,,,," for number in range(650))))
    done: list[int] = []
    stopped = imports.import_list(
        store, batch, path, STAFF, progress=lambda at, _total: done.append(at), stopped=lambda: len(done) == 2
    )
    assert (stopped.finished, stopped.accepted) == (False, 400)
    (source,) = batch_queries.batch_sources(store, batch)
    assert source.state is SourceState.PAUSED
    finished = imports.import_list(store, batch, path, STAFF)
    assert (finished.finished, finished.accepted, finished.repeats) == (True, 650, 0)
    assert batch_queries.batch_counts(store, batch).accepted == 650


def test_the_export_of_a_batch_can_be_read_and_imported_again(store: Store, batch: UUID, tmp_path: Path) -> None:
    imports.import_list(
        store, batch, write(tmp_path, csv_of(f"{vin(1)},大众 朗逸,二手车,2022-06-18,43210,98000,")), STAFF
    )
    out = tmp_path / "out.csv"
    assert exports.export_batch(store, batch, out, "en") == 1
    found = parse_list(out.read_bytes(), out.name)
    (row,) = read_rows(found, TODAY)
    assert row.faults == ()
    assert row.texts[FieldPath.BRAND_MODEL] == "大众 朗逸"
    assert "Corrected by" in found.header
    other = batches.start_batch(store, "另一批", STAFF)
    assert imports.import_list(store, other, out, STAFF).accepted == 1


def test_doubt_in_a_list_waits_for_a_person(store: Store, batch: UUID, tmp_path: Path) -> None:
    report = imports.import_list(store, batch, write(tmp_path, csv_of("WVWZZZ1KZAW123456,,,,,,")), STAFF)
    assert (report.accepted, report.open) == (0, 1)
    (row,) = batch_queries.batch_vehicles(store, batch)
    assert row.state is VehicleState.OPEN


CELLS = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12), min_size=2, max_size=4)


@settings(max_examples=60, deadline=None)
@given(cells=CELLS, kind=st.sampled_from([as_csv, as_xlsx]))
def test_a_written_table_says_the_same_when_it_is_read(cells: list[str], kind: object) -> None:
    assert callable(kind)
    content = kind([["VIN", *(f"c{number}" for number in range(len(cells)))], [vin(1), *cells]])
    (row,) = parse_list(content, "a").rows
    assert row.cells[1:] == tuple(" ".join(cell.split()) for cell in cells)


def test_dates_of_every_form() -> None:
    forms = ["2022-06-18", "2022/6/18", "2022.6.18", "20220618", "2022年6月18日", "2022-06-18 00:00:00"]
    rows = read_rows(parse_list(csv_of(*(f"{vin(at)},,,{text},,," for at, text in enumerate(forms))), "a"), TODAY)
    assert {row.texts[FieldPath.FIRST_REGISTERED_ON] for row in rows} == {date(2022, 6, 18).isoformat()}
    (bad,) = read_rows(parse_list(csv_of(f"{vin(1)},,,2022-13-40,,,"), "a"), TODAY)
    assert [fault.code for fault in bad.faults] == ["not_understood"]
