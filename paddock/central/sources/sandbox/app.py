"""The sandbox provider: an HTTP service that speaks the data sources' contract with invented answers.

It remembers idempotency keys and counts what it would charge, so that a test can show a source is not paid twice,
and it breaks on demand: by magic endings (`scenarios`) or by `POST /sandbox/faults`.
"""

import hashlib
import json
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, FastAPI, Header, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from paddock.central.sources.client import SANDBOX_HEADER
from paddock.central.sources.declarations import SOURCES, SOURCES_BY_NAME, DataSource
from paddock.central.sources.payloads import Query
from paddock.central.sources.sandbox.inventions import sandbox_answer
from paddock.central.sources.sandbox.scenarios import FaultKind, fault_for

KEYS_KEPT: Final = 100_000


class FaultOrder(Query):
    """Break `source` on its next `times` questions."""

    source: str
    kind: FaultKind
    times: Annotated[int, Field(ge=0, le=1_000_000)] = 1
    delay_seconds: Annotated[float, Field(ge=0, le=60)] = 12.0
    """For `slow`: how long the answer takes."""


class SandboxLedger:
    """What the provider remembers: answered keys, charges, and the faults that were ordered."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, tuple[str, dict[str, Any]]] = OrderedDict()
        self._charges: Counter[str] = Counter()
        self._faults: dict[str, FaultOrder] = {}

    def answer(self, source: DataSource, key: str, query: dict[str, Any]) -> dict[str, Any]:
        """The answer to `query`: charged once for each key.

        Raises:
            HTTPException: 422, the key was used with another question.
        """
        digest = hashlib.sha256(json.dumps([source.name, query], sort_keys=True).encode()).hexdigest()
        with self._lock:
            kept = self._answers.get(key)
            if kept is None:
                kept = (digest, sandbox_answer(source.name, query))
                self._answers[key] = kept
                self._charges[source.name] += 1
                if len(self._answers) > KEYS_KEPT:
                    self._answers.popitem(last=False)
        if kept[0] != digest:
            raise HTTPException(422, "this Idempotency-Key was used with another question")
        return kept[1]

    def order(self, fault: FaultOrder) -> None:
        """Remember a fault; `times=0` takes it back."""
        with self._lock:
            self._faults[fault.source] = fault

    def due_fault(self, source: DataSource, query: dict[str, Any]) -> FaultOrder | None:
        """The fault this question meets, counted down if it was ordered."""
        kind = fault_for(source.number, query)
        if kind is not None:
            return FaultOrder(source=source.name, kind=kind)
        with self._lock:
            order = self._faults.get(source.name)
            if order is None or order.times == 0:
                return None
            self._faults[source.name] = order.model_copy(update={"times": order.times - 1})
            return order

    def charges(self) -> dict[str, int]:
        """How many answers each source was paid for."""
        with self._lock:
            return {source.name: self._charges[source.name] for source in SOURCES}


def create_sandbox_app() -> FastAPI:
    """The sandbox provider as an ASGI application; every answer carries `X-Paddock-Sandbox: true`."""
    app = FastAPI(
        title="Paddock data sources",
        version="1.0.0",
        description="The contract between the centre and a provider of data sources.",
        docs_url=None,
        redoc_url=None,
    )
    ledger = SandboxLedger()

    @app.middleware("http")
    async def mark(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        response.headers[SANDBOX_HEADER] = "true"
        return response

    for source in SOURCES:
        app.include_router(_route_for(source, ledger))
    app.include_router(_controls(ledger))
    return app


def _route_for(source: DataSource, ledger: SandboxLedger) -> APIRouter:
    router = APIRouter()
    query_model = source.query_model

    # A plain function, so that it runs in a thread: a slow fault must not hold up the other sources.
    def answer(query: Query, key: str) -> Response:
        asked = query.model_dump(mode="json")
        fault = ledger.due_fault(source, asked)
        if fault is not None and fault.kind is FaultKind.ERROR:
            return JSONResponse({"detail": "the sandbox was told to fail"}, status_code=500)
        if fault is not None and fault.kind is FaultKind.WRONG_SCHEMA:
            return JSONResponse({"unexpected": "the sandbox was told to answer nonsense"})
        if fault is not None:
            time.sleep(fault.delay_seconds)
        return JSONResponse(ledger.answer(source, key, asked))

    def endpoint(query: Query, idempotency_key: Annotated[str, Header(min_length=1, max_length=200)]) -> Response:
        return answer(query, idempotency_key)

    # FastAPI reads the question's schema from the annotation, and each source has its own.
    endpoint.__annotations__["query"] = query_model
    router.add_api_route(
        source.path,
        endpoint,
        methods=["POST"],
        response_model=source.answer_model,
        name=source.name,
        operation_id=source.name,
        summary=source.caption.en,
        description=source.answer_model.__doc__,
    )
    return router


def _controls(ledger: SandboxLedger) -> APIRouter:
    router = APIRouter(prefix="/sandbox", include_in_schema=False)

    @router.get("/charges")
    def charges() -> dict[str, int]:
        return ledger.charges()

    @router.post("/faults", status_code=204)
    def faults(order: FaultOrder) -> None:
        if order.source not in SOURCES_BY_NAME:
            raise HTTPException(404, "no such source")
        ledger.order(order)

    return router
