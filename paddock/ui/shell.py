"""The main window: navigation, the screen, the status line, problems and notices.

It paints its frame before anything heavy is imported, then its words; screens are made when the desk is open, each at
its first visit.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtWidgets import QFrame, QMainWindow, QWidget

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent

    from paddock.app.store.views import QueueSummary, SyncStatus
    from paddock.domain.errors import PaddockError
    from paddock.domain.sentences import Sentence
    from paddock.ui.desk import Desk
    from paddock.ui.preferences import Preferences
    from paddock.ui.screens.screen import Screen
    from paddock.ui.widgets.banner import ProblemBanner, Toast
    from paddock.ui.widgets.status_line import StatusLine
    from paddock.wire.inventory import InventoryUnit

_REFRESH_AFTER_MS = 120
_REFRESH_EVERY_MS = 15_000
_SURFACES = ("navigation", "statusline")
NAVIGATION_WIDTH = 92
STATUS_HEIGHT = 34


class _Frame(QWidget):
    """What the window paints first: its surfaces where navigation, page and status line will be, without words.

    Without layouts too: they would ask for the size of text, and with it for fonts.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._parts = [QFrame(self) for _name in _SURFACES]
        for part, name in zip(self._parts, _SURFACES, strict=True):
            part.setObjectName(name)

    def resizeEvent(self, event: "QResizeEvent") -> None:
        navigation, status = self._parts
        status.setGeometry(NAVIGATION_WIDTH, self.height() - STATUS_HEIGHT, self.width(), STATUS_HEIGHT)
        navigation.setGeometry(0, 0, NAVIGATION_WIDTH, self.height())
        super().resizeEvent(event)


