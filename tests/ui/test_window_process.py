"""What the process of the window loads, and what becomes of its children when it goes."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import pytest

from tests.helpers.renders import id_front, invented_person, invented_vin, nameplate, on_table, seeded

DECODERS = {"cv2", "onnxruntime", "rapidocr", "zxingcpp", "pyzbar", "PIL"}
_SCRIPT = """
import json, sys
from pathlib import Path
from paddock.ui.screens.catalogue import SCREENS
from paddock.ui.screens.counter.scan_step import ScanStep
from tests.helpers.driven_window import drive, say, wait_until

def script(shell):
    from PySide6.QtTest import QTest
    pictures = sorted(Path(sys.argv[2]).iterdir())
    counter = shell.screens["counter"]
    wait_until(lambda: counter.page() is not None)
    page = counter.page()
    scan = next(step for step in page.steps if isinstance(step, ScanStep))
    scan.read_paths(pictures)
    wait_until(lambda: len(page.deal.draft.images) == len(pictures))
    shell.preferences.camera_source = sys.argv[2]
    scan._shown_sha = ""
    scan.capture()
    wait_until(lambda: scan.camera.running)
    for entry in SCREENS:
        shell.go(entry.key)
        QTest.qWait(100)
    shell.opened_desk().doctor.examine()
    say(json.dumps({
        "modules": sorted({name.split(".")[0] for name in sys.modules}),
        "capture": shell.opened_desk().capture.process_id,
    }))
    if sys.argv[3] == "stay":
        QTest.qWait(60_000)

sys.exit(drive(Path(sys.argv[1]), script))
"""


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    rng = seeded(400)
    cv2.imwrite(str(folder / "card.jpg"), on_table(id_front(invented_person(rng)), 0.6, 3))
    cv2.imwrite(str(folder / "plate.jpg"), nameplate(invented_vin(rng)))
    return folder


@contextmanager
def window(profile: Path, pictures: Path, then: str) -> "Iterator[tuple[subprocess.Popen[str], dict[str, object]]]":
    """A window that has done a bit of everything, and what it then said of itself."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PADDOCK_PASSPHRASE": "an invented passphrase"}
    with subprocess.Popen(
        [sys.executable, "-c", _SCRIPT, str(profile), str(pictures), then],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdout is not None
        try:
            yield process, json.loads(process.stdout.readline())
        finally:
            process.kill()


def children_of(process: int) -> list[int]:
    return [int(text) for text in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()] + [
        int(text)
        for task in Path(f"/proc/{process}/task").iterdir()
        if task.name != str(process)
        for text in (task / "children").read_text("ascii").split()
    ]


def lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_for_end(processes: list[int], seconds: float = 15.0) -> list[int]:
    """Who is left after `seconds`."""
    deadline = time.monotonic() + seconds
    while any(map(lives, processes)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return [process for process in processes if lives(process)]


def test_the_window_loads_no_decoder_and_leaves_nobody_behind(tmp_path: Path, pictures: Path) -> None:
    with window(tmp_path / "profile", pictures, "close") as (process, told):
        modules = told["modules"]
        assert isinstance(modules, list)
        assert DECODERS.isdisjoint(modules)
        assert "paddock" in modules
        # Charts are drawn by Qt: numbers by the million are not the window's business.
        assert "numpy" not in modules
        children = children_of(process.pid)
        assert told["capture"] in children or not lives(int(str(told["capture"])))
        assert process.wait(60) == 0
    assert wait_for_end(children) == []


def test_a_killed_window_takes_its_children_along(tmp_path: Path, pictures: Path) -> None:
    with window(tmp_path / "profile", pictures, "stay") as (process, told):
        children = children_of(process.pid)
        assert told["capture"] in children
        assert len(children) >= 2  # the capture process and the embedded centre
        process.kill()
        process.wait()
    assert wait_for_end(children) == []
