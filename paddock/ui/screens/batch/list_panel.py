"""The right side of the batch screen: the count, the list, and the one that is looked at."""

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QTableView, QWidget

from paddock.app.store.batch_views import (
    BatchCounts,
    BatchSource,
    BatchVehicle,
    Sighting,
    SourceKind,
    VehicleFilter,
    VehicleState,
)
from paddock.ui.language import language
from paddock.ui.screens.batch.counts_line import CountsLine
from paddock.ui.screens.batch.detail_card import DetailCard
from paddock.ui.screens.batch.looked_at import LookedAt
from paddock.ui.screens.batch.looks import loose_columns, vehicle_columns
from paddock.ui.screens.batch.returned_line import ReturnedLine
from paddock.ui.screens.batch.vehicle_table import KeyedTable
from paddock.ui.tasks import Newest, run
from paddock.ui.widgets.basics import column, row
from paddock.ui.widgets.empty import EmptyState
from paddock.ui.widgets.inputs import SearchLine
from paddock.ui.widgets.segmented import Segmented
from paddock.ui.widgets.skeleton import LoadingStack, Skeleton
from paddock.ui.words import count

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench

_ROWS_AT_ONCE = 200
_SEARCH_AFTER_MS = 90
_SEARCH_WIDTH = 150
LOOSE = "loose"


