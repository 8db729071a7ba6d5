"""Encrypted pictures on disk, beside the database.

A file is `magic ‖ nonce ‖ wrapped file key ‖ nonce ‖ ciphertext`, both AES-256-GCM with the file's name as
associated data; the file key is fresh for every file. Its name is an HMAC of the picture's hash, so that nobody can
tell from the folder whether a known picture is in it. Plain bytes never touch the disk.
"""

import hashlib
import hmac
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from paddock.app.store.files import make_folder, write_safely
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

_MAGIC = b"PADDOCK1"
_NONCE = 12
_WRAPPED = 32 + 16
_HEADER = len(_MAGIC) + _NONCE + _WRAPPED + _NONCE


class PictureFiles:
    """The folder of encrypted pictures of one profile."""

    def __init__(
        self, folder: Path, store_key: bytes, *, names: bytes | None = None, former_key: bytes | None = None
    ) -> None:
        """`names` is what names are made with, if not the store key's own; `former_key` opens what is not rewrapped."""
        self._folder = folder
        self._wrapping = AESGCM(_derive(store_key, b"paddock picture keys"))
        self._former = AESGCM(_derive(former_key, b"paddock picture keys")) if former_key else None
        self._naming = names or naming_key(store_key)

    def path_of(self, sha256: str) -> Path:
        """Where the picture with this hash is kept."""
        name = hmac.digest(self._naming, sha256.encode(), hashlib.sha256).hex()
        return self._folder / name[:2] / f"{name}.pic"

    def keep(self, sha256: str, data: bytes) -> None:
        """Encrypt and write; durable on return. A picture that is there already is left as it is."""
        path = self.path_of(sha256)
        if self._is_whole(path, len(data)):
            return
        make_folder(path.parent)
        write_safely(path, self._seal(path.name.encode(), data))

    def load(self, sha256: str) -> bytes:
        """The plain bytes.

        Raises:
            EnvironmentFault: the file is missing or damaged.
        """
        path = self.path_of(sha256)
        try:
            sealed = path.read_bytes()
        except OSError as error:
            raise _unreadable() from error
        data = self._open(path.name.encode(), sealed)
        if data is None or hashlib.sha256(data).hexdigest() != sha256:
            raise _unreadable()
        return data

    def rewrap(self, path: Path) -> bool:
        """Put the file's own key under the present store key, whole or not at all; False if it is already, or damaged.

        Only the envelope changes: the picture itself stays encrypted as it is, and under its name.
        """
        sealed = path.read_bytes()
        name = path.name.encode()
        if self._former is None or _unwrapped(self._wrapping, name, sealed) is not None:
            return False
        file_key = _unwrapped(self._former, name, sealed)
        if file_key is None:
            return False
        nonce = secrets.token_bytes(_NONCE)
        envelope = _MAGIC + nonce + self._wrapping.encrypt(nonce, file_key, name)
        write_safely(path, envelope + sealed[len(envelope) :])
        return True

    def files(self) -> list[Path]:
        """Every picture's file."""
        return sorted(self._folder.rglob("*.pic"))

    def remove(self, sha256: str) -> None:
        """Delete the file; a missing one is no fault."""
        self.path_of(sha256).unlink(missing_ok=True)

    def _is_whole(self, path: Path, plain_size: int) -> bool:
        # A rename makes the file appear as a whole, so its length tells enough; reading checks the rest.
        try:
            return path.stat().st_size == _HEADER + plain_size + 16
        except OSError:
            return False

    def _seal(self, name: bytes, data: bytes) -> bytes:
        file_key, wrap_nonce, nonce = AESGCM.generate_key(256), secrets.token_bytes(_NONCE), secrets.token_bytes(_NONCE)
        wrapped = self._wrapping.encrypt(wrap_nonce, file_key, name)
        return b"".join((_MAGIC, wrap_nonce, wrapped, nonce, AESGCM(file_key).encrypt(nonce, data, name)))

    def _open(self, name: bytes, sealed: bytes) -> bytes | None:
        file_key = _unwrapped(self._wrapping, name, sealed)
        if file_key is None and self._former is not None:
            file_key = _unwrapped(self._former, name, sealed)
        if file_key is None:
            return None
        try:
            return AESGCM(file_key).decrypt(sealed[_HEADER - _NONCE : _HEADER], sealed[_HEADER:], name)
        except InvalidTag:
            return None


def naming_key(store_key: bytes) -> bytes:
    """What a profile names its pictures with: made from its first store key, and kept when that one is replaced."""
    return _derive(store_key, b"paddock picture names")


def _unwrapped(wrapping: AESGCM, name: bytes, sealed: bytes) -> bytes | None:
    """The file's own key; None if it is not under this key, or the file is damaged."""
    if not sealed.startswith(_MAGIC) or len(sealed) < _HEADER + 16:
        return None
    start = len(_MAGIC)
    try:
        return wrapping.decrypt(sealed[start : start + _NONCE], sealed[start + _NONCE : _HEADER - _NONCE], name)
    except InvalidTag:
        return None


def _derive(store_key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(store_key)


def _unreadable() -> EnvironmentFault:
    return EnvironmentFault(
        Sentence(
            "影像文件缺失或损坏, 请重新拍照; 其余内容都在",
            "The picture's file is missing or damaged: take the photo again; everything else is safe",
        )
    )
