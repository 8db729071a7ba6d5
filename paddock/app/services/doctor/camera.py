"""The camera: which devices there are, and whether the chosen one delivers pictures."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from paddock.app.services.doctor.report import Fact, Part, PartReport, Remedy
from paddock.domain.sentences import Sentence

DEVICES = Path("/sys/class/video4linux")
"""Where Linux lists cameras with their names; not there on Windows."""
_GUESSED = 3


@dataclass(frozen=True, slots=True)
class CameraDevice:
    """A camera that can be chosen: its number, and its name where the system tells one."""

    source: str
    name: str


def camera_devices(folder: Path = DEVICES) -> list[CameraDevice]:
    """The cameras this system lists; where it lists none by name, the first numbers to try."""
    if not folder.is_dir():
        return [] if folder.parent.is_dir() else [CameraDevice(str(number), "") for number in range(_GUESSED)]
    found: dict[int, str] = {}
    for entry in folder.glob("video*"):
        number = entry.name.removeprefix("video")
        if number.isdigit() and _captures(entry):
            found[int(number)] = _text(entry / "name")
    return [CameraDevice(str(number), found[number]) for number in sorted(found)]


def look_at_camera(source: str, probe: Callable[[str], Sentence | None]) -> PartReport:
    """Take one picture from `source` through `probe`, which says what is wrong (None: nothing)."""
    devices = camera_devices()
    if not source:
        none = Sentence(
            "已设为不使用摄像头; 可打开照片、用扫码枪或键盘输入, 也可在此选择摄像头",
            "No camera is chosen: open photos, use a barcode gun or type, or choose a camera here",
        )
        return PartReport(Part.CAMERA, ok=True, sentence=none, remedies=(Remedy.CHOOSE_CAMERA,))
    fault = probe(source)
    listed = ", ".join(f"{device.source} {device.name}".strip() for device in devices)
    facts = (
        Fact(
            "devices",
            None,
            Sentence(f"系统列出的摄像头: {listed or '无'}", f"Cameras the system lists: {listed or 'none'}"),
        ),
        Fact(
            "picture",
            fault is None,
            Sentence("取到一帧画面", "A picture arrived")
            if fault is None
            else Sentence("没有取到画面", "No picture arrived"),
        ),
    )
    sentence = fault or Sentence("摄像头正常", "The camera works")
    return PartReport(Part.CAMERA, fault is None, sentence, facts, (Remedy.CHOOSE_CAMERA,))


def _captures(entry: Path) -> bool:
    # A camera has a second node for its metadata, numbered 1.
    return _text(entry / "index") in {"", "0"}


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except OSError:
        return ""
