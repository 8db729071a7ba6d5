"""The sandbox provider: an HTTP service that speaks every data source's contract with invented answers.

It remembers idempotency keys and counts what it would charge, so that a test can show a source is not paid twice,
and it breaks on demand: by magic endings, by a header, or by `POST /sandbox/faults`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Header, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from paddock.central.sources.client import AS_OF_HEADER, SANDBOX_HEADER
from paddock.central.sources.declarations import OWN_SOURCES, SOURCES_BY_NAME
from paddock.central.sources.payloads.base import Query
from paddock.central.sources.sandbox.faults import (
    FAULT_HEADER,
    HANG_SECONDS,
    Fault,
    FaultKind,
    FaultOrder,
    fault_of_header,
)
from paddock.central.sources.sandbox.latency import latency_seconds
from paddock.central.sources.sandbox.ledger import SandboxLedger
from paddock.central.sources.source import CONTRACT_VERSION, DataSource


def create_sandbox_app(
    *, latency: float = 0.0, sources: Iterable[DataSource] = OWN_SOURCES, title: str = "Paddock data sources"
) -> FastAPI:
    """The sandbox provider as an ASGI application; every answer carries `X-Paddock-Sandbox: true`.

    Args:
        latency: 1 answers as slowly as real sources do, 0 at once.
        sources: those it speaks for.
        title: of the contract.
    """
    app = FastAPI(
        title=title,
        version=CONTRACT_VERSION,
        description="The contract between the centre and a provider of this data source.",
        docs_url=None,
        redoc_url=None,
    )
    ledger = SandboxLedger()

    @app.middleware("http")
    async def mark(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        response.headers[SANDBOX_HEADER] = "true"
        return response

    for source in sources:
        app.include_router(_route_for(source, ledger, latency))
    app.include_router(_controls(ledger))
    return app


def _route_for(source: DataSource, ledger: SandboxLedger, latency: float) -> APIRouter:
    router = APIRouter()

    async def endpoint(
        query: Query, request: Request, idempotency_key: Annotated[str, Header(min_length=1, max_length=200)]
    ) -> Response:
        asked = query.model_dump(mode="json")
        ordered = fault_of_header(request.headers.get(FAULT_HEADER, ""))
        fault = ledger.due_fault(source, asked) or ordered
        if latency:
            await asyncio.sleep(latency * latency_seconds(source.name, idempotency_key))
        if fault is not None and fault.kind in {FaultKind.ERROR, FaultKind.WRONG_SCHEMA}:
            return _refusal(fault.kind)
        # Charged when it is asked: whether anybody still waits for the answer is not the provider's concern.
        return await _answer(source, ledger.answer(source, idempotency_key, asked), fault)

    # FastAPI reads the question's schema from the annotation, and each source has its own.
    endpoint.__annotations__["query"] = source.query_model
    router.add_api_route(
        source.path,
        endpoint,
        methods=["POST"],
        response_model=source.answer_model,
        responses={200: {"headers": _HEADERS}},
        name=source.name,
        operation_id=source.name,
        summary=source.caption.en,
        description=source.answer_model.__doc__,
    )
    return router


async def _answer(source: DataSource, payload: dict[str, Any], fault: Fault | None) -> Response:
    as_of, kind = datetime.now(UTC), None if fault is None else fault.kind
    if fault is not None and kind in {FaultKind.SLOW, FaultKind.HANG}:
        await asyncio.sleep(HANG_SECONDS if kind is FaultKind.HANG else fault.delay_seconds)
    if kind is FaultKind.STALE:
        as_of -= source.max_age + timedelta(days=1)
    if kind is FaultKind.PARTIAL:
        payload = dict(list(payload.items())[1:])
    return JSONResponse(payload, headers={AS_OF_HEADER: as_of.isoformat()})


def _refusal(kind: FaultKind) -> Response:
    if kind is FaultKind.ERROR:
        return JSONResponse({"detail": "the sandbox was told to fail"}, status_code=500)
    return JSONResponse(
        {"unexpected": "the sandbox was told to answer nonsense"}, headers={AS_OF_HEADER: datetime.now(UTC).isoformat()}
    )


_HEADERS = {
    AS_OF_HEADER: {
        "description": "The moment whose truth the data are, with its zone.",
        "required": True,
        "schema": {"type": "string", "format": "date-time"},
    },
    SANDBOX_HEADER: {
        "description": "`true` where the answer is invented; absent otherwise.",
        "schema": {"type": "string", "enum": ["true"]},
    },
}


def _controls(ledger: SandboxLedger) -> APIRouter:
    router = APIRouter(prefix="/sandbox", include_in_schema=False)

    @router.get("/charges")
    def charges() -> dict[str, int]:
        return ledger.charges()

    @router.get("/questions")
    def questions() -> dict[str, int]:
        return ledger.questions()

    @router.post("/faults", status_code=204)
    def faults(order: FaultOrder) -> None:
        if order.source not in SOURCES_BY_NAME:
            raise HTTPException(404, "no such source")
        ledger.order(order)

    return router
