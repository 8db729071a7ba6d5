"""The main window: it paints its frame before anything heavy is imported, then its words, then the screens.

Screens are made when the desk is open, each at its first visit; `paddock.ui.screens.catalogue` names them.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from paddock.ui.frame import Frame
from paddock.ui.overlays import Overlays
from paddock.ui.place_keeper import PlaceKeeper
from paddock.ui.theme import least_window, text_scale

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QCloseEvent, QMoveEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from paddock.domain.errors import PaddockError
    from paddock.domain.sentences import Sentence
    from paddock.ui.desk import Desk
    from paddock.ui.furniture import Furniture
    from paddock.ui.idle_lock import IdleLock
    from paddock.ui.memory import WindowMemory
    from paddock.ui.memory_keeper import MemoryKeeper
    from paddock.ui.news_teller import NewsTeller
    from paddock.ui.notices import Notices
    from paddock.ui.preferences import Preferences
    from paddock.ui.screens.counter.screen import CounterScreen
    from paddock.ui.screens.screen import Screen
    from paddock.ui.states import Tone
    from paddock.ui.status_watch import Reading, StatusWatch
    from paddock.ui.widgets.banner import ProblemBanner
    from paddock.ui.widgets.navigation import Navigation
    from paddock.ui.widgets.status_line import StatusLine
    from paddock.ui.widgets.toasts import Toasts
    from paddock.wire.inventory import InventoryUnit


class HelpPage(Protocol):
    """A page of the help, as the palette lists it."""

    @property
    def topic(self) -> str:
        """What `show_topic` takes."""

    @property
    def title(self) -> str:
        """Its heading in the language now shown."""


class Help(Protocol):
    """Shows the pages behind F1; given to `Shell.use_help`."""

    def pages(self) -> "Sequence[HelpPage]":
        """Every page."""

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
    tour_wanted = Signal()
    restore_wanted = Signal(object)
    """The desk is to be closed, the copy at this path put in place, and the desk opened again."""

    _place: PlaceKeeper | None = None
    """None: Qt speaks of the window before it is made."""

    def __init__(self, preferences: "Preferences") -> None:
        super().__init__()
        self._preferences = preferences
        self.desk: Desk | None = None
        self.help: Help | None = None
        self.screens: dict[str, Screen] = {}
        self.status: StatusLine | None = None
        self._current = "counter"
        self._furniture: Furniture | None = None
        self._overlays = Overlays(self)
        self._memory: WindowMemory | None = None
        self._keeper: MemoryKeeper | None = None
        self._watch: StatusWatch | None = None
        self._lock: IdleLock | None = None
        self._disk_is_low = False
        self.news: NewsTeller | None = None
        self._states: dict[str, object] = {}
        """What screens take up when they are made again, by their keys."""
        self.setMinimumSize(least_window(text_scale()))
        self.resize(1440, 900)
        self._place = PlaceKeeper(self, preferences)
        self._place.stand_where_it_stood()
        self._was_painted = False
        self.setCentralWidget(Frame())

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

    def notify(
        self,
        text: str,
        undo: Callable[[], object] | None = None,
        *,
        opens: Callable[[], object] | None = None,
        tone: "Tone" = "calm",
    ) -> None:
        """Say what was done or what happened; it stays in the list behind the bell."""
        from paddock.ui.notices import Notice  # noqa: PLC0415 - after the first paint

        self.toast  # noqa: B018 - made now, so that it hears of the notice
        self.notices.add(Notice(text, undo, opens, tone))

    def show_camera(self, words: str, tone: str = "") -> None:
        """Say in the status line how the camera is."""
        if self.status:
            self.status.show_camera(words, tone)

    def go(self, key: str, part: str = "") -> None:
        """Show a screen."""
        if self.desk is None:
            return
        self._overlays.close_up()
        screen = self._screen(key)
        if part:
            screen.show_part(part)
        if self._current in self.screens and self._current != key:
            self.screens[self._current].left()
        self._current = key
        self.navigation.select(key)
        self.furniture.pages.setCurrentWidget(screen)
        screen.visited()
        self.toast.make_way()

    def open_deal(self, application_id: "UUID") -> None:
        """Show a deal at the counter."""
        self.go("counter")
        self._counter().open_deal(application_id)

    def start_deal_with(self, unit: "InventoryUnit") -> None:
        """A new deal at the counter with a car from stock."""
        self.go("counter")
        self._counter().start_deal_with(unit)

    def restore_draft(self, application_id: "UUID") -> None:
        """Bring a discarded draft back and show it."""
        from paddock.ui.tasks import run  # noqa: PLC0415 - after the first paint

        office = self.opened_desk().office
        run(self, lambda: office.restore_draft(application_id)).success(lambda draft: self.open_deal(draft.id))

    def wake_sync(self) -> None:
        """Something new waits, or the person asked."""
        self.opened_desk().sync.wake()
        if self._watch:
            self._watch.read_soon()

    def undo(self) -> bool:
        """Ctrl+Z: the newest notice that can be taken back, else what the screen in front can take back."""
        screen = self.current_screen
        return self.toast.undo() or bool(screen and screen.take_back())

    def show_palette(self) -> None:
        """Ctrl+K: open the palette, or close it."""
        self._overlays.show_palette(self._memory.recent if self._memory else ())

    def lock(self) -> None:
        """Show nothing of the work until somebody proves who they are; sending and receiving go on."""
        if self._lock:
            self._lock.lock()

    def lock_settings_changed(self) -> None:
        """The preferences say another time to lock after."""
        if self._lock:
            self._lock.start_over()

    def show_notices(self) -> None:
        """Open the list of notices, or close it."""
        self._overlays.show_notices()

    def start_tour(self) -> None:
        """Lead through a deal with invented data; does nothing where the centre is not the embedded one."""
        self.tour_wanted.emit()

    def restore_copy(self, copy: "Path") -> None:
        """Close the desk, put a copy in the place of its database, and open it again."""
        self.restore_wanted.emit(copy)

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
    def notices(self) -> "Notices":
        """What was told in this session."""
        return self._overlays.notices

    @property
    def toast(self) -> "Toasts":
        """The notices over the window; made with the first of them."""
        return self._overlays.toasts

    @property
    def current_screen(self) -> "Screen | None":
        """The screen in front; None before the desk is open."""
        return self.screens.get(self._current)

    def foot(self) -> "QWidget | None":
        """The bar at the foot of the screen in front, which notices must not cover."""
        screen = self.current_screen
        return screen.foot() if screen else None

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

    def appear(self) -> None:
        """Show the window, maximised if it was."""
        kept = self.preferences.place
        if kept and kept.maximised:
            self.showMaximized()
        else:
            self.show()

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
        self._furniture.navigation.search_wanted.connect(self.show_palette)
        self._furniture.navigation.select(self._current)
        self.setCentralWidget(self._furniture)
        self.furnished.emit()

    def desk_opened(self, desk: "Desk", memory: "WindowMemory") -> None:
        """Everything behind the window is ready: show the screens as they were left, and listen."""
        from paddock.ui.idle_lock import IdleLock  # noqa: PLC0415 - after the first paint
        from paddock.ui.memory_keeper import MemoryKeeper  # noqa: PLC0415
        from paddock.ui.news_teller import NewsTeller  # noqa: PLC0415 - needs the core's views
        from paddock.ui.screens.catalogue import SCREENS  # noqa: PLC0415
        from paddock.ui.status_watch import StatusWatch  # noqa: PLC0415 - after the first paint
        from paddock.ui.tasks import Lane, run  # noqa: PLC0415

        self.desk = desk
        self._memory = memory
        if memory.screen in {entry.key for entry in SCREENS}:
            self._current = memory.screen
        self.news = NewsTeller(self)
        self._watch = StatusWatch(self, desk)
        self._watch.read.connect(self._show_reading)
        self._watch.failed.connect(self._show_unreadable)
        self._show_desk()
        self._keeper = MemoryKeeper(self, desk.office, self.memory, memory)
        self._lock = IdleLock(self)
        # The models load while the person looks at the first screen, not with the first picture.
        run(self, desk.capture.warm_up, Lane.CAPTURE)
        self.ready.emit()

    def close_desk(self) -> None:
        """Let go of the desk, which is about to be closed: nothing is shown of it any more."""
        self.desk = None
        if self._watch:
            self._watch.stop()
            self._watch = None
        if self._keeper:
            self._keeper.stop()
            self._keeper = None
        if self._lock:
            self._lock.stop()
            self._lock = None
        self.news = None
        self.rebuild()

    def rebuild(self) -> None:
        """Make everything again in another language or theme; drafts are kept by the store and by their deals."""
        self._states |= {key: screen.state() for key, screen in self.screens.items()}
        for screen in self.screens.values():
            screen.closing()
        self.screens.clear()
        self._memory = self.memory()
        self._overlays.forget()
        self.status = None
        self.setMinimumSize(least_window(text_scale()))
        old: QWidget | None = self.takeCentralWidget()
        self.furnish()
        if old:
            old.deleteLater()
        if self.desk:
            self._show_desk()

    def closeEvent(self, event: "QCloseEvent") -> None:
        if self._place:
            self._place.keep_what_waits()
        if self._keeper:
            self._keeper.stop()
        for screen in self.screens.values():
            screen.closing()
        if self._watch:
            self._watch.stop()
        super().closeEvent(event)

    def memory(self) -> "WindowMemory":
        """Where the person stands now; of screens that were not visited, where they stood."""
        from paddock.ui.memory import WindowMemory  # noqa: PLC0415 - brings pydantic

        before = self._memory or WindowMemory()
        return WindowMemory(
            screen=self._current,
            screens=before.screens | {key: screen.memory() for key, screen in self.screens.items()},
            recent=before.recent if (recent := self._overlays.recent()) is None else recent,
            kept_at=before.kept_at,
        )

    def moveEvent(self, event: "QMoveEvent") -> None:
        super().moveEvent(event)
        if self._place:
            self._place.moved()

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        if self._place:
            self._place.moved()

    def changeEvent(self, event: "QEvent") -> None:
        super().changeEvent(event)
        # Maximised or not: comes with a resize too, but not on every system.
        if self._place:
            self._place.moved()

    def paintEvent(self, event: "QPaintEvent") -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            # From the event loop, when the parts of the window have been painted too.
            QTimer.singleShot(0, self.painted.emit)

    # Inside

    def _show_desk(self) -> None:
        """The screens, the status line and the keys, in furniture that has none of them yet."""
        self.navigation.load_icons()
        self._add_status_line()
        self._bind_shortcuts()
        self.toast  # noqa: B018 - made now: what was told before the furniture was made anew is shown again
        self.navigation.setEnabled(True)
        self.go(self._current)
        if self._watch:
            self._watch.read_now()

    def _add_status_line(self) -> None:
        from paddock.ui.widgets.notice_list import Bell  # noqa: PLC0415 - after the first paint
        from paddock.ui.widgets.status_line import StatusLine  # noqa: PLC0415 - needs the core's views

        bell = Bell(self.notices)
        bell.clicked.connect(self.show_notices)
        status = self.status = StatusLine(bell)
        status.queue_wanted.connect(lambda part: self.go("queue", part.value))
        status.camera_wanted.connect(lambda: self.go("doctor", "camera"))
        status.centre_wanted.connect(lambda: self.go("doctor", "centre"))
        status.sign_in_wanted.connect(lambda: self.go("settings", "sign_in"))
        status.identity_wanted.connect(lambda: self.go("settings"))
        status.sync_wanted.connect(self.wake_sync)
        self.furniture.put_below(status)

    def _bind_shortcuts(self) -> None:
        from paddock.ui.actions import bind_shortcuts  # noqa: PLC0415 - after the first paint
        from paddock.ui.shell_actions import shell_actions  # noqa: PLC0415

        # Tied to the furniture: keys go with it when it is made anew.
        bind_shortcuts(self, shell_actions(), self.furniture)

    def _screen(self, key: str) -> "Screen":
        if key not in self.screens:
            from paddock.ui.screens.catalogue import make_screen  # noqa: PLC0415 - loaded on the opening thread

            made = make_screen(key, self)
            self.screens[key] = made
            self.furniture.pages.addWidget(made)
            if key in self._states:
                made.restore(self._states.pop(key))
            elif self._memory and key in self._memory.screens:
                made.recall(self._memory.screens[key].model_copy(update={"kept_at": self._memory.kept_at}))
        return self.screens[key]

    def _counter(self) -> "CounterScreen":
        from paddock.ui.screens.counter.screen import CounterScreen  # noqa: PLC0415 - loaded long before

        found = self._screen("counter")
        assert isinstance(found, CounterScreen)  # noqa: S101 - by its key
        return found

    def _show_reading(self, reading: "Reading") -> None:
        if self.status and self.desk:
            self.status.show_reading(reading.status, reading.summary, self.desk.staff_name, reading.at)
        if bool(reading.disk) != self._disk_is_low:
            self._disk_is_low = bool(reading.disk)
            if reading.disk:
                # Once, when it begins: whoever has read it is not told every quarter of a minute.
                health = self.tr("Look at the health"), lambda: self.go("doctor", "disk")
                self.banner.show_problem(reading.disk, health, tone="warn")
        self.navigation.show_count("queue", reading.summary.waiting + reading.summary.needs_me)
        if self.news:
            self.news.tell(reading.cards, self._counter().deal_in_front() if self._current == "counter" else None)
        screen = self.current_screen
        if screen:
            screen.refresh()

    def _show_unreadable(self, error: "PaddockError") -> None:
        if self.status:
            self.status.show_unreadable(error.sentence)
