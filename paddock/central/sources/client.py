"""Asking data sources over HTTP, by the contracts in `contracts/`.

Nothing here raises for a source's fault: an answer that is late, broken, stale or of the wrong schema is a `failed`
answer with its cause, and the rules that needed it go to a person.
"""

import asyncio
import hashlib
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType
from typing import Final, Self
from zoneinfo import ZoneInfo

import httpx

from paddock.central.sources.answers import SourceAnswer, SourceStatus, failed, not_asked, read_payload
from paddock.central.sources.breaker import Breaker, BreakerState
from paddock.central.sources.payloads.base import Query
from paddock.central.sources.source import DataSource

SANDBOX_HEADER: Final = "X-Paddock-Sandbox"
AS_OF_HEADER: Final = "X-Paddock-As-Of"
CHINA_TIME: Final = ZoneInfo("Asia/Shanghai")
CIRCUIT_OPEN: Final = "circuit open"
_FIRST_PAUSE_SECONDS: Final = 0.2
_FAIR_SECONDS: Final = 1.0
"""A source that was given less than this and did not answer is not held to be away."""
_WORTH_RETRYING: Final = frozenset({429, 500, 502, 503, 504})
_LIMITS: Final = httpx.Limits(max_connections=256, max_keepalive_connections=64)


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _nothing_forbids() -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, and its bytes as they were received if there were any."""

    answer: SourceAnswer
    received: bytes | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question to one source.

    `key` is sent with every try, so that a provider charges once. `limit_seconds` is for all tries together;
    `forbidden` is asked before every try after the first and says why there must be none (a revoked consent).
    """

    source: DataSource
    query: Query
    key: str
    limit_seconds: float | None = None
    forbidden: Callable[[], str | None] = field(default=_nothing_forbids, repr=False)


@dataclass(frozen=True, slots=True)
class Providers:
    """Where the sources are: `default` for all that `urls` does not name, with the bearer tokens they want."""

    default: str
    urls: Mapping[str, str] = field(default_factory=dict)
    tokens: Mapping[str, str] = field(default_factory=dict, repr=False)

    def address(self, source: DataSource) -> str:
        """Where one source is asked."""
        return self.urls.get(source.name, self.default).rstrip("/") + source.path


