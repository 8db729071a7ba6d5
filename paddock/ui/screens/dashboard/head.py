"""The head of the dashboard: over which time, whose deals, how old the figures are, and the way out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from paddock.ui.screens.dashboard.spans import Grain, span_words
from paddock.ui.widgets.basics import button, label, row
from paddock.ui.widgets.segmented import Segmented
from paddock.ui.widgets.stale import StaleMark

_EVERYBODY = ""


class DashboardHead(QWidget):
    """Sends `changed` when other deals are to be counted, and what is to be written."""

    changed = Signal()
    picture_wanted = Signal()
    table_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wanted_person: str | None = None
        """Whose deals to show as soon as it is known who there is."""
        layout = row(self, gap="medium")
        layout.addWidget(label(self.tr("Dashboard"), "title"))
        self._grain = Segmented(
            self.tr("Deals by"),
            [
                (Grain.DAY.value, self.tr("Day")),
                (Grain.WEEK.value, self.tr("Week")),
                (Grain.MONTH.value, self.tr("Month")),
            ],
        )
        self._grain.chosen.connect(lambda _key: self.changed.emit())
        layout.addWidget(self._grain)
        self.people = QComboBox()
        self.people.setAccessibleName(self.tr("Whose deals"))
        self.people.addItem(self.tr("All staff"), _EVERYBODY)
        self.people.activated.connect(lambda _at: self.changed.emit())
        layout.addWidget(self.people)
        self._time = label("", "soft")
        layout.addWidget(self._time)
        layout.addStretch(1)
        self.stale = StaleMark()
        layout.addWidget(self.stale)
        export = button(self.tr("Export"), icon="download-simple")
        menu = QMenu(export)
        menu.addAction(self.tr("Picture (PNG, PDF)…"), self.picture_wanted.emit)
        menu.addAction(self.tr("Figures (CSV)…"), self.table_wanted.emit)
        export.setMenu(menu)
        layout.addWidget(export)

    def grain(self) -> Grain:
        """How deals are put together."""
        return Grain(self._grain.key())

    def person(self) -> str | None:
        """Whose deals are counted; None: everybody's."""
        return self._wanted_person or str(self.people.currentData()) or None

    def choose(self, grain: Grain, person: str | None) -> None:
        """Stand as before the screen was made anew."""
        self._grain.choose(grain.value)
        self._wanted_person = person

    def show_people(self, people: Sequence[str]) -> None:
        """The figures are those of the last `grain`; these people have made deals."""
        self._time.setText(span_words(self.grain()))
        chosen = self.person()
        known = [str(self.people.itemData(at)) for at in range(1, self.people.count())]
        if known != list(people):
            while self.people.count() > 1:
                self.people.removeItem(1)
            for name in people:
                self.people.addItem(name, name)
        self.people.setCurrentIndex(max(self.people.findData(chosen or _EVERYBODY), 0))
        self._wanted_person = None
        self.people.setVisible(bool(people))
