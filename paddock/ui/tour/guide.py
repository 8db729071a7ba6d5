"""Leads through the stops: light and words follow the window, and whatever happens the person can leave."""

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer, Signal
from shiboken6 import isValid

from paddock.ui.screens.counter.screen import CounterScreen
from paddock.ui.tour.stage import Stage
from paddock.ui.tour.stops import STOPS, Scene, Stop
from paddock.ui.words import translate

if TYPE_CHECKING:
    from paddock.ui.shell import Shell

_LOOK_EVERY_MS = 120
"""What is lit may scroll, move, be made anew in another language: it is looked for this often while the tour runs."""
_PATIENCE_SECONDS = 30.0
"""After this what was begun is taken to have failed, and can be begun again; the window has said why."""


class Guide(QObject):
    """Runs once from `begin` to `ended`, which carries the stop where it was left; empty when it was finished."""

    ended = Signal(str)

    def __init__(self, shell: "Shell", deal_made: Callable[[UUID], object]) -> None:
        """`deal_made` is told the deal of the tour as soon as there is one."""
        super().__init__(shell)
        self._shell, self._deal_made = shell, deal_made
        self.stage = Stage(shell, self.go_on, self.leave)
        self._at = 0
        self._deal: UUID | None = None
        self._acting_until = 0.0
        self._said: tuple[object, ...] = ()
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_EVERY_MS)
        self._look.timeout.connect(self.look)
        shell.installEventFilter(self)

    # What the desk asks of it

    @property
    def stop(self) -> Stop:
        """Where it is."""
        return STOPS[self._at]

    def begin(self, stop: str = "", deal: UUID | None = None) -> None:
        """Start with a fresh deal, or go on at `stop` with the deal of before."""
        self._shell.go("counter")
        self._deal = deal
        if deal:
            self._at = next((at for at, found in enumerate(STOPS) if found.key == stop), 0)
            self._shell.open_deal(deal)
        else:
            page = self._counter().page()
            # With nothing open, the counter makes an empty deal by itself.
            if page is not None and not page.deal.is_blank:
                self._counter().new_deal()
        self.stage.open()
        self._look.start()
        self.look()

    def go_on(self) -> None:
        """Enter: do what the stop is about, or go to the next where there is nothing to do."""
        scene = self._scene()
        if scene is None:
            self._come_back()
        elif not self._is_acting():
            stop = self.stop
            stop.go_there(scene)
            if stop.act is None:
                self._next()
            elif stop.ready(scene):
                self._acting_until = monotonic() + _PATIENCE_SECONDS
                stop.act(scene)
        self.look()

    def leave(self) -> None:
        """Esc: stop here; it can be taken up again later."""
        self._end(self.stop.key)

    def look(self) -> None:
        """See where the stop's place is now, and whether what it is about has happened."""
        scene = self._scene()
        if scene is not None and self.stop.reached(scene):
            self._next()
        if not self._look.isActive():
            return
        place = self._place(scene)
        self.stage.show_at(place)
        self._say(scene, in_view=not place.isEmpty())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self._look.isActive():
            self.look()
        return super().eventFilter(watched, event)

    # Inside

    def _counter(self) -> CounterScreen:
        found = self._shell.screens["counter"]
        assert isinstance(found, CounterScreen)  # noqa: S101 - by its key
        return found

    def _scene(self) -> Scene | None:
        """None while another deal is in front at the counter."""
        found = self._shell.screens.get("counter")
        page = found.page() if isinstance(found, CounterScreen) else None
        if page is None:
            return None
        if self._deal is None and page.deal.is_blank:
            self._deal = page.deal.id
            self._deal_made(self._deal)
        return Scene(self._shell, page) if page.deal.id == self._deal else None

    def _come_back(self) -> None:
        """The person went to another deal, or closed this one."""
        if self._deal:
            self._shell.open_deal(self._deal)

    def _place(self, scene: Scene | None) -> QRect:
        widget = self.stop.place(scene) if scene else None
        if widget is None or not isValid(widget) or not widget.isVisible():
            return QRect()
        shown = widget.visibleRegion().boundingRect()
        return QRect(widget.mapTo(self._shell, QPoint(0, 0)) + shown.topLeft(), shown.size())

    def _is_acting(self) -> bool:
        return monotonic() < self._acting_until

    def _say(self, scene: Scene | None, *, in_view: bool) -> None:
        stop = self.stop
        waits = self._deal is None if scene is None else not stop.ready(scene)
        busy = self._is_acting() or waits
        said = (translate("Tour", stop.title), self._at, busy, in_view)
        if said == self._said:
            return
        is_another_stop, self._said = said[:2] != self._said[:2], said
        bubble = self.stage.bubble
        if is_another_stop:
            bubble.say(translate("Tour", stop.title), translate("Tour", stop.text), f"{self._at + 1} / {len(STOPS)}")
        words = translate("Tour", stop.go_on) if in_view else translate("Tour", "Back to the tour")
        bubble.offer(translate("Tour", "One moment…") if busy else words, translate("Tour", "Leave (Esc)"), busy=busy)
        if not busy:
            self.stage.focus()

    def _next(self) -> None:
        self._acting_until = 0.0
        if self._at + 1 == len(STOPS):
            self._end("")
            return
        self._at += 1
        scene = self._scene()
        if scene is not None:
            self.stop.go_there(scene)

    def _end(self, stop: str) -> None:
        if not self._look.isActive():
            return
        self._look.stop()
        self._shell.removeEventFilter(self)
        self.stage.close()
        self.ended.emit(stop)
