"""Settings 设置: language, look, camera, the centre, and the way to health and help."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from paddock.ui.screens.lock_card import LockCard
from paddock.ui.screens.look_card import LookCard
from paddock.ui.screens.screen import Screen
from paddock.ui.states import Look
from paddock.ui.tasks import run
from paddock.ui.widgets.basics import button, card, column, label, row, scrolled
from paddock.ui.widgets.chip import StateChip

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench


class SettingsScreen(Screen):
    """Two columns of cards."""

    def __init__(self, shell: "Workbench") -> None:
        super().__init__(shell)
        layout = column(self, margin=16, gap="medium")
        layout.addWidget(label(self.tr("Settings"), "title"))
        across = QHBoxLayout()
        across.setSpacing(16)
        for cards in ((self._look_card, self._camera_card), (self._centre_card, self._lock_card, self._care_card)):
            side = QWidget()
            choices = column(side, gap="medium")
            for make in cards:
                choices.addWidget(make())
            choices.addStretch(1)
            across.addWidget(scrolled(side), 1)
        layout.addLayout(across, 1)

    def show_part(self, part: str) -> None:
        field = {"camera": self._source, "sign_in": self._token}.get(part)
        if field:
            field.setFocus()

    # Inside

    def _look_card(self) -> QWidget:
        return LookCard(self.shell.preferences, self.shell.restyle)

    def _lock_card(self) -> QWidget:
        return LockCard(self.shell, self.office)

    def _camera_card(self) -> QWidget:
        made = card()
        layout = column(made, margin=16, gap="medium")
        layout.addWidget(label(self.tr("Camera"), "heading"))
        layout.addWidget(
            label(
                self.tr(
                    "A device number (0 is the first camera), an RTSP address, or a video file or folder of pictures "
                    "in its place."
                ),
                "soft",
                wrap=True,
            )
        )
        line = row()
        self._source = QLineEdit(self.shell.preferences.camera_source)
        self._source.setAccessibleName(self.tr("Camera source"))
        self._source.editingFinished.connect(self._keep_source)
        line.addWidget(self._source, 1)
        line.addWidget(button(self.tr("Video…"), self._choose_video, icon="video-camera"))
        line.addWidget(button(self.tr("Folder…"), self._choose_folder, icon="folder-open"))
        layout.addLayout(line)
        foot = row()
        foot.addWidget(button(self.tr("Choose and test a camera…"), self._test_camera, icon="camera"))
        foot.addWidget(self._to_health("camera"))
        foot.addStretch(1)
        layout.addLayout(foot)
        return made

    def _centre_card(self) -> QWidget:
        made = card()
        layout = column(made, margin=16, gap="medium")
        layout.addWidget(label(self.tr("Centre"), "heading"))
        layout.addWidget(label(self.desk.centre_address, selectable=True))
        if self.desk.embedded_centre:
            layout.addWidget(
                StateChip(Look("warn", "flask", self.tr("Embedded sandbox centre on this machine"))),
                0,
                Qt.AlignmentFlag.AlignLeft,
            )
        line = row()
        self._token = QLineEdit()
        self._token.setEchoMode(QLineEdit.EchoMode.Password)
        self._token.setPlaceholderText(self.tr("New access token of this workstation"))
        self._token.setAccessibleName(self._token.placeholderText())
        line.addWidget(self._token, 1)
        line.addWidget(button(self.tr("Sign in"), self._sign_in))
        layout.addLayout(line)
        foot = row()
        foot.addWidget(button(self.tr("Synchronise now"), self.shell.wake_sync, icon="arrows-clockwise"))
        foot.addWidget(self._to_health("centre"))
        if not self.desk.embedded_centre:
            self._out = button(self.tr("Sign out"), self._sign_out, icon="sign-out")
            foot.addWidget(self._out)
        foot.addStretch(1)
        layout.addLayout(foot)
        return made

    def _care_card(self) -> QWidget:
        made = card()
        layout = column(made, margin=16, gap="medium")
        layout.addWidget(label(self.tr("Health and help"), "heading"))
        layout.addWidget(
            label(
                self.tr(
                    "Health looks at camera, keyring, database, centre, clock and disk, says what to do, and does "
                    "what the machine can do: test, copy, repair, clean."
                ),
                "soft",
                wrap=True,
            )
        )
        line = row()
        line.addWidget(button(self.tr("Look at the health"), lambda: self.shell.go("doctor"), icon="heartbeat"))
        if self.desk.embedded_centre:
            line.addWidget(button(self.tr("Take the tour"), self.shell.start_tour, icon="compass"))
        line.addStretch(1)
        layout.addLayout(line)
        return made

    def _to_health(self, part: str) -> QPushButton:
        """The way to what can be found out and mended about a part of the workstation."""
        return button(
            self.tr("Look at its health"), lambda: self.shell.go("doctor", part), role="quiet", icon="heartbeat"
        )

    def _keep_source(self) -> None:
        source = self._source.text().strip()
        if source != self.shell.preferences.camera_source:
            self.shell.preferences.camera_source = source
            self.shell.notify(self.tr("Camera source kept; it is used from the next scan on"))

    def _test_camera(self) -> None:
        from paddock.ui.screens.doctor.camera_dialog import CameraDialog  # noqa: PLC0415 - rarely needed

        dialog = CameraDialog(self, self.shell.preferences.camera_source, self.desk.capture)
        if dialog.exec():
            self._source.setText(dialog.source())
            self._keep_source()
        dialog.deleteLater()

    def _choose_video(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, self.tr("Video file"))
        if name:
            self._source.setText(name)
            self._keep_source()

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder of pictures"))
        if name:
            self._source.setText(name)
            self._keep_source()

    def _sign_in(self) -> None:
        token = self._token.text().strip()
        run(self, lambda: self.office.sign_in(token)).success(lambda _none: self._signed_in())

    def _sign_out(self) -> None:
        """Refused, with how much and what to do, while unsent work would stay behind."""
        run(self, self.office.sign_out).busy(self._out).success(lambda _none: self._signed_out())

    def _signed_out(self) -> None:
        self.shell.notify(self.tr("Signed out; nothing was left unsent"))
        self.shell.wake_sync()

    def _signed_in(self) -> None:
        self._token.clear()
        self.shell.notify(self.tr("Signed in; unsent work goes on"))
        self.shell.wake_sync()
