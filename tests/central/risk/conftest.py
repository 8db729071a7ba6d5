from datetime import date
from pathlib import Path

import pytest

from paddock.central.data_file import DataFile, read_data_file
from paddock.central.scorecards.card import Card
from paddock.central.scorecards.columns import Choices
from paddock.central.scorecards.procedure import Fit, fit_card
from paddock.central.scorecards.wish import Wish
from tests.central.risk.loan_book import book

WISH = Wish("defaulted", "own-book", date(2026, 11, 25), choices=Choices(rising=("down_payment_ratio",)))


@pytest.fixture(scope="session")
def book_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return book(tmp_path_factory.mktemp("book") / "book.csv")


@pytest.fixture(scope="session")
def own_book(book_path: Path) -> DataFile:
    return read_data_file(book_path)


@pytest.fixture(scope="session")
def own_fit(own_book: DataFile) -> Fit:
    return fit_card(own_book, WISH)


@pytest.fixture(scope="session")
def fitted(own_fit: Fit) -> Card:
    return own_fit.card
