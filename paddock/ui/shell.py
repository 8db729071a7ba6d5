"""The main window: it paints its frame before anything heavy is imported, then its words, then the screens.

Screens are made when the desk is open, each at its first visit; `paddock.ui.screens.catalogue` names them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from paddock.ui.frame import Frame

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QCloseEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from paddock.app.store.views import QueueSummary, SyncStatus
    from paddock.domain.errors import PaddockError
    from paddock.domain.sentences import Sentence
    from paddock.ui.desk import Desk
    from paddock.ui.furniture import Furniture
    from paddock.ui.preferences import Preferences
    from paddock.ui.screens.counter.screen import CounterScreen
    from paddock.ui.screens.screen import Screen
    from paddock.ui.widgets.banner import ProblemBanner, Toast
    from paddock.ui.widgets.navigation import Navigation
    from paddock.ui.widgets.status_line import StatusLine
    from paddock.wire.inventory import InventoryUnit

_REFRESH_AFTER_MS = 120
_REFRESH_EVERY_MS = 15_000


class Help(Protocol):
    """Shows the pages behind F1; given to `Shell.use_help`."""

    def show_topic(self, topic: str) -> None:
        """Show the page of a screen (`queue`) or a step (`counter.scan`)."""


class Shell(QMainWindow):
    """What a member of staff sees all day; a `Workbench` for its screens."""

    restyle_wanted = Signal()
    """Language or theme is to be shown as the preferences say now."""
    painted = Signal()
    """The frame was painted for the first time."""
    furnished = Signal()
    """Navigation and words are there, for the first time or anew."""
    ready = Signal()

    def __init__(self, preferences: "Preferences") -> None:
        super().__init__()
        self._preferences = preferences
        self.desk: Desk | None = None
        self.help: Help | None = None
        self.screens: dict[str, Screen] = {}
        self.status: StatusLine | None = None
        self._current = "counter"
        self._furniture: Furniture | None = None
        self._stop_listening: Callable[[], None] | None = None
        self.setMinimumSize(1180, 660)
        self.resize(1440, 900)
        if not preferences.geometry.isEmpty():
            self.restoreGeometry(QByteArray(preferences.geometry))
        # Never larger than the screen, which may be another one than last time.
        self.resize(self.size().boundedTo(self.screen().availableSize()))
        self._was_painted = False
        self.setCentralWidget(Frame())
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REFRESH_AFTER_MS)
        self._soon.timeout.connect(self._refresh_status)
        self._every = QTimer(self)
        self._every.setInterval(_REFRESH_EVERY_MS)
        self._every.timeout.connect(self._refresh_status)

    # What screens use: see `Workbench`

    @property
    def preferences(self) -> "Preferences":
        """What the person chose for this window."""
        return self._preferences

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
        self.furniture.pages.setCurrentWidget(screen)
        screen.visited()

    def open_deal(self, application_id: "UUID") -> None:
        """Show a deal at the counter."""
        self.go("counter")
        self._counter().open_deal(application_id)

    def start_deal_with(self, unit: "InventoryUnit") -> None:
        """A new deal at the counter with a car from stock."""
        self.go("counter")
        self._counter().start_deal_with(unit)

    def wake_sync(self) -> None:
        """Something new waits, or the person asked."""
        self.opened_desk().sync.wake()
        self._soon.start()

    def restyle(self) -> None:
        """Show everything in the language and theme of the preferences."""
        self.restyle_wanted.emit()

    # Parts

    @property
    def furniture(self) -> "Furniture":
        """What stands in the window once it has words."""
        if self._furniture is None:
            self.furnish()
        assert self._furniture is not None  # noqa: S101 - just made
        return self._furniture

    @property
    def navigation(self) -> "Navigation":
        """The screens to choose from."""
        return self.furniture.navigation

    @property
    def banner(self) -> "ProblemBanner":
        """The one place for error sentences."""
        return self.furniture.banner

    @property
    def toast(self) -> "Toast":
        """The notice over the window."""
        return self.furniture.toast

    @property
    def current_screen(self) -> "Screen | None":
        """The screen in front; None before the desk is open."""
        return self.screens.get(self._current)

    def show_opening(self, *, under_way: bool) -> None:
        """Say on the empty page that the workstation opens; nothing while a problem says why it does not."""
        self.furniture.show_opening(under_way=under_way)

    def use_help(self, pages: Help) -> None:
        """Let F1 open `pages`; called with every `furnished`."""
        self.help = pages

    def show_help(self, topic: str = "") -> None:
        """F1: the page of a topic, or of the screen or step in front."""
        screen = self.current_screen
        if self.help is not None:
            self.help.show_topic(topic or (screen.help_topic() if screen else "") or self._current)

    # Life

    @property
    def is_furnished(self) -> bool:
        """Whether navigation and words are there."""
        return self._furniture is not None

    def furnish(self) -> None:
        """Put navigation and words in the place of the frame; called once language and fonts are there."""
        from paddock.ui.furniture import Furniture  # noqa: PLC0415 - after the first paint

        self.setWindowTitle(self.tr("Paddock"))
        self._furniture = Furniture()
        self._furniture.navigation.chosen.connect(self.go)
        self._furniture.navigation.select(self._current)
        self.setCentralWidget(self._furniture)
        self.furnished.emit()

    def desk_opened(self, desk: "Desk") -> None:
        """Everything behind the window is ready: show the screens and listen."""
        from paddock.ui.bridge import Relay  # noqa: PLC0415 - after the first paint
        from paddock.ui.tasks import Lane, run  # noqa: PLC0415

        self.desk = desk
        self.navigation.load_icons()
        self._add_status_line()
        self._bind_shortcuts()
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
        old: QWidget | None = self.takeCentralWidget()
        self.furnish()
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

    def _add_status_line(self) -> None:
        from paddock.ui.widgets.status_line import StatusLine  # noqa: PLC0415 - needs the core's views

        self.status = StatusLine()
        self.status.queue_wanted.connect(lambda: self.go("queue"))
        self.status.camera_wanted.connect(lambda: self.go("settings"))
        self.status.sync_wanted.connect(self.wake_sync)
        self.furniture.put_below(self.status)

    def _bind_shortcuts(self) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415 - after the first paint

        from paddock.ui.actions import bind_shortcuts  # noqa: PLC0415
        from paddock.ui.shell_actions import shell_actions  # noqa: PLC0415

        # Tied to the furniture: keys go with it when it is made anew.
        bind_shortcuts(self, shell_actions(), self.furniture, Qt.ShortcutContext.WindowShortcut)

    def _screen(self, key: str) -> "Screen":
        if key not in self.screens:
            from paddock.ui.screens.catalogue import make_screen  # noqa: PLC0415 - loaded on the opening thread

            made = make_screen(key, self)
            self.screens[key] = made
            self.furniture.pages.addWidget(made)
        return self.screens[key]

    def _counter(self) -> "CounterScreen":
        from paddock.ui.screens.counter.screen import CounterScreen  # noqa: PLC0415 - loaded long before

        found = self._screen("counter")
        assert isinstance(found, CounterScreen)  # noqa: S101 - by its key
        return found

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
        screen = self.current_screen
        if screen:
            screen.refresh()
