"""A network between workstation and centre that breaks as it is told to, one `Fault` for each request.

It understands just enough of HTTP/1.1 to know where a request and an answer end, so that it can cut at any byte of
either, lose an answer whose effect has happened, deliver a request twice or late, and answer in the centre's place.
"""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urlsplit

_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one request; without anything set it passes."""

    name: str = "passes"
    request_part: float = 1.0
    """How much of the request reaches the centre: below 1 it is cut there."""
    answer_part: float = 1.0
    """How much of the answer reaches the workstation: below 1 it is cut there."""
    twice: bool = False
    """The request is delivered a second time; the second answer is the one that comes back."""
    late: bool = False
    """The workstation sees a cut; the request is delivered after the next one."""
    instead: bytes | None = None
    """This answer comes back, and the request goes nowhere."""
    afterwards: bytes | None = None
    """This answer comes back after the request has had its effect."""


def page(status: str, media_type: str, body: str) -> bytes:
    """A whole answer."""
    raw = body.encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(raw)}\r\n\r\n"
    return head.encode() + raw


PORTAL = page("200 OK", "text/html", "<html><body>Please sign in to the hotel's network</body></html>")
FAILED = page("500 Internal Server Error", "text/html", "<html>oops</html>")
BAD_GATEWAY = page("502 Bad Gateway", "text/html", "<html>502 Bad Gateway</html>")
BUSY = page("503 Service Unavailable", "text/plain", "busy")
STRANGE_JSON = page("200 OK", "application/json", '{"status":"ok"}')
EMPTY = page("200 OK", "application/json", "")
REDIRECT = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/login\r\nContent-Length: 0\r\n\r\n"
GARBAGE = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"

ANSWERS = {
    "portal": PORTAL,
    "failed": FAILED,
    "bad gateway": BAD_GATEWAY,
    "busy": BUSY,
    "strange json": STRANGE_JSON,
    "empty": EMPTY,
    "redirect": REDIRECT,
    "garbage": GARBAGE,
}
PASSES = Fault()

Plan: TypeAlias = Callable[["Passage"], Fault]
"""Chooses the fault of a request that has come in whole."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A request as it came in."""

    method: str
    path: str
    raw: bytes
    body_at: int
    """Where its body begins."""


@dataclass
class FaultProxy:
    """Stands before the centre at `upstream` and does to each request what `plan` says."""

    upstream: str
    plan: Plan = lambda _passage: PASSES
    passages: list[tuple[Passage, Fault]] = field(default_factory=list)
    body_bytes_forwarded: int = 0
    """Of requests' bodies, repeated ones counted again."""

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._late: list[bytes] = []
        self._closed = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def deliver_late(self) -> None:
        """Bring what was held back to the centre, the latest first; nobody waits for its answers."""
        with self._lock:
            held, self._late = self._late, []
        for raw in reversed(held):
            with contextlib.suppress(OSError):
                self._ask(raw)

    def close(self) -> None:
        """Stop; connections end with their next byte."""
        self._closed.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _accept(self) -> None:
        while not self._closed.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(_SECONDS)
        with connection, contextlib.suppress(OSError):
            pending = b""
            while not self._closed.is_set():
                passage, pending = _read_request(connection, pending)
                if passage is None or not self._pass(connection, passage):
                    return

    def _pass(self, connection: socket.socket, passage: Passage) -> bool:
        """Whether the connection still stands afterwards."""
        fault = self.plan(passage)
        with self._lock:
            self.passages.append((passage, fault))
        if fault.late:
            with self._lock:
                self._late.append(passage.raw)
            return False
        if fault.instead is not None:
            return _give(connection, fault.instead, fault.answer_part)
        if fault.request_part < 1:
            self._begin_and_cut(passage, int(len(passage.raw) * fault.request_part))
            return False
        answer = self._deliver(passage)
        if fault.twice:
            answer = self._deliver(passage)
        self.deliver_late()
        return _give(connection, answer if fault.afterwards is None else fault.afterwards, fault.answer_part)

    def _deliver(self, passage: Passage) -> bytes:
        self._count(len(passage.raw) - passage.body_at)
        return self._ask(passage.raw)

    def _begin_and_cut(self, passage: Passage, length: int) -> None:
        self._count(max(0, length - passage.body_at))
        with contextlib.suppress(OSError), self._connect() as centre:
            centre.sendall(passage.raw[:length])
            # Closed with a reset or an end: either way the centre has the beginning and no more.

    def _count(self, body_bytes: int) -> None:
        with self._lock:
            self.body_bytes_forwarded += body_bytes

    def _ask(self, raw: bytes) -> bytes:
        head, _, body = raw.partition(b"\r\n\r\n")
        lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
        with self._connect() as centre:
            centre.sendall(b"\r\n".join([*lines, b"Connection: close", b"", body]))
            answer = b""
            while data := centre.recv(65536):
                answer += data
        return answer.replace(b"connection: close\r\n", b"", 1)

    def _connect(self) -> socket.socket:
        parts = urlsplit(self.upstream)
        return socket.create_connection((parts.hostname or "", parts.port or 80), timeout=_SECONDS)


def _give(connection: socket.socket, answer: bytes, part: float) -> bool:
    connection.sendall(answer[: int(len(answer) * part)] if part < 1 else answer)
    return part >= 1 and not answer.startswith(GARBAGE)


def _read_request(connection: socket.socket, pending: bytes) -> tuple[Passage | None, bytes]:
    raw = pending
    while b"\r\n\r\n" not in raw:
        data = connection.recv(65536)
        if not data:
            return None, b""
        raw += data
    head, _, body = raw.partition(b"\r\n\r\n")
    headers = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:])
    length = int(headers.get(b"content-length", b"0"))
    while len(body) < length:
        data = connection.recv(65536)
        if not data:
            return None, b""
        body += data
    method, path, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
    whole = head + b"\r\n\r\n" + body[:length]
    return Passage(method, path, whole, len(head) + 4), body[length:]


@contextmanager
def fault_proxy(upstream: str) -> Iterator[FaultProxy]:
    """A running proxy, closed at the end."""
    proxy = FaultProxy(upstream)
    try:
        yield proxy
    finally:
        proxy.close()
