"""Where the database key comes from: the OS keyring, or a passphrase where there is none.

`key.json` in the profile says which. It holds no secret: for a keyring the entry's name and a check value, for a
passphrase the Argon2id salt and the key wrapped (AES-256-GCM) under what the passphrase gives. A key is written to
its lasting place, and read back, before the database that needs it is made.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from paddock.app.store.files import write_safely
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

PassphrasePrompt: TypeAlias = Callable[[bool], str | None]
"""Asks the person for the passphrase; the argument says whether it is a new one. None: nobody to ask."""

PASSPHRASE_VARIABLE = "PADDOCK_PASSPHRASE"  # noqa: S105 - the name of the variable
_SUCCESSOR = b"paddock-successor-1"
_ARGON2 = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 4}
"""RFC 9106, second recommended option (64 MiB), for machines without memory to spare."""


class WrongKey(EnvironmentFault):
    """The passphrase, or the keyring's entry, is not the one this profile was made with. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class ProfileKeys:
    """What opens a profile."""

    key: bytes = field(repr=False)
    successor: bytes | None = field(default=None, repr=False)
    """The key that is to take its place, while a rotation is under way."""
    passphrase: str | None = field(default=None, repr=False)
    """What guards it, where there is no keyring."""


def profile_key(profile: Path, ask: PassphrasePrompt | None = None) -> bytes:
    """The profile's 32-byte key; made on the first run. The caller holds the setup lock.

    Raises:
        WrongKey: a key was found, but not this profile's.
        EnvironmentFault: there is no keyring and nobody to ask, or the key is lost.
    """
    return profile_keys(profile, ask).key


def profile_keys(profile: Path, ask: PassphrasePrompt | None = None) -> ProfileKeys:
    """As `profile_key`, with all that a rotation needs."""
    path = profile / "key.json"
    if path.exists():
        return _known_keys(_read(path), ask)
    if (profile / "paddock.db").exists():
        raise _lost("key.json")
    return ProfileKeys(_new_key(path, ask))


def keep_successor(profile: Path, keys: ProfileKeys) -> ProfileKeys:
    """Make the key that is to replace the present one, and keep it under that one; one that is kept already stays.

    The caller holds the setup lock.
    """
    if keys.successor is not None:
        return keys
    path = profile / "key.json"
    successor, nonce = secrets.token_bytes(32), secrets.token_bytes(12)
    wrapped = AESGCM(_succession(keys.key)).encrypt(nonce, successor, _SUCCESSOR)
    _write(path, _read(path) | {"successor": (nonce + wrapped).hex()})
    return replace(keys, successor=successor)


def install_successor(profile: Path, keys: ProfileKeys) -> None:
    """Let the successor be the profile's key, kept as the former one was, which is forgotten. Setup lock held.

    Raises:
        EnvironmentFault: the keyring does not take it; both keys stay as they were.
    """
    if keys.successor is None:
        return
    from paddock.app.store import keyrings  # noqa: PLC0415

    path = profile / "key.json"
    found = _read(path)
    if found["kind"] == "passphrase":
        made = _wrapped(keys.successor, keys.passphrase or "")
        if _unwrap(made, keys.passphrase or "") != keys.successor:
            raise _lost("key.json")
        _write(path, made)
        return
    backend = keyrings.os_keyring()
    if backend is None:
        raise _no_keyring()
    _keep_in_keyring(path, keys.successor, backend)
    keyrings.forget_secret(backend, str(found.get("entry", "")))


def _known_keys(found: dict[str, Any], ask: PassphrasePrompt | None) -> ProfileKeys:
    passphrase = _passphrase(ask, new=False) if found["kind"] == "passphrase" else None
    key = _known_key(found, lambda _new: passphrase)
    if "successor" not in found:
        return ProfileKeys(key, passphrase=passphrase)
    try:
        sealed = bytes.fromhex(found["successor"])
        successor = AESGCM(_succession(key)).decrypt(sealed[:12], sealed[12:], _SUCCESSOR)
    except (InvalidTag, TypeError, ValueError) as error:
        raise _lost("key.json") from error
    return ProfileKeys(key, successor, passphrase)


