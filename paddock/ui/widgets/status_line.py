"""The line at the foot that never lies: network, unsent work, camera, dealer and staff, and what was told."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from paddock.app.store.views import QueuePart, QueueSummary, SyncStatus, WaitingFor
from paddock.domain.sentences import Sentence
from paddock.ui.clock import now_utc
from paddock.ui.frame import STATUS_HEIGHT
from paddock.ui.widgets.basics import ElidedLabel, set_tone
from paddock.ui.words import clock, moment, say, translate

STALE_AFTER = timedelta(seconds=45)
"""Three readings of `StatusWatch` have failed to come."""
_LOOKS_EVERY_MS = 5_000


class StatusLine(QFrame):
    """Each part is a button that goes to the place it speaks of."""

    sync_wanted = Signal()
    centre_wanted = Signal()
    """The centre cannot be reached: where one sees why."""
    sign_in_wanted = Signal()
    queue_wanted = Signal(QueuePart)
    camera_wanted = Signal()
    identity_wanted = Signal()

    def __init__(self, bell: QPushButton) -> None:
        super().__init__()
        self.setObjectName("statusline")
        self.setFixedHeight(STATUS_HEIGHT)
        self._status: SyncStatus | None = None
        self._summary: QueueSummary | None = None
        self._read_at: datetime | None = None
        self._fault: Sentence | None = None
        self.network = self._part(self._network_clicked)
        self.unsent = self._part(self._unsent_clicked)
        self.camera = self._part(self.camera_wanted.emit)
        self.who = self._part(self.identity_wanted.emit)
        self.who.setToolTip(self.tr("Dealer and staff as the centre knows them; click for the settings"))
        self.camera.setToolTip(self.tr("Click to test the camera or choose another"))
        self._sandbox = ElidedLabel("", "warn")
        self._sandbox.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 10, 0)
        layout.setSpacing(8)
        for part in (self.network, self.unsent, self.camera):
            layout.addWidget(part)
        layout.addWidget(self._sandbox, 1)
        layout.addWidget(self.who)
        layout.addWidget(bell)
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOKS_EVERY_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        self.look()
        _say(self.camera, "")
        _say(self.who, "")

    def show_camera(self, words: str, tone: str = "") -> None:
        """Say how the camera is."""
        _say(self.camera, words, tone)

    def show_reading(self, status: SyncStatus, summary: QueueSummary, staff_name: str, at: datetime) -> None:
        """Say how things stood at `at`."""
        self._status, self._summary, self._read_at, self._fault = status, summary, at, None
        self._sandbox.setText(self.tr("SANDBOX centre: invented data sources") if status.sandbox else "")
        _say(self.who, "  ".join(part for part in (status.dealer_name, status.staff_name or staff_name) if part))
        self.look()

    def show_unreadable(self, fault: Sentence) -> None:
        """The status could not be read: what is shown is old from now on."""
        self._fault = fault
        self.look()

    def look(self, now: datetime | None = None) -> None:
        """Say everything as it is now; called by the line's own clock too, because a status ages by itself."""
        if self._status is None or self._summary is None or self._read_at is None:
            words, tone = self.tr("○ Opening…"), ""
            if self._fault:
                words, tone = self.tr("▲ State unknown"), "bad"
            _say(self.network, words, tone)
            self.network.setToolTip(say(self._fault) if self._fault else "")
            return
        age = (now or now_utc()) - self._read_at
        if self._fault is not None or age > STALE_AFTER:
            self._show_stale(self._summary, self._read_at, age)
            return
        _say(self.network, *network_words(self._status))
        self.network.setToolTip(say(self._status.cause) if self._status.cause else self.tr("Click to synchronise now"))
        _say(self.unsent, *unsent_words(self._summary))
        self.unsent.setToolTip(self.tr("Click to see the queue"))

    def _show_stale(self, summary: QueueSummary, as_of: datetime, age: timedelta) -> None:
        """Neither online nor delivered is claimed of a state that is not known."""
        words = self.tr("▲ State not read for {0}, as of {1}").format(duration_words(age), clock(as_of))
        _say(self.network, words, "bad")
        self.network.setToolTip(say(self._fault) if self._fault else self.tr("Click to read it again"))
        waiting = self.tr("{0} unsent").format(summary.waiting)
        needs = self.tr("{0} need you").format(summary.needs_me)
        _say(self.unsent, self.tr("{0} · {1} (as of {2})").format(waiting, needs, clock(as_of)), "warn")

    def _network_clicked(self) -> None:
        if self._status is not None and self._status.signed_out:
            self.sign_in_wanted.emit()
            return
        self.sync_wanted.emit()
        if self._status is not None and self._status.online is False and self._fault is None:
            self.centre_wanted.emit()

    def _unsent_clicked(self) -> None:
        summary = self._summary
        if summary is not None and summary.waiting_for is WaitingFor.SIGN_IN:
            self.sign_in_wanted.emit()
        else:
            self.queue_wanted.emit(_part_worth_seeing(summary))

    def _part(self, then: object) -> QPushButton:
        made = QPushButton()
        made.setAutoDefault(False)
        made.clicked.connect(lambda _checked=False: then() if callable(then) else None)
        return made


