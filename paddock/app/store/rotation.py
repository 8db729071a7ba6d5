"""Replace a profile's store key: by steps that each can be the last before a crash, and are taken up where they ended.

    1. `key.json` holds the successor, under the present key.
    2. The database knows what its pictures are named with, so that names outlive the key.
    3. Each picture's envelope is put under the successor; meanwhile both keys open pictures.
    4. The database is written anew under the successor, checked, and renamed into place.
    5. `key.json` (and the keyring) hold the successor alone; the former key is forgotten.

Until step 4 the present key opens the database, from then on the successor does: whichever fits tells where it ended.
"""

import contextlib
from pathlib import Path

from paddock.app.store import care
from paddock.app.store.engine import connect
from paddock.app.store.faults import DatabaseUnreadable, fault_of_disk
from paddock.app.store.files import flush_folder
from paddock.app.store.keys import PassphrasePrompt, ProfileKeys, install_successor, keep_successor, profile_keys
from paddock.app.store.locks import ProfileLock, setting_up
from paddock.app.store.pictures import PictureFiles, naming_key
from paddock.app.store.settings import PICTURE_NAMES
from paddock.domain.errors import EnvironmentFault
from paddock.domain.long_work import UNWATCHED, Work
from paddock.domain.sentences import Sentence

_REWRAPPING = Sentence("正在更换影像的密钥", "Putting the pictures under the new key")
_IN_USE = Sentence(
    "工作台正在使用本数据, 请先关闭窗口再更换密钥", "This data is in use: close the window, then change the key"
)
_READ_NAMES = "SELECT value FROM settings WHERE name = ?"


def rotate_key(
    profile: Path, database: str, pictures: str, ask: PassphrasePrompt | None, work: Work = UNWATCHED
) -> int:
    """Replace the store key of a profile nobody has open; returns how many pictures were put under the new one.

    Args:
        profile: the data folder.
        database: the name of its database file.
        pictures: the name of its folder of pictures.
        ask: asks for the passphrase where there is no keyring.
        work: may stop it between two pictures; the next start or rotation goes on from there.

    Raises:
        WrongKey: the passphrase is not this profile's.
        EnvironmentFault: somebody has the profile open, or the disk or the keyring refuses.
        Cancelled: stopped; everything opens as before.
    """
    with ProfileLock(profile, "engine") as engine:
        if not engine.acquire():
            raise EnvironmentFault(_IN_USE)
        with setting_up(profile):
            keys = keep_successor(profile, profile_keys(profile, ask))
            return finish_rotation(profile / database, profile / pictures, keys, work)


def finish_rotation(database: Path, pictures: Path, keys: ProfileKeys, work: Work = UNWATCHED) -> int:
    """Steps 2 to 5, as far as they are still to be done. The caller holds the setup lock."""
    if keys.successor is None:
        return 0
    names = _keep_names(database, keys)
    files = PictureFiles(pictures, keys.successor, names=names, former_key=keys.key)
    found = files.files()
    count = sum(files.rewrap(path) for path in work.each(found, len(found), _REWRAPPING))
    _replace_database(database, keys)
    install_successor(database.parent, keys)
    # Copies from before updates are under the key that is gone.
    for copy in database.parent.glob(f"{database.name}.before-*"):
        care.remove_database(copy)
    return count


def present_key(database: Path, keys: ProfileKeys) -> bytes:
    """The key that opens the database now: between two steps it may be either."""
    if keys.successor is None or not database.exists():
        return keys.key
    try:
        connect(database, keys.key).close()
    except DatabaseUnreadable:
        return keys.successor
    return keys.key


def _keep_names(database: Path, keys: ProfileKeys) -> bytes:
    with (
        care.plain_driver_faults(database.parent),
        contextlib.closing(connect(database, present_key(database, keys))) as connection,
    ):
        found = connection.execute(_READ_NAMES, (PICTURE_NAMES,)).fetchone()
        if found is not None:
            return bytes.fromhex(found[0])
        names = naming_key(keys.key)
        connection.execute("INSERT INTO settings (name, value) VALUES (?, ?)", (PICTURE_NAMES, names.hex()))
        return names


def _replace_database(database: Path, keys: ProfileKeys) -> None:
    if keys.successor is None or present_key(database, keys) == keys.successor:
        return
    fresh = database.with_name(f".{database.name}.rotating")
    care.remove_database(fresh)
    with care.plain_driver_faults(database.parent), contextlib.closing(connect(database, keys.key)) as connection:
        # Leaves WAL only if nobody else has the file open: from here on nobody writes what would not be copied.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        if connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
            raise EnvironmentFault(_IN_USE)
        care.export_checked(connection, fresh, keys.successor)
    try:
        fresh.replace(database)
        flush_folder(database.parent)
    except OSError as error:
        raise fault_of_disk(error, database.parent) from error
