from datetime import date
from pathlib import Path

import pytest

from paddock.central.data_file import DataFile, read_data_file
from paddock.central.valuation.model import Appraiser, ValuationModel
from paddock.central.valuation.procedure import ValuationWish, fit_valuation
from tests.central.valuation.market import invent, write

WISH = ValuationWish("market", date(2026, 11, 25))


@pytest.fixture(scope="session")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    cars = invent(600)
    return write(tmp_path_factory.mktemp("market") / "market.csv", [*cars, *cars[:25]])


@pytest.fixture(scope="session")
def market_file(market: Path) -> DataFile:
    return read_data_file(market)


@pytest.fixture(scope="session")
def fitted(market_file: DataFile) -> ValuationModel:
    return fit_valuation(market_file, WISH).model


@pytest.fixture(scope="session")
def appraiser(fitted: ValuationModel) -> Appraiser:
    return Appraiser(fitted)
