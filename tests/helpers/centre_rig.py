"""Runs a centre in forked children, so that a test can kill -9 it many times a minute.

Started as `python -m tests.helpers.centre_rig`. One line of JSON in (`{"data_dir", "database_url", "point", "count"}`);
a child is forked, serves, and prints `{"pid", "url"}`; the rig prints `end` once the child is gone. A child that is
told a point kills itself there with SIGKILL, at the `count`-th passing, which no handler sees.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session
from starlette.types import Message, Receive, Scope, Send

from paddock.central.app import LastResort, create_app
from paddock.central.centre import Centre
from paddock.central.database import Database
from paddock.central.idempotency import AnswerBook
from paddock.central.images.uploads import UploadDesk
from paddock.central.receipts.signer import ReceiptSigner
from paddock.central.serving import Server, listen, url_of
from paddock.central.settings import Settings

POINTS = (
    "request_came",
    "before_effect",
    "after_receipt",
    "before_commit",
    "after_commit",
    "before_finishing_upload",
    "before_answer",
    "inside_answer",
    "after_answer",
)
"""Before and after everything that a write goes through, from the first byte received to the last one sent."""


def main() -> None:
    """Serve lines until standard input ends."""
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _serve(order)
        os.waitpid(pid, 0)
        _say("end")


def _serve(order: dict[str, Any]) -> None:
    if order["point"]:
        _die_at(order["point"], order["count"])
    centre = Centre.opened(Settings(data_dir=Path(order["data_dir"]), database_url=order["database_url"]))
    listener = listen("127.0.0.1", 0)
    said = json.dumps({"pid": os.getpid(), "url": url_of(listener)})
    Server(create_app(centre), lambda: _say(said)).run(sockets=[listener])
    os._exit(0)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _counting(count: int) -> Callable[[], None]:
    left = [count]

    def step() -> None:
        left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


def _die_at(point: str, count: int) -> None:
    """Patch one point of the centre to die at its `count`-th passing."""
    step = _counting(count)
    if point in {"before_commit", "after_commit"}:
        _around_commit(step, before=point == "before_commit")
    elif point in {"request_came", "before_answer", "inside_answer", "after_answer"}:
        _around_answer(step, point)
    else:
        owner, name, before = {
            "before_effect": (AnswerBook, "_claim", False),
            "after_receipt": (ReceiptSigner, "sign", False),
            "before_finishing_upload": (UploadDesk, "_finish", True),
        }[point]
        original = getattr(owner, name)

        def and_die(*args: Any, **named: Any) -> Any:
            if before:
                step()
            result = original(*args, **named)
            if not before:
                step()
            return result

        setattr(owner, name, and_die)


def _around_commit(step: Callable[[], None], *, before: bool) -> None:
    writing = Database.writing

    @contextmanager
    def write_and_die(self: Database) -> Iterator[Session]:
        with writing(self) as session:
            yield session
            if before:
                session.flush()
                step()
        if not before:
            step()

    Database.writing = write_and_die  # type: ignore[method-assign]


def _around_answer(step: Callable[[], None], point: str) -> None:
    call = LastResort.__call__

    async def call_and_die(self: LastResort, scope: Scope, receive: Receive, send: Send) -> None:
        counted = scope["type"] == "http" and scope["method"] != "GET"

        async def sending(message: Message) -> None:
            if point == "before_answer" and message["type"] == "http.response.start":
                step()
            if point == "inside_answer" and message["type"] == "http.response.body":
                step()
            await send(message)

        if counted and point == "request_came":
            step()
        await call(self, scope, receive, sending if counted else send)
        if counted and point == "after_answer":
            step()

    LastResort.__call__ = call_and_die  # type: ignore[method-assign]


if __name__ == "__main__":
    main()
