"""Slowing down whoever tries to sign in with tokens that are not theirs."""

import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta

from paddock.central.problems import Refusal
from paddock.domain.checks import Fault
from paddock.domain.sentences import Sentence
from paddock.wire.problems import ProblemCode

MOST_FAILURES = 10
WITHIN = timedelta(minutes=5)
_MOST_ADDRESSES = 10_000


class FailedAttempts:
    """Failed sign-ins by the address they came from, in this process; safe to share between threads.

    A token is 256 random bits, which nobody guesses: this keeps the log and the database quiet under an attack, and
    tells a person who pastes the wrong thing again and again what to do. Several processes count on their own.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures: OrderedDict[str, deque[datetime]] = OrderedDict()

    def refuse_if_too_many(self, address: str, now: datetime) -> None:
        """Raises `Refusal(rate_limited)` when `address` failed `MOST_FAILURES` times within `WITHIN`."""
        with self._lock:
            failed = self._failures.get(address, deque())
            while failed and failed[0] <= now - WITHIN:
                failed.popleft()
            if len(failed) >= MOST_FAILURES:
                raise Refusal(ProblemCode.RATE_LIMITED, faults=[Fault("token", "too_many_attempts", _TOO_MANY)])

    def note(self, address: str, now: datetime) -> bool:
        """One more failure; whether it was the last that is let through for a while.

        The address that failed longest ago is forgotten when there are too many.
        """
        with self._lock:
            failed = self._failures.setdefault(address, deque(maxlen=MOST_FAILURES))
            failed.append(now)
            self._failures.move_to_end(address)
            if len(self._failures) > _MOST_ADDRESSES:
                self._failures.popitem(last=False)
            return len(failed) >= MOST_FAILURES

    def forget(self, address: str) -> None:
        """Somebody signed in from there."""
        with self._lock:
            self._failures.pop(address, None)


_TOO_MANY = Sentence(
    "令牌连续不对, 请 5 分钟后再试; 忘记令牌请管理员用 paddock-central staff add 重新生成",
    "Too many wrong tokens: try again in five minutes; an administrator makes a new one with paddock-central staff add",
)
