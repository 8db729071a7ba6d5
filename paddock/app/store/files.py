"""Files that are either there as a whole or not at all."""

import contextlib
import os
import secrets
from pathlib import Path

from paddock.app.store.faults import fault_of_disk


def write_safely(path: Path, data: bytes) -> None:
    """Write beside, flush to the disk, then rename into place; a crash leaves the old file or the new one.

    Raises:
        EnvironmentFault: the disk is full or not writable; nothing is left behind.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise fault_of_disk(error, path.parent) from error


def flush_folder(folder: Path) -> None:
    """Make a rename last; Windows does this by itself and has no way to ask for it."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
