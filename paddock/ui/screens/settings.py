"""Settings 设置: language, look, camera, the centre, and what is wrong with this workstation."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from paddock.app.services.doctor import DoctorLine
from paddock.ui.screens.look_card import LookCard
from paddock.ui.screens.screen import Screen
from paddock.ui.states import Look
from paddock.ui.tasks import Lane, run
from paddock.ui.widgets.basics import button, card, clear, column, label, row, scrolled
from paddock.ui.widgets.chip import StateChip
from paddock.ui.words import say, translate

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench

_LABEL_WIDTH = 120


class SettingsScreen(Screen):
    """Two columns: choices on the left, the workstation's health on the right."""

    def __init__(self, shell: "Workbench") -> None:
        super().__init__(shell)
        layout = column(self, margin=16, gap="medium")
        layout.addWidget(label(self.tr("Settings"), "title"))
        across = QHBoxLayout()
        across.setSpacing(16)
        left = QWidget()
        choices = column(left, gap="medium")
        choices.addWidget(LookCard(self.shell.preferences, self.shell.restyle))
        choices.addWidget(self._camera_card())
        choices.addWidget(self._centre_card())
        choices.addStretch(1)
        across.addWidget(scrolled(left), 1)
        across.addWidget(self._doctor_card(), 1)
        layout.addLayout(across, 1)

    def show_part(self, part: str) -> None:
        field = {"camera": self._source, "sign_in": self._token}.get(part)
        if field:
            field.setFocus()

    def visited(self) -> None:
        self.examine()

    def examine(self) -> None:
        """Look at camera, keyring, database, centre, clock and disk."""
        self._examine.setEnabled(False)
        self._examine.setText(self.tr("Looking…"))
        run(self, self.desk.doctor, Lane.POOL).success(self._show_doctor)

    # Inside

    def _camera_card(self) -> QWidget:
        made = card()
        layout = column(made, margin=16, gap="medium")
        layout.addWidget(label(self.tr("Camera"), "heading"))
        layout.addWidget(
            label(
                self.tr(
                    "A device number (0 is the first camera), or a video file or a folder of pictures in its place."
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
        layout.addWidget(
            button(self.tr("Synchronise now"), self.shell.wake_sync, icon="arrows-clockwise"),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )
        return made

    def _doctor_card(self) -> QWidget:
        made = card()
        layout = column(made, margin=16, gap="medium")
        head = row()
        head.addWidget(label(self.tr("Health of this workstation"), "heading"))
        head.addStretch(1)
        self._examine = button(self.tr("Look again"), self.examine, icon="heartbeat")
        head.addWidget(self._examine)
        layout.addLayout(head)
        self._findings = QWidget()
        self._grid = QGridLayout(self._findings)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(14)
        self._grid.setColumnStretch(2, 1)
        layout.addWidget(scrolled(self._findings), 1)
        return made

    def _keep_source(self) -> None:
        source = self._source.text().strip()
        if source != self.shell.preferences.camera_source:
            self.shell.preferences.camera_source = source
            self.shell.notify(self.tr("Camera source kept; it is used from the next scan on"))

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

    def _signed_in(self) -> None:
        self._token.clear()
        self.shell.notify(self.tr("Signed in; unsent work goes on"))
        self.shell.wake_sync()

    def _show_doctor(self, findings: list[DoctorLine]) -> None:
        self._examine.setEnabled(True)
        self._examine.setText(self.tr("Look again"))
        clear(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        for at, finding in enumerate(findings):
            look = (
                Look("good", "check-circle", self.tr("in order"))
                if finding.ok
                else Look("bad", "warning-circle", self.tr("needs care"))
            )
            self._grid.addWidget(label(_part(finding.name), "heading"), at, 0, top)
            self._grid.addWidget(StateChip(look), at, 1, top)
            self._grid.addWidget(label(say(finding.sentence), wrap=True), at, 2, top)
        self._grid.setRowStretch(len(findings), 1)


def _part(name: str) -> str:
    return {
        "camera": translate("Doctor", "Camera"),
        "keyring": translate("Doctor", "Keyring"),
        "database": translate("Doctor", "Database"),
        "centre": translate("Doctor", "Centre"),
        "clock": translate("Doctor", "Clock"),
        "disk": translate("Doctor", "Disk"),
    }.get(name, name)