def _succession(key: bytes) -> bytes:
    return hmac.digest(key, b"paddock successor key", hashlib.sha256)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict) or found.get("kind") not in {"keyring", "passphrase"}:
        raise _lost("key.json")
    return found


def where_kept(profile: Path) -> str | None:
    """`keyring` or `passphrase`; None while the profile has no key.

    Raises:
        EnvironmentFault: `key.json` cannot be read.
    """
    path = profile / "key.json"
    return str(_read(path)["kind"]) if path.exists() else None


def opens_with(profile: Path, passphrase: str) -> bool:
    """Whether this is the passphrase of a profile that has one."""
    found = _read(profile / "key.json")
    if found["kind"] != "passphrase":
        return False
    try:
        _unwrap(found, passphrase)
    except WrongKey:
        return False
    return True


def move_to_keyring(profile: Path, ask: PassphrasePrompt | None) -> None:
    """Keep the key in the system's keyring from now on; the passphrase is not needed afterwards.

    The keyring has the key, and has given it back, before `key.json` changes. The caller holds the setup lock.

    Raises:
        WrongKey: the passphrase is not this profile's.
        EnvironmentFault: there is no keyring, or it is locked; everything is as before.
    """
    from paddock.app.store import keyrings  # noqa: PLC0415

    found = _read(profile / "key.json")
    if found["kind"] == "keyring":
        return
    key = _known_key(found, ask)
    backend = keyrings.os_keyring()
    if backend is None:
        raise _no_keyring()
    _keep_in_keyring(profile / "key.json", key, backend)


def move_to_passphrase(profile: Path, passphrase: str) -> None:
    """Guard the key with a passphrase from now on, and take it out of the keyring.

    What is written is read back and opened before the keyring forgets the key. The caller holds the setup lock.

    Raises:
        EnvironmentFault: the keyring does not give the key; everything is as before.
    """
    from paddock.app.store import keyrings  # noqa: PLC0415

    path = profile / "key.json"
    found = _read(path)
    key = _known_key(found, lambda _new: passphrase)
    _keep_under_passphrase(path, key, passphrase)
    if _unwrap(_read(path), passphrase) != key:
        raise _lost("key.json")
    backend = keyrings.os_keyring()
    if found["kind"] == "keyring" and backend is not None:
        keyrings.forget_secret(backend, str(found.get("entry", "")))


def change_passphrase(profile: Path, old: str, new: str) -> None:
    """Guard the key with another passphrase. The caller holds the setup lock.

    What is to be written is opened with the new one first, and takes the place of `key.json` at once or not at all.

    Raises:
        WrongKey: `old` is not this profile's; everything is as before.
        EnvironmentFault: the key is in the keyring, or the disk refuses; everything is as before.
    """
    path = profile / "key.json"
    found = _read(path)
    if found["kind"] != "passphrase":
        raise EnvironmentFault(
            Sentence("密钥在系统密钥环中, 没有口令可改", "The key is in the system keyring: there is no passphrase")
        )
    key = _unwrap(found, old)
    made = _wrapped(key, new)
    if _unwrap(made, new) != key:
        raise _lost("key.json")
    _write(path, made)


def _new_key(path: Path, ask: PassphrasePrompt | None) -> bytes:
    key = secrets.token_bytes(32)
    if not os.environ.get(PASSPHRASE_VARIABLE):
        # Imported late: looking for keyrings costs 90 ms that a passphrase does not need.
        from paddock.app.store import keyrings  # noqa: PLC0415

        backend = keyrings.os_keyring()
        if backend is not None:
            _keep_in_keyring(path, key, backend)
            return key
    _keep_under_passphrase(path, key, _passphrase(ask, new=True))
    return key


def _keep_in_keyring(path: Path, key: bytes, backend: "KeyringBackend") -> None:
    from paddock.app.store import keyrings  # noqa: PLC0415

    name = f"profile-{secrets.token_hex(8)}"
    keyrings.keep_secret(backend, name, key.hex())
    _write(path, {"kind": "keyring", "entry": name, "check": _check(key)})


def _keep_under_passphrase(path: Path, key: bytes, passphrase: str) -> None:
    _write(path, _wrapped(key, passphrase))


