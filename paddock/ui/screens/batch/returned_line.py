"""Says that a list has refused rows, and gives them back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from paddock.app.store.batch_views import BatchSource
from paddock.ui.widgets.basics import ElidedLabel, button, row
from paddock.ui.words import count


class ReturnedLine(QFrame):
    """Sends `export_wanted` with the list; hidden while no list has refused rows that were not given back."""

    export_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("faultbar")
        layout = row(self, margin=6, gap="medium")
        self._words = ElidedLabel("", "warn")
        layout.addWidget(self._words, 1)
        self._give = button(self.tr("Get them back to correct…"), self._wanted, icon="download-simple")
        layout.addWidget(self._give)
        self._source: BatchSource | None = None
        self.hide()

    def show_sources(self, sources: list[BatchSource]) -> None:
        """Show the newest list with refused rows."""
        self._source = sources[0] if sources else None
        self.setVisible(self._source is not None)
        if self._source is not None:
            self._words.setText(
                self.tr("▲ {0}: rows not imported: {1}").format(self._source.name, count(self._source.refused))
            )

    def _wanted(self) -> None:
        if self._source is not None:
            self.export_wanted.emit(self._source)
