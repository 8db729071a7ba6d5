"""The workstation's migrations: head equals the models, up and down, with data, after a checked copy."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import IntegrityError

from paddock.app.store import batch_models, dashboard_models, queries, schema, stock_words
from paddock.app.store.engine import connect, make_engine
from paddock.app.store.keys import PASSPHRASE_VARIABLE
from paddock.app.store.models import Base
from paddock.app.store.opening import DATABASE, open_store
from paddock.app.store.store import Topic
from paddock.app.store.upgrading import alembic_config, copy_database, upgrade
from paddock.domain.errors import EnvironmentFault
from tests.helpers.workstations import KEY, open_profile, submitted


def test_the_program_knows_every_revision_and_the_newest_is_head() -> None:
    scripts = ScriptDirectory.from_config(alembic_config())
    assert scripts.get_current_head() == schema.HEAD
    assert {script.revision for script in scripts.walk_revisions()} == schema.KNOWN


def _is_no_index_of_words(_object: object, name: str | None, *_of: object) -> bool:
    """FTS5's tables are its own business: no model describes them."""
    return name is None or not name.startswith(stock_words.TABLE)


def test_head_equals_the_models(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / DATABASE, KEY)
    upgrade(engine, tmp_path / DATABASE, KEY, None)
    with engine.connect() as connection:
        opts = {"compare_type": True, "target_metadata": Base.metadata, "include_object": _is_no_index_of_words}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, Base.metadata) == []
    assert {batch_models.BatchRow.__tablename__, dashboard_models.DealFactRow.__tablename__} <= set(
        Base.metadata.tables
    )
    engine.dispose()


def test_down_and_up_again(tmp_path: Path) -> None:
    path = tmp_path / DATABASE
    engine = make_engine(path, KEY)
    upgrade(engine, path, KEY, None)
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with engine.connect() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        assert [name for name in tables if not name.startswith(("alembic", "sqlite"))] == []
    upgrade(engine, path, KEY, None)
    with engine.connect() as connection:
        assert schema.schema_version(connection) == schema.HEAD
    engine.dispose()


def test_the_copy_before_an_upgrade_holds_everything_and_is_encrypted(tmp_path: Path) -> None:
    with open_profile(tmp_path) as store:
        application_id = submitted(store)
        copy = copy_database(tmp_path / DATABASE, KEY, schema.HEAD)
    assert b"SQLite format 3" not in copy.read_bytes()
    (tmp_path / DATABASE).unlink()
    copy.rename(tmp_path / DATABASE)
    with open_profile(tmp_path) as store:
        assert queries.queue_item(store, application_id) is not None


def test_a_newer_database_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "right")
    store = open_store(tmp_path)
    with store.write(Topic.SETTINGS) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    before = (tmp_path / DATABASE).read_bytes()
    with pytest.raises(EnvironmentFault) as fault:
        open_store(tmp_path)
    assert "升级" in fault.value.sentence.zh
    assert (tmp_path / DATABASE).read_bytes() == before


def test_an_upgrade_is_one_transaction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / DATABASE
    engine = make_engine(path, KEY)

    def broken(*_args: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr("alembic.op.drop_index", broken, raising=False)
    upgrade(engine, path, KEY, None)
    config = alembic_config()
    with pytest.raises(RuntimeError), engine.begin() as connection:  # noqa: PT012 - one transaction
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    engine.dispose()
    raw = connect(path, KEY)
    tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    raw.close()
    assert set(Base.metadata.tables) <= tables


def test_the_queue_takes_answers_now_and_lost_nothing_on_the_way(tmp_path: Path) -> None:
    with open_profile(tmp_path) as store:
        submitted(store, b"\xff\xd8\xff\xe0 a picture \xff\xd9")
    path = tmp_path / DATABASE
    engine, config = make_engine(path, KEY), alembic_config()
    counts = "SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM outbox_needs)"
    answer = (
        "INSERT INTO outbox (id, kind, target, body, body_sha256, state, attempts, created_at) "
        "SELECT 'x', 'answer', target, body, body_sha256, state, attempts, created_at FROM outbox LIMIT 1"
    )
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
    with engine.connect() as connection, pytest.raises(IntegrityError, match="kind_known"):
        connection.exec_driver_sql(answer)
    upgrade(engine, path, KEY, None)
    with engine.begin() as connection:
        assert connection.exec_driver_sql(counts).one() == (2, 1)
        assert connection.exec_driver_sql(answer).rowcount == 1
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    engine.dispose()
