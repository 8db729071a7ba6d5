"""Step 1: pictures on the left, what was read from them on the right, for a person to compare and confirm."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QHBoxLayout, QWidget

from paddock.app.capture.results import Sighting
from paddock.domain.application_draft import Box, FieldPath
from paddock.domain.checks import Check
from paddock.domain.cross_checks import DocumentFault
from paddock.domain.errors import PaddockError
from paddock.domain.vin import VIN_LENGTH, check_vin
from paddock.ui.capture_flow import Read, apply_read, read_bytes, read_file, read_frame
from paddock.ui.clock import today
from paddock.ui.deal import Deal
from paddock.ui.screens.counter.camera import CameraControl
from paddock.ui.screens.counter.contradiction import ContradictionBar
from paddock.ui.screens.counter.form_step import ID_CARD, vin_facts_words
from paddock.ui.screens.counter.step import Step
from paddock.ui.tasks import Lane, Newest
from paddock.ui.vin_sources import VinSources
from paddock.ui.widgets.basics import button, card, column, label, row, scrolled
from paddock.ui.widgets.checks import CheckList
from paddock.ui.widgets.field import FieldBox, caption_width_of
from paddock.ui.widgets.inputs import VinEditor
from paddock.ui.widgets.picture import PictureStage, Shown
from paddock.ui.widgets.thumbnails import Thumbnails, kind_words
from paddock.ui.widgets.vin_agreement import VinAgreement

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench

_PICTURE_FILES = "*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff *.pdf"


class ScanStep(Step):
    """Camera, files, drops and the barcode gun; VIN and resident ID card."""

    def __init__(self, shell: "Workbench", deal: Deal, parent: QWidget) -> None:
        super().__init__(shell, deal, parent)
        self.setAcceptDrops(True)
        self._busy = 0
        self._vins = VinSources()
        self._shown_sha = ""
        self._unpacking = Newest()
        self._boxed: dict[FieldPath, Box] = {}
        self._boxes: list[Box] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(12)
        layout.addWidget(self._left(), 44)
        layout.addWidget(self._right(), 56)
        self.camera = CameraControl(self, shell, self.stage)
        self.camera.found.connect(self._vin_seen)
        deal.pictures_changed.connect(self._show_thumbnails)
        self._show_thumbnails()
        self._show_vin()

    # What the counter asks of it

    def shown(self) -> None:
        if not self._shown_sha:
            self.camera.start()
        else:
            self.camera.start(quiet=True)
            if not self.stage.has_picture():
                self._unpack()

    def left(self) -> None:
        self.camera.stop()
        self.stage.put_away()

    def can_rest(self) -> bool:
        return not self._busy

    def closing(self) -> None:
        self.camera.stop()

    def capture(self) -> None:
        """F2: take the camera's newest frame and read it."""
        if not self.camera.running:
            self._shown_sha = ""
            self.camera.start()
            return
        self._begin()
        read_frame(self, self.deal, self.camera.read, self._arrived, self._refused)

    def open_files(self) -> None:
        """F3: read picture files."""
        names, _filter = QFileDialog.getOpenFileNames(
            self, self.tr("Open pictures"), "", self.tr("Pictures ({0})").format(_PICTURE_FILES)
        )
        self.read_paths([Path(name) for name in names])

    def read_paths(self, paths: list[Path]) -> None:
        """Read several picture files; every file gets its own answer."""
        for path in paths:
            self._begin()
            read_file(self, self.deal, path, self._arrived, self._refused)

    def take_scanned(self, text: str) -> None:
        """The barcode gun typed a VIN."""
        self.deal.set_text(FieldPath.VIN, text)
        self.shell.notify(self.tr("Barcode gun: {0}").format(text))

    def wait_for_gun(self) -> None:
        """F4: the gun's text goes here, past any input method."""
        editor = self.boxes[FieldPath.VIN].editor
        if isinstance(editor, VinEditor):
            editor.wait_for_gun()

    def show_picture_of(self, path: FieldPath) -> None:
        """Show the picture a field was read from, with the place boxed."""
        entry = self.deal.draft.entries.get(path)
        reading = entry.reading if entry else None
        if not reading or not reading.image_sha256:
            return
        self._show_picture(reading.image_sha256, path)

    def show_document_fault(self, code: str) -> None:
        """Show where two documents contradict each other, boxed, and what can be done about it."""
        fault = self.deal.document_fault(code)
        self.contradiction.show_fault(fault)
        if fault is not None:
            self._show_picture(fault.image_sha256, place=fault.box)
            self.contradiction.setFocus()

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _has_pictures(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.read_paths(paths)
        elif data.hasImage():
            self._begin()
            read_bytes(self, self.deal, _png(QImage(data.imageData())), self._arrived, self._refused)
        event.acceptProposedAction()

    # Inside

    def _left(self) -> QWidget:
        made = QWidget(self)
        layout = column(made, gap="small")
        self.stage = PictureStage()
        self.stage.place_clicked.connect(self._place_clicked)
        self.stage.show_notice(self.tr("Drop pictures here, press F3 to open them, or F2 for the camera"))
        layout.addWidget(self.stage, 1)
        self.contradiction = ContradictionBar()
        self.contradiction.stood_for.connect(self._stand_for)
        layout.addWidget(self.contradiction)
        self.thumbnails = Thumbnails()
        self.thumbnails.chosen.connect(self._show_picture)
        self.thumbnails.removed.connect(self._remove_picture)
        layout.addWidget(self.thumbnails)
        actions = row(gap="small")
        actions.addWidget(button(self.tr("Capture  F2"), self.capture, role="primary", icon="camera"))
        actions.addWidget(button(self.tr("Open pictures  F3"), self.open_files, icon="folder-open"))
        actions.addWidget(button(self.tr("Barcode gun  F4"), self.wait_for_gun, icon="barcode"))
        actions.addStretch(1)
        self._working = label("", "soft")
        actions.addWidget(self._working)
        layout.addLayout(actions)
        return made

    def _right(self) -> QWidget:
        content = QWidget(self)
        self.area = scrolled(content)
        self.area.setParent(self)
        layout = column(content, gap="small")
        layout.setContentsMargins(0, 0, 6, 0)
        vin_card, id_card = card(), card()
        layout.addWidget(vin_card)
        layout.addWidget(id_card)
        layout.addStretch(1)
        self._fill_vin_card(vin_card)
        self._fill_id_card(id_card)
        return self.area

    def _fill_vin_card(self, made: QFrame) -> None:
        """The plate as it was photographed, the characters below it, and beside both what they say of the car."""
        layout = column(made, gap="small")
        layout.setContentsMargins(14, 6, 14, 8)
        facts = QWidget()
        beside = column(facts, gap="hair")
        self._facts = label("", "strong", wrap=True)
        self._checks = CheckList()
        beside.addStretch(1)
        beside.addWidget(self._facts)
        beside.addWidget(self._checks)
        beside.addStretch(1)
        after = QWidget()
        foot = row(after)
        self._confirmed = label("", "good")
        self._confirm = button(self.tr("Confirm: the VIN matches the car"), self._confirm_vin, icon="check")
        foot.addWidget(self._confirm)
        foot.addWidget(self._confirmed)
        box = FieldBox(FieldPath.VIN, crop_height=36, beside=facts, after=after, parent=made)
        layout.addWidget(self.add_box(box))
        self.agreement = VinAgreement()
        layout.addWidget(self.agreement)

    def _fill_id_card(self, made: QFrame) -> None:
        """One line a field: name, picture, value, confidence. The whole card is seen at once at 1280x720."""
        layout = column(made, gap="hair")
        layout.setContentsMargins(14, 6, 14, 6)
        wide = caption_width_of(ID_CARD)
        for path in ID_CARD:
            layout.addWidget(self.add_box(FieldBox(path, arrangement="inline", caption_width=wide, parent=made)))

    def _begin(self) -> None:
        self._busy += 1
        self._working.setText(self.tr("Reading…"))

    def _end(self) -> None:
        self._busy -= 1
        if not self._busy:
            self._working.setText("")

    def _arrived(self, read: Read) -> None:
        self._end()
        self._weigh_vin(read)
        with self.deal.one_act(self.tr("Reading taken: {0}").format(kind_words(read.kind))):
            apply_read(self.deal, read)
        self._show_picture(read.kept.sha256, unpacked=read.shown)
        if not read.values:
            failed = [check for check in read.checks if not check.passed]
            if failed:
                self.shell.show_problem(failed[0].message)
        self._working.setText(self.tr("read in {0} ms").format(round(read.milliseconds)))

    def _weigh_vin(self, read: Read) -> None:
        """What the picture says of the VIN becomes what all pictures say together."""
        source, reading = read.vin_source, read.values.get(FieldPath.VIN)
        if source is None or reading is None:
            return
        self._vins.add(source, reading, read.crops.get(FieldPath.VIN))
        together, crop = self._vins.together(source.picture, self._pictures())
        read.values[FieldPath.VIN] = together
        if crop is not None:
            read.crops[FieldPath.VIN] = crop

    def _pictures(self) -> set[str]:
        return {image.sha256 for image in self.deal.draft.images}

    def _refused(self, error: PaddockError) -> None:
        self._end()
        self.shell.show_problem(error)

    def _vin_seen(self, sighting: Sighting) -> None:
        """The live camera read a good VIN: keep that frame and its reading."""
        if self.deal.draft.text(FieldPath.VIN) != sighting.reading.value and not self._busy:
            if self.shell.preferences.batch_beep:
                QApplication.beep()
            self._begin()
            read_bytes(self, self.deal, sighting.jpeg, self._arrived, self._refused)

    def _stand_for(self, fault: DocumentFault) -> None:
        self.deal.stand_for(fault)
        self.shell.notify(
            self.tr("Goes on as it is, compared by {0}").format(self.deal.office.staff_name), self.deal.way_back()
        )

    def show_faults(self) -> None:
        super().show_faults()
        self.contradiction.keep(self.deal.faults)

    def _show_picture(
        self, sha256: str, path: FieldPath | None = None, unpacked: Shown | None = None, place: Box = ()
    ) -> None:
        """Show a picture with the places of its fields boxed, of the field `path` alone, or only `place`."""
        if sha256 not in self.deal.pictures:
            return
        is_there = self._shown_sha == sha256 and self.stage.has_picture()
        self._shown_sha = sha256
        self.camera.pause()
        self.thumbnails.select(sha256)
        self._boxed = {
            field: entry.reading.box
            for field, entry in self.deal.draft.entries.items()
            if entry.reading
            and entry.reading.image_sha256 == sha256
            and entry.reading.box
            and (path is None or field is path)
        }
        self._boxes = [place] if place else list(self._boxed.values())
        if unpacked is not None:
            self.stage.show_picture(unpacked, self._boxes)
        elif is_there:
            self.stage.outline(self._boxes)
        else:
            self._unpack()

    def _unpack(self) -> None:
        """Bring the picture that is to be seen onto the stage."""
        sha256, picture = self._shown_sha, self.deal.pictures.get(self._shown_sha)

        def show(shown: Shown) -> None:
            # Meanwhile the camera may have been asked for.
            if self._shown_sha == sha256:
                self.stage.show_picture(shown, self._boxes)

        if picture is not None:
            self._unpacking.run(self, picture.unpacked, Lane.POOL).success(show)

    def _place_clicked(self, index: int) -> None:
        """From the place in the picture to the field that was read there; that field's place stays boxed alone."""
        if self._boxes != list(self._boxed.values()):
            return  # the place of a contradiction leads to no field
        path = list(self._boxed)[index]
        self.focus_field(path)
        self._show_picture(self._shown_sha, path)

    def _remove_picture(self, sha256: str) -> None:
        if self.deal.remove_picture(sha256):
            self.shell.notify(self.tr("Picture taken out"), self.deal.way_back())

    def _show_thumbnails(self) -> None:
        self.thumbnails.show_images(self.deal.draft.images, self.deal.pictures)
        self.agreement.show_fused(self._vins.fused(self._pictures()))

    def _field_changed(self, path: FieldPath) -> None:
        super()._field_changed(path)
        if path is FieldPath.VIN:
            self._show_vin()

    def _show_vin(self) -> None:
        vin = self.deal.draft.text(FieldPath.VIN)
        checks: tuple[Check, ...] = check_vin(vin, today()) if vin else ()
        self._checks.show_checks(checks if len(vin) == VIN_LENGTH else checks[:2])
        self._facts.setText(vin_facts_words(vin, today()))
        self._facts.setVisible(bool(self._facts.text()))
        waits = FieldPath.VIN in self.deal.unconfirmed()
        self._confirm.setVisible(waits and not self.deal.is_submitted)
        confirmed = bool(vin) and not waits
        self._confirmed.setText(self.tr("✓ Confirmed by {0}").format(self.deal.office.staff_name) if confirmed else "")

    def _confirm_vin(self) -> None:
        self.deal.confirm([FieldPath.VIN])


def _has_pictures(data: QMimeData) -> bool:
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return bytes(data.data())
