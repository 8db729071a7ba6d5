"""What a data source 数据源 declares of itself; a partner's package declares its own in just the same way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from paddock.central.sources.payloads.base import Payload, Query
from paddock.domain.sentences import Sentence
from paddock.wire.applications import ApplicationSubmission, ConsentPurpose

CONTRACT_VERSION: Final = "2.0.0"


@dataclass(frozen=True, slots=True)
class BreakerPolicy:
    """When a source is left alone: after `failures` questions in a row in vain, for `open_seconds`."""

    failures: int = 5
    open_seconds: float = 30.0


ORDINARY_BREAKER: Final = BreakerPolicy()


@dataclass(frozen=True, slots=True)
class DataSource:
    """One source, declared.

    Attributes:
        name: lower case with underscores; its address, and what rules and decisions call it.
        number: its place in the sandbox's conventions, and `S{number}` as a reason code; partners' start at 100.
        caption: its name for people.
        reason: why it is asked, as the person asked about may read it.
        purpose: the consent without which it is not asked; None for a public register and our own records.
        query: makes the question from an application and the day on which it is asked.
        query_model: the schema of its question.
        answer_model: the schema of its answer.
        cost_fen: what one answer costs.
        time_limit_seconds: for an answer, all tries together.
        retries: how often it is asked again after a fault that may pass.
        cache_life: how long an answer may serve the same question again; zero: never.
        max_age: how old the data themselves may be; older is stale, which is no answer.
        breaker: when it is left alone.
        hedge_after_seconds: when a second, identical question (same key, charged once) is sent after the first; None:
            the source must not be hedged.
        own: whether it is our own record: answered out of our tables by `central.records`, never over HTTP.
        version: of its contract.
    """

    name: str
    number: int
    caption: Sentence
    reason: Sentence
    purpose: ConsentPurpose | None
    query: Callable[[ApplicationSubmission, date], Query]
    query_model: type[Query]
    answer_model: type[Payload]
    cost_fen: int
    time_limit_seconds: float
    retries: int
    cache_life: timedelta
    max_age: timedelta
    breaker: BreakerPolicy = ORDINARY_BREAKER
    hedge_after_seconds: float | None = None
    own: bool = False
    version: str = CONTRACT_VERSION

    @property
    def path(self) -> str:
        """Where the contract puts it, below the provider's address."""
        return f"/v1/sources/{self.name}"
