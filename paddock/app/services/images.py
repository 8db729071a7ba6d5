"""Pictures of documents: kept encrypted, found by the hash of their bytes."""

from paddock.app.store.store import Store
from paddock.domain.application_draft import DraftImage


def keep_image(store: Store, data: bytes, kind: str) -> DraftImage:
    """Encrypt and keep a JPEG or PNG as it came (`kind`: a `DocumentKind` value); safe on disk on return.

    Raises:
        BadInput: empty, or neither JPEG nor PNG.
        EnvironmentFault: the disk is full or not writable.
    """
    raise NotImplementedError


def load_image(store: Store, sha256: str) -> bytes:
    """The bytes of a kept picture.

    Raises:
        BadInput: no such picture.
        EnvironmentFault: its file is missing or damaged.
    """
    raise NotImplementedError
