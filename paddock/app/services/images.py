"""Pictures of documents: kept encrypted, found by the hash of their bytes."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from paddock.app.services.moments import moment
from paddock.app.store.models import ImageRow
from paddock.app.store.store import Store, Topic
from paddock.domain.application_draft import DraftImage
from paddock.domain.documents import DocumentKind
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.wire.messages import sha256_hex

LARGEST = 20 * 1024 * 1024
"""Bytes; what the centre takes."""

_SIGNATURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


def keep_image(store: Store, data: bytes, kind: str) -> DraftImage:
    """Encrypt and keep a JPEG or PNG as it came (`kind`: a `DocumentKind` value); safe on disk on return.

    Raises:
        BadInput: empty, too large, or neither JPEG nor PNG.
        EnvironmentFault: the disk is full or not writable.
    """
    image = image_of(data, kind)
    # The file comes first: a row without its file would be a promise that cannot be kept.
    store.pictures.keep(image.sha256, data)
    with store.write(Topic.DRAFTS) as connection:
        note_image(connection, image)
    return image


def image_of(data: bytes, kind: str) -> DraftImage:
    """What a JPEG or PNG will be kept as. Raises `BadInput` as `keep_image` does."""
    return DraftImage(sha256_hex(data), DocumentKind(kind).value, _media_type(data), len(data))


def note_image(connection: Connection, image: DraftImage) -> None:
    """Make a picture known whose file is on disk already, in the caller's transaction."""
    connection.execute(
        insert(ImageRow)
        .values(sha256=image.sha256, media_type=image.media_type, size_bytes=image.size_bytes, kept_at=moment(None))
        .on_conflict_do_nothing()
    )


def load_image(store: Store, sha256: str) -> bytes:
    """The bytes of a kept picture.

    Raises:
        BadInput: no such picture.
        EnvironmentFault: its file is missing or damaged.
    """
    with store.read() as connection:
        known = connection.execute(select(ImageRow.sha256).where(ImageRow.sha256 == sha256)).first()
    if known is None:
        raise BadInput(
            Sentence("本机没有这张影像, 请重新拍照", "This picture is not on this workstation: take the photo again")
        )
    return store.pictures.load(sha256)


def _media_type(data: bytes) -> str:
    if not data:
        raise BadInput(Sentence("影像文件是空的, 请重新拍照或另选文件", "The image is empty: take it again"))
    if len(data) > LARGEST:
        raise BadInput(
            Sentence("影像超过 20 MB, 请降低分辨率后重试", "The image is above 20 MB: take it at a lower resolution")
        )
    for start, media_type in _SIGNATURES.items():
        if data.startswith(start):
            return media_type
    raise BadInput(
        Sentence("文件不是 JPEG 或 PNG 照片, 请另选文件", "The file is neither a JPEG nor a PNG photo: choose another")
    )
