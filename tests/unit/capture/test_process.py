"""The capture process as the window uses it: pictures and cameras."""

import threading
import time
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest

from paddock.app.capture.camera_callbacks import CameraCallbacks
from paddock.app.capture.process.client import CaptureProcess
from paddock.app.capture.results import Captured, Pixels, Sighting
from paddock.domain.errors import BadInput, EnvironmentFault
from tests.helpers.capture_process import (
    LABEL,
    VIN,
    Eyes,
    folder_of,
    in_thread,
    png,
)
from tests.helpers.renders import code_label, invented_vin, nameplate, seeded

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


def test_no_shared_memory_has_a_name(capture: CaptureProcess) -> None:
    capture.decode(LABEL, "label.png")
    assert not list(Path("/dev/shm").glob("*paddock*"))