def _part_worth_seeing(summary: QueueSummary | None) -> QueuePart:
    if summary is not None and summary.needs_me:
        return QueuePart.NEEDS_ME
    return QueuePart.UNSENT if summary is not None and summary.waiting else QueuePart.ALL


def _say(part: QPushButton | QLabel, words: str, tone: str = "") -> None:
    part.setVisible(bool(words))
    part.setText(words)
    part.setAccessibleName(words)
    set_tone(part, tone)


def network_words(status: SyncStatus) -> tuple[str, str]:
    """What the status bar says of the link to the centre, and its tone."""
    synced = (
        translate("StatusLine", "synchronised {0}").format(moment(status.last_synced_at))
        if status.last_synced_at
        else translate("StatusLine", "not synchronised yet")
    )
    if status.signed_out:
        return translate("StatusLine", "▲ Signed out · {0}").format(synced), "bad"
    if status.online is None and status.cause is not None:
        return f"○ {say(status.cause)}", ""
    if status.online is None:
        return translate("StatusLine", "○ Connecting… · {0}").format(synced), ""
    if status.online:
        return translate("StatusLine", "● Online · {0}").format(synced), "good"
    return translate("StatusLine", "▲ Offline · {0}").format(synced), "warn"


def unsent_words(summary: QueueSummary) -> tuple[str, str]:
    """What the status bar says of unsent work, and its tone: unsent work is always counted, with its cause."""
    until = moment(summary.until) if summary.until else ""
    parts, tone = [], "good"
    if summary.waiting:
        cause = {
            WaitingFor.NOTHING: translate("StatusLine", "being sent"),
            WaitingFor.SENDING: translate("StatusLine", "being sent"),
            WaitingFor.NETWORK: translate("StatusLine", "waiting for network"),
            WaitingFor.PAUSED: translate("StatusLine", "paused until {0}").format(until)
            if until
            else translate("StatusLine", "paused"),
            WaitingFor.SIGN_IN: translate("StatusLine", "paused, sign in again"),
            WaitingFor.ME: translate("StatusLine", "waiting for you"),
        }[summary.waiting_for]
        parts.append(translate("StatusLine", "{0} unsent ({1})").format(summary.waiting, cause))
        tone = "" if summary.waiting_for in {WaitingFor.SENDING, WaitingFor.NOTHING} else "warn"
    if summary.needs_me:
        parts.append(translate("StatusLine", "▲ {0} need you").format(summary.needs_me))
        tone = "bad"
    if not parts:
        return (
            translate("StatusLine", "✓ All delivered")
            if summary.created
            else translate("StatusLine", "✓ Nothing to send")
        ), "good"
    return " · ".join(parts), tone


def duration_words(of: timedelta) -> str:
    """`40 s`, `3 min`, `2 h`."""
    seconds = max(int(of.total_seconds()), 0)
    if seconds < 60:
        return translate("StatusLine", "{0} s").format(seconds)
    minutes = seconds // 60
    if minutes < 60:
        return translate("StatusLine", "{0} min").format(minutes)
    return translate("StatusLine", "{0} h").format(minutes // 60)
