"""The folders and files a batch is filled from, and which of their pictures are still unread.

A source remembers what was chosen and how far it got, so that a killed window goes on with the rest. What was read is
told by the pictures' hashes, not by their names: a folder may have been renamed or copied meanwhile.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from paddock.app.services.moments import moment, new_id
from paddock.app.store import batch_json
from paddock.app.store.batch_models import BatchRow, BatchSourceRow
from paddock.app.store.batch_queries import contents_read
from paddock.app.store.batch_views import SourceKind, SourceState
from paddock.app.store.store import Store, Topic
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

PICTURE_SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".jfif", ".png", ".bmp", ".webp", ".tif", ".tiff", ".heic"})
"""By name; what a file really is says its content. HEIC is among them so that it is refused with what to do."""
LARGEST_PICTURE_BYTES: Final = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class UnreadPicture:
    """A picture file of a source that this batch has not read."""

    path: Path
    sha256: str
    content: bytes


def add_pictures(store: Store, batch_id: UUID, paths: Sequence[Path], by: str, now: datetime | None = None) -> UUID:
    """Take folders and picture files into a batch; they are read afterwards, one by one.

    Raises:
        BadInput: there is no picture in them.
    """
    if not pictures_in(paths):
        raise BadInput(
            Sentence(
                "所选位置没有照片 (JPG、PNG、BMP、WEBP、TIFF), 请换一个文件夹",
                "There are no photos (JPG, PNG, BMP, WEBP, TIFF) in what was chosen: choose another folder",
            )
        )
    source_id = new_id()
    with store.write(Topic.BATCH) as connection:
        connection.execute(
            insert(BatchSourceRow).values(
                id=source_id,
                batch_id=batch_id,
                kind=SourceKind.PICTURES.value,
                name=name_of(paths),
                paths=batch_json.write_list([str(path.absolute()) for path in paths]),
                sha256=None,
                header="[]",
                state=SourceState.READING.value,
                added_at=moment(now),
                added_by=by,
                returned_at=None,
            )
        )
        reopen_for(connection, batch_id)
    return source_id


def set_source_state(store: Store, source_id: UUID, state: SourceState) -> None:
    """Pause, go on, cancel, or done."""
    with store.write(Topic.BATCH) as connection:
        connection.execute(update(BatchSourceRow).where(BatchSourceRow.id == source_id).values(state=state.value))


def pictures_in(paths: Iterable[Path]) -> list[Path]:
    """The picture files among `paths` and in its folders with all theirs, by name; hidden files are passed over."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(path.rglob("*"), key=_natural) if path.is_dir() else [path]
        for one in inside:
            if one.suffix.lower() in PICTURE_SUFFIXES and not one.name.startswith(".") and one.is_file():
                found[one] = None
    return list(found)


def unread_pictures(store: Store, batch_id: UUID, paths: Iterable[Path]) -> Iterator[UnreadPicture | Path]:
    """Each picture this batch has not read, with its bytes; the bare path of one that was, or cannot be opened.

    Lazy: a file is opened when it is asked for.
    """
    read = set(contents_read(store, batch_id))
    for path in pictures_in(paths):
        content = _bytes_of(path)
        # Files without bytes are told apart by their names: each is a fault of its own.
        sha256 = hashlib.sha256(content or str(path).encode()).hexdigest()
        if sha256 in read:
            yield path
            continue
        read.add(sha256)
        yield UnreadPicture(path, sha256, content)


def reopen_for(connection: Connection, batch_id: UUID) -> None:
    """What is being filled is not put away."""
    if not connection.execute(select(BatchRow.id).where(BatchRow.id == batch_id)).first():
        raise BadInput(Sentence("本机没有这个批次, 请从列表中选择", "This batch is not here: choose one from the list"))
    connection.execute(update(BatchRow).where(BatchRow.id == batch_id).values(closed_at=None))


def name_of(paths: Sequence[Path]) -> str:
    """What people call a choice of files: the folder's name, or the first file's and how many more."""
    first = paths[0].name or str(paths[0])
    return first if len(paths) == 1 else f"{first} +{len(paths) - 1}"


def _bytes_of(path: Path) -> bytes:
    """The file's bytes; nothing for one that is too large or cannot be opened, which reading it then refuses."""
    try:
        return path.read_bytes() if path.stat().st_size <= LARGEST_PICTURE_BYTES else b""
    except OSError:
        return b""


def _natural(path: Path) -> list[tuple[int, str]]:
    """`IMG_9` before `IMG_10`."""
    parts: list[tuple[int, str]] = []
    digits = ""
    for char in str(path).lower() + "\0":
        if char.isascii() and char.isdigit():
            digits += char
            continue
        if digits:
            parts.append((int(digits), ""))
            digits = ""
        parts.append((0, char))
    return parts
