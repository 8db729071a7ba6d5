"""Memory that the window and the capture process both see, in equal parts (slots) for one picture each.

Nothing has to be cleaned up: it has no name in the file system, and the operating system frees it when the last of the
two processes is gone, however it went. Pictures in it never touch a disk in the clear.
"""

import contextlib
import mmap
import os
import sys
from typing import Final

from paddock.app.capture.results import Pixels

CHANNELS: Final = 3
_PAGE: Final = mmap.ALLOCATIONGRANULARITY


class SharedSlots:
    """`count` slots of `size` bytes each; made by `create` on one side, by `attach` on the other."""

    def __init__(self, memory: mmap.mmap, count: int, size: int, handle: str) -> None:
        self._memory, self.count, self.size = memory, count, _in_pages(size)
        self.handle = handle
        """What the other side needs to attach, on its command line."""

    @classmethod
    def create(cls, count: int, size: int) -> "SharedSlots":
        """New memory; only what is written to takes room."""
        total = count * _in_pages(size)
        if sys.platform == "win32":
            name = f"Local\\paddock-{os.getpid()}-{os.urandom(8).hex()}"
            return cls(mmap.mmap(-1, total, tagname=name), count, size, name)
        file = os.memfd_create("paddock-pictures", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.ftruncate(file, total)
        _seal(file)
        return cls(mmap.mmap(file, total), count, size, str(file))

    @classmethod
    def attach(cls, handle: str, count: int, size: int) -> "SharedSlots":
        """The memory that the other side created."""
        total = count * _in_pages(size)
        if sys.platform == "win32":
            return cls(mmap.mmap(-1, total, tagname=handle), count, size, handle)
        memory = mmap.mmap(int(handle), total)
        os.close(int(handle))
        return cls(memory, count, size, handle)

    @property
    def inherited(self) -> tuple[int, ...]:
        """File descriptors that the other process has to be given."""
        return () if sys.platform == "win32" else (int(self.handle),)

    def handed_on(self) -> None:
        """The other process has it: this side keeps only its own view."""
        for file in self.inherited:
            os.close(file)

    def put(self, slot: int, pixels: memoryview) -> None:
        """Write a picture's bytes. Raises `ValueError` when there are too many."""
        length = pixels.nbytes
        if not 0 <= slot < self.count or length > self.size:
            raise ValueError(f"{length} bytes do not fit into slot {slot} of {self.count} × {self.size}")
        start = slot * self.size
        self._memory[start : start + length] = pixels

    def take(self, slot: int, width: int, height: int) -> Pixels:
        """A copy of the picture in a slot. Raises `ValueError` when the slot cannot hold one so large."""
        length = width * height * CHANNELS
        if not 0 <= slot < self.count or length > self.size:
            raise ValueError(f"{width} × {height} pixels are not in slot {slot} of {self.count} × {self.size}")
        start = slot * self.size
        return Pixels(width, height, self._memory[start : start + length])

    def empty(self, slot: int) -> None:
        """Give the slot's memory back to the operating system, where that can be done."""
        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                self._memory.madvise(mmap.MADV_REMOVE, slot * self.size, self.size)

    def close(self) -> None:
        """Forget this side's view."""
        self._memory.close()


def _in_pages(size: int) -> int:
    return -(-size // _PAGE) * _PAGE


def _seal(file: int) -> None:
    """Nobody can shrink it: reading beyond a shortened end would kill the reader."""
    import fcntl  # noqa: PLC0415 - not on Windows

    fcntl.fcntl(file, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)
