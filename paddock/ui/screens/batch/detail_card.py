"""What opens with an exception: the strip it was read from, the doubtful characters, what is wrong, what to do."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QStackedWidget, QWidget

from paddock.app.store.batch_views import BatchVehicle, Sighting, VehicleDetail, VehicleState
from paddock.domain.checks import Check
from paddock.domain.vin import check_vin
from paddock.ui.clock import today
from paddock.ui.screens.batch.looks import car_words, known_words, look_of_vehicle, loose_words
from paddock.ui.states import Look
from paddock.ui.widgets.basics import ElidedLabel, button, column, label, row
from paddock.ui.widgets.checks import CheckList
from paddock.ui.widgets.chip import StateChip
from paddock.ui.widgets.vin_strip import VinStrip, grouped
from paddock.ui.words import translate

_CROP = QSize(520, 46)


class VinLine(QLineEdit):
    """A VIN being corrected: Enter keeps it, Escape leaves it as it was."""

    kept = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "vin")
        self.setMaxLength(24)
        self.returnPressed.connect(lambda: self.kept.emit(self.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class DetailCard(QFrame):
    """One vehicle, or one picture without a VIN. Sends what the person wants done with it."""

    accept_wanted = Signal()
    edit_wanted = Signal()
    remove_wanted = Signal()
    restore_wanted = Signal()
    deal_wanted = Signal()
    vin_given = Signal(str)
    edit_left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        layout = column(self, margin=14, gap="small")
        layout.addLayout(self._head())
        self._crop = QLabel()
        self._crop.setFixedHeight(_CROP.height())
        self._crop.setAccessibleName(self.tr("The strip the VIN was read from"))
        layout.addWidget(self._crop)
        self._vin = VinStrip()
        self.line = VinLine()
        self.line.setAccessibleName(self.tr("VIN, as on the car"))
        self.line.setPlaceholderText(self.tr("17 characters; Enter keeps it, Esc leaves it"))
        self.line.kept.connect(self.vin_given)
        self.line.left.connect(self._edit_left)
        self.line.textEdited.connect(self._typed)
        self._vins = QStackedWidget()
        self._vins.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._vins.addWidget(self._left_bound(self._vin))
        self._vins.addWidget(self.line)
        layout.addWidget(self._vins)
        self._checks = CheckList()
        layout.addWidget(self._checks)
        self._more = label("", "soft", wrap=True)
        layout.addWidget(self._more)
        layout.addLayout(self._foot())
        self.show_nothing()

    def show_vehicle(self, detail: VehicleDetail) -> None:
        """Show a vehicle of the batch."""
        vehicle = detail.vehicle
        self._title.setText(car_words(vehicle) or self.tr("Maker not known"))
        self._chip.show_look(look_of_vehicle(vehicle))
        self._chip.show()
        changed = _changed(vehicle)
        self._vin.show_vin(vehicle.vin, () if changed else vehicle.doubtful, changed)
        self._vins.setCurrentIndex(0)
        self._checks.show_checks(_worth_saying(vehicle))
        self._say(_vehicle_lines(detail))
        is_open, is_out = vehicle.state is VehicleState.OPEN, vehicle.state is VehicleState.REMOVED
        self._accept.setVisible(is_open)
        self._edit.setVisible(not is_out)
        self._remove.setVisible(not is_out)
        self._restore.setVisible(is_out)
        self._deal.setVisible(vehicle.state is VehicleState.ACCEPTED)
        has_deal = vehicle.deal is not None and not vehicle.deal.is_over
        self._deal.setText(self.tr("Open its deal") if has_deal else self.tr("Start a deal"))
        self.show()

    def show_loose(self, sighting: Sighting) -> None:
        """Show a picture without a VIN."""
        self._title.setText(sighting.origin)
        self._chip.hide()
        self._vin.show_vin("")
        self._vins.setCurrentIndex(0)
        self._checks.show_checks(())
        self._say(
            [
                loose_words(sighting),
                self.tr("If it shows a car of this batch, type its VIN (E); else put it aside (Delete)."),
            ]
        )
        for part in (self._accept, self._restore, self._deal):
            part.hide()
        self._edit.show()
        self._remove.show()
        self.show()

    def show_crop(self, image: QImage) -> None:
        """Show the strip the VIN was read from; an empty image: there is none."""
        self._crop.setVisible(not image.isNull())
        if not image.isNull():
            ratio = self.devicePixelRatioF()
            fitted = image.scaled(
                _CROP * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            fitted.setDevicePixelRatio(ratio)
            self._crop.setPixmap(QPixmap.fromImage(fitted))

    def show_nothing(self) -> None:
        """Nothing is selected."""
        self.hide()

    def edit(self, text: str) -> None:
        """Let the person write the VIN."""
        self.line.setText(text)
        self._typed(text)
        self._vins.setCurrentIndex(1)
        self.line.setFocus()
        self.line.selectAll()

    @property
    def is_editing(self) -> bool:
        """Whether a VIN is being written."""
        return not self.isHidden() and self._vins.currentIndex() == 1

    def leave_edit(self) -> None:
        """What was written is kept: show it as the others are shown."""
        self._vins.setCurrentIndex(0)

    def refuse(self, words: str) -> None:
        """Say why what was written is not kept."""
        self._more.setText(words)
        self._more.show()
        self.line.setFocus()

    # Inside

    def _head(self) -> QHBoxLayout:
        head = row(gap="medium")
        self._title = ElidedLabel("", "heading")
        self._chip = StateChip(Look("calm", "question", ""))
        head.addWidget(self._chip)
        head.addWidget(self._title, 1)
        return head

    def _foot(self) -> QHBoxLayout:
        foot = row(gap="small")
        self._accept = button(self.tr("It is right  Space"), self.accept_wanted.emit, role="primary", icon="check")
        self._edit = button(self.tr("Correct  E"), self.edit_wanted.emit, icon="pencil")
        self._remove = button(self.tr("Take out  Del"), self.remove_wanted.emit, icon="trash")
        self._restore = button(self.tr("Put back"), self.restore_wanted.emit, icon="arrow-counter-clockwise")
        self._deal = button(self.tr("Start a deal"), self.deal_wanted.emit, icon="plus")
        for part in (self._accept, self._edit, self._remove, self._restore):
            foot.addWidget(part)
        foot.addStretch(1)
        foot.addWidget(self._deal)
        return foot

    def _left_bound(self, part: QWidget) -> QWidget:
        made = QWidget()
        layout = row(made)
        layout.addWidget(part)
        layout.addStretch(1)
        return made

    def _say(self, lines: list[str]) -> None:
        self._more.setText("\n".join(line for line in lines if line))
        self._more.setVisible(bool(self._more.text()))

    def _typed(self, text: str) -> None:
        """Say what is wrong while it is written, but not before it could be right."""
        failed = [check for check in check_vin(text, today()) if not check.passed]
        self._checks.show_checks(failed[:1] if text else ())

    def _edit_left(self) -> None:
        self._vins.setCurrentIndex(0)
        self.edit_left.emit()


def _changed(vehicle: BatchVehicle) -> tuple[int, ...]:
    """Positions in which a person wrote something else than was read."""
    if vehicle.corrected_by is None or len(vehicle.read_value) != len(vehicle.vin):
        return ()
    pairs = zip(vehicle.vin, vehicle.read_value, strict=True)
    return tuple(at for at, (written, read) in enumerate(pairs) if written != read)


def _worth_saying(vehicle: BatchVehicle) -> tuple[Check, ...]:
    """Of an exception everything that failed; of what is settled nothing."""
    if vehicle.state is not VehicleState.OPEN:
        return ()
    return tuple(check for check in vehicle.checks if not check.passed)


def _vehicle_lines(detail: VehicleDetail) -> list[str]:
    vehicle = detail.vehicle
    lines = []
    if vehicle.state is VehicleState.OPEN:
        lines.append(
            translate("Batch", "Compare each character with the car or its picture, then accept it or correct it.")
        )
    if detail.alike and vehicle.state is VehicleState.OPEN:
        lines.append(
            translate("Batch", "Nearly the same as {0}: perhaps the same car. Correct it to merge the two.").format(
                ", ".join(grouped(vin) for vin in detail.alike)
            )
        )
    if vehicle.corrected_by:
        lines.append(
            translate("Batch", "Read {0}, corrected by {1}").format(grouped(vehicle.read_value), vehicle.corrected_by)
        )
    elif vehicle.accepted_by:
        lines.append(translate("Batch", "Accepted by {0}").format(vehicle.accepted_by))
    known = known_words(vehicle)
    if known:
        lines.append(translate("Batch", "Known already: {0}").format(known))
    return lines
