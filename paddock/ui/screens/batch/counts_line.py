"""The line over the list: `✓ 86  ? 4  重复 2`."""

from PySide6.QtWidgets import QWidget

from paddock.app.store.batch_views import BatchCounts
from paddock.ui.widgets.basics import label, row
from paddock.ui.words import count


class CountsLine(QWidget):
    """How many are accepted, how many wait for a person, how many were seen again, and what is left over."""

    def __init__(self) -> None:
        super().__init__()
        layout = row(self, gap="large")
        self._accepted = label("", "figure")
        self._open = label("", "figure")
        self._repeats = label("", "strong")
        self._rest = label("", "soft")
        for part in (self._accepted, self._open, self._repeats, self._rest):
            layout.addWidget(part)
        layout.addStretch(1)
        self.show_counts(None)

    def show_counts(self, counts: BatchCounts | None) -> None:
        """Show the numbers of a batch; None: there is none yet."""
        found = counts or BatchCounts(0, 0, 0, 0, 0, 0)
        self._accepted.setText(f"✓ {count(found.accepted)}")
        self._accepted.setAccessibleName(self.tr("Accepted: {0}").format(count(found.accepted)))
        self._open.setText(f"? {count(found.open)}")
        self._open.setAccessibleName(self.tr("To confirm: {0}").format(count(found.open)))
        self._repeats.setText(self.tr("Seen again {0}").format(count(found.repeats)))
        rest = [
            self.tr("pictures without a VIN: {0}").format(count(found.loose)) if found.loose else "",
            self.tr("rows refused: {0}").format(count(found.refused)) if found.refused else "",
        ]
        self._rest.setText("  ·  ".join(part for part in rest if part))
        self._rest.setToolTip(self._rest.text())

    def text(self) -> str:
        """The numbers as they stand there."""
        return "  ".join(part.text() for part in (self._accepted, self._open, self._repeats, self._rest) if part.text())
