from datetime import date
from pathlib import Path

import pytest

from paddock.central.data_file import DataFile, read_data_file
from paddock.central.scorecards.columns import Choices
from paddock.central.scorecards.procedure import Fit, fit_card
from paddock.central.scorecards.wish import Wish
from tests.central.scorecards.loans import invent, write

WISH = Wish("outcome", "book", date(2026, 11, 25), choices=Choices(rising=("income",), falling=("term",)))


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("book") / "book.csv.gz", invent(1500))


@pytest.fixture(scope="session")
def book_file(book: Path) -> DataFile:
    return read_data_file(book)


@pytest.fixture(scope="session")
def fitted(book_file: DataFile) -> Fit:
    return fit_card(book_file, WISH)
