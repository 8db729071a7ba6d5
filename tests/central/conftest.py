from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.central_server import CentralClient, CentralServer, central_server
from tests.helpers.postgresql import postgresql


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CentralServer]:
    """One embedded centre for all tests that only talk to it."""
    with central_server(tmp_path_factory.mktemp("centre")) as running:
        yield running


@pytest.fixture
def client(server: CentralServer) -> Iterator[CentralClient]:
    with server.client() as client:
        yield client


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    with postgresql() as url:
        yield url


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "centre"
