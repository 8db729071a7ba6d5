"""Faults of the database and the disk, as one sentence each."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

_LEAST_FREE_BYTES = 256 * 1024
"""Below this even opening the database fails: it needs a log and an index of the log beside it."""

DISK_FULL = Sentence(
    "磁盘已满, 这一步没有保存, 之前的工作都在; 请清理磁盘后再试",
    "The disk is full: this step was not saved, earlier work is safe; free some space and try again",
)
_NOT_WRITABLE = Sentence(
    "无法写入数据文件夹 {where}, 请检查权限与磁盘",
    "The data folder {where} cannot be written: check its permissions and the disk",
)
_DISK_FAILS = Sentence(
    "磁盘读写出错, 这一步没有保存; 请检查磁盘空间与健康状况后再试",
    "The disk failed to read or write, so this step was not saved: check its space and health, then try again",
)
_BUSY = Sentence(
    "数据库正被另一程序占用, 请稍候再试或关闭其他窗口",
    "The database is in use by another program: wait a moment or close the other window, then try again",
)
_DAMAGED = Sentence(
    "数据库无法读取 (密钥不符或文件损坏), 未作任何改动; 请恢复原密钥或备份, 或联系技术支持",
    "The database cannot be read (another key, or a damaged file) and was left as it is: "
    "restore its key or a backup, or call support",
)


class DatabaseUnreadable(EnvironmentFault):
    """The file does not open with this key."""

    def __init__(self) -> None:
        super().__init__(_DAMAGED)


def unwritable(where: Path) -> EnvironmentFault:
    """The fault of a data folder that takes no files: its disk is full, or it may not be written."""
    with suppress(OSError):
        if shutil.disk_usage(where).free < _LEAST_FREE_BYTES:
            return EnvironmentFault(DISK_FULL)
    return EnvironmentFault(_NOT_WRITABLE.format(where=where))


def fault_of_disk(error: OSError, where: Path) -> EnvironmentFault:
    """The sentence for an operating system error while writing below `where`."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return EnvironmentFault(DISK_FULL)
    return unwritable(where)


def fault_of_database(error: Exception, folder: Path) -> EnvironmentFault | None:
    """The sentence for an error of the database in `folder` that a person can act on; None for a bug of ours."""
    text = str(error).lower()
    if "disk is full" in text:
        return EnvironmentFault(DISK_FULL)
    if "disk i/o error" in text:
        # A full disk has no room for the files beside the database, and is then called this too.
        full = unwritable(folder)
        return full if full.sentence == DISK_FULL else EnvironmentFault(_DISK_FAILS)
    if "database is locked" in text or "database table is locked" in text:
        return EnvironmentFault(_BUSY)
    if "readonly database" in text or "unable to open database" in text:
        return unwritable(folder)
    if "not a database" in text or "malformed" in text or "hmac check failed" in text:
        return DatabaseUnreadable()
    return None


@contextmanager
def plain_faults(folder: Path) -> Iterator[None]:
    """Turn errors of the database in `folder` that a person can act on into `EnvironmentFault`; pass on the others."""
    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        # Of the driver's own where a statement goes past SQLAlchemy.
        cause = error.orig if isinstance(error, DBAPIError) and isinstance(error.orig, Exception) else error
        fault = fault_of_database(cause, folder)
        if fault is None:
            raise
        raise fault from error
