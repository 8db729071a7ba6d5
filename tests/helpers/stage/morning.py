"""A morning at the counter, played once with everything real and kept; who looks at it opens a copy.

python -m tests.helpers.stage.morning FOLDER
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from paddock.app.store.store import Store
    from tests.helpers.stage.stage import Stage

ROOT = Path(__file__).parents[3]
_DEALS = "deals.json"
_PROFILE = "profile"
_SECONDS = 600
_ATTEMPTS = 3
_HOUR = 10
_PASSPHRASE = "invented"


def played_morning(folder: Path) -> Path:
    """Play a morning in a process of its own; returns the folder that `opened_morning` takes.

    It is played again where it went otherwise than planned: on a machine that does much else, a data source of the
    sandbox can miss the two seconds it has, and an approval becomes a case for a person.

    Raises:
        RuntimeError: the process has failed each time; its last words are in the message.
    """
    said = ""
    for _attempt in range(_ATTEMPTS):
        done = subprocess.run(
            [sys.executable, "-m", __name__, str(folder)],
            cwd=ROOT,
            env=offscreen("1"),
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
        )
        if done.returncode == 0:
            return folder
        said = done.stderr
    raise RuntimeError(f"the morning was not played:\n{said[-4000:]}")


def offscreen(scale: str) -> dict[str, str]:
    """The environment of a process of this tree that shows windows nowhere, at a scale; Qt takes it at its start."""
    return os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": scale,
        "PADDOCK_PASSPHRASE": _PASSPHRASE,
        "PYTHONPATH": str(ROOT),
        "TZ": "Asia/Shanghai",
    }


def main() -> int:
    """Play, keep what the store holds, and which deal is which."""
    # Imported late: who only wants to have it played loads no Qt.
    from tests.helpers.stage.playing import play  # noqa: PLC0415
    from tests.helpers.stage.stage import opened_stage  # noqa: PLC0415

    kept = Path(sys.argv[1])
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with opened_stage(folder) as stage:
            play(stage)
            _in_the_same_hour(stage.store)
        shutil.copytree(folder / _PROFILE, kept / _PROFILE)
        deals = {key: str(deal) for key, deal in stage.deals.items()}
    (kept / _DEALS).write_text(json.dumps(deals), "utf-8")
    return 0


def _in_the_same_hour(store: "Store") -> None:
    """What the dashboard counts by the hour happened in the same hour of today, whenever it was played."""
    from paddock.app.store.store import Topic  # noqa: PLC0415 - with the rest of the store

    columns = ("received_at", "decided_at", "accepted_at", "signed_at")
    opened = datetime.now().astimezone().replace(hour=_HOUR, minute=20, second=0, microsecond=0)
    with store.write(Topic.SYNC) as connection:
        # Whole microseconds since 1970, as the store keeps its times.
        first = connection.exec_driver_sql("SELECT min(received_at) FROM deal_facts").scalar_one()
        later = int(opened.timestamp()) * 1_000_000 - first
        shifted = ", ".join(f"{name} = {name} + {later}" for name in columns)
        connection.exec_driver_sql(f"UPDATE deal_facts SET {shifted}")  # noqa: S608 - our own names


@contextmanager
def opened_morning(morning: Path, folder: Path) -> Iterator["Stage"]:
    """The window over a copy of a played morning in `folder`, without its centre; every deal has its tab."""
    from tests.helpers.stage.stage import offline_stage  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(morning / _PROFILE, folder / _PROFILE)
    deals = json.loads((morning / _DEALS).read_text("utf-8"))
    with offline_stage(folder, {key: UUID(deal) for key, deal in deals.items()}) as stage:
        yield stage


if __name__ == "__main__":
    sys.exit(main())
