"""Runs acts of a workstation in forked children, so that a test can kill -9 them many times a minute.

Started as `python -m tests.helpers.kill_rig`. One line of JSON in, `{"act", "profile", …}`; a child is forked, prints
`pid N`, then what it acknowledges, one line each; the rig prints `end` once the child is gone. A child that is told a
point (`{"point": "after_put", "count": 3}`) kills itself there with SIGKILL, which no handler sees.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from paddock.app.store import outbox, projections
from paddock.app.store.store import Store, Topic
from paddock.sync.client import CentreClient
from paddock.sync.engine import Pace, SyncEngine
from tests.helpers.workstations import JPEG, keyed_store, submitted


def main() -> None:
    """Serve lines until standard input ends."""
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _child(order)
        os.waitpid(pid, 0)
        _say("end")


def _child(order: dict[str, Any]) -> None:
    _say(f"pid {os.getpid()}")
    if "point" in order:
        _die_at(order["point"], order["count"])
    store = keyed_store(Path(order["profile"]))
    if order["act"] == "submit":
        while True:
            application_id = submitted(store, JPEG + os.urandom(2000))
            _say(f"submitted {application_id}")
    engine = SyncEngine(store, order["url"], order["token"], pace=Pace(row=lambda _n: 0.0, link=lambda _n: 0.0))
    _say(f"synchronised {engine.run_once().accepted}")
    os._exit(0)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _counting(count: int) -> Callable[[], None]:
    left = [count]

    def step() -> None:
        left[0] -= 1
        if left[0] <= 0:
            _die()

    return step


def _die_at(point: str, count: int) -> None:
    """Patch one point of the product to die at its `count`-th passing."""
    step = _counting(count)
    if point in {"before_commit", "after_commit"}:
        _around_commit(step, before=point == "before_commit")
    elif point == "after_put":
        put = CentreClient.put

        def put_and_die(self: CentreClient, *args: Any, **named: Any) -> Any:
            reply = put(self, *args, **named)
            step()
            return reply

        CentreClient.put = put_and_die  # type: ignore[method-assign]
    elif point == "before_rename":
        flush = os.fsync

        def flush_and_die(fd: Any) -> None:
            flush(fd)
            step()

        os.fsync = flush_and_die
    else:
        _inside_write(point, step)


def _around_commit(step: Callable[[], None], *, before: bool) -> None:
    write = Store.write

    @contextmanager
    def write_and_die(self: Store, topic: Topic) -> Iterator[Connection]:
        with write(self, topic) as connection:
            yield connection
            if before:
                step()
        if not before:
            step()

    Store.write = write_and_die  # type: ignore[method-assign]


def _inside_write(point: str, step: Callable[[], None]) -> None:
    module, name = {
        "while_settling": (outbox, "accept"),
        "while_applying": (projections, "apply_changes"),
        "while_taking": (outbox, "take_ready"),
    }[point]
    original = getattr(module, name)

    def and_die(*args: Any, **named: Any) -> Any:
        result = original(*args, **named)
        step()
        return result

    # The engine calls these through their modules, so patching the module is enough.
    setattr(module, name, and_die)


if __name__ == "__main__":
    main()
