"""The vehicle or picture that is selected: its detail, its picture, and the VIN a person writes for it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from paddock.app.store.batch_views import BatchVehicle, Sighting, VehicleDetail, VehicleState
from paddock.domain.application_draft import Box
from paddock.domain.errors import PaddockError
from paddock.ui.screens.batch.detail_card import DetailCard
from paddock.ui.tasks import Lane, Newest, run
from paddock.ui.widgets.picture import Shown, borrowed_image, crop_of, shown_of
from paddock.ui.words import say

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench


class LookedAt(QObject):
    """Fills the card below the list; sends `corrected` when a VIN that was written is kept."""

    picture_wanted = Signal(object, object)
    """A `Shown` or None, and the box in it."""
    corrected = Signal()

    def __init__(self, parent: QObject, shell: "Workbench", card: DetailCard) -> None:
        super().__init__(parent)
        self._shell, self._card = shell, card
        self._desk = shell.opened_desk()
        self._batches = self._desk.office.batches
        self._details, self._pictures = Newest(), Newest()
        self._vehicle: BatchVehicle | None = None
        self._sighting: Sighting | None = None
        self._shown_picture: tuple[str | None, Box] = ("", ())
        card.vin_given.connect(self._vin_given)

    def show_vehicle(self, vehicle: BatchVehicle | None) -> None:
        """A vehicle; None: nothing is selected."""
        self._vehicle, self._sighting = vehicle, None
        if vehicle is None:
            self._details.forget()
            self._card.show_nothing()
            return
        vehicle_id = vehicle.id
        self._details.run(self, lambda: self._batches.detail(vehicle_id)).success(self._show_detail)
        self._want_picture(vehicle.image_sha256, vehicle.box)

    def show_loose(self, sighting: Sighting | None) -> None:
        """A picture without a VIN; None: nothing is selected."""
        self._vehicle, self._sighting = None, sighting
        self._details.forget()
        if sighting is None:
            self._card.show_nothing()
            return
        self._card.show_loose(sighting)
        self._want_picture(sighting.image_sha256, ())

    def edit(self) -> None:
        """Let the person write its VIN."""
        if self._sighting is not None:
            self._card.edit("")
        elif self._vehicle is not None and self._vehicle.state is not VehicleState.REMOVED:
            self._card.edit(self._vehicle.vin)

    # Inside

    def _show_detail(self, detail: VehicleDetail | None) -> None:
        if detail is not None and not self._card.is_editing:
            self._vehicle = detail.vehicle
            self._card.show_vehicle(detail)

    def _want_picture(self, sha256: str | None, box: Box) -> None:
        """Show the picture, and the strip in it; a picture that is shown already is not fetched again."""
        if self._shown_picture == (sha256, box):
            return
        self._shown_picture = (sha256, box)
        self._card.show_crop(QImage())
        if sha256 is None:
            self._pictures.forget()
            self.picture_wanted.emit(None, ())
            return
        office, capture = self._desk.office, self._desk.capture

        def fetch() -> tuple[Shown, QImage]:
            pixels = capture.decode(office.load_image(sha256), sha256[:8])
            full = borrowed_image(pixels)
            return shown_of(full), crop_of(full, box) if box else QImage()

        self._pictures.run(self, fetch, Lane.CAPTURE).success(lambda found: self._show_picture(*found)).failure(
            self._no_picture
        )

    def _show_picture(self, shown: Shown, crop: QImage) -> None:
        self.picture_wanted.emit(shown, self._shown_picture[1])
        self._card.show_crop(crop)

    def _no_picture(self, error: PaddockError) -> None:
        self.picture_wanted.emit(None, ())
        self._shell.show_problem(error)

    def _vin_given(self, text: str) -> None:
        if self._sighting is not None:
            sighting_id = self._sighting.id
            run(self, lambda: self._batches.name_sighting(sighting_id, text)).success(
                lambda _recorded: self._kept()
            ).failure(self._refused)
        elif self._vehicle is not None:
            vehicle_id = self._vehicle.id
            run(self, lambda: self._batches.correct(vehicle_id, text)).success(lambda _id: self._kept()).failure(
                self._refused
            )

    def _kept(self) -> None:
        self._card.leave_edit()
        self.corrected.emit()

    def _refused(self, error: PaddockError) -> None:
        self._card.refuse(say(error.sentence))
