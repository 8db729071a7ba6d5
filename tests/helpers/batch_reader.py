"""A process that reads a batch's folder until it is killed: `python -m tests.helpers.batch_reader PROFILE BATCH`.

Prints the VIN of each picture once it is on disk.
"""

import sys
import time
from pathlib import Path
from uuid import UUID

from paddock.app.capture.results import Captured
from paddock.app.services.batch.reading import read_pictures
from paddock.app.services.batch.sightings import Recorded
from paddock.app.store import batch_queries
from paddock.domain.long_work import Work
from tests.helpers.batches import FakeCapture
from tests.helpers.workstations import STAFF, keyed_store

_SECONDS_A_PICTURE = 0.05


def main() -> None:
    """Read the first source of the batch."""
    store, batch = keyed_store(Path(sys.argv[1])), UUID(sys.argv[2])
    capture = FakeCapture()
    values: list[str] = []

    def read(data: bytes, name: str) -> Captured:
        time.sleep(_SECONDS_A_PICTURE)
        captured = capture.read(data, name)
        values.append(captured.document.vin.value if captured.document.vin else "")
        return captured

    def told(_recorded: Recorded) -> None:
        print(values[-1], flush=True)  # noqa: T201 - what the test waits for

    read_pictures(store, batch_queries.batch_sources(store, batch)[0], read, STAFF, Work(), told)


if __name__ == "__main__":
    main()
