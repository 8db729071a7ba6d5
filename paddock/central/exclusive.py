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
    with closing(sqlite3.connect(data_dir / "running.lock", timeout=wait_seconds, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise EnvironmentFault(
                Sentence(
                    f"已有中心在使用 {data_dir}, 请先关闭它或换一个 --data-dir",
                    f"Another centre runs in {data_dir}: stop it or choose another --data-dir",
                )
            ) from error
        yield
