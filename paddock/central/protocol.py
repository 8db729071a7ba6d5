"""The gate that tells workstations of an older protocol to update, before anything else is looked at."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paddock.central.problems import problem_response
from paddock.wire.problems import Problem, ProblemCode
from paddock.wire.protocol import PROTOCOL, PROTOCOL_HEADER

LENDER_PATHS = ("/v1/risk/", "/v1/desk/", "/v1/consents/", "/v1/clauses")
"""What only the lender's own staff may ask."""
_NOT_WORKSTATIONS = (*LENDER_PATHS, "/v1/health")


class ProtocolGate:
    """Answers 426 to a workstation whose protocol is below `oldest`; says on every answer what is spoken."""

    def __init__(self, app: ASGIApp, oldest: int) -> None:
        self._app = app
        self._oldest = oldest
        self._spoken = f"{oldest}-{PROTOCOL}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def saying(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[PROTOCOL_HEADER] = self._spoken
            await send(message)

        path = scope["path"]
        said = Headers(scope=scope).get(PROTOCOL_HEADER, "1")
        if not path.startswith("/v1/") or path.startswith(_NOT_WORKSTATIONS) or _number(said) >= self._oldest:
            await self._app(scope, receive, saying)
            return
        answer = problem_response(Problem.of(ProblemCode.UPDATE_REQUIRED, detail=f"{PROTOCOL_HEADER}: {self._spoken}"))
        # RFC 9110, sections 7.8 and 15.5.22: a 426 names what to upgrade to.
        answer.headers.update({"Upgrade": f"Paddock/{self._oldest}", "Connection": "Upgrade"})
        await answer(scope, receive, saying)


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0
