"""Open a profile: folder, key, schema, store; in this order, each refusing before anything is damaged."""

import os
from pathlib import Path

from paddock.app.store import settings
from paddock.app.store.engine import make_engine
from paddock.app.store.faults import fault_of_disk, plain_faults
from paddock.app.store.files import flush_folder
from paddock.app.store.keys import PassphrasePrompt, ProfileKeys, profile_keys
from paddock.app.store.locks import setting_up
from paddock.app.store.pictures import PictureFiles
from paddock.app.store.rotation import finish_rotation, present_key
from paddock.app.store.schema import HEAD, refuse_newer, schema_version
from paddock.app.store.store import Store
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

DATABASE = "paddock.db"
PICTURES = "pictures"
_MADE = "database.made"
"""An empty file that says that there was a database here: a lost one must not be replaced by an empty one."""


def open_store(profile: Path, ask: PassphrasePrompt | None = None) -> Store:
    """Open the profile folder's store, making it on the first run and upgrading it after an update.

    Raises:
        EnvironmentFault: no key, a wrong key, a damaged or newer database, or a folder that cannot be written.
    """
    _make_folder(profile)
    with setting_up(profile):
        keys = profile_keys(profile, ask)
        _refuse_lost(profile)
        key, former = _settled(profile, keys)
        engine = make_engine(profile / DATABASE, key)
        try:
            with plain_faults(profile), engine.begin() as connection:
                version = schema_version(connection)
            if version != HEAD:
                refuse_newer(version)
                # Imported late: alembic costs 100 ms, and most starts need no upgrade.
                from paddock.app.store.upgrading import upgrade  # noqa: PLC0415

                upgrade(engine, profile / DATABASE, key, version)
            _mark_made(profile)
        except BaseException:
            engine.dispose()
            raise
        with plain_faults(profile), engine.begin() as connection:
            names = settings.get(connection, settings.PICTURE_NAMES)
    _flush_pictures(profile)
    files = PictureFiles(profile / PICTURES, key, names=bytes.fromhex(names) if names else None, former_key=former)
    return Store(profile, engine, files)


def _settled(profile: Path, keys: ProfileKeys) -> tuple[bytes, bytes | None]:
    """The key that opens the database, and one that still opens some pictures; a rotation cut short is finished."""
    if keys.successor is None:
        return keys.key, None
    database = profile / DATABASE
    try:
        finish_rotation(database, profile / PICTURES, keys)
    except EnvironmentFault:
        # In use, or no room: it goes on as it is, with both keys, and is finished another time.
        key = present_key(database, keys)
        return key, keys.successor if key == keys.key else keys.key
    return keys.successor, None


def _flush_pictures(profile: Path) -> None:
    """A folder made just before a crash must last before a picture in it is promised."""
    if (profile / PICTURES).is_dir():
        flush_folder(profile / PICTURES)


def _make_folder(profile: Path) -> None:
    try:
        profile.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            profile.chmod(0o700)
    except OSError as error:
        raise fault_of_disk(error, profile) from error


def _refuse_lost(profile: Path) -> None:
    path = profile / DATABASE
    if (profile / _MADE).exists() and not (path.exists() and path.stat().st_size):
        raise EnvironmentFault(
            Sentence(
                f"数据库 {path} 不见了或是空的, 未作任何改动; 请从备份恢复, 或用 --profile 指定另一个文件夹",
                f"The database {path} is gone or empty and nothing was changed: restore it from a backup, "
                "or name another folder with --profile",
            )
        )


def _mark_made(profile: Path) -> None:
    try:
        (profile / _MADE).touch()
    except OSError as error:
        raise fault_of_disk(error, profile) from error
