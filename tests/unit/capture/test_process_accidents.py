"""The accidents of the capture process: real processes, really killed, hung and crashed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from paddock.app.capture.process.client import CaptureProcess, Patience
from paddock.app.capture.results import Captured
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence
from tests.helpers.capture_process import (
    LABEL,
    QUICK,
    RIG,
    VIN,
    Eyes,
    endless_video,
    gone,
    in_thread,
    running,
)


@pytest.fixture
def rig() -> Iterator[CaptureProcess]:
    made = CaptureProcess(RIG, QUICK)
    made.decode(LABEL, "start")
    yield made
    made.close()


# Accidents


@pytest.mark.parametrize("name", ["crash.png", "garble.png"])
def test_a_picture_the_process_dies_of_ends_with_a_sentence(rig: CaptureProcess, name: str) -> None:
    before = running(rig)
    with pytest.raises(EnvironmentFault) as caught:
        rig.read(LABEL, name)
    assert "已自动重启" in caught.value.sentence.zh
    assert running(rig) != before
    assert rig.read(LABEL, "next.png").document.verified


def test_a_picture_that_hangs_ends_with_a_sentence(rig: CaptureProcess) -> None:
    before = running(rig)
    with pytest.raises(EnvironmentFault) as caught:
        rig.read(LABEL, "hang.png")
    assert "超过 2 秒" in caught.value.sentence.zh
    assert gone(before)
    assert rig.read(LABEL, "next.png").document.verified


def test_who_shared_the_process_with_the_culprit_is_served_by_the_next(tmp_path: Path) -> None:
    rig = CaptureProcess(RIG, Patience(decode=2.0))
    before = running(rig)
    hanging, refused = in_thread(lambda: rig.decode(LABEL, "hang.png"))
    innocent, results = in_thread(lambda: rig.read(LABEL, str(tmp_path / "once.png")))
    hanging.join(30)
    assert isinstance(refused[0], EnvironmentFault)
    assert gone(before)
    innocent.join(60)
    assert isinstance(results[0], Captured), results
    rig.close()


def test_killed_in_the_middle_of_a_request_the_process_comes_back(rig: CaptureProcess) -> None:
    before = running(rig)
    thread, results = in_thread(lambda: rig.read(LABEL, "hang.png"))
    time.sleep(0.1)
    os.kill(before, signal.SIGKILL)
    thread.join(30)
    assert isinstance(results[0], EnvironmentFault)
    assert running(rig) != before


def test_a_process_that_is_stopped_counts_as_hanging(rig: CaptureProcess) -> None:
    before = running(rig)
    os.kill(before, signal.SIGSTOP)
    with pytest.raises(EnvironmentFault):
        rig.read(LABEL, "label.png")
    assert gone(before)
    assert running(rig) != before


def test_the_camera_is_opened_again_when_the_process_is_killed(rig: CaptureProcess, video: str) -> None:
    eyes = Eyes()
    camera = rig.open_camera(video, eyes.callbacks())
    eyes.wait_for("found")
    process = rig.process_id
    assert process is not None
    os.kill(process, signal.SIGKILL)
    eyes.wait_for("resumed")
    frames = len(eyes.told("frame"))
    eyes.wait_for("found", 2)
    eyes.wait_for("frame", frames + 1)
    assert [name for name, _value in eyes.heard if name in {"interrupted", "resumed"}] == ["interrupted", "resumed"]
    assert camera.read().document.fields["vin"].value == VIN
    camera.stop()


def test_a_camera_the_process_keeps_dying_of_is_given_up(rig: CaptureProcess, tmp_path: Path) -> None:
    eyes = Eyes()
    camera = rig.open_camera(endless_video(tmp_path / "bad.avi", 320), eyes.callbacks())
    (fault,) = eyes.wait_for("fault")
    assert isinstance(fault, Sentence)
    assert "已停用摄像头" in fault.zh
    assert rig.read(LABEL, "label.png").document.verified
    camera.stop()


def test_a_process_that_does_not_start_says_why(tmp_path: Path) -> None:
    broken = CaptureProcess([sys.executable, "-c", "import no_such_decoder"])
    with pytest.raises(EnvironmentFault) as caught:
        broken.read(LABEL, "label.png")
    assert "no_such_decoder" in caught.value.sentence.zh
    broken.close()
    missing = CaptureProcess([str(tmp_path / "nothing")])
    assert missing.probe_camera() is not None
    missing.close()


def test_closing_while_a_request_hangs_is_quick_and_ends_the_process() -> None:
    made = CaptureProcess(RIG, Patience(read=60))
    process = running(made)
    thread, results = in_thread(lambda: made.read(LABEL, "hang.png"))
    time.sleep(0.1)
    began = time.monotonic()
    made.close()
    assert time.monotonic() - began < 5
    assert gone(process)
    thread.join(10)
    assert isinstance(results[0], EnvironmentFault)


# The window is killed

_OWNER = """
import sys, threading
from paddock.app.capture.process.client import CaptureProcess
from pathlib import Path
made = CaptureProcess([sys.executable, "-m", sys.argv[1]])
label = Path(sys.argv[2]).read_bytes()
made.read(label, "label.png")
threading.Thread(target=made.read, args=(label, sys.argv[3]), daemon=True).start()
print(made.process_id, flush=True)
threading.Event().wait()
"""


@pytest.mark.parametrize("act", ["hang.png", "label.png"])
def test_when_the_window_is_killed_the_process_ends(tmp_path: Path, act: str) -> None:
    (tmp_path / "label.png").write_bytes(LABEL)
    secrets = {"PADDOCK_PASSPHRASE": "open sesame", "PADDOCK_TOKEN": "t0ken"}
    with subprocess.Popen(
        [sys.executable, "-c", _OWNER, "tests.helpers.capture_rig", str(tmp_path / "label.png"), act],
        stdout=subprocess.PIPE,
        env=os.environ | secrets,
    ) as owner:
        assert owner.stdout is not None
        process = int(owner.stdout.readline())
        environment = Path(f"/proc/{process}/environ").read_bytes()
        assert b"PADDOCK" not in environment
        files = [str(link.readlink()) for link in Path(f"/proc/{process}/fd").iterdir()]
        assert all(name.startswith(("pipe:", "/dev/null", "/memfd:", "anon_inode:")) for name in files), files
        owner.kill()
    assert gone(process)


def test_native_code_that_keeps_the_interpreter_does_not_outlive_its_patience() -> None:
    """The window can only kill it while it lives; a killed one cannot, and the process ends by itself."""
    code = (
        "import re\n"
        "from paddock.app.capture.process import __main__ as product\n"
        "product._STUCK_SECONDS, product._SIGN_OF_LIFE_SECONDS = 1.0, 0.2\n"
        "product.end_when_stuck()\n"
        "re.match(r'(a|aa)+$', 'a' * 60 + 'b')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], timeout=60, check=False, capture_output=True)
    assert done.returncode == 1
    assert b"Timeout" in done.stderr
