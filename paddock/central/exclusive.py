"""One process for each data directory: SQLite and the embedded workflows serve no second one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence


@contextmanager
def alone_in(data_dir: Path, wait_seconds: float = 10.0) -> Iterator[None]:
    """Be the only centre in `data_dir` for the block; waits a little for one that is just leaving.

    The lock is an open SQLite transaction: it works on every system and ends with its process, however that ends.

    Raises:
        EnvironmentFault: another centre runs there.
    """
    with closing(_lock_file(data_dir / "running.lock", wait_seconds)) as lock:
        try:
            # Nothing is ever written; without this a full disk would refuse the lock for want of a journal.
            lock.execute("PRAGMA journal_mode = MEMORY")
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise _unusable(data_dir) from error
            raise EnvironmentFault(
                Sentence(
                    f"已有中心在使用 {data_dir}, 请先关闭它或换一个 --data-dir",
                    f"Another centre runs in {data_dir}: stop it or choose another --data-dir",
                )
            ) from error
        except sqlite3.DatabaseError as error:
            raise _unusable(data_dir) from error
        yield


def _lock_file(path: Path, wait_seconds: float) -> sqlite3.Connection:
    try:
        return sqlite3.connect(path, timeout=wait_seconds, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise _unusable(path.parent) from error


def _unusable(data_dir: Path) -> EnvironmentFault:
    return EnvironmentFault(
        Sentence(
            f"无法写入数据目录 {data_dir}, 请检查权限与磁盘空间, 或换一个 --data-dir",
            f"The folder {data_dir} cannot be written: check permissions and disk space, or choose another --data-dir",
        )
    )
