"""Keeps the memory that Qt and Python take from the C library together, and gives back what they are done with.

glibc lets every thread take from a region of its own, and keeps what was freed inside of them: after an hour with a
dozen threads that is fifty megabytes that nobody uses. Other C libraries do neither; there nothing is done.
"""

import ctypes
from functools import cache

_ARENA_MAX = -8
_MMAP_THRESHOLD = -3
_REGIONS = 1
"""Threads hold the interpreter's lock when they allocate, most of the time: one region is not fought over."""
_OF_ITS_OWN = 256 * 1024
"""Bytes from which on a piece is mapped by itself, and goes back to the system as soon as it is freed: pictures."""


def keep_together() -> None:
    """Called before threads are started."""
    library = _glibc()
    if library is not None:
        library.mallopt(_ARENA_MAX, _REGIONS)
        library.mallopt(_MMAP_THRESHOLD, _OF_ITS_OWN)


def give_back() -> None:
    """Give free memory back to the system; takes some milliseconds, so not on the GUI thread."""
    library = _glibc()
    if library is not None:
        library.malloc_trim(0)


@cache
def _glibc() -> ctypes.CDLL | None:
    try:
        library = ctypes.CDLL(None)
    except (OSError, TypeError):
        # No such thing as the program itself to look into: Windows.
        return None
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None
