"""`GET /v1/changes` (pages) and `GET /v1/changes/stream` (server-sent events)."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from paddock.central.centre import Centre, CentreHere
from paddock.central.changes.service import Page, read_page
from paddock.central.identity.dependencies import CurrentScope, bearer_token, scope_of_bearer
from paddock.wire.changes import ChangePage

router = APIRouter(prefix="/v1/changes", tags=["changes"])

HEARTBEAT_SECONDS = 15.0
_STREAM_PAGE = 100


@router.get("")
def read_changes(
    scope: CurrentScope,
    centre: CentreHere,
    after: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    newest_only: Annotated[bool, Query(description="Leave out what a later change has made old.")] = False,  # noqa: FBT002
) -> ChangePage:
    """The changes after a cursor, oldest first; empty when there is nothing new.

    From the beginning and with `newest_only` it is a snapshot: every record once, as it is now, and then the tail.
    """
    page = read_page(centre.database, scope, after, limit, newest_only=newest_only)
    return ChangePage(changes=page.changes, cursor=page.cursor, more=page.more)


@router.get("/stream", response_class=StreamingResponse)
def stream_changes(
    request: Request,
    scope: CurrentScope,
    centre: CentreHere,
    after: Annotated[str, Query(max_length=200)] = "",
    last_event_id: Annotated[str, Header()] = "",
) -> StreamingResponse:
    """Every change as an event whose id is the cursor after it; resumes after `Last-Event-ID`."""
    # The first page is read here, so that a bad cursor is refused with a problem and not with a broken stream.
    first = read_page(centre.database, scope, last_event_id or after, _STREAM_PAGE)
    return StreamingResponse(
        _events(request, centre, first),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _events(request: Request, centre: Centre, page: Page) -> AsyncIterator[bytes]:
    token = bearer_token(request)
    yield b"retry: 1000\n: connected\n\n"
    with centre.watcher.listening(page.scope.dealer_id) as grown:
        while True:
            for change, cursor in page.with_cursors():
                yield f"id: {cursor}\nevent: change\ndata: {change.model_dump_json()}\n\n".encode()
            if not page.more:
                while not await _grew(grown):
                    if not await run_in_threadpool(_still_known, centre, token):
                        return
                    yield b": heartbeat\n\n"
            grown.clear()
            page = await run_in_threadpool(read_page, centre.database, page.scope, page.cursor, _STREAM_PAGE)


async def _grew(grown: asyncio.Event) -> bool:
    with contextlib.suppress(TimeoutError):
        return await asyncio.wait_for(grown.wait(), HEARTBEAT_SECONDS)
    return False


def _still_known(centre: Centre, token: str) -> bool:
    """A stream may last for days: who is revoked or signed out meanwhile must not keep listening."""
    scope = scope_of_bearer(centre, token)
    return scope is not None and scope.role is not None