class SourceClient:
    """Asks sources; safe to share between threads: the questions live on an event loop of its own.

    Args:
        providers: where the sources are; a bare address is that of all of them.
        ceiling_seconds: an upper limit on every source's own time limit.
        transport: another way to carry requests than the network, for tests.
        clock: the time that answers are stamped with.
        ticks: seconds that never go back, for the circuit breakers.
        pause: waits between tries.
    """

    def __init__(  # the settings of one client; none can be derived from another
        self,
        providers: Providers | str,
        *,
        ceiling_seconds: float | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        clock: Callable[[], datetime] = _utc_now,
        ticks: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._providers = Providers(providers) if isinstance(providers, str) else providers
        self._ceiling = ceiling_seconds
        self._clock = clock
        self._ticks = ticks
        self._pause = pause
        self._breakers: dict[str, Breaker] = {}
        self._http = httpx.AsyncClient(
            headers={"Accept": "application/json"}, transport=transport, follow_redirects=False, limits=_LIMITS
        )
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="sources", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Drop what is still being asked, and give the connections back."""
        asyncio.run_coroutine_threadsafe(self._wind_up(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _wind_up(self) -> None:
        running = asyncio.all_tasks() - {asyncio.current_task()}
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await self._http.aclose()

    def start(self, question: Question) -> "Future[Fetched]":
        """Begin to ask; the future gives an answer of any status, and raises only for a bug of ours."""
        return asyncio.run_coroutine_threadsafe(self._ask(question), self._loop)

    def ask(self, question: Question) -> Fetched:
        """Ask, and wait for what becomes of it."""
        return self.start(question).result()

    def breaker_state(self, source: DataSource) -> BreakerState:
        """Where the breaker of a source stands."""
        return self._breaker(source).state

    def _breaker(self, source: DataSource) -> Breaker:
        # setdefault is one step: two threads get the same breaker.
        return self._breakers.setdefault(source.name, Breaker(source.breaker, self._ticks))

    async def _ask(self, question: Question) -> Fetched:
        source, breaker = question.source, self._breaker(question.source)
        if not breaker.admit():
            return Fetched(failed(source, CIRCUIT_OPEN, self._clock()))
        limits = (source.time_limit_seconds, self._ceiling, question.limit_seconds)
        limit = max(min(each for each in limits if each is not None), 0.0)
        try:
            async with asyncio.timeout(limit):
                fetched, there = await self._tries(question)
        except TimeoutError:
            # Hurry of ours says nothing of the source.
            if limit >= _FAIR_SECONDS:
                breaker.failed()
            else:
                breaker.withdrawn()
            return Fetched(failed(source, f"no answer within {limit:g} s", self._clock()))
        except BaseException:
            breaker.withdrawn()
            raise
        if fetched.answer.status is SourceStatus.NOT_ASKED:
            breaker.withdrawn()
        elif there:
            breaker.succeeded()
        else:
            breaker.failed()
        return fetched

    async def _tries(self, question: Question) -> tuple[Fetched, bool]:
        """Ask until there is an answer that is worth no other try; and whether the source was there."""
        fetched, there = Fetched(failed(question.source, "not tried", self._clock())), False
        for attempt in range(question.source.retries + 1):
            if attempt:
                await self._pause(_FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
                forbidden = await asyncio.to_thread(question.forbidden)
                if forbidden is not None:
                    return Fetched(not_asked(question.source, forbidden, self._clock())), there
            fetched, there = await self._hedged(question)
            if there:
                break
        return fetched, there

    async def _hedged(self, question: Question) -> tuple[Fetched, bool]:
        """One try, and a second one beside it when the first is late; the first usable answer counts."""
        tries: set[asyncio.Future[tuple[Fetched, bool] | None]] = {asyncio.ensure_future(self._try(question))}
        try:
            after = question.source.hedge_after_seconds
            if after is not None:
                done, _ = await asyncio.wait(tries, timeout=after)
                if not done:
                    tries.add(asyncio.ensure_future(self._second(question)))
            waiting = set(tries)
            result: tuple[Fetched, bool] | None = None
            while waiting:
                done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                for each in done:
                    given = each.result()
                    if given is not None and (result is None or given[1]):
                        result = given
                if result is not None and result[1]:
                    break
        finally:
            for each in tries:
                each.cancel()
        if result is None:
            raise RuntimeError("neither try gave a result")
        return result

    async def _second(self, question: Question) -> tuple[Fetched, bool] | None:
        forbidden = await asyncio.to_thread(question.forbidden)
        return None if forbidden is not None else await self._try(question)

    async def _try(self, question: Question) -> tuple[Fetched, bool]:
        """One try: what was fetched, and whether the source was there, so that another try is pointless."""
        source = question.source
        headers = {"Idempotency-Key": question.key, "Content-Type": "application/json"}
        token = self._providers.tokens.get(source.name)
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        try:
            response = await self._http.post(
                self._providers.address(source),
                content=question.query.model_dump_json().encode(),
                headers=headers,
                # The limit for all tries together stands around this one.
                timeout=None,
            )
        except httpx.TransportError as error:
            return Fetched(failed(source, f"unreachable ({type(error).__name__})", self._clock())), False
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Fetched(failed(source, f"no usable address ({type(error).__name__})", self._clock())), True
        return self._read(source, response), response.status_code not in _WORTH_RETRYING

    def _read(self, source: DataSource, response: httpx.Response) -> Fetched:
        sandbox = response.headers.get(SANDBOX_HEADER, "").lower() == "true"
        now, received = self._clock(), response.content
        if response.status_code != HTTPStatus.OK:
            return Fetched(failed(source, f"http {response.status_code}", now, sandbox=sandbox), received)
        as_of = _moment(response.headers.get(AS_OF_HEADER, ""))
        try:
            payload = response.json()
        except ValueError:
            return Fetched(failed(source, "wrong schema: not JSON", now, sandbox=sandbox), received)
        read = read_payload(source, payload)
        cause = read if isinstance(read, str) else _age_fault(source, as_of, now)
        if isinstance(read, str) or cause is not None:
            return Fetched(failed(source, cause or "", now, sandbox=sandbox), received)
        answer = SourceAnswer(
            source=source.name,
            status=SourceStatus.ANSWERED,
            payload=read.model_dump(mode="json"),
            received_at=now,
            as_of=as_of,
            version=source.version,
            sha256=hashlib.sha256(received).hexdigest(),
            sandbox=sandbox,
        )
        return Fetched(answer, received)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment


def _age_fault(source: DataSource, as_of: datetime | None, now: datetime) -> str | None:
    if as_of is None:
        return f"wrong schema: {AS_OF_HEADER}"
    return f"stale: as of {as_of:%Y-%m-%d}" if now - as_of > source.max_age else None


def idempotency_key_for(key_prefix: str, source: DataSource) -> str:
    """The key under which a source is asked about one application."""
    return f"{key_prefix}:{source.name}"
