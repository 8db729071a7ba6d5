"""The capture process as the window uses it, and its accidents: real processes, really killed."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest

from paddock.app.capture.camera_callbacks import CameraCallbacks
from paddock.app.capture.process.client import CaptureProcess, Patience
from paddock.app.capture.results import Captured, Pixels, Sighting
from paddock.domain.errors import BadInput, EnvironmentFault, PaddockError
from paddock.domain.sentences import Sentence
from tests.helpers.renders import code_label, invented_vin, nameplate, seeded

VIN = invented_vin(seeded(90))
RIG = [sys.executable, "-m", "tests.helpers.capture_rig"]
QUICK = Patience(read=2.5, decode=2.5, device=10.0)


def png(picture: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bytes:
    return cv2.imencode(".png", picture)[1].tobytes()


LABEL = png(code_label(VIN, "Code128"))
"""Read by its code alone, in milliseconds."""


@pytest.fixture(scope="module")
def capture() -> Iterator[CaptureProcess]:
    made = CaptureProcess()
    yield made
    made.close()


@pytest.fixture
def rig() -> Iterator[CaptureProcess]:
    made = CaptureProcess(RIG, QUICK)
    made.decode(LABEL, "start")
    yield made
    made.close()


class Eyes:
    """What a camera told, and a way to wait for it."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, object]] = []
        self._news = threading.Condition()

    def callbacks(self) -> CameraCallbacks:
        return CameraCallbacks(
            frame=self._keep("frame"),
            found=self._keep("found"),
            fault=self._keep("fault"),
            candidate=self._keep("candidate"),
            ended=lambda: self._keep("ended")(None),
            interrupted=lambda: self._keep("interrupted")(None),
            resumed=lambda: self._keep("resumed")(None),
        )

    def told(self, what: str) -> list[object]:
        with self._news:
            return [value for name, value in self.heard if name == what]

    def wait_for(self, what: str, times: int = 1, seconds: float = 30.0) -> list[object]:
        with self._news:
            assert self._news.wait_for(lambda: self._count(what) >= times, seconds), self.heard
        return self.told(what)

    def _count(self, what: str) -> int:
        return sum(name == what for name, _value in self.heard)

    def _keep(self, what: str) -> Callable[[object], None]:
        def keep(value: object) -> None:
            with self._news:
                self.heard.append((what, value))
                self._news.notify_all()

        return keep


def running(capture: CaptureProcess) -> int:
    """The number of the running process, waiting for it to be started again."""
    capture.decode(LABEL, "alive")
    process = capture.process_id
    assert process is not None
    return process


