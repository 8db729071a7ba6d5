"""The operating system's keyring, and nothing that only looks like one."""

import contextlib
import secrets

import keyring.backend
from keyring.errors import KeyringError

from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

SERVICE = "paddock"

_REAL = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.Windows",
    "keyring.backends.macOS",
)
"""Backends that keep secrets encrypted under the user's login. Everything else (null, plaintext files,
`keyrings.alt`) is refused by not being listed, whatever the user's keyring configuration says."""


def os_keyring() -> keyring.backend.KeyringBackend | None:
    """The best real keyring of this session; None where there is none."""
    usable = [backend for backend in keyring.backend.get_all_keyring() if is_real(backend)]
    return max(usable, key=lambda backend: float(backend.priority), default=None)


def is_real(backend: keyring.backend.KeyringBackend) -> bool:
    """Whether the backend keeps secrets safe and works in this session."""
    return type(backend).__module__.startswith(_REAL) and float(backend.priority) > 0


def read_secret(backend: keyring.backend.KeyringBackend, name: str) -> str | None:
    """The secret kept under `name`; None if there is none. Raises `EnvironmentFault` if the keyring stays locked."""
    try:
        return backend.get_password(SERVICE, name)
    except KeyringError as error:
        raise _locked() from error


def keep_secret(backend: keyring.backend.KeyringBackend, name: str, secret: str) -> None:
    """Keep a secret and read it back. Raises `EnvironmentFault` if it did not take."""
    try:
        backend.set_password(SERVICE, name, secret)
    except KeyringError as error:
        raise _locked() from error
    if read_secret(backend, name) != secret:
        raise _locked()


def forget_secret(backend: keyring.backend.KeyringBackend, name: str) -> None:
    """Take a secret out of the keyring; one that is not there, or a keyring that stays locked, is no fault."""
    with contextlib.suppress(KeyringError):
        backend.delete_password(SERVICE, name)


def try_keyring(backend: keyring.backend.KeyringBackend) -> None:
    """Keep an invented secret, read it back and take it out again; a locked keyring asks the person to unlock it.

    Raises:
        EnvironmentFault: the keyring does not keep secrets now.
    """
    name, secret = f"doctor-{secrets.token_hex(4)}", secrets.token_hex(16)
    try:
        keep_secret(backend, name, secret)
    finally:
        forget_secret(backend, name)


def is_locked(backend: keyring.backend.KeyringBackend) -> bool:
    """Whether the keyring would ask the person to unlock it; asks nobody. False where that cannot be told."""
    if not type(backend).__module__.startswith("keyring.backends.SecretService"):
        return False
    import secretstorage  # noqa: PLC0415 - only where this backend is

    try:
        with contextlib.closing(secretstorage.dbus_init()) as bus:
            return bool(secretstorage.get_default_collection(bus).is_locked())
    except (secretstorage.exceptions.SecretStorageException, OSError):
        return False


def _locked() -> EnvironmentFault:
    return EnvironmentFault(
        Sentence(
            "系统密钥环已锁定或不可用, 请解锁密钥环 (重新登录桌面) 后再启动",
            "The system keyring is locked or does not answer: unlock it (sign in to the desktop again), "
            "then start Paddock",
        )
    )
