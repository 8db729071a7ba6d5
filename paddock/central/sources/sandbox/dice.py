"""Numbers drawn from a hash: the same subject gets the same ones, for ever and on every machine."""

import hashlib


class Dice:
    """Draws for one subject: a person, a car, a place."""

    def __init__(self, *subject: str) -> None:
        self._seed = "\x1f".join(subject)

    def between(self, low: int, high: int, about: str) -> int:
        """A whole number from `low` to `high`, both possible."""
        digest = hashlib.sha256(f"{self._seed}\x1e{about}".encode()).digest()
        return low + int.from_bytes(digest[:8]) % (high - low + 1)
