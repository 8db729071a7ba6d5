"""Runs the live camera behind the stage while the scan step is in view."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from paddock.app.capture.results import Picture, VinReading
from paddock.domain.errors import PaddockError
from paddock.domain.sentences import Sentence
from paddock.ui.bridge import LatestRelay, Relay
from paddock.ui.deal import qimage_of
from paddock.ui.desk import CameraCallbacks, LiveCamera
from paddock.ui.tasks import Lane, run
from paddock.ui.widgets.picture import PictureStage
from paddock.ui.words import say

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench


class CameraControl(QObject):
    """Opens and closes the source chosen in the settings; `found` carries a VIN the live reader is sure of."""

    found = Signal(object)

    def __init__(self, parent: QObject, shell: "Workbench", stage: PictureStage) -> None:
        super().__init__(parent)
        self._shell, self._stage = shell, stage
        self._camera: LiveCamera | None = None
        self._opening = False
        self._wanted = False
        self._paused = False
        frames: LatestRelay[QImage] = LatestRelay(self, self._show_frame)
        self._frames = frames
        self._finds: Relay[VinReading] = Relay(self, self._vin_found)
        self._faults: Relay[Sentence] = Relay(self, self._failed)

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
        callbacks = CameraCallbacks(self._frame, self._finds, self._faults)
        capture = self._shell.opened_desk().capture
        run(self, lambda: capture.open_camera(source, callbacks), Lane.POOL).success(self._opened).failure(
            self._refused
        )

    def pause(self) -> None:
        """Keep the device, but leave the stage to a kept picture."""
        self._paused = True
        self._stage.show_found("")

    def stop(self) -> None:
        """Let go of the device, off the GUI thread."""
        self._wanted = False
        camera, self._camera = self._camera, None
        if camera is not None:
            self._shell.show_camera(self.tr("Camera: off"))
            run(self, camera.stop, Lane.POOL)

    def take_picture(self) -> Picture | None:
        """The newest frame in full size; any thread."""
        camera = self._camera
        return camera.take_picture() if camera else None

    def _frame(self, picture: Picture) -> None:
        """Called by the camera's thread: the copy for the screen is made there."""
        if not self._paused:
            self._frames(qimage_of(picture))

    def _opened(self, camera: LiveCamera) -> None:
        self._opening = False
        if not self._wanted:
            run(self, camera.stop, Lane.POOL)
            return
        self._camera = camera
        self._shell.show_camera(self.tr("Camera: ready"), "good")

    def _refused(self, error: PaddockError) -> None:
        self._failed(error.sentence)

    def _failed(self, sentence: Sentence) -> None:
        self._opening = False
        self._camera = None
        self._shell.show_camera(self.tr("▲ Camera: none"), "warn")
        if not self._paused and not self._stage.has_picture():
            self._stage.show_notice(say(sentence) + "\n\n" + self.tr("Drop pictures here, or press F3 to open them"))

    def _show_frame(self, image: QImage) -> None:
        if not self._paused and self._camera is not None:
            self._stage.show_frame(image)

    def _vin_found(self, reading: VinReading) -> None:
        if not self._paused:
            self._stage.show_found(reading.value)
            self.found.emit(reading)
