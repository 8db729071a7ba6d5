"""Asking data sources over HTTP, by the contract in `contracts/data_sources.openapi.json`.

Nothing here raises for a source's fault: an answer that is late, broken or of the wrong schema is a `failed` answer
with its cause, and the rules that needed it go to a person.
"""

import hashlib
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType
from typing import Final, Self
from zoneinfo import ZoneInfo

import httpx

from paddock.central.sources.answers import SourceAnswer, SourceStatus, failed, not_asked, read_payload
from paddock.central.sources.declarations import SOURCES, DataSource
from paddock.wire.applications import ApplicationSubmission

SANDBOX_HEADER: Final = "X-Paddock-Sandbox"
CHINA_TIME: Final = ZoneInfo("Asia/Shanghai")
_FIRST_PAUSE_SECONDS: Final = 0.2
_WORTH_RETRYING: Final = frozenset({429, 500, 502, 503, 504})


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SourceClient:
    """Asks the sources of one provider; safe to share between threads.

    Args:
        base_url: the provider's address, above `/v1/sources/…`.
        token: the bearer token of the provider, if it wants one.
        time_limit_seconds: an upper limit on every source's own time limit.
        transport: another way to carry requests than the network, for tests.
        clock: the time that answers are stamped with.
        pause: sleeps between tries.
    """

    def __init__(  # the settings of one provider; none can be derived from another
        self,
        base_url: str,
        *,
        token: str | None = None,
        time_limit_seconds: float | None = None,
        transport: httpx.BaseTransport | None = None,
        clock: Callable[[], datetime] = _utc_now,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        self._base_url = base_url.rstrip("/")
        self._ceiling = time_limit_seconds
        self._http = httpx.Client(headers=headers, transport=transport, follow_redirects=False)
        self._clock = clock
        self._pause = pause

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def ask(self, source: DataSource, application: ApplicationSubmission, idempotency_key: str) -> SourceAnswer:
        """Ask one source; the same key is sent with every try, so a provider charges once.

        Returns an answer of any status; never raises for the provider's fault.
        """
        now = self._clock()
        reason = source.why_not(application)
        if reason is not None:
            return not_asked(source, reason, now)
        body = source.query(application, now.astimezone(CHINA_TIME).date()).model_dump_json().encode()
        answer = failed(source, "not tried", now)
        for attempt in range(source.retries + 1):
            if attempt:
                self._pause(_FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
            answer, final = self._try(source, body, idempotency_key)
            if final:
                break
        return answer

    def _try(self, source: DataSource, body: bytes, key: str) -> tuple[SourceAnswer, bool]:
        """One try: the answer, and whether another try is pointless."""
        limit = source.time_limit_seconds if self._ceiling is None else min(source.time_limit_seconds, self._ceiling)
        try:
            response = self._http.post(
                self._base_url + source.path,
                content=body,
                headers={"Idempotency-Key": key, "Content-Type": "application/json"},
                timeout=limit,
            )
        except httpx.TimeoutException:
            return failed(source, f"no answer within {limit:g} s", self._clock()), False
        except httpx.TransportError as error:
            return failed(source, f"unreachable ({type(error).__name__})", self._clock()), False
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return failed(source, f"no usable address ({type(error).__name__})", self._clock()), True
        return self._read(source, response), response.status_code not in _WORTH_RETRYING

    def _read(self, source: DataSource, response: httpx.Response) -> SourceAnswer:
        sandbox = response.headers.get(SANDBOX_HEADER, "").lower() == "true"
        now = self._clock()
        if response.status_code != HTTPStatus.OK:
            return failed(source, f"http {response.status_code}", now, sandbox=sandbox)
        try:
            payload = response.json()
        except ValueError:
            return failed(source, "wrong schema: not JSON", now, sandbox=sandbox)
        read = read_payload(source, payload)
        if isinstance(read, str):
            return failed(source, read, now, sandbox=sandbox)
        return SourceAnswer(
            source=source.name,
            status=SourceStatus.ANSWERED,
            payload=read.model_dump(mode="json"),
            received_at=now,
            sha256=hashlib.sha256(response.content).hexdigest(),
            sandbox=sandbox,
        )


def gather(
    client: SourceClient,
    application: ApplicationSubmission,
    key_prefix: str,
    sources: Iterable[DataSource] = SOURCES,
) -> dict[str, SourceAnswer]:
    """Ask every source at once; the key of each is `key_prefix:source`, so asking again costs nothing.

    Returns one answer for each source, in their declared order, whatever became of it.
    """
    wanted = tuple(sources)
    with ThreadPoolExecutor(max_workers=max(len(wanted), 1), thread_name_prefix="source") as pool:
        answers = pool.map(
            lambda source: client.ask(source, application, idempotency_key_for(key_prefix, source)), wanted
        )
        return {answer.source: answer for answer in answers}


def idempotency_key_for(key_prefix: str, source: DataSource) -> str:
    """The key under which a source is asked about one application."""
    return f"{key_prefix}:{source.name}"
