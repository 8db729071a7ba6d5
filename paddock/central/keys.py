"""Private keys of this centre in files: made once, readable by its user only, encrypted if there is a passphrase.

Several processes may start at the same moment on one folder: the first to finish writing a file wins and the
others read what it wrote.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from paddock.central.settings import Settings
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

PEM_CERTIFICATE_HEAD = b"-----BEGIN CERTIFICATE-----"


class KeyFolder:
    """The folder the keys live in. A hardware token would replace the classes that use it, not this one."""

    def __init__(self, folder: Path, passphrase: str | None = None) -> None:
        self._folder = folder
        self._passphrase = passphrase.encode() if passphrase else None

    def elliptic_key(self, name: str) -> EllipticCurvePrivateKey:
        """The P-256 key in file `name`, made if there is none."""
        key = self._key(name, lambda: generate_private_key(SECP256R1()))
        if not isinstance(key, EllipticCurvePrivateKey):
            raise _unusable(self._folder / name)
        return key

    def log_key(self, name: str) -> Ed25519PrivateKey:
        """The Ed25519 key in file `name`, made if there is none."""
        key = self._key(name, Ed25519PrivateKey.generate)
        if not isinstance(key, Ed25519PrivateKey):
            raise _unusable(self._folder / name)
        return key

    def document(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What is public beside the keys: the bytes in file `name`, made if there is none."""
        return self._read_or_create(name, make)

    def replace(self, name: str, content: bytes) -> None:
        """Put `content` in the place of file `name`, whole or not at all."""
        self._write_temporary(name, content).replace(self._folder / name)

    def forget(self, name: str) -> None:
        """Remove a private key that signs nothing any more."""
        (self._folder / name).unlink(missing_ok=True)

    def certificate_pem(self, name: str, make: Callable[[], bytes], *, renew: Callable[[bytes], bool]) -> bytes:
        """The certificate in file `name`, made if there is none and made again if `renew` says so of it."""
        pem = self._read_or_create(name, make)
        if not pem.startswith(PEM_CERTIFICATE_HEAD):
            raise _unusable(self._folder / name)
        if not renew(pem):
            return pem
        pem = make()
        self.replace(name, pem)
        return pem

    def _key(
        self, name: str, generate: Callable[[], EllipticCurvePrivateKey | Ed25519PrivateKey]
    ) -> EllipticCurvePrivateKey | Ed25519PrivateKey:
        pem = self._read_or_create(
            name, lambda: generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, self._encryption())
        )
        try:
            key = load_pem_private_key(pem, self._passphrase)
        except (ValueError, TypeError) as error:
            raise _unusable(self._folder / name) from error
        if not isinstance(key, EllipticCurvePrivateKey | Ed25519PrivateKey):
            raise _unusable(self._folder / name)
        return key

    def _encryption(self) -> KeySerializationEncryption:
        return BestAvailableEncryption(self._passphrase) if self._passphrase else NoEncryption()

    def _read_or_create(self, name: str, make: Callable[[], bytes]) -> bytes:
        path = self._folder / name
        try:
            return path.read_bytes()
        except FileNotFoundError:
            pass
        except OSError as error:
            raise _unusable(path) from error
        temporary = self._write_temporary(name, make())
        try:
            # Unlike a rename, a link never replaces what another process has just put there.
            os.link(temporary, path)
        except FileExistsError:
            pass
        except OSError as error:
            raise _unusable(path) from error
        finally:
            temporary.unlink(missing_ok=True)
        return path.read_bytes()

    def _write_temporary(self, name: str, content: bytes) -> Path:
        temporary = self._folder / f".{name}.{secrets.token_hex(8)}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise _unusable(temporary) from error
        return temporary


def keys_of(settings: Settings) -> KeyFolder:
    """The folder of a centre's private keys."""
    secret = settings.key_passphrase
    return KeyFolder(settings.data_dir / "keys", secret.get_secret_value() if secret else None)


def _unusable(path: Path) -> EnvironmentFault:
    return EnvironmentFault(
        Sentence(
            "密钥文件 {path} 无法使用: 请检查权限、磁盘和密钥口令, 或从备份恢复",
            "The key file {path} cannot be used: check permissions, disk and key passphrase, or restore it from backup",
        ).format(path=path)
    )
