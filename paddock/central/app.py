"""The web application: every router of the centre on one FastAPI, and the faults that none of them foresaw."""

import contextlib
import importlib.metadata
import logging
import traceback
from collections.abc import AsyncIterator

from fastapi import APIRouter, FastAPI
from sqlalchemy import text
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paddock.central.applications.endpoints import router as applications_router
from paddock.central.centre import Centre, CentreHere
from paddock.central.changes.endpoints import router as changes_router
from paddock.central.identity.endpoints import router as identity_router
from paddock.central.identity.sign_in_endpoints import router as sign_in_router
from paddock.central.images.endpoints import router as images_router
from paddock.central.images.tus import router as uploads_router
from paddock.central.problems import install_problem_handlers, problem_response
from paddock.central.protocol import ProtocolGate
from paddock.central.receipts.endpoints import router as receipts_router
from paddock.central.receipts.ledger import router as ledger_router
from paddock.wire.identity import CentreHealth
from paddock.wire.problems import Problem, ProblemCode

logger = logging.getLogger(__name__)


def program_version() -> str:
    """The installed version of the program."""
    return importlib.metadata.version("paddock")


health_router = APIRouter(prefix="/v1", tags=["health"])


@health_router.get("/health")
def read_health(centre: CentreHere) -> CentreHealth:
    """Whether the centre works; asks the database, because without it nothing does."""
    with centre.database.reading() as session:
        session.execute(text("SELECT 1"))
    return CentreHealth(
        status="ok",
        version=program_version(),
        mode=centre.settings.mode.value,
        sandbox=centre.settings.uses_sandbox,
    )


def create_app(centre: Centre) -> FastAPI:
    """The web application of `centre`; it owns neither the database nor the workers."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with centre.watcher.running():
            yield

    app = FastAPI(
        title="Paddock centre",
        version=program_version(),
        lifespan=lifespan,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.centre = centre
    for router in (
        health_router,
        identity_router,
        sign_in_router,
        receipts_router,
        ledger_router,
        images_router,
        uploads_router,
        applications_router,
        changes_router,
    ):
        app.include_router(router)
    install_problem_handlers(app)
    app.add_middleware(LastResort)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    app.add_middleware(ProtocolGate, oldest=centre.settings.oldest_protocol)
    return app


class LastResort:
    """Turns what nobody foresaw into a problem document, and logs where it happened without what it said.

    An exception's text may hold a name or an ID number; the web framework's own handler would log it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        started = False

        async def watching(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watching)
        except ClientDisconnect:
            # The line broke before the request was here: nothing was done, and nobody is there to be told.
            logger.info("a request broke off")
        except Exception as error:
            if scope["type"] != "http":
                raise
            frames = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-6:]]
            logger.error("unhandled %s at %s", type(error).__name__, " > ".join(frames))  # noqa: TRY400
            if not started:
                await problem_response(Problem.of(ProblemCode.INTERNAL))(scope, receive, send)
