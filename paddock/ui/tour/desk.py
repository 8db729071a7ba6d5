"""Offers the tour at the first start, starts it when it is asked for, and remembers where it was left."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QRect, QTimer

from paddock.ui.tasks import Lane, run
from paddock.ui.words import translate

if TYPE_CHECKING:
    from paddock.app.store.views import DealCard
    from paddock.ui.shell import Shell
    from paddock.ui.tour.guide import Guide
    from paddock.ui.tour.stage import Stage

_AGAIN_MS = 100


class TourDesk(QObject):
    """Only on an embedded centre, whose data is invented: a production centre never sees a sample person."""

    def __init__(self, shell: "Shell", *, offer: bool) -> None:
        """`offer`: whether it is offered by itself at the first start."""
        super().__init__(shell)
        self._shell, self._may_offer = shell, offer
        self.guide: Guide | None = None
        self.offer: Stage | None = None
        shell.ready.connect(self._opened)
        shell.tour_wanted.connect(self.start)

    def start(self) -> None:
        """Begin, or go on where it was left."""
        if self.guide is not None or not self._is_sandbox():
            return
        self._close_offer()
        from paddock.ui.tour.guide import Guide  # noqa: PLC0415 - rarely needed
        from paddock.ui.tour.sample import typed_texts  # noqa: PLC0415 - rarely needed

        stop, deal = self._shell.preferences.tour_left_at
        # Read before the stop that types it: files are not for the GUI thread.
        run(self, typed_texts, Lane.POOL)
        guide = self.guide = Guide(self._shell, lambda made: self._keep("", made))
        guide.ended.connect(self._ended)
        guide.begin(stop, deal)

    def _opened(self) -> None:
        if self._may_offer and self._is_sandbox() and not self._shell.preferences.tour_offered:
            office = self._shell.opened_desk().office
            run(self, office.deal_cards).success(self._offer_to)

    def _offer_to(self, cards: "list[DealCard]") -> None:
        """Somebody who has made deals already knows the way."""
        if cards or self.guide is not None or self.offer is not None:
            return
        from paddock.ui.screens.counter.screen import CounterScreen  # noqa: PLC0415 - loaded by the opening thread
        from paddock.ui.tour.stage import Stage  # noqa: PLC0415 - once in a workstation's life

        counter = self._shell.current_screen
        if isinstance(counter, CounterScreen) and counter.page() is None:
            # It still makes its first page, and would take the keyboard back.
            QTimer.singleShot(_AGAIN_MS, self, lambda: self._offer_to(cards))
            return
        offer = self.offer = Stage(self._shell, self.start, self._close_offer)
        offer.bubble.say(
            translate("Tour", "Welcome to Paddock"),
            translate(
                "Tour",
                "One minute, with invented data: scan a car and an ID card, submit, see the decision, sign the "
                "contract. Everything is real but the people and the money. It can be left at any time, and started "
                "again from the settings or with Ctrl+K.",
            ),
            "",
        )
        offer.bubble.offer(translate("Tour", "Show me"), translate("Tour", "Not now (Esc)"), busy=False)
        offer.open()
        offer.show_at(QRect())
        offer.focus()

    def _close_offer(self) -> None:
        if self.offer is not None:
            self.offer.close()
            self.offer = None
            self._shell.preferences.tour_offered = True

    def _ended(self, stop: str) -> None:
        guide, self.guide = self.guide, None
        if guide is not None:
            guide.deleteLater()
        self._keep(stop, self._shell.preferences.tour_left_at[1] if stop else None)
        self._shell.notify(
            translate("Tour", "The tour was left; it goes on from the settings or with Ctrl+K")
            if stop
            else translate("Tour", "That was the tour. Start your own deal with Ctrl+N")
        )

    def _keep(self, stop: str, deal: UUID | None) -> None:
        self._shell.preferences.tour_left_at = (stop, deal)

    def _is_sandbox(self) -> bool:
        desk = self._shell.desk
        return desk is not None and desk.embedded_centre
