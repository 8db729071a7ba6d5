"""Health 体检 as a screen of the open workstation."""

from PySide6.QtWidgets import QVBoxLayout

from paddock.app.services.doctor import Part
from paddock.ui.screens.doctor.page import Bench, DoctorPage
from paddock.ui.screens.screen import Screen
from paddock.ui.workbench import Workbench


class DoctorScreen(Screen):
    """The doctor's page; looks at everything at every visit."""

    def __init__(self, shell: Workbench) -> None:
        super().__init__(shell)
        self.page = DoctorPage(
            self.desk.doctor,
            Bench(shell.preferences, shell.notify, shell.restore_copy, shell.wake_sync, self.desk.capture),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)

    def show_part(self, part: str) -> None:
        if part in set(Part):
            self.page.point_at(Part(part))

    def visited(self) -> None:
        self.page.examine()

    def left(self) -> None:
        self.page.point_at(None)

    def refresh(self) -> None:
        """The examination is asked for by the person, not by every change at the core."""
