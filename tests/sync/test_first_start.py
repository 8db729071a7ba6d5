"""The first start of the embedded centre says what it prepares; a later one has nothing to prepare."""

import itertools
import threading
from pathlib import Path

from paddock.app.services.embedded_centre import EmbeddedCentre
from paddock.app.store import queries
from paddock.domain.sentences import Sentence
from paddock.sync.engine import SyncEngine
from tests.helpers.workstations import open_profile

WAIT = 90.0


def steps_of(data: Path) -> list[Sentence | None]:
    """What a centre says from its start until it has an address, each once."""
    centre = EmbeddedCentre(data, "A" * 43, bytes(32))
    said: list[Sentence | None] = []
    ready, pause = threading.Event(), threading.Event()
    centre.start()

    def wait() -> None:
        try:
            centre.wait_until_ready(WAIT)
        finally:
            ready.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    while not ready.is_set():
        said.append(centre.preparing)
        pause.wait(0.005)
    waiting.join()
    assert centre.url is not None
    assert centre.preparing is None
    centre.stop()
    return [step for step, _many in itertools.groupby(said)]


def test_a_first_start_says_each_step_and_a_later_one_none(tmp_path: Path) -> None:
    data = tmp_path / "central"
    first = [step.en for step in steps_of(data) if step is not None]
    assert [words.split(":")[0] for words in first] == [
        f"Preparing the sample dealer {number}/3" for number in (1, 2, 3)
    ]
    assert steps_of(data) == [None]


def test_the_window_is_told_what_is_prepared_while_there_is_no_address(tmp_path: Path) -> None:
    step = Sentence("正在准备样板经销商 2/3: 载入店员与样车", "Preparing the sample dealer 2/3: staff and cars")
    with open_profile(tmp_path) as store:
        engine = SyncEngine(store, lambda: None, "token", starting=lambda: step)
        told = threading.Event()
        stop = engine.subscribe(lambda *_: told.set())
        engine.start()
        try:
            assert told.wait(WAIT)
            status = queries.sync_status(store)
        finally:
            stop()
            engine.stop()
    assert (status.online, status.cause) == (None, step)
