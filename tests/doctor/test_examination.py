"""Part by part: a part that hangs or fails holds up no other, and each is told as soon as it is there."""

import threading
from pathlib import Path

import pytest

from paddock.app.services.doctor import CentreProbe, Fact, Part, PartReport, Remedy, camera_devices, report_text
from paddock.app.services.doctor.examination import LIMIT_SECONDS, Examiner
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence
from tests.helpers.doctors import answering, doctor_of
from tests.helpers.workstations import open_profile


def fine(part: Part) -> PartReport:
    return PartReport(part, ok=True, sentence=Sentence("好", "fine"))


def test_a_part_that_hangs_is_said_after_its_limit_and_holds_up_no_other() -> None:
    released = threading.Event()

    def hang() -> PartReport:
        released.wait(30)
        return fine(Part.CAMERA)

    looks = {part: (lambda part=part: fine(part)) for part in Part} | {Part.CAMERA: hang}
    examiner = Examiner(looks, dict.fromkeys(Part, 30.0) | {Part.CAMERA: 0.2})
    told: list[Part] = []
    reports = examiner.examine(lambda report: told.append(report.part))
    assert [report.part for report in reports] == list(Part)
    assert told[-1] is Part.CAMERA
    assert not reports[0].ok
    assert all(report.ok for report in reports[1:])
    before = threading.active_count()
    examiner.examine(parts=[Part.CAMERA])
    assert threading.active_count() == before  # the look that hangs is waited for, not begun again
    released.set()


def test_a_part_that_fails_by_a_bug_says_so_and_the_others_are_told() -> None:
    def fail() -> PartReport:
        raise KeyError("王小川")

    looks = {part: (lambda part=part: fine(part)) for part in Part} | {Part.DISK: fail}
    reports = Examiner(looks).examine()
    assert [report.ok for report in reports] == [True] * 5 + [False]
    assert "王小川" not in reports[-1].sentence.zh


def test_centre_and_clock_share_one_question(tmp_path: Path) -> None:
    asked: list[int] = []

    def probe() -> CentreProbe:
        asked.append(1)
        return answering()

    with open_profile(tmp_path) as store:
        doctor = doctor_of(store, probe)
        assert all(report.ok for report in doctor.examine(parts=[Part.CENTRE, Part.CLOCK]))
        assert len(asked) == 1
        doctor.examine(parts=[Part.CLOCK])
        assert len(asked) == 2


def test_a_centre_that_cannot_be_asked_leaves_the_clock_unknown(tmp_path: Path) -> None:
    def probe() -> CentreProbe:
        raise EnvironmentFault(Sentence("未启动", "not started"))

    with open_profile(tmp_path) as store:
        centre, clock = doctor_of(store, probe).examine(parts=[Part.CENTRE, Part.CLOCK])
    assert centre.sentence.en == "not started"
    assert "look again" in clock.sentence.en


def test_every_part_has_a_limit() -> None:
    assert set(LIMIT_SECONDS) == set(Part)


def test_cameras_are_listed_by_the_names_the_system_gives(tmp_path: Path) -> None:
    for number, index, name in ((0, "0", "Integrated Camera"), (1, "1", "Integrated Camera"), (10, "0", "HD Pro")):
        entry = tmp_path / "video4linux" / f"video{number}"
        entry.mkdir(parents=True)
        (entry / "name").write_text(name + "\n")
        (entry / "index").write_text(index + "\n")
    found = camera_devices(tmp_path / "video4linux")
    assert [(device.source, device.name) for device in found] == [("0", "Integrated Camera"), ("10", "HD Pro")]
    assert camera_devices(tmp_path / "none") == []
    assert [device.source for device in camera_devices(tmp_path / "no" / "such")] == ["0", "1", "2"]


def test_the_report_for_support_names_no_person_and_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/lina")
    monkeypatch.setenv("LOGNAME", "lina")
    report = PartReport(
        Part.DISK,
        ok=False,
        sentence=Sentence("无法写入数据文件夹 /home/lina/data", "The data folder /home/lina/data cannot be written"),
        facts=(Fact("where", None, Sentence("/mnt/lina/x", "/mnt/lina/x")), Fact("free", False, Sentence("0", "0"))),
        remedies=(Remedy.CLEAN_DISK,),
    )
    text = report_text([report], "zh_CN")
    assert "lina" not in text
    assert "✗ disk: 无法写入数据文件夹 ~/data" in text
    assert "✗ 0" in text
