"""How long to wait before the next attempt."""

import random
from collections.abc import Callable
from typing import TypeAlias

Backoff: TypeAlias = Callable[[int], float]
"""Seconds to wait after that many failed attempts."""


def exponential_backoff(
    *, first: float = 2.0, largest: float = 300.0, randomness: Callable[[], float] = random.random
) -> Backoff:
    """Doubling waits with jitter: between half and all of `first * 2^(attempts - 1)`, at most `largest` seconds.

    The jitter keeps a row of workstations from coming back to a restarted centre all at once.
    """

    def seconds(attempts: int) -> float:
        ceiling = min(largest, first * 2.0 ** min(max(attempts - 1, 0), 30))
        return ceiling * (0.5 + randomness() / 2)

    return seconds
