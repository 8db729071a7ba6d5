"""Choose the camera with its picture before one's eyes."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from paddock.app.capture.camera_callbacks import CameraCallbacks
from paddock.app.capture.results import Pixels
from paddock.app.services.doctor import CameraDevice, camera_devices
from paddock.domain.errors import PaddockError
from paddock.domain.sentences import Sentence
from paddock.ui.bridge import LatestRelay, Relay
from paddock.ui.tasks import Lane, run
from paddock.ui.widgets.basics import label
from paddock.ui.widgets.picture import PictureStage, image_of
from paddock.ui.words import say

if TYPE_CHECKING:
    from paddock.ui.desk import Capture, LiveCamera

_SIZE = (640, 560)


class CameraDialog(QDialog):
    """The cameras of this system; the one chosen is opened and shown at once."""

    def __init__(self, parent: QWidget | None, source: str, capture: "Capture | None") -> None:
        """`source`: the one in use; `capture`: None while no camera can be opened."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Camera"))
        self.resize(*_SIZE)
        self._capture = capture
        self._camera: LiveCamera | None = None
        self._opening = ""
        self._frames: LatestRelay[QImage] = LatestRelay(self, self._show_frame)
        self._faults: Relay[Sentence] = Relay(self, self._fault)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(10)
        layout.addWidget(label(self.tr("Choose a camera"), "title"))
        self.devices = QComboBox()
        self.devices.setAccessibleName(self.tr("Camera"))
        layout.addWidget(self.devices)
        self.stage = PictureStage()
        layout.addWidget(self.stage, 1)
        self.state = label("", "soft", wrap=True)
        layout.addWidget(self.state)
        buttons = QDialogButtonBox()
        use = QPushButton(self.tr("Use this one"))
        use.setProperty("role", "primary")
        use.setDefault(True)
        buttons.addButton(use, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QPushButton(self.tr("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.finished.connect(self._stop)
        run(self, camera_devices, Lane.POOL).success(lambda found: self._list(found, source))

    def source(self) -> str:
        """What was chosen: a device number, a file or folder in use before, or empty for no camera."""
        return str(self.devices.currentData() or "")

    def _list(self, found: list[CameraDevice], source: str) -> None:
        entries = {device.source: self._name(device) for device in found}
        if source and source not in entries:
            # Of an address only the host is shown: it may hold a password.
            entries[source] = self.tr("In use: {0}").format(urlsplit(source).hostname or source)
        entries[""] = self.tr("No camera")
        for value, words in entries.items():
            self.devices.addItem(words, value)
        self.devices.setCurrentIndex(list(entries).index(source))
        self.devices.currentIndexChanged.connect(lambda _index: self._try())
        self._try()

    def _name(self, device: CameraDevice) -> str:
        return (
            f"{device.source} · {device.name}" if device.name else self.tr("Camera {0}").format(int(device.source) + 1)
        )

    def _try(self) -> None:
        """Open what is chosen; what was open before is let go first."""
        source, capture, before = self.source(), self._capture, self._camera
        self._camera = None
        self._opening = source
        self.stage.show_notice(self.tr("No camera: photos, barcode gun and keyboard still work") if not source else "")
        if not source or capture is None:
            self.state.setText("" if capture else self.tr("The camera can be tried once the workstation is open"))
            if before:
                run(self, before.stop, Lane.POOL)
            return
        self.state.setText(self.tr("Opening…"))
        callbacks = CameraCallbacks(self._frame, lambda _sighting: None, self._faults)

        def open_it() -> "LiveCamera":
            if before:
                before.stop()
            return capture.open_camera(source, callbacks)

        run(self, open_it, Lane.POOL).success(lambda camera: self._opened(source, camera)).failure(self._refused)

    def _opened(self, source: str, camera: "LiveCamera") -> None:
        if source != self._opening or self.result() or not self.isVisible():
            run(self, camera.stop, Lane.POOL)
            return
        self._camera = camera

    def _frame(self, pixels: Pixels) -> None:
        """On the camera's thread."""
        self._frames(image_of(pixels))

    def _show_frame(self, image: QImage) -> None:
        if self._opening:
            self.stage.show_frame(image)
            self.state.setText(self.tr("✓ Pictures arrive: {0} × {1}").format(image.width(), image.height()))

    def _refused(self, error: PaddockError) -> None:
        self._fault(error.sentence)

    def _fault(self, sentence: Sentence) -> None:
        self.stage.show_notice(say(sentence))
        self.state.setText(self.tr("No picture from this camera"))

    def _stop(self) -> None:
        self._opening = ""
        camera, self._camera = self._camera, None
        if camera:
            run(self.parent() or self, camera.stop, Lane.POOL)
