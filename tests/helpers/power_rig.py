"""The process whose writes are recorded: keeps pictures and submits, and says each id once it is safe.

    python -m tests.helpers.power_rig PROFILE COUNT [normal]

`normal` turns every connection to `synchronous=NORMAL`, which the product refuses: to prove that the test can fail.
"""

import os
import sys
from pathlib import Path

from sqlalchemy import event

from tests.helpers.workstations import JPEG, keyed_store, submitted

CHECKPOINT_PAGES = 40
"""Fold the log into the database often, so that a short recording has what a long day has."""


def main() -> None:
    """Submit, one picture each."""
    profile, count, normal = Path(sys.argv[1]), int(sys.argv[2]), "normal" in sys.argv[3:]
    store = keyed_store(profile)

    def set_up(connection: object, _record: object) -> None:
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")  # type: ignore[attr-defined]  # the driver's
        if normal:
            connection.execute("PRAGMA synchronous = NORMAL")  # type: ignore[attr-defined]  # as above

    event.listen(store._readers, "connect", set_up)
    for number in range(count):
        application_id = submitted(store, JPEG + os.urandom(3000) + bytes([number % 256]))
        os.write(1, f"ack {application_id}\n".encode())
    store.close()


if __name__ == "__main__":
    main()
