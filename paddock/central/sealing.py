"""Encrypting what is kept for years, under keys derived from one that is kept like the other keys."""

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from paddock.central.keys import KeyFolder

_KEY_FILE: Final = "archive-key.pem"
_NONCE_BYTES: Final = 12


class DamagedObjectError(Exception):
    """An object is missing, or is not what was archived under its name."""


def derived_key(keys: KeyFolder, purpose: str) -> bytes:
    """32 bytes for `purpose`, from the archive's key: the same for ever, and telling nothing of the others."""
    secret = keys.log_key(_KEY_FILE).private_bytes_raw()
    return HKDF(SHA256(), 32, salt=None, info=f"paddock {purpose}".encode()).derive(secret)


def seal(key: bytes, content: bytes, about: bytes) -> bytes:
    """`content` encrypted and bound to `about` (AES-256-GCM, NIST SP 800-38D; a random nonce of 96 bits in front)."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, about)


def unseal(key: bytes, sealed: bytes, about: bytes) -> bytes:
    """What `seal` was given. Raises `DamagedObjectError` for other bytes, another key or another `about`."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], about)
    except (InvalidTag, ValueError):
        raise DamagedObjectError from None
