"""The circuit breaker of one source in this process.

Closed, it counts questions in vain; open, it answers for the source at once; half open, it lets one question through
to see whether the source is back. Used from the client's event loop only, so it needs no lock.
"""

from collections.abc import Callable
from enum import StrEnum

from paddock.central.sources.source import BreakerPolicy


class BreakerState(StrEnum):
    """Where a breaker stands."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Breaker:
    """Counts by `policy`; `clock` gives seconds that never go back."""

    def __init__(self, policy: BreakerPolicy, clock: Callable[[], float]) -> None:
        self._policy = policy
        self._clock = clock
        self._in_vain = 0
        self._opened_at: float | None = None
        self._probing = False

    @property
    def state(self) -> BreakerState:
        """Where it stands now."""
        if self._opened_at is None:
            return BreakerState.CLOSED
        waited = self._clock() - self._opened_at
        return BreakerState.HALF_OPEN if waited >= self._policy.open_seconds else BreakerState.OPEN

    def admit(self) -> bool:
        """Whether a question may be asked; half open, only one at a time may."""
        state = self.state
        if state is BreakerState.HALF_OPEN and not self._probing:
            self._probing = True
            return True
        return state is BreakerState.CLOSED

    def succeeded(self) -> None:
        """A question was answered, in whatever way: the source is there."""
        self._in_vain = 0
        self._opened_at = None
        self._probing = False

    def failed(self) -> None:
        """A question was asked in vain."""
        self._in_vain += 1
        if self._probing or self._in_vain >= self._policy.failures:
            self._opened_at = self._clock()
        self._probing = False

    def withdrawn(self) -> None:
        """A question that was let through was not asked in the end."""
        self._probing = False
