"""A sandbox provider behind a real socket, and clients that talk to it or to a function."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import httpx

from paddock.central.serving import serving_beside
from paddock.central.sources.answers import SourceAnswer
from paddock.central.sources.client import AS_OF_HEADER, Question, SourceClient
from paddock.central.sources.declarations import SOURCES_BY_NAME
from paddock.central.sources.sandbox import create_sandbox_app
from paddock.wire.applications import ApplicationSubmission
from tests.helpers.applications import NOW

TODAY = NOW.date()
FRESH = {AS_OF_HEADER: datetime.now(UTC).isoformat()}


@contextmanager
def served() -> Iterator[str]:
    with serving_beside(create_sandbox_app(), "provider") as url:
        yield url


def order(provider: str, source: str, kind: str, times: int = 1, delay_seconds: float = 12.0) -> None:
    """Break a source of the provider."""
    fault = {"source": source, "kind": kind, "times": times, "delay_seconds": delay_seconds}
    httpx.post(f"{provider}/sandbox/faults", json=fault).raise_for_status()


def charges(provider: str) -> dict[str, int]:
    found: dict[str, int] = httpx.get(f"{provider}/sandbox/charges").json()
    return found


def question(
    source: str, application: ApplicationSubmission, key: str, limit: float | None = None, today: date = TODAY
) -> Question:
    declared = SOURCES_BY_NAME[source]
    return Question(declared, declared.query(application, today), key, limit)


def ask(client: SourceClient, source: str, application: ApplicationSubmission, key: str) -> SourceAnswer:
    return client.ask(question(source, application, key)).answer


async def no_pause(_seconds: float) -> None:
    """Retry at once."""


def answering(handler: Callable[[httpx.Request], httpx.Response], pauses: list[float] | None = None) -> SourceClient:
    """A client whose provider is `handler`."""
    kept = [] if pauses is None else pauses

    async def pause(seconds: float) -> None:
        kept.append(seconds)

    return SourceClient("http://provider.invalid", transport=httpx.MockTransport(handler), pause=pause)
