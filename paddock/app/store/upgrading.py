"""Bring a database to the newest schema, after making and checking a copy of it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from paddock.app.store.engine import connect
from paddock.app.store.faults import plain_faults
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config() -> Config:
    """The configuration of this database's migrations; without a file, since the caller brings the connection."""
    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix())
    return config


def upgrade(engine: Engine, path: Path, key: bytes, version: str | None) -> Path | None:
    """Upgrade to the newest revision; returns the checked copy that was made before (None for a new database).

    The upgrade is one transaction: it happens as a whole or not at all.
    """
    copy = None if version is None else copy_database(path, key, version)
    config = alembic_config()
    with plain_faults(path.parent), engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return copy


def copy_database(path: Path, key: bytes, version: str) -> Path:
    """Copy the database (encrypted with the same key) to `NAME.before-VERSION`, and check that copy.

    Raises:
        EnvironmentFault: the copy could not be made or is not whole; nothing was upgraded.
    """
    target = path.with_name(f"{path.name}.before-{version}")
    target.unlink(missing_ok=True)
    source = connect(path, key)
    try:
        # One file, consistent, however much is in the write-ahead log.
        source.execute("ATTACH DATABASE ? AS copy KEY ?", (str(target), f"x'{key.hex()}'"))
        source.execute("SELECT sqlcipher_export('copy')")
        source.execute("DETACH DATABASE copy")
        expected = _row_counts(source)
    finally:
        source.close()
    check = connect(target, key)
    try:
        whole = check.execute("PRAGMA integrity_check").fetchone()[0] == "ok" and _row_counts(check) == expected
    finally:
        check.close()
    if not whole:
        raise EnvironmentFault(
            Sentence(
                "升级前的数据备份未通过检查, 已停止升级, 数据未改动; 请检查磁盘后再启动",
                "The copy made before the upgrade is not whole, so nothing was upgraded: check the disk",
            )
        )
    return target


def _row_counts(connection: object) -> dict[str, int]:
    execute = connection.execute  # type: ignore[attr-defined]
    tables = [row[0] for row in execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    # The names come from the database's own catalogue.
    return {table: execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}  # noqa: S608
