"""Takes one contract from the accepted offer to the anchor in forked children, which kill themselves at a given point.

Started as `python -m tests.helpers.contract_kill_rig`. One line of JSON in, `{"data_dir", "tsa", "chain", "point"}`; a
child goes on from wherever the one before it was killed; the rig answers with the signal it died of, 0 for none.
"""

import contextlib
import importlib
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from paddock.central.archive.service import archive_due
from paddock.central.centre import Centre
from paddock.central.contracts.desk import open_desk
from paddock.central.contracts.models import ContractRecord
from paddock.central.evidence.anchoring import Anchorer
from paddock.central.evidence.chain import JsonRpcChain
from paddock.central.keeping import vault_of
from paddock.central.keys import keys_of
from paddock.central.settings import Settings
from tests.helpers.contracts import APPLICATION_ID, offer
from tests.helpers.signed_contracts import Signers, accept

KEY = "0x" + "4c" * 32
POINTS: dict[str, tuple[str, str, int]] = {
    "draft rendered": ("paddock.central.contracts.drawing", "render_contract", 1),
    "draft logged": ("paddock.central.contracts.drawing", "log_events", 1),
    "draft told": ("paddock.central.contracts.drawing", "record_change", 1),
    "customer stamped": ("paddock.central.contracts.making", "sign_contract", 1),
    "customer logged": ("paddock.central.contracts.recording", "log_events", 1),
    "customer told": ("paddock.central.contracts.recording", "record_change", 1),
    "dealer stamped": ("paddock.central.contracts.making", "sign_contract", 2),
    "lessor stamped": ("paddock.central.contracts.making", "sign_contract", 3),
    "all logged": ("paddock.central.contracts.recording", "log_events", 2),
    "all told": ("paddock.central.contracts.recording", "record_change", 2),
    "object written": ("paddock.central.archive.vault", "Vault.put", 1),
    "archive logged": ("paddock.central.archive.service", "log_events", 1),
    "anchor kept": ("paddock.central.evidence.anchoring", "Anchorer._make", 1),
    "anchor sent": ("paddock.central.evidence.chain", "JsonRpcChain.send", 1),
}
"""Point → module, function, and after which call of it the child dies."""


def main() -> None:
    """Serve orders until standard input ends."""
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                _advance(order)
                os._exit(0)
            os._exit(1)
        _, status = os.waitpid(child, 0)
        told = os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def _advance(order: dict[str, Any]) -> None:
    if order["point"] is not None:
        _die_at(*POINTS[order["point"]])
    centre = Centre.opened(Settings(data_dir=Path(order["data_dir"])))
    desk = open_desk(keys_of(centre.settings), order["tsa"], centre.clock(), uses_sandbox=True)
    accept(centre, desk, APPLICATION_ID, offer(months=6))
    with centre.database.reading() as session:
        contract_id = session.scalars(select(ContractRecord.id)).one()
    Signers(centre, desk).sign_all(contract_id)
    archive_due(centre, desk, vault_of(centre))
    with contextlib.closing(JsonRpcChain(order["chain"])) as chain:
        Anchorer(centre, chain, KEY).turn()
    centre.database.close()


def _die_at(module: str, name: str, count: int) -> None:
    holder: Any = importlib.import_module(module)
    *path, last = name.split(".")
    for part in path:
        holder = getattr(holder, part)
    real: Callable[..., Any] = getattr(holder, last)
    calls = 0

    def dying(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        result = real(*args, **kwargs)
        calls += 1
        if calls == count:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(holder, last, dying)


if __name__ == "__main__":
    main()