def _wrapped(key: bytes, passphrase: str) -> dict[str, Any]:
    salt = secrets.token_bytes(16)
    nonce = secrets.token_bytes(12)
    wrapped = AESGCM(_stretch(passphrase, salt, _ARGON2)).encrypt(nonce, key, b"paddock-key-1")
    return {
        "kind": "passphrase",
        "argon2id": _ARGON2,
        "salt": salt.hex(),
        "nonce": nonce.hex(),
        "wrapped": wrapped.hex(),
    }


def _known_key(found: dict[str, Any], ask: PassphrasePrompt | None) -> bytes:
    if found["kind"] == "keyring":
        return _key_from_keyring(found)
    return _unwrap(found, _passphrase(ask, new=False))


def _unwrap(found: dict[str, Any], passphrase: str) -> bytes:
    try:
        salt, nonce, wrapped = (bytes.fromhex(found[name]) for name in ("salt", "nonce", "wrapped"))
        stretched = _stretch(passphrase, salt, found["argon2id"])
    except (KeyError, ValueError, TypeError) as error:
        raise _lost("key.json") from error
    try:
        return AESGCM(stretched).decrypt(nonce, wrapped, b"paddock-key-1")
    except InvalidTag as error:
        raise WrongKey(
            Sentence(
                "口令不正确, 数据未作任何改动; 请重新输入建立数据时所用的口令",
                "The passphrase is not the one this data was made with; nothing was changed: try again",
            )
        ) from error


def _key_from_keyring(found: dict[str, Any]) -> bytes:
    from paddock.app.store import keyrings  # noqa: PLC0415

    backend = keyrings.os_keyring()
    if backend is None:
        raise EnvironmentFault(
            Sentence(
                "本数据的密钥在系统密钥环中, 但当前会话没有密钥环; 请登录建立数据时的桌面会话后再启动",
                "The key to this data is in the system keyring, and this session has none: start Paddock "
                "from the desktop session that made the data",
            )
        )
    secret = keyrings.read_secret(backend, str(found.get("entry", "")))
    if secret is None:
        raise _lost("keyring")
    try:
        key = bytes.fromhex(secret)
    except ValueError:
        key = b""
    if len(key) != 32 or not hmac.compare_digest(_check(key), str(found.get("check", ""))):
        raise WrongKey(
            Sentence(
                "密钥环中的密钥与本数据不符, 数据未作任何改动; 请恢复原密钥环条目或备份",
                "The key in the keyring is not this data's; nothing was changed: restore the keyring entry or a backup",
            )
        )
    return key


def _passphrase(ask: PassphrasePrompt | None, *, new: bool) -> str:
    passphrase = os.environ.get(PASSPHRASE_VARIABLE) or (ask(new) if ask else None)
    if not passphrase:
        raise EnvironmentFault(
            Sentence(
                f"本机没有可用的系统密钥环, 需要口令: 请设置环境变量 {PASSPHRASE_VARIABLE}, 或在终端中运行并输入口令",
                f"There is no system keyring here, so a passphrase is needed: set {PASSPHRASE_VARIABLE}, "
                "or run in a terminal and type it",
            )
        )
    return passphrase


def _stretch(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, hash_len=32, type=Type.ID, **cost)


def _check(key: bytes) -> str:
    return hmac.digest(key, b"paddock-key-check", hashlib.sha256).hex()[:16]


def _write(path: Path, content: dict[str, Any]) -> None:
    write_safely(path, json.dumps(content, indent=1).encode())


def _no_keyring() -> EnvironmentFault:
    return EnvironmentFault(
        Sentence(
            "当前会话没有系统密钥环, 密钥仍由口令保护; 请登录带密钥环的桌面后再试",
            "This session has no system keyring, so the passphrase stays: try again in a desktop session with one",
        )
    )


def _lost(what: str) -> EnvironmentFault:
    return EnvironmentFault(
        Sentence(
            f"找不到本数据的密钥 ({what}), 数据未作任何改动; 请从备份恢复密钥, 或用 --profile 指定另一个文件夹",
            f"The key to this data is missing ({what}); nothing was changed: restore it from a backup, "
            "or name another folder with --profile",
        )
    )
