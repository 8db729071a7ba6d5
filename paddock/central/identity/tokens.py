"""Bearer tokens of workstations: 32 random bytes, of which the centre keeps only the SHA-256."""

import hashlib
import re
import secrets

_TOKEN = re.compile(r"^[A-Za-z0-9_-]{43}$")


def new_token() -> str:
    """32 random bytes as 43 URL-safe characters."""
    return secrets.token_urlsafe(32)


def token_is_well_formed(token: str) -> bool:
    """Whether `token` can be one of ours; a workstation may make its own with the same 32 bytes."""
    return _TOKEN.fullmatch(token) is not None


def token_hash(token: str) -> str:
    """What is kept of a token. Random bytes need no slow hash: there is nothing to guess."""
    return hashlib.sha256(token.encode()).hexdigest()