def gone(process: int, seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if Path(f"/proc/{process}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[0] != "Z":
                time.sleep(0.02)
                continue
        return True
    return False


def in_thread(work: Callable[[], object]) -> tuple[threading.Thread, list[object]]:
    """Start `work`; its result or its error comes into the list."""
    results: list[object] = []

    def run() -> None:
        try:
            results.append(work())
        except PaddockError as error:
            results.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, results


# Pictures


def test_a_picture_is_read_and_kept_as_it_came(capture: CaptureProcess) -> None:
    read = capture.read(LABEL, "label.png")
    assert read.document.fields["vin"].value == VIN
    assert read.document.verified
    assert read.kept == LABEL
    picture = code_label(VIN, "Code128")
    assert (read.pixels.height, read.pixels.width) == picture.shape[:2]
    assert read.pixels.data == picture.tobytes()
    assert read.document.vin is not None
    crop = read.document.vin.crop
    assert len(crop.data) == crop.width * crop.height * 3


def test_a_picture_of_a_rare_kind_is_kept_as_jpeg(capture: CaptureProcess) -> None:
    webp = cv2.imencode(".webp", code_label(VIN, "Code128"), [cv2.IMWRITE_WEBP_QUALITY, 101])[1].tobytes()
    read = capture.read(webp, "label.webp")
    assert read.document.fields["vin"].value == VIN
    assert read.kept.startswith(b"\xff\xd8\xff")


def test_what_is_no_picture_is_refused_in_one_sentence(capture: CaptureProcess) -> None:
    for call in (capture.read, capture.decode):
        with pytest.raises(BadInput) as caught:
            call(b"no picture", "合同.jpg")
        assert "合同.jpg" in caught.value.sentence.zh
    before = capture.process_id
    with pytest.raises(BadInput) as caught:
        capture.read(bytes(100 * 1024 * 1024 + 1), "huge.png")
    assert "100 MB" in caught.value.sentence.en
    assert capture.process_id == before


def test_the_largest_picture_fits(capture: CaptureProcess) -> None:
    data = cv2.imencode(".jpg", np.zeros((5000, 5000, 3), np.uint8))[1].tobytes()
    pixels = capture.decode(data, "large.jpg")
    assert max(pixels.width, pixels.height) <= 4096
    assert len(pixels.data) == pixels.width * pixels.height * 3


def test_pictures_asked_for_at_once_are_not_mixed_up(capture: CaptureProcess) -> None:
    vins = [invented_vin(seeded(200 + number)) for number in range(6)]
    labels = [png(code_label(vin, "Code128")) for vin in vins]
    started = [in_thread(partial(capture.read, label, "a.png")) for label in labels]
    for (thread, results), vin in zip(started, vins, strict=True):
        thread.join(60)
        (read,) = results
        assert isinstance(read, Captured)
        assert read.document.fields["vin"].value == vin


def test_a_camera_that_is_not_there_is_said_by_doctor_and_window(capture: CaptureProcess) -> None:
    sentence = capture.probe_camera("63")
    assert sentence is not None
    assert "摄像头 63" in sentence.zh
    with pytest.raises(EnvironmentFault):
        capture.open_camera("63", Eyes().callbacks())


# Cameras


def folder_of(path: Path, *pictures: bytes) -> str:
    path.mkdir()
    for number, picture in enumerate(pictures):
        (path / f"{number:03}.png").write_bytes(picture)
    return str(path)


def endless_video(path: Path, width: int = 640) -> str:
    """A minute and a half of one label: as good as a camera that stays."""
    picture = np.full((480, width, 3), 90, np.uint8)
    label = cv2.resize(code_label(VIN, "Code128"), (width - 20, 160))
    picture[160:320, 10 : width - 10] = label
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 5.0, (width, 480))
    for _frame in range(450):
        writer.write(picture)
    writer.release()
    return str(path)


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> str:
    return endless_video(tmp_path_factory.mktemp("video") / "v.avi")


def test_a_folder_plays_to_its_end(capture: CaptureProcess, tmp_path: Path) -> None:
    eyes = Eyes()
    camera = capture.open_camera(folder_of(tmp_path / "a", LABEL, LABEL), eyes.callbacks())
    eyes.wait_for("ended")
    (sighting,) = eyes.told("found")
    assert isinstance(sighting, Sighting)
    assert sighting.reading.value == VIN
    assert sighting.jpeg.startswith(b"\xff\xd8\xff")
    assert sighting.reading.crop.data
    (first, *_more) = eyes.told("frame")
    assert isinstance(first, Pixels)
    camera.stop()


def test_still_pictures_and_a_camera_share_the_process(capture: CaptureProcess, video: str) -> None:
    eyes = Eyes()
    camera = capture.open_camera(video, eyes.callbacks())
    eyes.wait_for("found")
    shown = len(eyes.told("frame"))
    plate = png(nameplate(VIN))
    for _round in range(2):
        assert capture.read(plate, "plate.png").document.fields["vin"].value == VIN
    assert len(eyes.told("frame")) > shown
    taken = camera.read()
    assert taken.document.fields["vin"].value == VIN
    assert taken.kept.startswith(b"\xff\xd8\xff")
    camera.stop()
    after = len(eyes.heard)
    assert capture.decode(LABEL, "more").width > 0
    assert len(eyes.heard) == after


def test_a_slow_window_gets_the_newest_frame_and_no_queue(capture: CaptureProcess, video: str) -> None:
    slow = threading.Event()
    frames: list[Pixels] = []

    def frame(pixels: Pixels) -> None:
        frames.append(pixels)
        slow.wait(0.5)

    camera = capture.open_camera(video, CameraCallbacks(frame, lambda _sighting: None, lambda _fault: None))
    deadline = time.monotonic() + 20
    while len(frames) < 3 and time.monotonic() < deadline:
        slow.wait(0.05)
    began = time.monotonic()
    camera.stop()
    assert time.monotonic() - began < 5
    assert 3 <= len(frames) <= 5


def test_only_so_many_cameras(capture: CaptureProcess, video: str) -> None:
    cameras = [capture.open_camera(video, Eyes().callbacks()) for _number in range(4)]
    with pytest.raises(EnvironmentFault) as caught:
        capture.open_camera(video, Eyes().callbacks())
    assert "先关闭一个" in caught.value.sentence.zh
    for camera in cameras:
        camera.stop()
    capture.open_camera(video, Eyes().callbacks()).stop()


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


def test_no_shared_memory_has_a_name(capture: CaptureProcess) -> None:
    capture.decode(LABEL, "label.png")
    assert not list(Path("/dev/shm").glob("*paddock*"))
