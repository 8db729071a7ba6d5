"""What stands in the window when the workstation did not open: try again, or look what is wrong."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from paddock.app.services.doctor import Doctor
from paddock.ui.screens.doctor.page import Bench, DoctorPage
from paddock.ui.widgets.basics import CentredWords, button, column, icon_label, label, row

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench


class ClosedPage(QWidget):
    """Two buttons; the second turns the page into the doctor's."""

    def __init__(self, doctor: Doctor, shell: "Workbench", try_again: Callable[[], object]) -> None:
        super().__init__()
        self._doctor, self._shell = doctor, shell
        self.doctor_page: DoctorPage | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._offer = QWidget()
        layout = column(self._offer, margin=32, gap="medium")
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addStretch(2)
        layout.addWidget(icon_label("heartbeat", "ink_faint", 44), 0, centre)
        layout.addWidget(label(self.tr("The workstation did not open"), "heading"), 0, centre)
        layout.addWidget(
            CentredWords(
                self.tr(
                    "The line above says why. Nothing was lost or changed: try again once it is mended, "
                    "or let this workstation be looked at part by part."
                )
            ),
            0,
            centre,
        )
        buttons = row(gap="medium")
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Try again"), try_again, icon="arrow-clockwise"))
        self.look = button(self.tr("Look what is wrong"), self.show_doctor, role="primary", icon="heartbeat")
        buttons.addWidget(self.look)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        layout.addStretch(3)
        self._layout.addWidget(self._offer)

    def show_doctor(self) -> None:
        """Look at every part that can be looked at without the data."""
        self._offer.hide()
        self.doctor_page = DoctorPage(
            self._doctor, Bench(self._shell.preferences, self._shell.notify, self._shell.restore_copy)
        )
        self._layout.addWidget(self.doctor_page)
        self.doctor_page.examine()
