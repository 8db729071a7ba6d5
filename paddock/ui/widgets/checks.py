"""A list of named checks: mark, words and colour."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from paddock.domain.checks import Check
from paddock.ui.widgets.basics import clear, column, label
from paddock.ui.words import say


class CheckList(QWidget):
    """Passed checks in one quiet line, failed ones each on their own with what to do."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(self, gap="tight")
        self._shown: Sequence[Check] = ()

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Replace what is shown."""
        if checks == self._shown:
            return
        self._shown = checks
        clear(self._layout)
        for check in checks:
            if not check.passed:
                self._layout.addWidget(label("✕  " + say(check.message), "bad", wrap=True))
        passed = [say(check.message).rstrip("。.") for check in checks if check.passed]
        if passed:
            self._layout.addWidget(label("✓  " + "  ·  ".join(passed), "good", wrap=True))
        self.setVisible(bool(checks))
