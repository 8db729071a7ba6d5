"""The embedded centre keeps customers' data on a dealer's machine: nothing of it may lie there in clear."""

import contextlib
from pathlib import Path

import pytest
from dbos import DBOSClient

from paddock.central.database import Database
from paddock.central.encryption import encrypt_file, is_plain
from paddock.central.migrations.run import require_newest
from paddock.central.settings import Settings
from paddock.central.workflow.definition import StepFailed, without_words
from paddock.domain.errors import EnvironmentFault
from paddock.wire.messages import sha256_hex
from tests.helpers.central_server import central_server
from tests.helpers.workstations import JPEG

KEY = bytes(range(32))
PICTURE = JPEG + b"the photograph of an ID card"
PLANTED = [
    word.encode()
    for word in ("王小川", "420106198503121372", "13871234567", "鄂A12345", "中北路12号", "photograph of an ID card")
]


def in_clear(folder: Path) -> list[tuple[str, bytes]]:
    """Where in `folder` any planted word can be read, also in the logs beside the databases."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [(path.name, word) for path in files for word in PLANTED if word in path.read_bytes()]


def test_no_word_of_a_customer_is_in_clear_under_a_key(data_dir: Path) -> None:
    with central_server(data_dir, database_key=KEY.hex()) as server, server.client() as client:
        application_id = client.submit()
        assert client.put(f"/v1/images/{sha256_hex(PICTURE)}", PICTURE).status_code == 200
        client.decided(application_id)
        # While it runs: the write-ahead logs lie beside the databases.
        assert in_clear(data_dir) == []
        server.kill()
        assert in_clear(data_dir) == []
    store = DBOSClient(system_database_url=f"sqlite:///{data_dir / 'workflows.db'}", application_name="paddock-central")
    kept = [run.input for run in store.list_workflows()]
    store.destroy()
    assert [run["args"] for run in kept if run] == [(str(application_id), False)]


def test_a_plain_file_is_encrypted_where_it_lies_and_nothing_is_lost(data_dir: Path) -> None:
    with central_server(data_dir) as server:
        with server.client() as client:
            before = client.decided(client.submit())
        # Killed: the newest rows are in the write-ahead log only.
        server.kill()
        assert in_clear(data_dir)
        server.environment = {"PADDOCK_CENTRAL_DATABASE_KEY": KEY.hex()}
        server.start()
        with server.client() as client:
            assert client.application(before.id) == before
        assert in_clear(data_dir) == []


def test_another_key_or_none_is_refused_and_changes_nothing(data_dir: Path) -> None:
    with central_server(data_dir, database_key=KEY.hex()):
        pass
    path = data_dir / "central.db"
    before = path.read_bytes()
    for key in (bytes(32), None):
        database = Database(Settings(data_dir=data_dir).resolved_database_url, key=key)
        with contextlib.closing(database), pytest.raises(EnvironmentFault, match="cannot be read"):
            require_newest(database)
    assert path.read_bytes() == before
    assert not is_plain(path)
    assert not encrypt_file(path, bytes(32))


def test_an_error_of_a_step_is_kept_by_its_kind_only() -> None:
    def failing() -> None:
        raise KeyError(PLANTED)

    with pytest.raises(StepFailed) as failed:
        without_words(failing)()
    assert str(failed.value) == "KeyError"
