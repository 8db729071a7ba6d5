import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import cv2
import numpy as np
import pytest

from paddock.app.capture.frames import FolderFrames
from paddock.app.capture.images import encode_jpeg
from paddock.app.capture.live import Agreement, LiveCallbacks, LiveReader, read_video
from paddock.app.capture.pixels import Picture
from paddock.app.capture.results import Pixels, VinReading
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.domain.vin import check_vin, describe_vin
from tests.helpers.renders import Damage, code_label, damaged, invented_vin, nameplate, seeded

TODAY = date(2026, 11, 23)


def reading(vin: str, *, verified: bool = True) -> VinReading:
    return VinReading(
        value=vin,
        confidence=0.9,
        source="text",
        box=((0, 0), (1, 0), (1, 1), (0, 1)),
        crop=Pixels(40, 4, bytes(480)),
        doubtful=(),
        facts=describe_vin(vin, TODAY),
        checks=check_vin(vin, TODAY),
        verified=verified,
    )


class Heard:
    """Everything a reader told, and a way to wait for its end."""

    def __init__(self) -> None:
        self.frames: list[Picture] = []
        self.found: list[str] = []
        self.faults: list[Sentence] = []
        self.candidates: list[str] = []
        self.ended = threading.Event()

    def reader(self, source: object) -> LiveReader:
        return LiveReader(
            source,  # type: ignore[arg-type]
            LiveCallbacks(
                frame=self.frames.append,
                found=lambda each, _picture: self.found.append(each.value),
                candidate=lambda each, _picture: self.candidates.append(each.value),
                fault=self.faults.append,
                ended=self.ended.set,
            ),
            today=lambda: TODAY,
        )


class Failing:
    """A source whose device disappears at once."""

    closed = False

    def latest(self, seconds: float = 2.0) -> Picture | None:
        raise EnvironmentFault(Sentence(f"断开 {seconds}", "gone"))

    def close(self) -> None:
        self.closed = True


def test_text_needs_two_frames_that_agree() -> None:
    vin, other = invented_vin(seeded(1)), invented_vin(seeded(2))
    agreement = Agreement()
    assert agreement.add(reading(vin)) is None
    assert agreement.add(None) is None
    assert agreement.add(reading(other, verified=False)) is None
    agreed = agreement.add(reading(vin))
    assert agreed is not None
    assert agreed.value == vin


def test_another_verified_vin_starts_the_count_again() -> None:
    vin, other = invented_vin(seeded(1)), invented_vin(seeded(2))
    agreement = Agreement()
    agreement.add(reading(vin))
    agreement.add(reading(other))
    assert agreement.add(reading(vin)) is None


def test_a_code_that_checks_itself_needs_one_frame() -> None:
    one = replace(reading(invented_vin(seeded(1))), source="barcode")
    assert Agreement().add(one) is one


@pytest.mark.usefixtures("networks")
def test_a_folder_is_read_like_a_camera(tmp_path: Path) -> None:
    vin = invented_vin(seeded(70))
    for number in range(3):
        photo = damaged(nameplate(vin, 900), Damage(angle=number, noise=4, seed=number))
        cv2.imwrite(str(tmp_path / f"{number}.jpg"), photo)
    heard = Heard()
    live = heard.reader(FolderFrames(tmp_path, seconds_each=1.0))
    live.start()
    assert heard.ended.wait(30)
    live.stop()
    assert heard.found == [vin]
    assert len(heard.frames) == 3
    newest = live.take_picture()
    assert newest is not None
    assert encode_jpeg(newest)[:2] == b"\xff\xd8"
    assert heard.faults == []


def test_a_lost_device_ends_with_one_sentence() -> None:
    heard, source = Heard(), Failing()
    live = heard.reader(source)
    live.start()
    assert heard.ended.wait(5)
    live.stop()
    assert len(heard.faults) == 1
    assert source.closed


def test_stopping_early_ends_both_threads(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((40, 40, 3), dtype=np.uint8))
    before = threading.active_count()
    live = Heard().reader(FolderFrames(tmp_path, seconds_each=0.2))
    live.start()
    live.stop()
    assert threading.active_count() == before


@pytest.mark.usefixtures("networks")
def test_a_video_of_a_label_reads(tmp_path: Path) -> None:
    vin = invented_vin(seeded(71))
    label = cv2.resize(code_label(vin, "Code128"), (640, 176))
    writer = cv2.VideoWriter(str(tmp_path / "v.avi"), cv2.VideoWriter.fourcc(*"MJPG"), 25.0, (640, 480))
    for number in range(12):
        frame = np.full((480, 640, 3), 90, dtype=np.uint8)
        frame[100 + number : 276 + number] = label
        writer.write(frame)
    writer.release()
    document = read_video(tmp_path / "v.avi", TODAY)
    assert document.fields["vin"].value == vin
    assert document.verified


def test_a_broken_video_says_so(tmp_path: Path) -> None:
    (tmp_path / "v.mp4").write_bytes(b"\x00" * 500)
    with pytest.raises(BadInput):
        read_video(tmp_path / "v.mp4", TODAY)
