"""The camera part against the real capture process: what is not there, what is broken, and what works again."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest

from paddock.app.capture.process.client import CaptureProcess
from paddock.app.services.doctor.camera import camera_devices, look_at_camera
from paddock.app.services.doctor.report import PartReport, Remedy
from tests.helpers.renders import invented_vin, nameplate, seeded


@pytest.fixture(scope="module")
def capture() -> Iterator[CaptureProcess]:
    made = CaptureProcess()
    yield made
    made.close()


def look(capture: CaptureProcess, source: str) -> PartReport:
    return look_at_camera(source, capture.probe_camera)


def test_a_camera_that_is_not_there_is_said_with_what_to_do(capture: CaptureProcess) -> None:
    report = look(capture, "63")
    assert not report.ok
    assert "63" in report.sentence.zh
    assert "插好" in report.sentence.zh
    assert {fact.name: fact.ok for fact in report.facts} == {"devices": None, "picture": False}
    assert report.remedies == (Remedy.CHOOSE_CAMERA,)


@pytest.mark.parametrize("kind", ["missing.mp4", "broken.mp4", "empty folder", "text folder"])
def test_a_source_without_pictures_is_said_by_its_name(capture: CaptureProcess, tmp_path: Path, kind: str) -> None:
    source = tmp_path / kind
    if kind.endswith("folder"):
        source.mkdir()
        if kind.startswith("text"):
            (source / "note.txt").write_text("no picture", "utf-8")
    elif kind.startswith("broken"):
        source.write_bytes(b"\x00\x00\x00\x18ftypmp42" + bytes(200))
    report = look(capture, str(source))
    assert not report.ok
    assert report.sentence.zh
    assert report.sentence.en
    assert report.remedies == (Remedy.CHOOSE_CAMERA,)


def test_a_source_that_delivers_again_is_in_order(capture: CaptureProcess, tmp_path: Path) -> None:
    folder = tmp_path / "walk"
    folder.mkdir()
    assert not look(capture, str(folder)).ok
    cv2.imwrite(str(folder / "one.jpg"), nameplate(invented_vin(seeded(1))))
    report = look(capture, str(folder))
    assert report.ok
    assert {fact.name: fact.ok for fact in report.facts}["picture"] is True


def test_whoever_uses_no_camera_has_nothing_to_mend(capture: CaptureProcess) -> None:
    report = look(capture, "")
    assert report.ok
    assert report.facts == ()
    assert report.remedies == (Remedy.CHOOSE_CAMERA,)


def test_a_second_node_of_a_camera_is_no_camera(tmp_path: Path) -> None:
    for number, name, index in ((0, "Integrated", "0"), (1, "Integrated", "1"), (2, "USB", "0")):
        node = tmp_path / f"video{number}"
        node.mkdir()
        (node / "name").write_text(name, "utf-8")
        (node / "index").write_text(index, "utf-8")
    assert [(device.source, device.name) for device in camera_devices(tmp_path)] == [("0", "Integrated"), ("2", "USB")]
