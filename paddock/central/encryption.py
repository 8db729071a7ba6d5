"""The embedded centre's database, encrypted: it holds names, ID numbers and photographs on a dealer's machine.

SQLCipher with a raw key that the workstation keeps in its own encrypted store and hands to its child process. A plain
file of an earlier release is encrypted where it lies, once, at the first start with a key.
"""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

_PLAIN_HEAD = b"SQLite format 3\x00"
_BUSY_SECONDS = 30.0


def connect(path: Path, key: bytes) -> Any:
    """A connection to the encrypted file; the first query fails with "not a database" under a wrong key."""
    connection = dbapi2.connect(str(path), timeout=_BUSY_SECONDS, check_same_thread=False)
    # SQLCipher writes to stderr by itself otherwise.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA temp_store = MEMORY")
    if not connection.execute("PRAGMA cipher_version").fetchone():
        connection.close()
        raise EnvironmentFault(
            Sentence(
                "数据库组件不支持加密, 已拒绝启动, 请重新安装",
                "This SQLite has no encryption, so the centre does not start: install it again",
            )
        )
    return connection


def is_plain(path: Path) -> bool:
    """Whether there is an SQLite file that is not encrypted."""
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN_HEAD)) == _PLAIN_HEAD
    except FileNotFoundError:
        return False


def encrypt_file(path: Path, key: bytes) -> bool:
    """Encrypt a plain file where it lies; returns whether there was one. The caller is alone in the folder.

    The encrypted copy is checked against the plain file before it takes its place; a crash leaves one or the other.
    """
    if not is_plain(path):
        return False
    copy = path.with_name(f"{path.name}.encrypting")
    copy.unlink(missing_ok=True)
    plain = dbapi2.connect(str(path), isolation_level=None)
    try:
        # Everything into the main file first: beside the encrypted one an old write-ahead log must not remain.
        plain.execute("PRAGMA journal_mode = DELETE")
        plain.execute("ATTACH DATABASE ? AS copy KEY ?", (str(copy), f"x'{key.hex()}'"))
        plain.execute("PRAGMA copy.synchronous = FULL")
        plain.execute("SELECT sqlcipher_export('copy')")
        plain.execute("DETACH DATABASE copy")
        expected = _row_counts(plain)
    finally:
        plain.close()
    check = connect(copy, key)
    try:
        whole = check.execute("PRAGMA integrity_check").fetchone()[0] == "ok" and _row_counts(check) == expected
    finally:
        check.close()
    if not whole:
        raise EnvironmentFault(
            Sentence(
                "中心数据库加密后的副本未通过检查, 原文件未改动; 请检查磁盘后再启动",
                "The encrypted copy of the centre's database is not whole and the original was left as it is: "
                "check the disk, then start again",
            )
        )
    copy.replace(path)
    return True


def _row_counts(connection: Any) -> dict[str, int]:
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    # The names come from the database's own catalogue.
    return {table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}  # noqa: S608
