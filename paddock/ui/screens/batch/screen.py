"""The batch screen: capture on the left, a growing list on the right, exceptions open by themselves.

Everything captured is in the store before it is shown. Nothing is sent to the centre from here.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from paddock.app.capture.results import Sighting as CameraSighting
from paddock.app.services.batch.acts import Undone
from paddock.app.services.batch.conveyor import Doubt, Doubts, Speed
from paddock.app.services.batch.sightings import Recorded
from paddock.app.store.batch_views import ActKind, SightingKind
from paddock.ui.actions import Action
from paddock.ui.language import QT_TRANSLATE_NOOP, language
from paddock.ui.screens.batch.batch_head import BatchHead
from paddock.ui.screens.batch.capture_panel import CapturePanel
from paddock.ui.screens.batch.feeding import Feeding
from paddock.ui.screens.batch.gun_watch import GunWatch
from paddock.ui.screens.batch.list_panel import ListPanel
from paddock.ui.screens.screen import Screen
from paddock.ui.stocked_car import texts_of_unit
from paddock.ui.tasks import run
from paddock.ui.widgets.basics import column, row
from paddock.ui.widgets.vin_strip import grouped
from paddock.ui.words import count, translate
from paddock.ui.workbench import Workbench

_REFRESH_AFTER_MS = 150
_LOOK_EVERY_MS = 1000


class BatchScreen(Screen):
    """Ties the parts of the screen together; each part sends what the person wants."""

    def __init__(self, shell: Workbench) -> None:
        super().__init__(shell)
        self.setAcceptDrops(True)
        self._batches = self.office.batches
        self._batch_id: UUID | None = None
        self._doubts: Doubts[CameraSighting] = Doubts()
        self._speed = Speed()
        self._soon = self._timer(_REFRESH_AFTER_MS, self.refresh, once=True)
        self._clock = self._timer(_LOOK_EVERY_MS, self._look_at_camera, once=False)
        layout = column(self, margin=16, gap="medium")
        self.head = BatchHead(shell)
        layout.addWidget(self.head)
        across = row(gap="large")
        self.panel = CapturePanel(shell)
        self.list = ListPanel(shell)
        across.addWidget(self.panel, 36)
        across.addWidget(self.list, 64)
        layout.addLayout(across, 1)
        self.feeding = Feeding(self, shell, self.panel.source_line)
        self._gun = GunWatch(self, lambda vin: self._take_vin(vin, SightingKind.GUN), self.list.detail.line)
        self._connect()

    @classmethod
    def declared_actions(cls) -> "Sequence[Action[Any]]":
        return _ACTIONS

    # Screen

    def visited(self) -> None:
        if self._batch_id is None:
            self.head.load(None)
        else:
            self.feeding.look(self._batch_id)
            self.refresh()
        self.list.take_focus()

    def left(self) -> None:
        self.panel.stop_camera()

    def refresh(self) -> None:
        self.list.refresh()

    def closing(self) -> None:
        self.panel.stop_camera()
        self._gun.stop()
        self.feeding.leave()
        self._clock.stop()

    def foot(self) -> QWidget | None:
        """The card of the car in question, with what can be done with it."""
        return self.list.detail

    def state(self) -> object:
        return self._batch_id

    def restore(self, state: object) -> None:
        if isinstance(state, UUID):
            self.head.load(state)

    def take_back(self) -> bool:
        if self._batch_id is None or self.list.is_editing:
            return False
        self.undo()
        return True

    # Acts

    def new_batch(self) -> None:
        """An empty batch; the one before stays in the list."""
        self.head.start_batch()

    def undo(self) -> None:
        """Backspace: take the last step of this batch back."""
        batch_id = self._batch_id
        if batch_id is not None:
            run(self, lambda: self._batches.undo(batch_id)).success(self._undone)

    def export(self) -> None:
        """Write the batch as CSV."""
        batch_id = self._batch_id
        if batch_id is None:
            return
        name, _filter = QFileDialog.getSaveFileName(
            self, self.tr("Export batch"), f"{self.head.name()}.csv", self.tr("CSV files (*.csv)")
        )
        if name:
            path, wanted = Path(name), language()
            run(self, lambda: self._batches.export(batch_id, path, wanted)).success(
                lambda rows: self.shell.notify(self.tr("{0} cars written to {1}").format(count(rows), path.name))
            )

    def feed(self, paths: list[Path]) -> None:
        """Read folders, pictures and lists into the batch."""
        self._with_batch(lambda batch_id: self.feeding.feed(batch_id, paths))

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.feed(paths)
            event.acceptProposedAction()

    # Inside

    def _connect(self) -> None:
        self.head.chosen.connect(self._show_batch)
        self.head.export_wanted.connect(self.export)
        self.panel.paths_chosen.connect(self.feed)
        self.panel.vin_typed.connect(lambda text: self._take_vin(text, SightingKind.TYPED))
        self.panel.camera_switched.connect(self._camera_switched)
        self.panel.camera.found.connect(self._camera_found)
        self.panel.camera.doubted.connect(self._camera_doubted)
        self.feeding.recorded.connect(self._recorded)
        self.feeding.changed.connect(self._soon.start)
        self.list.picture_wanted.connect(self.panel.show_picture)
        self.list.undo_wanted.connect(self.undo)
        self.list.counted.connect(self.head.show_count)
        self.list.deal_wanted.connect(self._start_deal)
        self.list.table.edit_wanted.connect(lambda: self._gun.letter(self.list.edit))
        self.list.loose.edit_wanted.connect(lambda: self._gun.letter(self.list.edit))

    def _show_batch(self, batch_id: UUID | None) -> None:
        if batch_id != self._batch_id:
            self.feeding.leave()
        self._batch_id = batch_id
        self.list.show_batch(batch_id)
        if batch_id is not None:
            self.feeding.look(batch_id)

    def _with_batch(self, then: Any) -> None:
        """Do something with the batch that is shown; without one, with a new one."""
        if self._batch_id is not None:
            then(self._batch_id)
        else:
            self.head.start_batch(then)

    # What comes in

    def _take_vin(self, text: str, kind: SightingKind) -> None:
        def keep(batch_id: UUID) -> None:
            run(self, lambda: self._batches.record_vin(batch_id, text, kind)).success(self._typed)

        self._with_batch(keep)

    def _typed(self, recorded: Recorded) -> None:
        self.panel.line.clear()
        if not recorded.is_new:
            self.shell.notify(self.tr("This car is in the batch already; the sighting was added to it"))
        self._recorded(recorded)
        if recorded.vehicle_id is not None:
            self.list.select(recorded.vehicle_id)

    def _camera_switched(self, on: bool) -> None:  # noqa: FBT001 - a signal hands over one value
        now = time.monotonic()
        if on:
            self._speed.resumed(now)
            self._clock.start()
            self._with_batch(lambda _batch_id: None)
            self.list.take_focus()
            return
        self._clock.stop()
        self._set_aside(self._doubts.moved_on(now, at_once=True))

    def _camera_found(self, sighting: CameraSighting) -> None:
        self._set_aside(self._doubts.found(sighting.reading.value))
        self._keep(sighting, agreed=True)

    def _camera_doubted(self, sighting: CameraSighting) -> None:
        reading = sighting.reading
        doubt = Doubt(reading.value, reading.confidence, sighting)
        self._set_aside(self._doubts.doubted(doubt, time.monotonic()))

    def _look_at_camera(self) -> None:
        now = time.monotonic()
        self._set_aside(self._doubts.moved_on(now))
        self.panel.show_speed(self._speed.per_hour(now))

    def _set_aside(self, doubt: "Doubt[CameraSighting] | None") -> None:
        """A car nobody could read for sure: its best frame waits in the list for a person."""
        if doubt is not None:
            self._keep(doubt.frame, agreed=False)

    def _keep(self, sighting: CameraSighting, *, agreed: bool) -> None:
        def keep(batch_id: UUID) -> None:
            run(self, lambda: self._batches.record_camera(batch_id, sighting, agreed=agreed)).success(self._recorded)

        self._with_batch(keep)

    def _recorded(self, recorded: Recorded) -> None:
        if recorded.is_new:
            self.panel.beep()
            now = time.monotonic()
            self._speed.one_more(now)
            self.panel.show_speed(self._speed.per_hour(now))
        self._soon.start()

    def _undone(self, undone: Undone | None) -> None:
        if undone is None:
            self.shell.notify(self.tr("There is nothing to take back in this batch"))
            return
        self.shell.notify(f"{_undone_words(undone.kind)}: {grouped(undone.vin)}")
        self.refresh()

    # Out

    def _start_deal(self, vehicle_id: UUID, vin: str) -> None:
        office, batches = self.office, self._batches

        def make() -> UUID:
            unit = next((unit for unit in office.units(vin) if unit.vin == vin), None)
            return batches.start_deal(vehicle_id, texts_of_unit(unit) if unit else {}, unit.id if unit else None)

        run(self, make).success(self.shell.open_deal)

    def _timer(self, every_ms: int, then: Any, *, once: bool) -> QTimer:
        made = QTimer(self)
        made.setInterval(every_ms)
        made.setSingleShot(once)
        made.timeout.connect(then)
        return made


def _undone_words(kind: ActKind) -> str:
    return {
        ActKind.SEEN: translate("Batch", "Taken out again"),
        ActKind.ACCEPT: translate("Batch", "Not accepted any more"),
        ActKind.EDIT: translate("Batch", "Correction taken back"),
        ActKind.REMOVE: translate("Batch", "Put back"),
        ActKind.RESTORE: translate("Batch", "Taken out again"),
    }[kind]


_ACTIONS: "Sequence[Action[BatchScreen]]" = (
    Action(
        "batch.camera",
        QT_TRANSLATE_NOOP("Actions", "Batch: start or stop the camera"),
        lambda screen: screen.panel.switch_camera(),
        "F2",
        "批量 摄像头 连续 扫描 conveyor",
        "camera",
    ),
    Action(
        "batch.photos",
        QT_TRANSLATE_NOOP("Actions", "Batch: read a folder of photos"),
        lambda screen: screen.panel.choose_folder(),
        "F3",
        "批量 照片 文件夹 folder",
        "folder-open",
    ),
    Action(
        "batch.type",
        QT_TRANSLATE_NOOP("Actions", "Batch: type or scan a VIN"),
        lambda screen: screen.panel.focus_line(),
        "F4",
        "批量 扫码枪 输入 车架号 gun",
        "barcode",
    ),
    Action(
        "batch.list",
        QT_TRANSLATE_NOOP("Actions", "Batch: import a list (CSV, XLSX)"),
        lambda screen: screen.panel.choose_list(),
        "",
        "批量 导入 表格 excel csv xlsx import",
        "table",
    ),
    Action(
        "batch.new",
        QT_TRANSLATE_NOOP("Actions", "New batch"),
        lambda screen: screen.new_batch(),
        "Ctrl+N",
        "新批次 批量",
        "plus",
    ),
    Action(
        "batch.export",
        QT_TRANSLATE_NOOP("Actions", "Export the batch as CSV"),
        lambda screen: screen.export(),
        "Ctrl+E",
        "批量 导出 csv",
        "download-simple",
    ),
)
