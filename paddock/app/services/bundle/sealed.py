"""A file of sealed frames: the STREAM construction (Hoang et al., 2015) over AES-256-GCM, keyed by a passphrase.

`magic ‖ length ‖ header ‖ (length ‖ frame)*`. The header is JSON without personal data and is associated data of every
frame; a frame's nonce is `prefix ‖ counter ‖ last`, so that frames can be neither changed, reordered, left out at the
end, nor taken from another file. The passphrase is stretched with Argon2id (RFC 9106, second recommended option).
"""

import json
import secrets
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from paddock.app.store.files import safe_file
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

_MAGIC = b"PADDOCK BUNDLE 1\n"
_LENGTH = struct.Struct(">I")
_COUNTER = struct.Struct(">IB")
_LARGEST_FRAME = 64 * 1024 * 1024
_LARGEST_HEADER = 64 * 1024
_ARGON2 = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 4}
_MOST_MEMORY = 1024 * 1024
"""KiB: a header that asks for more is not one of ours."""


class BundleFault(BadInput):
    """The file is no bundle, is not whole, or the passphrase is another; nothing was changed."""


_NO_BUNDLE = Sentence(
    "这不是车融工作台的交接文件, 请另选文件; 未作任何改动",
    "This is no hand-over file of Paddock: choose another; nothing was changed",
)
_WRONG_PASSPHRASE = Sentence(
    "口令不正确, 或交接文件已损坏; 未作任何改动, 请核对口令或重新导出",
    "The passphrase is another, or the file is damaged; nothing was changed: check it, or export again",
)
_CUT_OFF = Sentence(
    "交接文件不完整, 未作任何改动; 请重新复制或重新导出",
    "The hand-over file is not whole and nothing was changed: copy or export it again",
)


@dataclass(frozen=True, slots=True)
class _Seal:
    cipher: AESGCM
    prefix: bytes
    header: bytes

    def nonce(self, number: int, *, last: bool) -> bytes:
        return self.prefix + _COUNTER.pack(number, last)


def write_sealed(path: Path, about: dict[str, Any], frames: Iterable[bytes], passphrase: str) -> None:
    """Write a new file, whole or not at all; `about` is readable without the passphrase.

    Raises:
        EnvironmentFault: the place cannot be written.
    """
    salt, prefix = secrets.token_bytes(16), secrets.token_bytes(7)
    header = json.dumps(about | {"argon2id": _ARGON2, "salt": salt.hex(), "prefix": prefix.hex()}).encode()
    seal = _Seal(AESGCM(_stretch(passphrase, salt, _ARGON2)), prefix, header)
    with safe_file(path) as file:
        file.write(_MAGIC + _LENGTH.pack(len(header)) + header)
        number = -1
        for number, frame in enumerate(frames):
            _put(file, seal.cipher.encrypt(seal.nonce(number, last=False), frame, header))
        _put(file, seal.cipher.encrypt(seal.nonce(number + 1, last=True), b"", header))


def about_sealed(path: Path) -> dict[str, Any]:
    """What the file says of itself. Not to be believed before a frame was opened.

    Raises:
        BundleFault: it is no such file.
    """
    with _opened(path) as file:
        return dict(_about(_header(file)))


def read_sealed(path: Path, passphrase: str) -> Iterator[bytes]:
    """The frames, each checked before it is given; ends only where the writer ended.

    Raises:
        BundleFault: the passphrase is another, or the file is not whole.
    """
    with _opened(path) as file:
        header = _header(file)
        about = _about(header)
        try:
            cost = {name: int(about["argon2id"][name]) for name in _ARGON2}
            salt, prefix = bytes.fromhex(about["salt"]), bytes.fromhex(about["prefix"])
        except (KeyError, TypeError, ValueError) as error:
            raise BundleFault(_NO_BUNDLE) from error
        if not 0 < cost["memory_cost"] <= _MOST_MEMORY or not 0 < cost["time_cost"] <= 16:
            raise BundleFault(_NO_BUNDLE)
        seal = _Seal(AESGCM(_stretch(passphrase, salt, cost)), prefix, header)
        yield from _frames(file, seal)


def _frames(file: IO[bytes], seal: _Seal) -> Iterator[bytes]:
    number = 0
    while True:
        sealed = _take(file)
        frame = _open(seal, number, sealed, last=False)
        if frame is None:
            if _open(seal, number, sealed, last=True) is None or file.read(1):
                raise BundleFault(_WRONG_PASSPHRASE)
            return
        yield frame
        number += 1


def _open(seal: _Seal, number: int, sealed: bytes, *, last: bool) -> bytes | None:
    try:
        return seal.cipher.decrypt(seal.nonce(number, last=last), sealed, seal.header)
    except InvalidTag:
        return None


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise BundleFault(
            Sentence(f"无法打开文件 {path.name}, 请检查文件与权限", f"Cannot open {path.name}: check it and its rights")
        ) from error


def _header(file: IO[bytes]) -> bytes:
    if file.read(len(_MAGIC)) != _MAGIC:
        raise BundleFault(_NO_BUNDLE)
    return _take(file, _LARGEST_HEADER)


def _about(header: bytes) -> dict[str, Any]:
    try:
        found = json.loads(header)
    except ValueError as error:
        raise BundleFault(_NO_BUNDLE) from error
    if not isinstance(found, dict):
        raise BundleFault(_NO_BUNDLE)
    return found


def _put(file: IO[bytes], data: bytes) -> None:
    file.write(_LENGTH.pack(len(data)))
    file.write(data)


def _take(file: IO[bytes], most: int = _LARGEST_FRAME) -> bytes:
    length = file.read(_LENGTH.size)
    if len(length) < _LENGTH.size or (size := _LENGTH.unpack(length)[0]) > most:
        raise BundleFault(_CUT_OFF)
    data = file.read(size)
    if len(data) < size:
        raise BundleFault(_CUT_OFF)
    return data


def _stretch(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, hash_len=32, type=Type.ID, **cost)
