import gzip
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from paddock.central.data_file import as_number, as_text, read_data_file
from paddock.central.scorecards.columns import Choices, understand
from paddock.central.scorecards.fitting import candidates_of
from paddock.central.scorecards.procedure import _empty_means_good, _too_good, fit_card
from paddock.central.scorecards.target import read_target
from paddock.central.scorecards.wish import Wish
from paddock.domain.errors import BadInput
from tests.central.scorecards.loans import invent, write

Book = list[dict[str, str]]


def one_outcome(book: Book) -> None:
    for row in book:
        row["outcome"] = "good"


def three_outcomes(book: Book) -> None:
    book[0]["outcome"] = "maybe"


def no_outcome(book: Book) -> None:
    for row in book:
        row["outcome"] = ""


def few_bads(book: Book) -> None:
    for row in book[:-3]:
        row["outcome"] = "good"
    book[-1]["outcome"] = "bad"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (one_outcome, "one outcome only"),
        (three_outcomes, "3 values"),
        (no_outcome, "empty"),
        (few_bads, "Too little data"),
    ],
)
def test_an_outcome_that_cannot_be_learnt_is_named(tmp_path: Path, edit: Callable[[Book], None], said: str) -> None:
    book = invent(300)
    edit(book)
    with pytest.raises(BadInput, match=said):
        fit_card(read_data_file(write(tmp_path / "b.csv", book)), Wish("outcome", "b", date(2026, 1, 1)))


def test_too_few_rows_a_missing_target_and_a_wrong_bad_value(tmp_path: Path) -> None:
    file = read_data_file(write(tmp_path / "b.csv", invent(60)))
    with pytest.raises(BadInput, match="60 rows"):
        read_target(file, "outcome")
    with pytest.raises(BadInput, match="no column “nothing”; it has: loan_id"):
        read_target(file, "nothing")
    with pytest.raises(BadInput, match="no value “ugly”"):
        read_target(file, "outcome", "ugly")


@pytest.mark.parametrize(
    ("values", "bad"),
    [
        (("good", "bad"), "bad"),
        (("0", "1"), "1"),
        (("1", "2"), "1"),
        (("7", "9"), "9"),
        (("是", "否"), "是"),
        (("p", "q"), "q"),
    ],
)
def test_which_of_two_values_is_bad(tmp_path: Path, values: tuple[str, str], bad: str) -> None:
    book = invent(300)
    for number, row in enumerate(book):
        row["outcome"] = values[number % 3 == 0]
    file = read_data_file(write(tmp_path / "b.csv", book))
    assert read_target(file, "outcome").bad == bad
    assert read_target(file, "outcome", values[0]).bad == values[0]


def test_a_column_written_after_the_outcome_is_suspected(tmp_path: Path) -> None:
    book = invent(400)
    for row in book:
        row["recovered"] = "1" if row["outcome"] == "bad" else "0"
        row["closed"] = "legal" if row["outcome"] == "bad" else "paid"
    file = read_data_file(write(tmp_path / "b.csv", book))
    target = read_target(file, "outcome")
    rows = target.kept.tolist()
    inputs = understand(file, "outcome", rows, Choices()).inputs
    warnings = _too_good(candidates_of(file, rows, inputs, Choices()), target.is_bad)
    assert [sentence.en.split("“")[1].split("”")[0] for sentence in warnings] == ["recovered", "closed"]


def test_empty_cells_that_go_with_good_rows_are_told_to_be_written_out(tmp_path: Path) -> None:
    book = invent(400)
    for number, row in enumerate(book):
        row["months_since_late"] = "" if row["outcome"] == "good" and number % 2 else str(number % 40)
        row["note"] = "" if number % 3 == 0 else "x" * (1 + number % 4)
    file = read_data_file(write(tmp_path / "b.csv", book))
    target = read_target(file, "outcome")
    rows = target.kept.tolist()
    inputs = understand(file, "outcome", rows, Choices()).inputs
    warnings = _empty_means_good(candidates_of(file, rows, inputs, Choices()), target.is_bad)
    assert [sentence.en.split("“")[1].split("”")[0] for sentence in warnings] == ["months_since_late"]


def test_sentinels_are_codes_and_long_tails_are_not(tmp_path: Path) -> None:
    book = invent(300)
    for number, row in enumerate(book):
        row["income"] = "999999" if number % 20 == 0 else str(3000 + number)
        row["limit"] = str(10 ** (number % 7) * 9)
        row["late_1"] = "n.a." if number % 25 == 0 else str(number % 9)
    file = read_data_file(write(tmp_path / "b.csv", book))
    found = {i.name: i.specials for i in understand(file, "outcome", list(range(300)), Choices()).inputs}
    assert found["income"] == ("999999",)
    assert found["limit"] == ()
    assert found["late_1"] == ("n.a.",)


@pytest.mark.parametrize(
    ("cell", "number", "text"),
    [
        ("1,234.50", 1234.5, "1,234.50"),
        ("35%", 0.35, "35%"),
        ("12.5 ％", 0.125, "12.5 ％"),
        ("1.0", 1.0, "1"),
        ("0755", 755.0, "0755"),
        ("1,5", None, "1,5"),
        ("12,34", None, "12,34"),
        ("%", None, "%"),
        ("v1.0", None, "v1.0"),
        (True, None, "true"),
        (" TRUE ", None, "true"),
        ("inf", None, "inf"),
    ],
)
def test_numbers_and_codes_as_spreadsheets_write_them(cell: str | bool, number: float | None, text: str) -> None:  # noqa: FBT001
    assert as_number(cell) == number
    assert as_text(cell) == text


def test_gbk_semicolons_and_gzip_are_read(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_bytes("职业;违约\n农民;是\n职工;否\n".encode("gbk"))
    assert read_data_file(path).columns == {"职业": ["农民", "职工"], "违约": ["是", "否"]}
    packed = tmp_path / "named-otherwise.csv"
    packed.write_bytes(gzip.compress("a,b\n1,NA\n".encode("utf-8-sig")))
    assert read_data_file(packed).columns == {"a": ["1"], "b": [None]}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "a line of column names"),
        (b"a,b\n", "at least one row"),
        (b"a,b\n1,2\n3\n", "row 3 has 1 cells, the header has 2"),
        (b"a,a\n1,2\n", "columns of the same name: a"),
        (b"a,\n1,2\n", "a column has no name"),
        (b"PK\x03\x04\0\0", "zero bytes"),
        (b"a,b\n\xff\xff\xff,1\n", "neither UTF-8 nor GBK"),
        (b"\x1f\x8b\x08broken", "gzip is damaged"),
    ],
)
def test_what_is_no_table_is_said_in_one_sentence(tmp_path: Path, raw: bytes, said: str) -> None:
    path = tmp_path / "b.csv"
    path.write_bytes(raw)
    with pytest.raises(BadInput, match=said):
        read_data_file(path)
    with pytest.raises(BadInput, match="cannot be read"):
        read_data_file(tmp_path / "nowhere.csv")
