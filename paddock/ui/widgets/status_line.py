"""The line at the foot that never lies: network, unsent work, camera, dealer and staff."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from paddock.app.store.views import QueueSummary, SyncStatus, WaitingFor
from paddock.ui.widgets.basics import set_tone
from paddock.ui.words import moment, say, translate


class StatusLine(QFrame):
    """Sends `queue_wanted`, `camera_wanted` and `sync_wanted` when its parts are clicked."""

    queue_wanted = Signal()
    camera_wanted = Signal()
    sync_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusline")
        self.setFixedHeight(34)
        self.network = QPushButton(self.tr("○ Opening…"))
        self.network.clicked.connect(self.sync_wanted)
        self.unsent = QPushButton()
        self.unsent.clicked.connect(self.queue_wanted)
        self.camera = QPushButton()
        self.camera.clicked.connect(self.camera_wanted)
        self._sandbox = QLabel()
        self._who = QLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 16, 0)
        layout.setSpacing(10)
        for part in (self.network, self.unsent, self.camera):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self._sandbox)
        layout.addWidget(self._who)
        self._sandbox.setProperty("role", "warn")
        self._sandbox.hide()

    def show_camera(self, words: str, tone: str = "") -> None:
        """Say how the camera is."""
        self.camera.setText(words)
        self.camera.setAccessibleName(words)
        set_tone(self.camera, tone)

    def show_sync(self, status: SyncStatus, summary: QueueSummary, staff_name: str) -> None:
        """Say how things stand, as of now."""
        words, tone = self._network(status)
        self.network.setText(words)
        self.network.setAccessibleName(words)
        self.network.setToolTip(say(status.cause) if status.cause else self.tr("Click to synchronise now"))
        set_tone(self.network, tone)
        words, tone = unsent_words(summary)
        self.unsent.setText(words)
        self.unsent.setAccessibleName(words)
        set_tone(self.unsent, tone)
        self._sandbox.setVisible(bool(status.sandbox))
        self._sandbox.setText(self.tr("SANDBOX centre: invented data sources"))
        self._who.setText("  ".join(part for part in (status.dealer_name, status.staff_name or staff_name) if part))

    def _network(self, status: SyncStatus) -> tuple[str, str]:
        synced = (
            self.tr("synchronised {0}").format(moment(status.last_synced_at))
            if status.last_synced_at
            else self.tr("not synchronised yet")
        )
        if status.signed_out:
            return self.tr("▲ Signed out · {0}").format(synced), "bad"
        if status.online is None:
            return self.tr("○ Connecting… · {0}").format(synced), ""
        if status.online:
            return self.tr("● Online · {0}").format(synced), "good"
        return self.tr("▲ Offline · {0}").format(synced), "warn"


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
            WaitingFor.SIGN_IN: translate("StatusLine", "waiting for sign-in"),
            WaitingFor.ME: translate("StatusLine", "waiting for you"),
        }[summary.waiting_for]
        parts.append(translate("StatusLine", "{0} unsent ({1})").format(summary.waiting, cause))
        tone = "" if summary.waiting_for in {WaitingFor.SENDING, WaitingFor.NOTHING} else "warn"
    if summary.needs_me:
        parts.append(translate("StatusLine", "{0} need you").format(summary.needs_me))
        tone = "bad"
    if not parts:
        return (
            translate("StatusLine", "✓ All delivered")
            if summary.created
            else translate("StatusLine", "✓ Nothing to send")
        ), "good"
    return " · ".join(parts), tone
