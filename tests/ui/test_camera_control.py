"""A camera that is pulled out while it runs: one sentence, and on again when it is back."""

from typing import cast

import numpy as np
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from paddock.app.capture.camera_callbacks import CameraCallbacks
from paddock.app.capture.results import Pixels
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.ui.screens.counter.camera import CameraControl
from paddock.ui.widgets.picture import PictureStage
from paddock.ui.workbench import Workbench

GONE = Sentence("摄像头 0 已断开", "Camera 0 was disconnected")
FRAME = Pixels(32, 24, np.zeros((24, 32, 3), np.uint8).tobytes())


class Device:
    """A camera that is there or not; opened again, it gives a frame at once."""

    def __init__(self) -> None:
        self.is_there, self.gives_frames = True, True
        self.opened = self.stopped = 0
        self.told: CameraCallbacks | None = None

    def open_camera(self, _source: str, callbacks: CameraCallbacks) -> "Device":
        if not self.is_there:
            raise EnvironmentFault(GONE)
        self.opened += 1
        self.told = callbacks
        if self.gives_frames:
            callbacks.frame(FRAME)
        return self

    def stop(self) -> None:
        self.stopped += 1

    def pull_out(self) -> None:
        assert self.told is not None
        self.is_there = False
        self.told.fault(GONE)


class Bench:
    """What the control needs of the window."""

    camera_source = "0"

    def __init__(self, device: Device) -> None:
        self.capture = device
        self.preferences = self
        self.shown: list[str] = []

    def opened_desk(self) -> "Bench":
        return self

    def show_camera(self, words: str, _tone: str = "") -> None:
        self.shown.append(words)


def control_of(qtbot: QtBot, device: Device) -> tuple[CameraControl, Bench, list[bool], QObject]:
    stage, bench, ends, parent = PictureStage(), Bench(device), [], QObject()
    qtbot.addWidget(stage)
    control = CameraControl(parent, cast("Workbench", bench), stage)
    control._again.setInterval(1)
    control.ended.connect(lambda: ends.append(True))
    control.start()
    return control, bench, ends, parent


def test_a_camera_pulled_out_is_opened_again_when_it_is_back(qtbot: QtBot) -> None:
    device = Device()
    control, bench, ends, _parent = control_of(qtbot, device)
    qtbot.waitUntil(lambda: control.running, timeout=30_000)
    device.pull_out()
    qtbot.waitUntil(lambda: device.stopped == 1, timeout=30_000)
    assert not control.running
    assert "Camera: none" in bench.shown[-1] or bench.shown[-1].endswith("…")
    tries = len(bench.shown)
    qtbot.waitUntil(lambda: len(bench.shown) > tries + 3, timeout=30_000)
    device.is_there = True
    qtbot.waitUntil(lambda: control.running, timeout=30_000)
    assert device.opened == 2
    assert ends == [], "whoever switched it on still has it on"
    control.stop()
    assert ends == [True]


def test_nobody_looks_for_a_camera_that_was_switched_off_or_never_ran(qtbot: QtBot) -> None:
    device = Device()
    control, _bench, _ends, _parent = control_of(qtbot, device)
    qtbot.waitUntil(lambda: control.running, timeout=30_000)
    device.pull_out()
    qtbot.waitUntil(lambda: device.stopped == 1, timeout=30_000)
    control.stop()
    assert not control._again.isActive()
    dumb = Device()
    dumb.is_there = False
    control, _bench, ends, _parent = control_of(qtbot, dumb)
    qtbot.waitUntil(lambda: bool(ends), timeout=30_000)
    assert not control._again.isActive()
