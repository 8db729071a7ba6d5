"""Stores and drafts for tests: real encrypted databases with invented deals."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from paddock.app.services.drafts import new_draft
from paddock.app.services.images import keep_image
from paddock.app.services.submission import submit_application
from paddock.app.store.engine import make_engine
from paddock.app.store.opening import DATABASE, PICTURES
from paddock.app.store.pictures import PictureFiles
from paddock.app.store.store import Store
from paddock.app.store.upgrading import upgrade
from paddock.domain.application_draft import ApplicationDraft, DraftImage, FieldEntry, FieldPath
from tests.helpers.applications import faultless_texts

KEY = bytes(range(32))
"""An invented key; opening with it skips keyring and passphrase."""

STAFF = "李娜"
JPEG = b"\xff\xd8\xff\xe0invented"
"""The start of a JPEG file; neither store nor centre looks further than its signature."""


@cache
def _empty_database() -> bytes:
    """An upgraded database without rows; migrating one for every test would take a third of a second each."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / DATABASE
        engine = make_engine(path, KEY)
        upgrade(engine, path, KEY, None)
        engine.dispose()
        return path.read_bytes()


def keyed_store(profile: Path) -> Store:
    """A store in `profile` under `KEY`; made on the first call, opened as it is afterwards."""
    profile.mkdir(parents=True, exist_ok=True)
    path = profile / DATABASE
    if not path.exists():
        path.write_bytes(_empty_database())
    return Store(profile, make_engine(path, KEY), PictureFiles(profile / PICTURES, KEY))


@contextmanager
def open_profile(profile: Path) -> Iterator[Store]:
    """`keyed_store`, closed at the end."""
    store = keyed_store(profile)
    try:
        yield store
    finally:
        store.close()


def faultless_draft(store: Store, images: tuple[DraftImage, ...] = (), **changes: str) -> ApplicationDraft:
    """A draft that can be submitted; `changes` by the lower-case names of `FieldPath`."""
    texts = faultless_texts() | {FieldPath[name.upper()]: text for name, text in changes.items()}
    return replace(
        new_draft(store, STAFF), entries={path: FieldEntry(text) for path, text in texts.items()}, images=images
    )


def submitted(store: Store, *pictures: bytes, **changes: str) -> UUID:
    """Submit a faultless application with pictures; returns its id."""
    images = tuple(keep_image(store, picture, "vin") for picture in pictures)
    return submit_application(store, faultless_draft(store, images, **changes), STAFF)
