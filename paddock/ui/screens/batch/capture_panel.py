"""The left side of the batch screen: the stage, and every way in."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLineEdit, QWidget

from paddock.domain.sentences import Sentence
from paddock.ui.screens.batch.feeding import LIST_SUFFIXES
from paddock.ui.screens.batch.source_line import SourceLine
from paddock.ui.screens.counter.camera import CameraControl
from paddock.ui.widgets.basics import button, column, label, row
from paddock.ui.widgets.picture import PictureStage, Shown
from paddock.ui.words import count

if TYPE_CHECKING:
    from paddock.domain.application_draft import Box
    from paddock.ui.workbench import Workbench


class CapturePanel(QWidget):
    """Sends `paths_chosen` with folders and files, `vin_typed` with what was typed."""

    paths_chosen = Signal(list)
    vin_typed = Signal(str)
    camera_switched = Signal(bool)

    def __init__(self, shell: "Workbench") -> None:
        super().__init__()
        self._shell, self._preferences = shell, shell.preferences
        layout = column(self, gap="small")
        self.stage = PictureStage()
        self.stage.show_notice(
            self.tr("Drop a folder of photos or a list here, or start the camera (F2) and walk along the cars")
        )
        layout.addWidget(self.stage, 1)
        self.camera = CameraControl(self, shell, self.stage)
        self.camera.ended.connect(self._camera_ended)
        first = row(gap="small")
        self._camera_button = button(self.tr("Start camera  F2"), self.switch_camera, role="primary", icon="camera")
        first.addWidget(self._camera_button)
        first.addWidget(button(self.tr("Photos…  F3"), self.choose_folder, icon="folder-open"))
        first.addWidget(button(self.tr("List…"), self.choose_list, icon="table"))
        first.addStretch(1)
        layout.addLayout(first)
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Type or scan a VIN, then Enter  (F4)"))
        self.line.setAccessibleName(self.tr("VIN to add"))
        self.line.setMaxLength(24)
        self.line.returnPressed.connect(self._typed)
        layout.addWidget(self.line)
        self.source_line = SourceLine()
        layout.addWidget(self.source_line)
        foot = row(gap="medium")
        self._beep = QCheckBox(self.tr("Beep at each new car"))
        self._beep.setChecked(self._preferences.batch_beep)
        self._beep.toggled.connect(self._keep_beep)
        foot.addWidget(self._beep)
        foot.addStretch(1)
        self._speed = label("", "soft")
        foot.addWidget(self._speed)
        layout.addLayout(foot)

    @property
    def camera_is_on(self) -> bool:
        """Whether the camera was started and not stopped."""
        return self._camera_button.property("on") is True

    def switch_camera(self) -> None:
        """F2: start the conveyor, or stop it."""
        on = not self.camera_is_on
        if on and not self._preferences.camera_source:
            self._shell.show_problem(
                Sentence(
                    "还没有选择摄像头, 请到设置中选择; 也可打开照片文件夹、导入表格或用扫码枪",
                    "No camera is chosen: choose one in the settings; folders, lists and a barcode gun work too",
                ),
                (self.tr("Settings"), lambda: self._shell.go("settings")),
            )
            return
        self._show_switched(on)
        if on:
            self.camera.start()
        else:
            self.camera.stop()

    def stop_camera(self) -> None:
        """The person went elsewhere."""
        if self.camera_is_on:
            self.switch_camera()

    def choose_folder(self) -> None:
        """F3: choose a folder of photos."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder of photos"))
        if name:
            self.paths_chosen.emit([Path(name)])

    def choose_list(self) -> None:
        """Choose a CSV or XLSX file."""
        pattern = " ".join(f"*{suffix}" for suffix in LIST_SUFFIXES)
        name, _filter = QFileDialog.getOpenFileName(
            self, self.tr("List of vehicles"), "", self.tr("Lists ({0})").format(pattern)
        )
        if name:
            self.paths_chosen.emit([Path(name)])

    def focus_line(self) -> None:
        """F4: type or scan here."""
        self.line.setFocus()
        self.line.selectAll()

    def show_picture(self, shown: Shown | None, box: "Box") -> None:
        """Show where a vehicle was read, unless the camera has the stage."""
        if self.camera_is_on:
            return
        if shown is None:
            self.stage.show_notice(self.tr("There is no picture of this one"))
        else:
            self.stage.show_picture(shown, [box] if box else [])

    def beep(self) -> None:
        """A new car, for the ears."""
        if self._preferences.batch_beep:
            QApplication.beep()

    def show_speed(self, per_hour: int | None) -> None:
        """Say how fast it goes."""
        self._speed.setText("" if per_hour is None else self.tr("{0} cars an hour").format(count(per_hour)))

    def _typed(self) -> None:
        if self.line.text().strip():
            self.vin_typed.emit(self.line.text())

    def _keep_beep(self, on: bool) -> None:  # noqa: FBT001 - a signal hands over one value
        self._preferences.batch_beep = on

    def _camera_ended(self) -> None:
        self._show_switched(on=False)
        self.camera_switched.emit(False)

    def _show_switched(self, on: bool) -> None:  # noqa: FBT001 - one value, twice
        self._camera_button.setProperty("on", on)
        self._camera_button.setText(self.tr("Stop camera  F2") if on else self.tr("Start camera  F2"))
        if on:
            self.camera_switched.emit(True)
