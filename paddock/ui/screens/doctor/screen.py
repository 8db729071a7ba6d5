"""Health 体检 as a screen of the open workstation."""

from PySide6.QtWidgets import QVBoxLayout

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

    def visited(self) -> None:
        self.page.examine()

    def refresh(self) -> None:
        """The examination is asked for by the person, not by every change at the core."""
