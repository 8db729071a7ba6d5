"""Every open deal in a list, and the drafts that are not open: where tabs find no room, and for the keyboard."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton

from paddock.app.store.views import DealCard, OutboxState
from paddock.ui import icons
from paddock.ui.tasks import run
from paddock.ui.words import moment

if TYPE_CHECKING:
    from paddock.ui.screens.counter.screen import CounterScreen

_MOST_DRAFTS = 12


class TabList(QPushButton):
    """Says how many deals are open; opens the list."""

    def __init__(self, counter: "CounterScreen") -> None:
        super().__init__()
        self._counter = counter
        self.setProperty("role", "quiet")
        self.setIcon(icons.icon("caret-down", "accent"))
        self.setAutoDefault(False)
        self.clicked.connect(self.open_list)
        self.show_count(0)

    def show_count(self, number: int) -> None:
        """Say how many deals are open."""
        self.setText(str(number))
        words = self.tr("Open deals and drafts: {0} open").format(number)
        self.setAccessibleName(words)
        self.setToolTip(words)

    def open_list(self) -> None:
        """Read the drafts, then show the list."""
        run(self, self._counter.office.deal_cards).success(self._show)

    def _show(self, cards: list[DealCard]) -> None:
        menu = self.menu_of(cards)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(self.width() - menu.sizeHint().width(), self.height())))

    def menu_of(self, cards: list[DealCard]) -> QMenu:
        """The open deals in the order of their tabs, then the newest drafts that are not open."""
        counter, menu = self._counter, QMenu(self)
        opened = counter.open_deals()
        front = counter.deal_in_front()
        for index, one in enumerate(opened):
            act = menu.addAction(_plain(counter.tabs.tabText(index)))
            act.setCheckable(True)
            act.setChecked(one.deal.id == front)
            act.triggered.connect(partial(self._open_tab, index))
        known = {one.deal.id for one in opened}
        drafts = [card for card in cards if card.local_state is OutboxState.DRAFT and card.application_id not in known]
        if drafts:
            menu.addSection(self.tr("Drafts that are not open"))
        for card in drafts[:_MOST_DRAFTS]:
            who = " ".join(part for part in (card.applicant, card.vehicle) if part) or self.tr("New deal")
            act = menu.addAction(_plain(f"{who} · {moment(card.updated_at)}"))
            act.triggered.connect(partial(self._open_draft, card))
        return menu

    def _open_tab(self, index: int, _checked: object = None) -> None:
        self._counter.tabs.setCurrentIndex(index)

    def _open_draft(self, card: DealCard, _checked: object = None) -> None:
        self._counter.open_deal(card.application_id)


def _plain(text: str) -> str:
    """An ampersand in a name is no key."""
    return text.replace("&", "&&")
