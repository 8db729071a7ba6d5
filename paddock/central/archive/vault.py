"""Objects as files named by the SHA-256 of their encrypted bytes, and the index they are found by."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Final

from paddock.central.keys import KeyFolder
from paddock.central.sealing import DamagedObjectError, derived_key, seal, unseal
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

_MAGIC: Final = b"PADDOCK-ARCHIVE-1\n"


class Vault:
    """The archive's folder."""

    def __init__(self, folder: Path, keys: KeyFolder) -> None:
        self._folder = folder
        self._key = derived_key(keys, "archive objects")
        self._index_key = derived_key(keys, "archive index")

    def put(self, content: bytes, about: bytes) -> str:
        """Keep `content`; the object's name. On disk when this returns.

        Raises:
            EnvironmentFault: the folder cannot be written.
        """
        sealed = _MAGIC + seal(self._key, content, about)
        name = hashlib.sha256(sealed).hexdigest()
        path = self._path(name)
        temporary = path.with_name(f".{name}.{secrets.token_hex(4)}")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise EnvironmentFault(
                Sentence(
                    f"归档目录 {self._folder} 无法写入, 请检查磁盘与权限; 合同仍在数据库中, 稍后自动重试",
                    f"The archive {self._folder} cannot be written: check disk and permissions; the contract is in the "
                    "database and is tried again",
                )
            ) from error
        return name

    def get(self, name: str, about: bytes) -> bytes:
        """The content of an object. Raises `DamagedObjectError`."""
        try:
            sealed = self._path(name).read_bytes()
        except OSError:
            raise DamagedObjectError from None
        if hashlib.sha256(sealed).hexdigest() != name or not sealed.startswith(_MAGIC):
            raise DamagedObjectError
        return unseal(self._key, sealed[len(_MAGIC) :], about)

    def destroy(self, name: str) -> None:
        """Remove an object."""
        self._path(name).unlink(missing_ok=True)

    def term(self, value: str) -> str:
        """The keyed hash a value is indexed under: without spaces, in capitals, half width."""
        return hmac.digest(self._index_key, normalised(value).encode(), "sha256").hex()

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name[2:4] / name


def normalised(value: str) -> str:
    """How a value is compared: full width as half width, no spaces, capitals."""
    wide = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
    return "".join(value.translate(wide).upper().split())
