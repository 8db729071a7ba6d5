"""Runs the live camera behind the stage while the scan step is in view."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from paddock.app.capture.camera_callbacks import CameraCallbacks
from paddock.app.capture.results import Captured, Pixels, Sighting
from paddock.domain.errors import EnvironmentFault, PaddockError
from paddock.domain.sentences import Sentence
from paddock.ui.bridge import LatestRelay, Relay
from paddock.ui.desk import LiveCamera
from paddock.ui.tasks import Lane, run
from paddock.ui.widgets.picture import PictureStage, image_of
from paddock.ui.words import say

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench


_AGAIN_MS = 3000
"""So often a camera that was lost is looked for."""


class CameraControl(QObject):
    """Opens and closes the source chosen in the settings; `found` carries the sighting of a VIN that is sure.

    A camera that ran and was lost is opened again as soon as it is there.

    `doubted` carries one that is not, `ended` says that there are no more frames.
    """

    found = Signal(object)
    doubted = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject, shell: "Workbench", stage: PictureStage) -> None:
        super().__init__(parent)
        self._shell, self._stage = shell, stage
        self._camera: LiveCamera | None = None
        self._opening = False
        self._wanted = False
        self._ran = False
        """Whether frames came since it was wanted: a camera that is lost then is looked for."""
        self._paused = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._look_again)
        frames: LatestRelay[QImage] = LatestRelay(self, self._show_frame)
        self._frames = frames
        self._finds: Relay[Sighting] = Relay(self, self._vin_found)
        self._faults: Relay[Sentence] = Relay(self, self._failed)
        self._doubts: Relay[Sighting] = Relay(self, self._vin_doubted)
        self._ends: Relay[None] = Relay(self, lambda _none: self.stop())
        self._interruptions: Relay[bool] = Relay(self, self._interrupted)

    @property
    def running(self) -> bool:
        """Whether frames come and are shown."""
        return self._camera is not None and not self._paused

    def start(self, *, quiet: bool = False) -> None:
        """Open the source unless it is open; `quiet` keeps the picture now on the stage."""
        self._wanted = True
        self._paused = quiet
        source = self._shell.preferences.camera_source
        if self._camera is not None or self._opening or not source:
            if not source:
                self._shell.show_camera(self.tr("Camera: none chosen"))
            return
        self._opening = True
        self._shell.show_camera(self.tr("Camera: opening…"))
        callbacks = CameraCallbacks(
            frame=self._frame,
            found=self._finds,
            candidate=self._doubts,
            fault=self._faults,
            ended=lambda: self._ends(None),
            interrupted=lambda: self._interruptions(True),
            resumed=lambda: self._interruptions(False),
        )
        capture = self._shell.opened_desk().capture
        run(self, lambda: capture.open_camera(source, callbacks), Lane.CAPTURE).success(self._opened).failure(
            self._refused
        )

    def pause(self) -> None:
        """Keep the device, but leave the stage to a kept picture."""
        self._paused = True
        self._stage.show_found("")

    def stop(self) -> None:
        """Let go of the device, off the GUI thread."""
        self._again.stop()
        was_wanted, self._wanted = self._wanted, False
        self._ran = False
        self._let_go()
        if was_wanted:
            self.ended.emit()

    def read(self) -> Captured:
        """Take the newest frame and read it; blocks, any thread."""
        camera = self._camera
        if camera is None:
            raise EnvironmentFault(
                Sentence("摄像头已关闭, 请按 F2 打开后再拍", "The camera is off: press F2 to open it, then again")
            )
        return camera.read()

    def _let_go(self) -> None:
        camera, self._camera = self._camera, None
        if camera is not None:
            self._shell.show_camera(self.tr("Camera: off"))
            run(self, camera.stop, Lane.CAPTURE)

    def _frame(self, pixels: Pixels) -> None:
        """Called by the camera's thread: the image for the screen is made there."""
        self._ran = True
        if not self._paused:
            self._frames(image_of(pixels))

    def _opened(self, camera: LiveCamera) -> None:
        self._opening = False
        if not self._wanted:
            run(self, camera.stop, Lane.CAPTURE)
            return
        self._camera = camera
        self._shell.show_camera(self.tr("Camera: ready"), "good")

    def _refused(self, error: PaddockError) -> None:
        self._failed(error.sentence)

    def _failed(self, sentence: Sentence) -> None:
        self._opening = False
        if self._wanted and self._ran:
            self._let_go()
            self._again.start()
        else:
            self.stop()
        self._shell.show_camera(self.tr("▲ Camera: none"), "warn")
        if not self._paused and not self._stage.has_picture():
            self._stage.show_notice(say(sentence) + "\n\n" + self.tr("Drop pictures here, or press F3 to open them"))

    def _look_again(self) -> None:
        if self._wanted:
            self.start(quiet=self._paused)

    def _show_frame(self, image: QImage) -> None:
        if not self._paused and self._camera is not None:
            self._stage.show_frame(image)

    def _interrupted(self, interrupted: bool) -> None:  # noqa: FBT001 - a relay hands over one value
        if self._camera is None:
            return
        if interrupted:
            self._shell.show_camera(self.tr("▲ Camera: starting again…"), "warn")
        else:
            self._shell.show_camera(self.tr("Camera: ready"), "good")

    def _vin_doubted(self, sighting: Sighting) -> None:
        if not self._paused:
            self.doubted.emit(sighting)

    def _vin_found(self, sighting: Sighting) -> None:
        if not self._paused:
            self._stage.show_found(sighting.reading.value)
            self.found.emit(sighting)