class Shell(QMainWindow):
    """What a member of staff sees all day. `restyle_wanted` asks the caller to change language or theme."""

    restyle_wanted = Signal()
    painted = Signal()
    """The frame was painted for the first time."""
    ready = Signal()

    def __init__(self, preferences: "Preferences") -> None:
        super().__init__()
        self.preferences = preferences
        self.desk: Desk | None = None
        self.screens: dict[str, Screen] = {}
        self.status: StatusLine | None = None
        self._current = "counter"
        self._banner: ProblemBanner | None = None
        self._toast: Toast | None = None
        self._stop_listening: Callable[[], None] | None = None
        self.setMinimumSize(1180, 660)
        self.resize(1440, 900)
        if not preferences.geometry.isEmpty():
            self.restoreGeometry(QByteArray(preferences.geometry))
        # Never larger than the screen, which may be another one than last time.
        self.resize(self.size().boundedTo(self.screen().availableSize()))
        self._was_painted = False
        self._frame: _Frame | None = _Frame()
        self.setCentralWidget(self._frame)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REFRESH_AFTER_MS)
        self._soon.timeout.connect(self._refresh_status)
        self._every = QTimer(self)
        self._every.setInterval(_REFRESH_EVERY_MS)
        self._every.timeout.connect(self._refresh_status)

    # What screens use

    def opened_desk(self) -> "Desk":
        """The open desk; screens only exist once it is."""
        if self.desk is None:
            raise RuntimeError("the desk is not open yet")
        return self.desk

    def show_problem(
        self, error: "PaddockError | Sentence", action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Say an error in the one place for errors."""
        from paddock.domain.errors import PaddockError  # noqa: PLC0415 - after the first paint

        self.banner.show_problem(error.sentence if isinstance(error, PaddockError) else error, action)

    def notify(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say for some seconds what was done."""
        self.toast.show_notice(text, undo)

    def show_opening(self, *, under_way: bool) -> None:
        """Say on the empty page that the workstation opens; nothing while a problem says why it does not."""
        self._opening.setVisible(under_way)

    @property
    def banner(self) -> "ProblemBanner":
        """The one place for error sentences; made with the first of them."""
        if self._banner is None:
            from paddock.ui.widgets.banner import ProblemBanner  # noqa: PLC0415 - after the first paint

            self._banner = ProblemBanner()
            self._right.insertWidget(0, self._banner)
        return self._banner

    @property
    def toast(self) -> "Toast":
        """The notice over the window; made with the first of them."""
        if self._toast is None:
            from paddock.ui.widgets.banner import Toast  # noqa: PLC0415 - after the first paint

            self._toast = Toast(self._centre)
        return self._toast

    def show_camera(self, words: str, tone: str = "") -> None:
        """Say in the status line how the camera is."""
        if self.status:
            self.status.show_camera(words, tone)

    def go(self, key: str) -> None:
        """Show a screen."""
        if self.desk is None:
            return
        screen = self._screen(key)
        if self._current in self.screens and self._current != key:
            self.screens[self._current].left()
        self._current = key
        self.navigation.select(key)
        self.pages.setCurrentWidget(screen)
        screen.visited()

    def open_deal(self, application_id: "UUID") -> None:
        """Show a deal at the counter."""
        self.go("counter")
        self._screen("counter").open_deal(application_id)

    def start_deal_with(self, unit: "InventoryUnit") -> None:
        """A new deal at the counter with a car from stock."""
        self.go("counter")
        self._screen("counter").start_deal_with(unit)

    def wake_sync(self) -> None:
        """Something new waits, or the person asked."""
        self.opened_desk().sync.wake()
        self._soon.start()

    # Life

    @property
    def is_furnished(self) -> bool:
        """Whether navigation and words are there."""
        return self._frame is None

    def furnish(self) -> None:
        """Put navigation and words into the frame; called once, when language and fonts are there."""
        self._frame = None
        self._build()

    def desk_opened(self, desk: "Desk") -> None:
        """Everything behind the window is ready: show the screens and listen."""
        from paddock.ui.bridge import Relay  # noqa: PLC0415 - after the first paint
        from paddock.ui.tasks import Lane, run  # noqa: PLC0415

        self.desk = desk
        self.navigation.load_icons()
        self._add_status_line()
        self._shortcuts()
        relay: Relay[None] = Relay(self, lambda _none: self._soon.start())
        self._stop_listening = desk.sync.subscribe(lambda: relay(None))
        self.navigation.setEnabled(True)
        self.go(self._current)
        self._every.start()
        self._refresh_status()
        # The models load while the person looks at the first screen, not with the first picture.
        run(self, desk.capture.warm_up, Lane.POOL)
        self.ready.emit()

    def rebuild(self) -> None:
        """Make everything again in another language or theme; drafts are kept by the store and by their deals."""
        key = self._current
        state = self.screens["counter"].state() if "counter" in self.screens else None
        for screen in self.screens.values():
            screen.closing()
        self.screens.clear()
        if self._stop_listening:
            self._stop_listening()
        old = self.takeCentralWidget()
        self._build()
        if old:
            old.deleteLater()
        self._current = key
        if self.desk:
            if state is not None:
                self._screen("counter").restore(state)
            self.desk_opened(self.desk)

    def closeEvent(self, event: "QCloseEvent") -> None:
        self.preferences.geometry = self.saveGeometry()
        for screen in self.screens.values():
            screen.closing()
        if self._stop_listening:
            self._stop_listening()
            self._stop_listening = None
        self._every.stop()
        super().closeEvent(event)

    def paintEvent(self, event: "QPaintEvent") -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            # From the event loop, when the parts of the window have been painted too.
            QTimer.singleShot(0, self.painted.emit)

    # Inside

    def _build(self) -> None:
        from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout  # noqa: PLC0415

        from paddock.ui.widgets.navigation import Navigation  # noqa: PLC0415 - after the first paint

        self.setWindowTitle(self.tr("Paddock"))
        self._banner = None
        self._toast = None
        entries = [
            ("counter", self.tr("Counter"), "identification-card"),
            ("queue", self.tr("Queue"), "paper-plane-tilt"),
            ("stock", self.tr("Stock"), "car"),
            ("contracts", self.tr("Contracts"), "file-text"),
            ("settings", self.tr("Settings"), "gear-six"),
        ]
        self.navigation = Navigation(entries)
        self.navigation.chosen.connect(self.go)
        self.navigation.select(self._current)
        self.navigation.setEnabled(False)
        self.pages = QStackedWidget()
        self._opening = QLabel(self.tr("Opening the workstation…"))
        self._opening.setContentsMargins(32, 24, 32, 24)
        self._opening.setProperty("role", "soft")
        self.pages.addWidget(self._opening)
        centre = self._centre = QWidget()
        centre.setObjectName("page")
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.pages, 1)
        self._right = right
        layout = QHBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        layout.addLayout(right, 1)
        self.setCentralWidget(centre)

    def _add_status_line(self) -> None:
        from paddock.ui.widgets.status_line import StatusLine  # noqa: PLC0415 - needs the core's views

        self.status = StatusLine()
        self.status.queue_wanted.connect(lambda: self.go("queue"))
        self.status.camera_wanted.connect(lambda: self.go("settings"))
        self.status.sync_wanted.connect(self.wake_sync)
        self._right.addWidget(self.status)

    def _shortcuts(self) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut  # noqa: PLC0415 - after the first paint

        for index, key in enumerate(("counter", "queue", "stock", "contracts", "settings"), 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{index}"), self.navigation)
            shortcut.activated.connect(lambda chosen=key: self.go(chosen))

    def _screen(self, key: str) -> "Screen":
        if key not in self.screens:
            from paddock.ui.screens.catalogue import make_screen  # noqa: PLC0415 - loaded on the opening thread

            made = make_screen(key, self)
            self.screens[key] = made
            self.pages.addWidget(made)
        return self.screens[key]

    def _refresh_status(self) -> None:
        from paddock.ui.tasks import run  # noqa: PLC0415

        office = self.opened_desk().office
        run(self, lambda: (office.sync_status(), office.queue_summary())).success(
            lambda both: self._show_status(both[0], both[1])
        )

    def _show_status(self, status: "SyncStatus", summary: "QueueSummary") -> None:
        if self.status and self.desk:
            self.status.show_sync(status, summary, self.desk.staff_name)
        self.navigation.show_count("queue", summary.waiting + summary.needs_me)
        screen = self.screens.get(self._current)
        if screen:
            screen.refresh()
