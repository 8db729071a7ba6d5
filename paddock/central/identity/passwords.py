"""Passwords, kept as Argon2id (RFC 9106), and one-time codes (TOTP, RFC 6238 over HOTP, RFC 4226)."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlencode

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

STEP_SECONDS: Final = 30
DIGITS: Final = 6
_DRIFT_STEPS: Final = 1
"""A phone's clock may be half a minute off, either way (RFC 6238, section 5.2)."""

_HASHER: Final = PasswordHasher()


def password_hash(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(password)


def password_fits(kept: str | None, password: str) -> bool:
    """Whether it is this password; takes as long for somebody who does not exist (None), so that nobody can tell."""
    try:
        _HASHER.verify(kept or _nobody_s(), password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@lru_cache(maxsize=1)
def _nobody_s() -> str:
    return password_hash(secrets.token_urlsafe())


def new_totp_secret() -> bytes:
    """160 random bits (RFC 4226, section 4)."""
    return secrets.token_bytes(20)


def totp_uri(secret: bytes, login: str, issuer: str) -> str:
    """What an authenticator app reads as a QR code (the `otpauth` key URI format)."""
    text = base64.b32encode(secret).decode().rstrip("=")
    label = quote(f"{issuer}:{login}")
    return f"otpauth://totp/{label}?{urlencode({'secret': text, 'issuer': issuer})}"


def totp_step(moment: datetime) -> int:
    """The number of the half minute."""
    return int(moment.timestamp()) // STEP_SECONDS


def totp(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """The code of a half minute."""
    digest = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}d}"


def fitting_step(secret: bytes, code: str, now: datetime, last_used: int | None) -> int | None:
    """The half minute whose code this is; None for a wrong one, and for one that was used before (section 5.2)."""
    present = totp_step(now)
    for step in range(present - _DRIFT_STEPS, present + _DRIFT_STEPS + 1):
        is_new = last_used is None or step > last_used
        if hmac.compare_digest(totp(secret, step).encode(), code.encode()) and is_new:
            return step
    return None
