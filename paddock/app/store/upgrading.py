"""Bring a database to the newest schema, after making and checking a copy of it."""

import contextlib
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from paddock.app.store.care import export_checked, plain_driver_faults, remove_database
from paddock.app.store.engine import connect
from paddock.app.store.faults import plain_faults

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
    remove_database(target)
    with plain_driver_faults(path.parent), contextlib.closing(connect(path, key)) as source:
        export_checked(source, target)
    return target