class ListPanel(QWidget):
    """Vehicles with their filter and search, or pictures without a VIN; below them the selected one."""

    picture_wanted = Signal(object, object)
    """As `LookedAt.picture_wanted`."""
    undo_wanted = Signal()
    counted = Signal(object)
    """`BatchCounts` of the batch that is shown."""
    deal_wanted = Signal(object, str)

    def __init__(self, shell: "Workbench") -> None:
        super().__init__()
        self._shell = shell
        self._desk = shell.opened_desk()
        self._batches = self._desk.office.batches
        self._batch_id: UUID | None = None
        self._limit = _ROWS_AT_ONCE
        self._questions = Newest()
        self._wanted: UUID | None = None
        """The one to select as soon as it is there."""
        self._chose = False
        """Whether the person chose what is selected; else the list chooses: see `_stays`."""
        self._wants_focus = False
        """Whether the list takes the keyboard as soon as it has rows."""
        self._focus_before: QWidget | None = None
        """What had the keyboard when that was wanted."""
        layout = column(self, gap="small")
        self.counts = CountsLine()
        self.search = SearchLine(self.tr("Part of the VIN"))
        self.search.setFixedWidth(_SEARCH_WIDTH)
        top = row(gap="medium")
        top.addWidget(self.counts, 1)
        top.addWidget(self.search)
        layout.addLayout(top)
        layout.addWidget(self._filters())
        self.returned = ReturnedLine()
        self.returned.export_wanted.connect(self.export_refused)
        layout.addWidget(self.returned)
        layout.addWidget(self._lists(), 1)
        self.detail = DetailCard()
        layout.addWidget(self.detail)
        self._looked_at = LookedAt(self, shell, self.detail)
        self._connect()
        self._show_stack(empty=True)

    # What the screen asks

    @property
    def is_editing(self) -> bool:
        """Whether a VIN is being written."""
        return self.detail.is_editing

    def show_batch(self, batch_id: UUID | None) -> None:
        """Show another batch, or that there is none yet."""
        self._batch_id, self._limit, self._chose = batch_id, _ROWS_AT_ONCE, False
        self._stack.start_again()
        self.refresh()

    def refresh(self) -> None:
        """Ask for counts and rows again."""
        batch_id, key, text, limit = self._batch_id, self._filter.key(), self.search.text(), self._limit
        if batch_id is None:
            self.counts.show_counts(None)
            self.returned.show_sources([])
            self._show_stack(empty=True)
            return
        batches = self._batches

        def ask() -> tuple[BatchCounts, list[BatchSource], list[BatchVehicle], list[Sighting]]:
            loose = key == LOOSE
            rows = [] if loose else batches.vehicles(batch_id, VehicleFilter(key), text, limit)
            pictures = batches.loose(batch_id) if loose else []
            return batches.counts(batch_id), batches.sources(batch_id), rows, pictures

        self._questions.run(self, ask).loading(self._stack).success(lambda found: self._show(*found))

    def select(self, vehicle_id: UUID) -> None:
        """Select a vehicle with the next refresh that has it, and stay with it."""
        self._wanted, self._chose = vehicle_id, True
        self.refresh()

    def take_focus(self) -> None:
        """The keyboard belongs to the list, now or as soon as it has rows."""
        table = self._shown_table()
        self._wants_focus = not table.isVisible()
        self._focus_before = QApplication.focusWidget()
        if table.isVisible():
            table.setFocus()

    # Acts

    def accept(self) -> None:
        """Space: the selected VIN is right; on to the next exception."""
        vehicle = self.table.current()
        if vehicle is not None and vehicle.state is VehicleState.OPEN:
            vehicle_id = vehicle.id
            run(self, lambda: self._batches.accept(vehicle_id)).success(lambda _none: self._settled())

    def edit(self) -> None:
        """E: write the VIN of what is selected."""
        self._looked_at.edit()

    def remove(self) -> None:
        """Delete: take the selected vehicle out, or put the selected picture aside."""
        batches = self._batches
        if self._filter.key() == LOOSE:
            sighting = self.loose.current()
            if sighting is not None:
                self._dismiss(sighting.id)
            return
        vehicle = self.table.current()
        if vehicle is not None and vehicle.state is not VehicleState.REMOVED:
            vehicle_id = vehicle.id
            run(self, lambda: batches.remove(vehicle_id)).success(lambda _none: self._settled())

    def restore(self) -> None:
        """Put the selected vehicle back."""
        vehicle = self.table.current()
        if vehicle is not None:
            vehicle_id = vehicle.id
            run(self, lambda: self._batches.restore(vehicle_id)).success(lambda _none: self.refresh())

    def open_deal(self) -> None:
        """Start a deal with the selected vehicle, or open the one it has."""
        vehicle = self.table.current()
        if vehicle is None or vehicle.state is not VehicleState.ACCEPTED:
            self.edit()
        elif vehicle.deal is not None and not vehicle.deal.is_over:
            self._shell.open_deal(vehicle.deal.application_id)
        else:
            self.deal_wanted.emit(vehicle.id, vehicle.vin)

    def export_refused(self, source: BatchSource) -> None:
        """Write the refused rows of a list to be corrected."""
        stem, suffix = Path(source.name).stem, Path(source.name).suffix.lower()
        suffix = suffix if suffix == ".xlsx" else ".csv"
        name, _filter = QFileDialog.getSaveFileName(
            self,
            self.tr("Refused rows"),
            self.tr("{0} to correct").format(stem) + suffix,
            self.tr("Lists ({0})").format("*.csv *.xlsx"),
        )
        if name:
            path, wanted, source_id = Path(name), language(), source.id
            run(self, lambda: self._batches.export_refused(source_id, path, wanted)).success(self._returned)

    # Inside

    def _returned(self, rows: int) -> None:
        self._shell.notify(
            self.tr("{0} refused rows written, each with its reason: correct them and import the file again").format(
                count(rows)
            )
        )
        self.refresh()

    def _dismiss(self, sighting_id: UUID) -> None:
        batches = self._batches

        def bring_back() -> None:
            run(self, lambda: batches.bring_back(sighting_id)).success(lambda _none: self.refresh())

        def put_aside(_none: object) -> None:
            self._shell.notify(self.tr("Picture put aside"), bring_back)
            self.refresh()

        run(self, lambda: batches.dismiss(sighting_id)).success(put_aside)

    def _filters(self) -> Segmented:
        self._filter = Segmented(
            self.tr("Show"),
            [
                (VehicleFilter.ALL.value, self.tr("All")),
                (VehicleFilter.OPEN.value, self.tr("To confirm")),
                (VehicleFilter.ACCEPTED.value, self.tr("Accepted")),
                (VehicleFilter.REPEATED.value, self.tr("Seen again")),
                (VehicleFilter.KNOWN.value, self.tr("Known")),
                (LOOSE, self.tr("No VIN")),
                (VehicleFilter.REMOVED.value, self.tr("Taken out")),
            ],
        )
        return self._filter

    def _lists(self) -> QWidget:
        self._stack = LoadingStack(Skeleton("table", columns=4))
        self.table: KeyedTable[BatchVehicle] = KeyedTable(vehicle_columns(), self.tr("Cars of the batch"))
        self.loose: KeyedTable[Sighting] = KeyedTable(loose_columns(), self.tr("Pictures without a VIN"))
        self._nothing = EmptyState(
            "stack",
            self.tr("No car captured yet"),
            self.tr(
                "Start the camera and walk along the cars, drop a folder of photos or a CSV or XLSX list anywhere "
                "here, scan with a barcode gun, or type. Everything is kept at once, also without a network."
            ),
        )
        self._none_such = EmptyState(
            "magnifying-glass", self.tr("Nothing here"), self.tr("No car of this batch is like that.")
        )
        for page in (self.table, self.loose, self._nothing, self._none_such):
            self._stack.addWidget(page)
        return self._stack

    def _connect(self) -> None:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(_SEARCH_AFTER_MS)
        timer.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _text: timer.start())
        self._filter.chosen.connect(lambda _key: self._filter_chosen())
        for table in (self.table, self.loose):
            table.undo_wanted.connect(self.undo_wanted)
            table.remove_wanted.connect(self.remove)
            table.touched.connect(self._touched)
        self.table.accept_wanted.connect(self.accept)
        self.table.opened.connect(lambda _vehicle: self.open_deal())
        self.loose.opened.connect(lambda _sighting: self.edit())
        self.table.picked.connect(self._picked)
        self.loose.picked.connect(self._picked_loose)
        self.table.end_neared.connect(self._more)
        self.detail.accept_wanted.connect(self.accept)
        self.detail.edit_wanted.connect(self.edit)
        self.detail.remove_wanted.connect(self.remove)
        self.detail.restore_wanted.connect(self.restore)
        self.detail.deal_wanted.connect(self.open_deal)
        self.detail.edit_left.connect(self._edit_left)
        self._looked_at.picture_wanted.connect(self.picture_wanted)
        self._looked_at.corrected.connect(self._corrected)

    def _show(
        self, counts: BatchCounts, sources: list[BatchSource], rows: list[BatchVehicle], loose: list[Sighting]
    ) -> None:
        self.counts.show_counts(counts)
        self.counted.emit(counts)
        self.returned.show_sources([found for found in sources if found.kind is SourceKind.LIST and found.refused])
        if self._filter.key() == LOOSE:
            self._show_loose(loose)
        else:
            self._show_vehicles(rows, counts)
        if self._wants_focus and self._shown_table().isVisible():
            self._wants_focus = False
            focus = QApplication.focusWidget()
            # Where the person has gone to type meanwhile; not a line that Qt chose when the screen before was hidden.
            if focus is self._focus_before or not isinstance(focus, QLineEdit):
                self._shown_table().setFocus()

    def _show_loose(self, loose: list[Sighting]) -> None:
        self.loose.show_rows(loose, lambda sighting: sighting.id)
        self._stack.show_content(self.loose if loose else self._none_such)
        if loose and self.loose.current() is None and not self.is_editing:
            self.loose.selectRow(0)

    def _show_vehicles(self, rows: list[BatchVehicle], counts: BatchCounts) -> None:
        bar = self.table.verticalScrollBar()
        looked_at, asked = bar.value(), self._wanted is not None
        self.table.show_rows(rows, lambda vehicle: vehicle.id)
        self._show_stack(empty=not rows, counts=counts)
        self._select(rows)
        if self._chose and not asked:
            # Rows that come in do not move what the person is looking at.
            bar.setValue(looked_at)

    def _shown_table(self) -> QTableView:
        return self.loose if self._filter.key() == LOOSE else self.table

    def _show_stack(self, *, empty: bool, counts: BatchCounts | None = None) -> None:
        if not empty:
            self._stack.show_content(self.table)
            return
        nothing_at_all = counts is None or not (counts.vehicles or counts.loose or counts.removed)
        self._stack.show_content(self._nothing if nothing_at_all else self._none_such)
        self._looked_at.show_vehicle(None)

    def _select(self, rows: list[BatchVehicle]) -> None:
        """What was asked for, else what is selected; with nothing selected the first exception opens by itself."""
        if self.is_editing:
            return
        wanted = next((at for at, vehicle in enumerate(rows) if vehicle.id == self._wanted), None)
        current = self.table.current()
        if wanted is not None:
            self._wanted = None
            self.table.selectRow(wanted)
        elif rows and not self._stays(current):
            self.table.selectRow(0)
            self.table.scrollToTop()
        now = self.table.current()
        if now is not None and current is not None and now.id == current.id:
            # The row was kept while its content may have changed.
            self._picked(now)

    def _stays(self, current: BatchVehicle | None) -> bool:
        """What the person chose, and an exception that is being looked at: Space must not meet another one."""
        return current is not None and (self._chose or current.state is VehicleState.OPEN)

    def _settled(self) -> None:
        """One is done: the next exception opens."""
        rows, current = self.table.rows.rows, self.table.current()
        open_ones = [vehicle.id for vehicle in rows if vehicle.state is VehicleState.OPEN]
        later = [found for found in open_ones if current is None or found != current.id]
        self._wanted = later[0] if later else None
        self._chose = False
        self.refresh()

    def _filter_chosen(self) -> None:
        self._limit = _ROWS_AT_ONCE
        self._looked_at.show_vehicle(None)
        self.search.setEnabled(self._filter.key() != LOOSE)
        self.refresh()

    def _touched(self) -> None:
        self._chose = True

    def _more(self) -> None:
        """The end of the rows is near: ask for the next."""
        if len(self.table.rows.rows) >= self._limit:
            self._limit += _ROWS_AT_ONCE
            self.refresh()

    # The one that is looked at

    def _picked(self, vehicle: BatchVehicle | None) -> None:
        if not self.is_editing:
            self._looked_at.show_vehicle(vehicle)

    def _picked_loose(self, sighting: Sighting | None) -> None:
        if not self.is_editing:
            self._looked_at.show_loose(sighting)

    def _corrected(self) -> None:
        self.take_focus()
        self._settled()

    def _edit_left(self) -> None:
        self.take_focus()
        self.refresh()
