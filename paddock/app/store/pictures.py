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

    def __init__(self, folder: Path, store_key: bytes) -> None:
        self._folder = folder
        self._wrapping = AESGCM(_derive(store_key, b"paddock picture keys"))
        self._naming = _derive(store_key, b"paddock picture names")

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
        if not sealed.startswith(_MAGIC) or len(sealed) < _HEADER + 16:
            return None
        start = len(_MAGIC)
        wrap_nonce, wrapped = sealed[start : start + _NONCE], sealed[start + _NONCE : _HEADER - _NONCE]
        try:
            file_key = self._wrapping.decrypt(wrap_nonce, wrapped, name)
            return AESGCM(file_key).decrypt(sealed[_HEADER - _NONCE : _HEADER], sealed[_HEADER:], name)
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
