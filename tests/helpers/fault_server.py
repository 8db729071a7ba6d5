"""A small HTTP server that behaves as badly as it is told to, one answer per request."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias

from paddock.wire.messages import sha256_hex
from paddock.wire.problems import MEDIA_TYPE, Problem, ProblemCode


@dataclass(frozen=True)
class Answer:
    """What is sent back; `cut` breaks the connection instead, after `cut_after` bytes of the body."""

    status: int = 200
    media_type: str = "application/json"
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    cut_after: int = 0


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str
    key: str | None
    body: bytes


Behaviour: TypeAlias = Callable[[Asked], Answer | None]
"""Chooses the answer; None: the good one."""

CUT = Answer(cut=True)
NOTHING = Answer(200, "application/json", b"")
HTML = Answer(200, "text/html", b"<html><body>Please sign in to the network</body></html>")
FAILED_HTML = Answer(502, "text/html", b"<html>Bad gateway</html>")
REDIRECT = Answer(302, "text/html", b"", {"Location": "http://127.0.0.1:1/login"})


def problem(code: ProblemCode, **more: object) -> Answer:
    """A problem of the centre's own."""
    document = Problem.of(code, **more)  # type: ignore[arg-type]
    return Answer(document.status, MEDIA_TYPE, document.model_dump_json().encode())


class FaultServer:
    """Answers like a centre that knows nothing yet, unless `behave` says otherwise; keeps what it was asked."""

    def __init__(self) -> None:
        self.behave: Behaviour = lambda _asked: None
        self.asked: list[Asked] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening: from now on nobody is there."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def puts(self, start: str = "/") -> list[Asked]:
        """The writes to paths that begin with `start`, in order."""
        return [asked for asked in self.asked if asked.method == "PUT" and asked.path.startswith(start)]

    def answer(self, asked: Asked) -> Answer:
        """The answer to one request."""
        self.asked.append(asked)
        return self.behave(asked) or good_answer(asked)


def good_answer(asked: Asked) -> Answer:
    """What a centre says that takes everything and has nothing to tell."""
    path = asked.path.partition("?")[0]
    last = path.rsplit("/", 1)[1]
    if asked.method == "PUT" and path.startswith("/v1/images/"):
        return _json({"sha256": sha256_hex(asked.body), "size_bytes": len(asked.body)})
    if asked.method == "PUT" and path.startswith("/v1/applications/"):
        received = {"id": last, "state": "received", "received_at": "2026-11-23T06:00:00Z"}
        return _json(received | {"body_sha256": sha256_hex(asked.body)})
    return _GOOD.get(path) or problem(ProblemCode.NOT_FOUND)


def _json(document: object) -> Answer:
    return Answer(body=json.dumps(document).encode())


_GOOD = {
    "/v1/me": _json(
        {
            "workstation_id": "019ab000-0000-7000-8000-0000000000a1",
            "dealer_id": "019ab000-0000-7000-8000-0000000000a2",
            "dealer_name": "东湖一店",
            "staff_name": "李娜",
            "sandbox": True,
        }
    ),
    "/v1/trust": _json({"log_public_key": "AAAA", "certificate_roots_pem": [], "test_authority": True}),
    "/v1/changes": _json({"changes": [], "cursor": "c0", "more": False}),
}


def _handler(server: FaultServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PUT(self) -> None:
            self._serve()

        def do_GET(self) -> None:
            self._serve()

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = server.answer(Asked(self.command, self.path, self.headers.get("Idempotency-Key"), body))
            if not answer.cut:
                self._send(answer)
                return
            if answer.cut_after:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"{" * answer.cut_after)
                self.wfile.flush()
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_args: object) -> None:
            pass

    return Handler


@contextmanager
def fault_server() -> Iterator[FaultServer]:
    """A running server, closed at the end."""
    server = FaultServer()
    try:
        yield server
    finally:
        server.close()
