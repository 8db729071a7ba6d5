"""Who may use the recognition networks now: a still picture goes first, but a running camera is never kept out."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

_LONGEST_WAIT: Final = 2.0
"""Seconds after which a frame's text is read although still pictures are being read."""


class Turns:
    """Both share two or three cores: reading a frame's text beside a still picture doubles the wait for the picture."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._stills = 0
        self._frame_read_at = clock()

    @contextmanager
    def still(self) -> Iterator[None]:
        """While a still picture is read."""
        with self._lock:
            self._stills += 1
        try:
            yield
        finally:
            with self._lock:
                self._stills -= 1

    def frame_may_be_read(self) -> bool:
        """Whether the text of a frame may be read now; it is taken as read."""
        with self._lock:
            now = self._clock()
            if self._stills and now - self._frame_read_at < _LONGEST_WAIT:
                return False
            self._frame_read_at = now
            return True
