"""One deal at the counter: the draft being written, its pictures, its faults, and what the centre says of it.

Lives on the GUI thread and does nothing slow itself: it saves, checks and asks through `tasks.run`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QUndoStack

from paddock.app.store.views import DealDetail
from paddock.domain.application_draft import ApplicationDraft, DraftImage, FieldEntry, FieldPath, Reading
from paddock.domain.checks import Fault
from paddock.domain.cross_checks import DocumentFault
from paddock.domain.errors import PaddockError
from paddock.domain.field_names import FIELD_NAMES
from paddock.domain.sentences import Language, Sentence
from paddock.ui.clock import now_utc, today
from paddock.ui.deal_stock import DealStock
from paddock.ui.deal_undo import Act, Standing, entries_after, images_after
from paddock.ui.desk import Desk
from paddock.ui.offer_choice import OfferChoice
from paddock.ui.tasks import Lane, run, tell_problem
from paddock.ui.widgets.kept_picture import KeptPicture, kept_picture
from paddock.ui.widgets.picture import borrowed_image, crop_of, shown_of
from paddock.ui.words import say

_SAVE_AFTER_MS = 250
_SAVE_AGAIN_MS = 10_000
"""After a failure that the person has been told of."""
_CHECK_AFTER_MS = 120
MUST_BE_CONFIRMED = (FieldPath.VIN, FieldPath.RESIDENT_ID_NUMBER)
"""Readings a person has to look at before they are sent."""


class Deal(QObject):
    """Draft, pictures, faults and the centre's answers of one application."""

    field_changed = Signal(FieldPath)
    faults_changed = Signal()
    pictures_changed = Signal()
    saved = Signal()
    detail_changed = Signal()
    stock_changed = Signal()

    def __init__(self, desk: Desk, draft: ApplicationDraft, *, fresh: bool) -> None:
        super().__init__()
        self.desk = desk
        self.office = desk.office
        self.draft = draft
        self.detail: DealDetail | None = None
        self.faults: list[Fault] = []
        self.pictures: dict[str, KeptPicture] = {}
        self.crops: dict[FieldPath, QImage] = {}
        self.confirmed: set[FieldPath] = set()
        self.offers = OfferChoice(self)
        self.acts = QUndoStack(self)
        """What can be taken back (Ctrl+Z) and done again."""
        self.stock = DealStock(self)
        self.faces_customer = False
        """Whether its customer has the customer's window; outlives a change of language or look."""
        self.customer_language: Language | None = None
        """What its customer chose to read on that window; None: what the clerk reads."""
        self.insist = False
        """Whether missing fields are marked too: set by the first try to submit."""
        self.saved_at = None if fresh else draft.created_at
        self.unsaved = False
        self._save_timer = self._timer(_SAVE_AFTER_MS, self.save_now)
        self._again_timer = self._timer(_SAVE_AGAIN_MS, self.save_now)
        self._check_timer = self._timer(_CHECK_AFTER_MS, self._check)
        self.field_changed.connect(self._follow)

    @property
    def id(self) -> UUID:
        """The application's identity, from its first draft on."""
        return self.draft.id

    @property
    def is_submitted(self) -> bool:
        """Whether the draft has been frozen and sent (or waits to be)."""
        return self.detail is not None and self.detail.outbox_id is not None

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been entered."""
        return not self.draft.entries and not self.draft.images

    def title(self) -> str:
        """Who and which car; empty for a blank deal."""
        return " ".join(
            part for part in (self.draft.text(FieldPath.NAME), self.draft.text(FieldPath.BRAND_MODEL)) if part
        )

    # Writing

    def set_text(self, path: FieldPath, text: str) -> None:
        """A person typed or chose `text`."""
        before = self.draft.entries.get(path)
        if self.is_submitted or (before.text if before else "") == text:
            return
        reading = before.reading if before else None
        corrected = self.office.staff_name if reading and reading.value != text else None
        self._set_entry(path, FieldEntry(text, reading, corrected))
        if path is FieldPath.CONSENT:
            self.draft = replace(self.draft, consent_given_at=now_utc() if text else None)
        self.confirmed.add(path)

    def take_reading(self, path: FieldPath, reading: Reading, crop: QImage | None = None) -> None:
        """The machine read a field; another value that somebody stands for stays, in conflict, until one is chosen."""
        if self.is_submitted:
            return
        before = self.draft.entries.get(path)
        if before and self._stands(path, before, reading):
            entry = FieldEntry(before.text, reading)
        else:
            entry = FieldEntry(reading.value, reading)
            if not (before and before.text == reading.value):
                self.confirmed.discard(path)
        if crop is not None:
            self.crops[path] = crop
        else:
            self.crops.pop(path, None)
        self._set_entry(path, entry)

    def conflicts(self) -> list[FieldPath]:
        """Fields of which two values are known and nobody has chosen."""
        return [] if self.is_submitted else [path for path, entry in self.draft.entries.items() if entry.in_conflict]

    def settle(self, path: FieldPath, *, take_reading: bool) -> None:
        """Choose: the value that was read, or the one written before."""
        entry = self.draft.entries.get(path)
        if entry is None or entry.reading is None or not entry.in_conflict or self.is_submitted:
            return
        with self.one_act(self.tr("Value chosen: {0}").format(say(FIELD_NAMES[path]))):
            chosen = (
                FieldEntry(entry.reading.value, entry.reading)
                if take_reading
                else replace(entry, corrected_by=self.office.staff_name)
            )
            self.confirmed.add(path)
            self._set_entry(path, chosen)

    @contextmanager
    def one_act(self, words: str) -> Iterator[None]:
        """What changes inside is one act, called `words`, that Ctrl+Z takes back."""
        before = self._standing()
        yield
        after = self._standing()
        if after.draft != before.draft and not self.is_submitted:
            self.acts.push(Act(words, self, before, after))

    def way_back(self) -> Callable[[], None]:
        """What takes the last act back, also when others have followed it: then as an act of its own."""
        place = self.acts.index()
        act = self.acts.command(place - 1)

        def back() -> None:
            if self.acts.index() == place:
                self.acts.undo()
            elif isinstance(act, Act):
                with self.one_act(act.text()):
                    act.undo()

        return back

    def go_over(self, source: Standing, target: Standing) -> None:
        """Take an act back or do it again: make `target` of what still is as in `source`."""
        if self.is_submitted:
            return
        before, now = self.draft, self.draft
        unit = (
            target.draft.inventory_unit_id
            if now.inventory_unit_id == source.draft.inventory_unit_id
            else now.inventory_unit_id
        )
        self.draft = replace(
            now,
            entries=entries_after(now.entries, source.draft, target.draft),
            images=images_after(now.images, source.draft, target.draft),
            inventory_unit_id=unit,
            waived=target.draft.waived if now.waived == source.draft.waived else now.waived,
        )
        for path in before.entries.keys() | self.draft.entries.keys():
            if before.entries.get(path) == self.draft.entries.get(path):
                continue
            self.crops.pop(path, None)
            if path in target.crops:
                self.crops[path] = target.crops[path]
            (self.confirmed.add if path in target.confirmed else self.confirmed.discard)(path)
            self.field_changed.emit(path)
        self._changed()
        self.pictures_changed.emit()
        self.stock_changed.emit()

    def fill(self, texts: dict[FieldPath, str], unit_id: UUID | None = None) -> None:
        """Set several fields at once (a car from stock)."""
        if unit_id:
            self.draft = replace(self.draft, inventory_unit_id=unit_id)
        for path, text in texts.items():
            self.set_text(path, text)

    def let_go_of_unit(self) -> None:
        """The deal's car is not that unit of the stock, as it seemed."""
        if self.draft.inventory_unit_id and not self.is_submitted:
            self.draft = replace(self.draft, inventory_unit_id=None)
            self._changed()

    def add_picture(self, image: DraftImage, picture: KeptPicture) -> None:
        """A kept picture belongs to this deal; the same picture twice is one."""
        self.pictures[image.sha256] = picture
        others = tuple(kept for kept in self.draft.images if kept.sha256 != image.sha256)
        if image not in self.draft.images:
            # Read again, the same picture may show more than it did.
            self.draft = replace(self.draft, images=(*others, image))
        self._changed()
        self.pictures_changed.emit()

    def remove_picture(self, sha256: str) -> bool:
        """Take a picture out of the deal, as one act; returns whether it was there."""
        there = any(image.sha256 == sha256 for image in self.draft.images)
        if there and not self.is_submitted:
            with self.one_act(self.tr("Picture taken out")):
                self.draft = replace(self.draft, images=tuple(i for i in self.draft.images if i.sha256 != sha256))
                self._changed()
            self.pictures_changed.emit()
        return there and not self.is_submitted

    def confirm(self, paths: Iterable[FieldPath] = MUST_BE_CONFIRMED) -> None:
        """The person has compared these readings with their pictures."""
        for path in paths:
            if self.draft.text(path):
                self.confirmed.add(path)
                self.field_changed.emit(path)
        self.faults_changed.emit()

    def document_fault(self, code: str) -> DocumentFault | None:
        """The first fault between documents that the check `code` found."""
        return next((fault for fault in self.faults if isinstance(fault, DocumentFault) and fault.code == code), None)

    def stand_for(self, fault: DocumentFault) -> None:
        """The person has compared the documents and stands for this contradiction; their name goes with the deal."""
        if self.is_submitted:
            return
        with self.one_act(self.tr("Compared, goes on as it is")):
            self.draft = replace(self.draft, waived={**self.draft.waived, fault.key: self.office.staff_name})
            self.faults = [each for each in self.faults if each is not fault]
            self._changed()
        self.faults_changed.emit()

    def unconfirmed(self) -> list[FieldPath]:
        """Readings that still need a person's look."""
        entries = self.draft.entries
        return [
            path
            for path in MUST_BE_CONFIRMED
            if path in entries
            and entries[path].reading
            and path not in self.confirmed
            and not entries[path].in_conflict
        ]

    def faults_by_field(self) -> dict[str, list[Sentence]]:
        """The faults, by the dotted path of their field."""
        sorted_out: dict[str, list[Sentence]] = defaultdict(list)
        for fault in self.faults:
            sorted_out[fault.field].append(fault.message)
        return sorted_out

    # Keeping

    def save_now(self) -> None:
        """Write the draft if anything is unwritten; what cannot be written stays unsaved and is tried again."""
        self._save_timer.stop()
        self._again_timer.stop()
        if not self.unsaved or self.is_submitted:
            return
        draft = self.draft
        writing = run(self, lambda: self.office.save_draft(draft))
        writing.success(lambda _none: self._was_saved(draft)).failure(self._not_saved)

    def check_now(self) -> None:
        """Look for faults again soon."""
        self._check_timer.start()

    def load(self) -> None:
        """Ask the store for the deal and, for a draft of an earlier day, its pictures."""
        office, application = self.office, self.id
        run(self, lambda: office.deal(application)).success(self.take_detail)

    def load_pictures(self) -> None:
        """Decode the pictures this deal came with; each arrives by itself."""
        office, capture, entries = self.office, self.desk.capture, self.draft.entries
        for image in self.draft.images:
            if image.sha256 in self.pictures:
                continue

            def decoded(sha256: str = image.sha256) -> tuple[str, KeptPicture, dict[FieldPath, QImage]]:
                pixels = capture.decode(office.load_image(sha256), sha256[:8])
                full = borrowed_image(pixels)
                return sha256, kept_picture(shown_of(full)), _crops(entries, sha256, full)

            run(self, decoded, Lane.CAPTURE).success(lambda found: self._show_picture(*found))

    # Inside

    def _stands(self, path: FieldPath, before: FieldEntry, reading: Reading) -> bool:
        """Whether what is there may not be replaced by a reading without asking.

        What was typed, corrected or confirmed stands; so does what another kind of document says. A better picture of
        the same document replaces what the worse one gave.
        """
        if not before.text or before.text == reading.value:
            return False
        if before.reading is None or before.corrected_by or before.in_conflict or path in self.confirmed:
            return True
        kinds = {image.sha256: image.kind for image in self.draft.images}
        return kinds.get(before.reading.image_sha256 or "") != kinds.get(reading.image_sha256 or "")

    def _standing(self) -> Standing:
        return Standing(self.draft, dict(self.crops), frozenset(self.confirmed))

    def _set_entry(self, path: FieldPath, entry: FieldEntry) -> None:
        self.draft = replace(self.draft, entries={**self.draft.entries, path: entry})
        self._changed()
        self.field_changed.emit(path)

    def _follow(self, path: FieldPath) -> None:
        """What follows from a field, whoever changed it and whichever step is looked at."""
        if path is FieldPath.VIN:
            self.stock.seek()
        if path is FieldPath.CONDITION and self.draft.text(path) == "new":
            self.set_text(FieldPath.FIRST_REGISTERED_ON, "")

    def _changed(self) -> None:
        self.unsaved = True
        # Not started anew by each key: somebody who types without a pause must not lose it all to a power cut.
        if not self._save_timer.isActive():
            self._save_timer.start()
        self._check_timer.start()

    def _was_saved(self, draft: ApplicationDraft) -> None:
        if draft is self.draft:
            self.unsaved = False
        self.saved_at = now_utc()
        self.saved.emit()

    def _not_saved(self, error: PaddockError) -> None:
        self._again_timer.start()
        tell_problem(error)

    def _check(self) -> None:
        if self.is_submitted:
            return
        draft, office, day = self.draft, self.office, today()

        def show(faults: list[Fault]) -> None:
            if draft is self.draft:
                self.faults = faults
                self.faults_changed.emit()

        run(self, lambda: office.faults_of(draft, day), Lane.POOL).success(show)

    def take_detail(self, detail: DealDetail | None) -> None:
        """The store's newest word on this deal."""
        if detail is None or detail == self.detail:
            return
        self.detail = detail
        if detail.outbox_id is not None and detail.draft is not None:
            self.draft, self.faults = detail.draft, []
            self.unsaved = False
            self.acts.clear()
            self.faults_changed.emit()
        self.detail_changed.emit()

    def _show_picture(self, sha256: str, picture: KeptPicture, crops: dict[FieldPath, QImage]) -> None:
        self.pictures[sha256] = picture
        for path, crop in crops.items():
            self.crops[path] = crop
            self.field_changed.emit(path)
        self.pictures_changed.emit()

    def _timer(self, after_ms: int, then: object) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(after_ms)
        made.timeout.connect(then)
        return made


def _crops(entries: dict[FieldPath, FieldEntry], sha256: str, full: QImage) -> dict[FieldPath, QImage]:
    """The strips that fields were read from in one picture."""
    return {
        path: crop_of(full, entry.reading.box)
        for path, entry in entries.items()
        if entry.reading and entry.reading.image_sha256 == sha256 and entry.reading.box
    }
