"""Following a file that decisions are made with: what changed on disk is in force at the next question."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from paddock.domain.errors import PaddockError

logger = logging.getLogger(__name__)

Thing = TypeVar("Thing")


class Followed(Generic[Thing]):
    """What a file holds now; safe to share between threads.

    Args:
        path: the file.
        read: reads it; gives the thing and every file it came from.
        name_of: what the log calls the thing.

    Raises:
        PaddockError: the file cannot be used. Later a file like that is refused, said in the log, and what was in force
            before it stays.
    """

    def __init__(
        self, path: Path, read: Callable[[Path], tuple[Thing, tuple[Path, ...]]], name_of: Callable[[Thing], str]
    ) -> None:
        self._path = path
        self._read = read
        self._name_of = name_of
        self._lock = threading.Lock()
        self._files: tuple[Path, ...] = (path,)
        self._stamp: tuple[object, ...] = ()
        self._current = self._load()

    def current(self) -> Thing:
        """What is in force now."""
        with self._lock:
            stamp = _stamp_of(self._files)
            if stamp != self._stamp:
                self._stamp = stamp
                try:
                    self._current = self._load()
                    logger.info("%s is in force", self._name_of(self._current))
                except PaddockError as error:
                    logger.error("%s stays in force: %s", self._name_of(self._current), error)  # noqa: TRY400
            return self._current

    def _load(self) -> Thing:
        # The stamp is taken first: a file that changes while it is read is read again at the next question.
        known = self._files
        stamp = _stamp_of(known)
        thing, self._files = self._read(self._path)
        self._stamp = stamp if self._files == known else ()
        return thing


def _stamp_of(files: tuple[Path, ...]) -> tuple[object, ...]:
    found: list[object] = []
    for file in files:
        try:
            state = file.stat()
        except OSError:
            found.append(None)
        else:
            found.append((state.st_mtime_ns, state.st_size, state.st_ino))
    return tuple(found)
