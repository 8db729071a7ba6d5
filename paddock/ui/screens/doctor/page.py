"""The page of the doctor: six cards that fill as each part is looked at, and what their buttons do.

It works without an open desk too: it is what a person sees when the data does not open.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QPushButton, QWidget

from paddock.app.services.doctor import Doctor, Part, PartReport, Remedy, report_text
from paddock.domain.long_work import Work
from paddock.domain.sentences import Sentence
from paddock.ui.announce import announce
from paddock.ui.bridge import Relay
from paddock.ui.language import language
from paddock.ui.preferences import Preferences
from paddock.ui.screens.doctor.part_card import PartCard
from paddock.ui.tasks import Lane, run, run_long
from paddock.ui.widgets.basics import button, column, label, row, scrolled, set_role
from paddock.ui.widgets.passphrase import PassphraseDialog
from paddock.ui.words import count

if TYPE_CHECKING:
    from paddock.ui.desk import Capture


@dataclass(frozen=True, slots=True)
class Bench:
    """What the page may ask of the window around it."""

    preferences: Preferences
    notify: Callable[[str], object]
    restore: Callable[[Path], object]
    """Close what is open, put the copy in place, and open again."""
    signed_in: Callable[[], object] = lambda: None
    capture: "Capture | None" = None
    """None: the desk is not open, so that no camera can be tried."""


class DoctorPage(QWidget):
    """Begins to look when it is first shown."""

    def __init__(self, doctor: Doctor, bench: Bench) -> None:
        super().__init__()
        self.setObjectName("page")
        self._doctor, self._bench = doctor, bench
        self._asked_about: Part | None = None
        self._arrivals: Relay[PartReport] = Relay(self, self._arrived)
        self.cards = {part: PartCard(part, self._wanted_of(part)) for part in Part}
        layout = column(self, margin=16, gap="medium")
        layout.addLayout(self._head())
        self._room = scrolled(self._grid())
        layout.addWidget(self._room, 1)

    @property
    def is_looking(self) -> bool:
        """Whether an examination is under way."""
        return not self._again.isEnabled()

    def examine(self, parts: Collection[Part] = tuple(Part)) -> None:
        """Look at `parts`; each card says what was found as soon as it is known."""
        if self.is_looking:
            return
        self._doctor.camera_source = self._bench.preferences.camera_source
        self._again.setEnabled(False)
        for part in parts:
            self.cards[part].show_looking()
        self._say_sum()
        doctor, told = self._doctor, self._arrivals
        run(self, lambda: doctor.examine(told, parts), Lane.POOL).success(lambda _reports: self._examined())

    def point_at(self, part: Part | None) -> None:
        """Mark the card of what the person asked about, and bring it into sight; None: nothing was asked about."""
        self._asked_about = part
        for card in self.cards.values():
            card.show_pointed_at(card.part is part)
        if part is not None:
            self._room.ensureWidgetVisible(self.cards[part])

    def reports(self) -> list[PartReport]:
        """What has been found so far."""
        return [card.report for card in self.cards.values() if card.report]

    def copy_report(self) -> None:
        """Put the findings on the clipboard, without anything personal."""
        QGuiApplication.clipboard().setText(report_text(self.reports(), language()))
        self._bench.notify(self.tr("The report is on the clipboard; it names no customer and no person"))

    # Remedies

    def wanted(self, remedy: Remedy, pressed: QPushButton | None = None) -> None:
        """Do what a card's button says; what needs an answer first asks for it."""
        plain: dict[Remedy, Callable[[], Sentence]] = {
            Remedy.TEST_KEYRING: self._doctor.test_keyring,
            Remedy.RECONNECT_DATABASE: self._doctor.reconnect_database,
            Remedy.COMPACT_DATABASE: self._doctor.compact_database,
            Remedy.RESTART_CENTRE: self._doctor.restart_centre,
            Remedy.SET_CLOCK: self._doctor.set_clock,
            Remedy.CLEAN_DISK: self._doctor.clean_disk,
        }
        asking: dict[Remedy, Callable[[QPushButton | None], object]] = {
            Remedy.CHOOSE_CAMERA: self._choose_camera,
            Remedy.KEY_TO_KEYRING: self._key_to_keyring,
            Remedy.KEY_TO_PASSPHRASE: self._key_to_passphrase,
            Remedy.CHANGE_PASSPHRASE: self._change_passphrase,
            Remedy.COPY_DATA: self._copy_data,
            Remedy.SALVAGE_DATABASE: self._salvage,
            Remedy.RESTORE_DATABASE: self._restore,
            Remedy.SIGN_IN: self._sign_in,
        }
        if remedy in plain:
            self._do(_PART_OF[remedy], plain[remedy], pressed)
        else:
            asking[remedy](pressed)

    def copy_to(self, folder: Path, pressed: QPushButton | None = None) -> None:
        """Make a verified copy below `folder`, with progress and a way to stop."""
        card, doctor = self.cards[Part.DATABASE], self._doctor

        def copy(work: Work) -> Sentence:
            return doctor.copy_data(folder, work)

        run_long(self, copy).busy(pressed).progress(card.progress).success(card.say_done).failure(
            card.say_refused
        ).cancelled(card.say_nothing_done)

    def _do(self, part: Part, act: Callable[[], Sentence], pressed: QPushButton | None) -> None:
        card = self.cards[part]

        def done(sentence: Sentence) -> None:
            card.say_done(sentence)
            self.examine([part])

        run(self, act, Lane.POOL).busy(pressed).progress(card.progress).success(done).failure(card.say_refused)

    def _choose_camera(self, _pressed: QPushButton | None) -> None:
        from paddock.ui.screens.doctor.camera_dialog import CameraDialog  # noqa: PLC0415 - rarely needed

        dialog = CameraDialog(self, self._bench.preferences.camera_source, self._bench.capture)
        if dialog.exec():
            self._bench.preferences.camera_source = dialog.source()
            self._bench.notify(self.tr("Camera kept; it is used from the next scan on"))
            self.examine([Part.CAMERA])
        dialog.deleteLater()

    def _key_to_keyring(self, pressed: QPushButton | None) -> None:
        passphrase = self._known_passphrase()
        if passphrase is not None:
            doctor = self._doctor
            self._do(Part.KEYRING, lambda: doctor.key_to_keyring(lambda _new: passphrase), pressed)

    def _key_to_passphrase(self, pressed: QPushButton | None) -> None:
        passphrase = self._asked_passphrase(new=True)
        if passphrase is not None:
            doctor = self._doctor
            self._do(Part.KEYRING, lambda: doctor.key_to_passphrase(passphrase), pressed)

    def _change_passphrase(self, pressed: QPushButton | None) -> None:
        old = self._asked_passphrase(new=False)
        new = self._asked_passphrase(new=True) if old is not None else None
        if old is not None and new is not None:
            doctor = self._doctor
            self._do(Part.KEYRING, lambda: doctor.change_passphrase(old, new), pressed)

    def _copy_data(self, pressed: QPushButton | None) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder for the copy, best on another disk"))
        if name:
            self.copy_to(Path(name), pressed)

    def _salvage(self, pressed: QPushButton | None) -> None:
        passphrase = self._known_passphrase()
        if passphrase is not None:
            doctor = self._doctor
            self._do(Part.DATABASE, lambda: doctor.salvage_database(lambda _new: passphrase)[0], pressed)

    def _restore(self, _pressed: QPushButton | None) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Database of the copy"), "", self.tr("Copies of Paddock's data ({0})").format("paddock.db*")
        )
        if name:
            self._bench.restore(Path(name))

    def _sign_in(self, pressed: QPushButton | None) -> None:
        from paddock.ui.screens.doctor.token_dialog import TokenDialog  # noqa: PLC0415 - rarely needed

        dialog = TokenDialog(self)
        if dialog.exec():
            doctor, token = self._doctor, dialog.token()
            self._do(Part.CENTRE, lambda: doctor.sign_in(token), pressed)
            self._bench.signed_in()
        dialog.deleteLater()

    def _known_passphrase(self) -> str | None:
        """The passphrase where one is needed; empty where none is; None: the person gave up."""
        return self._asked_passphrase(new=False) if self._doctor.needs_passphrase() else ""

    def _asked_passphrase(self, *, new: bool) -> str | None:
        """What the person entered; None: the person gave up."""
        dialog = PassphraseDialog(self, new=new)
        found = dialog.passphrase() if dialog.exec() else None
        dialog.deleteLater()
        return found

    # Inside

    def _head(self) -> QHBoxLayout:
        head = row(gap="medium")
        head.addWidget(label(self.tr("Health of this workstation"), "title"))
        self._sum = label("", "soft")
        head.addWidget(self._sum, 1)
        self._copy = button(self.tr("Copy report"), self.copy_report, icon="clipboard-text")
        self._again = button(self.tr("Look again"), self.examine, icon="heartbeat", role="primary")
        head.addWidget(self._copy)
        head.addWidget(self._again)
        return head

    def _grid(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 6, 0)
        grid.setSpacing(12)
        for at, card in enumerate(self.cards.values()):
            grid.addWidget(card, at // 2, at % 2)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        grid.setRowStretch(len(self.cards) // 2, 1)
        return made

    def _wanted_of(self, _part: Part) -> Callable[[Remedy, QPushButton], object]:
        return self.wanted

    def _arrived(self, report: PartReport) -> None:
        card = self.cards[report.part]
        card.show_report(report)
        if report.part is self._asked_about:
            card.take_focus()
        self._say_sum()

    def _examined(self) -> None:
        self._again.setEnabled(True)
        self._say_sum()
        announce(self, self._sum.text())

    def _say_sum(self) -> None:
        found = self.reports()
        bad = sum(not report.ok for report in found)
        self._copy.setEnabled(bool(found))
        if self.is_looking and len(found) < len(self.cards):
            self._sum.setText(self.tr("Looking… {0} of {1}").format(count(len(found)), count(len(self.cards))))
            set_role(self._sum, "soft")
        elif bad:
            self._sum.setText(self.tr("{0} need care").format(count(bad)))
            set_role(self._sum, "bad")
        else:
            self._sum.setText(self.tr("✓ Everything is in order"))
            set_role(self._sum, "good")


_PART_OF = {
    Remedy.TEST_KEYRING: Part.KEYRING,
    Remedy.RECONNECT_DATABASE: Part.DATABASE,
    Remedy.COMPACT_DATABASE: Part.DATABASE,
    Remedy.RESTART_CENTRE: Part.CENTRE,
    Remedy.SET_CLOCK: Part.CLOCK,
    Remedy.CLEAN_DISK: Part.DISK,
}
