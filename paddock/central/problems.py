"""Every fault leaves the centre as one `application/problem+json` document (RFC 9457)."""

import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from paddock.domain.checks import Fault
from paddock.domain.errors import BadInput, PaddockError
from paddock.domain.sentences import Sentence
from paddock.wire.problems import MEDIA_TYPE, Problem, ProblemCode

logger = logging.getLogger(__name__)


class Refusal(Exception):
    """Raised by a service to answer with a problem; nothing the request did is kept."""

    def __init__(
        self,
        code: ProblemCode,
        *,
        detail: str | None = None,
        faults: list[Fault] | None = None,
        hashes: dict[str, str] | None = None,
    ) -> None:
        super().__init__(f"{code}: {detail}" if detail else str(code))
        self.problem = Problem.of(code, detail=detail, faults=faults, hashes=hashes)


def problem_response(problem: Problem) -> Response:
    """The HTTP answer for a problem document."""
    headers = {}
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if problem.status in {409, 429, 503} and problem.remedy == "retry":
        headers["Retry-After"] = "1"
    return Response(problem.model_dump_json(), status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


def faults_of_validation(errors: Sequence[Any]) -> list[Fault]:
    """Pydantic's findings as faults: dotted path, stable code, sentence. Never the value: it may be personal."""
    return [
        Fault(
            ".".join(str(part) for part in error["loc"] if part != "body"),
            str(error["type"]),
            Sentence(f"内容不符合要求 ({error['type']})", str(error["msg"])),
        )
        for error in errors
    ]


def malformed(error: ValidationError) -> Refusal:
    """The refusal for a body that is not the message it should be, with every fault at once."""
    faults = faults_of_validation(error.errors(include_url=False, include_input=False, include_context=False))
    return Refusal(ProblemCode.MALFORMED_REQUEST, faults=faults)


def malformed_field(field: str, sentence: Sentence) -> Refusal:
    """The refusal of one field that cannot be what it says."""
    return Refusal(ProblemCode.MALFORMED_REQUEST, faults=[Fault(field, "refused", sentence)])


def state_conflict(zh: str, en: str) -> Refusal:
    """The refusal of an act that what is there does not allow, with what to do."""
    return Refusal(ProblemCode.STATE_CONFLICT, faults=[Fault("", "conflict", Sentence(zh, en))])


def install_problem_handlers(app: FastAPI) -> None:
    """Make `app` answer every error, foreseen or not, with a problem document."""

    @app.exception_handler(Refusal)
    async def _refusal(_request: Request, error: Refusal) -> Response:
        return problem_response(error.problem)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_request: Request, error: RequestValidationError) -> Response:
        return problem_response(Problem.of(ProblemCode.MALFORMED_REQUEST, faults=faults_of_validation(error.errors())))

    @app.exception_handler(HTTPException)
    async def _http(_request: Request, error: HTTPException) -> Response:
        code = ProblemCode.NOT_FOUND if error.status_code == 404 else ProblemCode.MALFORMED_REQUEST
        problem = Problem.of(code, detail=str(error.detail))
        return problem_response(problem.model_copy(update={"status": error.status_code}))

    @app.exception_handler(PaddockError)
    async def _foreseen(_request: Request, error: PaddockError) -> Response:
        # Their sentences are made for people and name what is missing, so they may leave the centre.
        code = ProblemCode.INVALID_APPLICATION if isinstance(error, BadInput) else ProblemCode.UNAVAILABLE
        return problem_response(Problem.of(code, faults=[Fault("", "refused", error.sentence)]))

    @app.exception_handler(DBAPIError)
    async def _database(_request: Request, error: DBAPIError) -> Response:
        # The statement's parameters hold personal data: only the kind of error is logged.
        logger.error("database error: %s", type(error.orig).__name__)
        # Operational: away, locked, out of disk, a deadlock broken; it may be better in a moment.
        passing = isinstance(error, OperationalError)
        return problem_response(Problem.of(ProblemCode.UNAVAILABLE if passing else ProblemCode.INTERNAL))

    @app.exception_handler(PoolTimeout)
    async def _busy(_request: Request, _error: PoolTimeout) -> Response:
        logger.error("no database connection was free")
        return problem_response(Problem.of(ProblemCode.UNAVAILABLE))
