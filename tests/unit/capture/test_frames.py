import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from paddock.app.capture.frames import (
    CameraFrames,
    FolderFrames,
    VideoFrames,
    open_source,
    sampled_frames,
)
from paddock.domain.errors import BadInput, EnvironmentFault


def numbered(number: int) -> Any:
    return np.full((48, 64, 3), number, dtype=np.uint8)


def write_video(path: Path, count: int, rate: float = 25.0) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), rate, (64, 48))
    assert writer.isOpened()
    for number in range(count):
        writer.write(numbered(number * 5))
    writer.release()
    return path


class Unplugged:
    """A camera that gives some frames and then nothing, as one pulled out does."""

    def __init__(self, frames_left: int, *, opened: bool = True) -> None:
        self.frames_left, self.opened, self.released = frames_left, opened, False

    def isOpened(self) -> bool:  # noqa: N802  (OpenCV's name)
        return self.opened

    def read(self) -> tuple[bool, Any]:
        if self.frames_left <= 0:
            return False, None
        self.frames_left -= 1
        return True, numbered(self.frames_left)

    def release(self) -> None:
        self.released = True


def test_frames_nobody_asked_for_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    device = Unplugged(5)
    monkeypatch.setattr(cv2, "VideoCapture", lambda _index: device)
    camera = CameraFrames(0)
    deadline = time.monotonic() + 5
    while device.frames_left and time.monotonic() < deadline:
        time.sleep(0.01)
    newest = camera.latest()
    assert newest is not None
    assert newest[0, 0, 0] == 0
    camera.close()
    assert device.released


def test_an_unplugged_camera_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cv2, "VideoCapture", lambda _index: Unplugged(1))
    camera = CameraFrames(3)
    assert camera.latest(5.0) is not None
    with pytest.raises(EnvironmentFault) as caught:
        camera.latest(5.0)
    assert "摄像头 3 已断开" in caught.value.sentence.zh
    camera.close()


def test_a_camera_that_is_not_there_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cv2, "VideoCapture", lambda _index: Unplugged(0, opened=False))
    with pytest.raises(EnvironmentFault) as caught:
        open_source("7")
    assert "打不开摄像头 7" in caught.value.sentence.zh


def test_an_address_is_opened_as_a_stream_and_its_password_is_never_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def capture(*arguments: object) -> Unplugged:
        asked.append(arguments[0])
        return Unplugged(1, opened=len(asked) == 1)

    monkeypatch.setattr(cv2, "VideoCapture", capture)
    address = "rtsp://dealer:secret@cam.example:554/lot"
    stream = open_source(address)
    assert stream.latest(5.0) is not None
    with pytest.raises(EnvironmentFault) as lost:
        stream.latest(5.0)
    stream.close()
    with pytest.raises(EnvironmentFault) as refused:
        open_source(address)
    assert asked == [address, address]
    for caught in (lost, refused):
        said = caught.value.sentence.zh + caught.value.sentence.en
        assert "cam.example" in said
        assert "secret" not in said
        assert "dealer" not in said


def test_a_video_plays_at_its_own_pace(tmp_path: Path) -> None:
    video = VideoFrames(write_video(tmp_path / "a.avi", 50, rate=50.0))
    first = video.latest()
    time.sleep(0.3)
    later = video.latest()
    assert first is not None
    assert later is not None
    # About 15 frames of 50 a second have passed, each 5 grey levels apart; JPEG is a little off.
    assert int(later[0, 0, 0]) - int(first[0, 0, 0]) > 40
    video.close()


def test_a_video_ends(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.avi", 7)
    assert len(list(sampled_frames(path))) == 7
    assert len(list(sampled_frames(path, most=3))) == 3


def test_a_file_that_is_no_video_says_so(tmp_path: Path) -> None:
    path = tmp_path / "broken.mp4"
    path.write_bytes(b"no video at all")
    with pytest.raises(BadInput) as caught:
        open_source(str(path))
    assert "broken.mp4" in caught.value.sentence.zh


def test_a_folder_stands_in_for_a_camera(tmp_path: Path) -> None:
    for name, level in (("b.png", 100), ("a.png", 50)):
        cv2.imwrite(str(tmp_path / name), numbered(level))
    (tmp_path / "broken.png").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("not an image")
    folder = FolderFrames(tmp_path, seconds_each=0.01)
    levels = []
    while (picture := folder.latest()) is not None:
        levels.append(int(picture[0, 0, 0]))
    assert levels == [50, 100]


def test_a_folder_without_pictures_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        FolderFrames(tmp_path, seconds_each=0.0).latest()


def test_a_source_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        open_source(str(tmp_path / "nothing"))
    assert "摄像头编号" in caught.value.sentence.zh
