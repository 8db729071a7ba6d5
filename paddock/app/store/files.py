"""Files that are either there as a whole or not at all."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from paddock.app.store.faults import fault_of_disk


def write_safely(path: Path, data: bytes) -> None:
    """Write beside, flush to the disk, then rename into place; a crash leaves the old file or the new one.

    Raises:
        EnvironmentFault: the disk is full or not writable; nothing is left behind.
    """
    with safe_file(path) as file:
        file.write(data)


@contextlib.contextmanager
def safe_file(path: Path) -> Iterator[IO[bytes]]:
    """As `write_safely`, for what is written bit by bit: it takes its place when the block is left without a fault.

    Raises:
        EnvironmentFault: the disk is full or not writable; nothing is left behind.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with beside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise fault_of_disk(error, path.parent) from error
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, each lasting before something is put into it.

    Raises:
        EnvironmentFault: the disk is full or not writable.
    """
    try:
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        for place in reversed(missing):
            place.mkdir(exist_ok=True)
            flush_folder(place.parent)
    except OSError as error:
        raise fault_of_disk(error, folder) from error


def flush_folder(folder: Path) -> None:
    """Make a rename last; Windows does this by itself and has no way to ask for it."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
