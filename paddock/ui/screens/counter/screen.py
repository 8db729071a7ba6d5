"""The counter 接件: open deals as tabs, each one flow of six steps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QMetaObject, QObject
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from paddock.app.store.views import DealDetail
from paddock.domain.application_draft import ApplicationDraft
from paddock.ui.actions import Action, action_button
from paddock.ui.customer.display import CustomerDisplay, Subject
from paddock.ui.deal import Deal
from paddock.ui.memory import ScreenMemory, TabMemory
from paddock.ui.screens.counter.actions import NEW_DEAL, counter_actions
from paddock.ui.screens.counter.deal_page import OFFERS, SCAN, SIGNING, DealPage
from paddock.ui.screens.counter.gun_line import GunLine
from paddock.ui.screens.counter.open_deal import OpenDeal
from paddock.ui.screens.counter.reopening import Closed, Reopened, deals_to_reopen
from paddock.ui.screens.counter.tab_list import TabList
from paddock.ui.screens.counter.tab_titles import TabTitles
from paddock.ui.screens.screen import Screen
from paddock.ui.stocked_car import texts_of_unit
from paddock.ui.tasks import run
from paddock.ui.widgets.deal_tabs import DealTabs
from paddock.ui.words import moment
from paddock.wire.inventory import InventoryUnit

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench

_PAGES_KEPT = 2
"""The page in front and those before it; a page of a deal that was not looked at since is made anew."""
_DRAFTS_REOPENED = 5
"""At the first start that remembers nothing."""


@dataclass(frozen=True)
class _State:
    """What a change of language or theme keeps: the deals themselves, with what is typed and not yet written."""

    tabs: tuple[tuple[Deal, TabMemory], ...]
    front: int
    closed: tuple[Closed, ...]
    unread: ScreenMemory | None
    """What is still to be opened again of the last session."""


class CounterScreen(Screen):
    """Tabs of deals over the page of one deal."""

    def __init__(self, shell: "Workbench") -> None:
        super().__init__(shell)
        self._open: list[OpenDeal] = []
        """In the order of their tabs."""
        self._closed: list[Closed] = []
        self._turns = 0
        """How often another tab came to the front."""
        self._links: list[QMetaObject.Connection] = []
        self._kept = ScreenMemory()
        self.tabs = DealTabs()
        self._titles = TabTitles(self.tabs, self._open)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.tabs.tabCloseRequested.connect(self.close_deal)
        self.tabs.tabMoved.connect(lambda here, there: self._open.insert(there, self._open.pop(here)))
        self.pages = QStackedWidget()
        self._asked = self._loaded = False
        self._list = TabList(self)
        head = QFrame()
        head.setObjectName("steps")
        across = QHBoxLayout(head)
        across.setContentsMargins(12, 0, 12, 0)
        across.addWidget(self.tabs, 1)
        across.addWidget(self._list)
        across.addWidget(action_button(NEW_DEAL, self, role="quiet"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.pages, 1)
        self.customer: CustomerDisplay = CustomerDisplay(shell, self)
        self.customer.opened_or_closed.connect(self._show_customer)
        self.pages.currentChanged.connect(lambda _index: self._show_customer())
        self.gun_line = GunLine(
            self,
            lambda vin: self.with_page(lambda page: page.take_scanned(vin)),
            wanted=self._wants_vin,
            moved=lambda: self.with_page(DealPage.say_next),
        )

    # Screen

    @classmethod
    def declared_actions(cls) -> Sequence[Action[Any]]:
        return counter_actions()

    def help_topic(self) -> str:
        page = self.page()
        return f"counter.{page.step_name()}" if page else ""

    def visited(self) -> None:
        if not self._asked:
            self._asked = True
            kept, office = self._kept, self.office
            run(self, lambda: deals_to_reopen(office, kept, first_start=_DRAFTS_REOPENED)).success(self._reopen)
        page = self.page()
        if page:
            page.shown()
        self.refresh()

    def left(self) -> None:
        page = self.page()
        if page:
            page.left()

    def refresh(self) -> None:
        """The deal in front is asked for whole; of the others only what their tabs say."""
        page = self.page()
        if page and not page.deal.is_blank:
            page.deal.load()
        if len(self._open) > 1:
            run(self, self.office.deal_cards).success(self._titles.show_cards)

    def closing(self) -> None:
        self.gun_line.stop()
        for link in self._links:
            QObject.disconnect(link)
        self._links.clear()
        for opened in self._open:
            opened.deal.save_now()
            if opened.page:
                opened.page.closing()
        self.customer.put_away()

    def memory(self) -> ScreenMemory:
        if not self._loaded:
            return self._kept.model_copy(update={"kept_at": None})
        written = [opened for opened in self._open if not opened.deal.is_blank]
        front = self._in_front()
        return ScreenMemory(
            tabs=tuple(opened.memory() for opened in written),
            front=front.deal.id if front and front in written else None,
        )

    def recall(self, kept: ScreenMemory) -> None:
        self._kept = kept

    def state(self) -> object:
        for opened in self._open:
            # Else they would end with their pages.
            opened.deal.setParent(None)
        tabs = tuple((opened.deal, opened.memory()) for opened in self._open)
        unread = None if self._loaded else self._kept
        return _State(tabs, self.tabs.currentIndex(), tuple(self._closed), unread)

    def restore(self, state: object) -> None:
        if isinstance(state, _State):
            self._asked = self._loaded = state.unread is None
            self._kept = state.unread or self._kept
            self._closed = list(state.closed)
            for deal, kept in state.tabs:
                self._add(OpenDeal(deal, kept.step, kept.field))
            self.tabs.setCurrentIndex(state.front)
            self._tab_changed(state.front)
        else:
            super().restore(state)

    def open_deal(self, application_id: UUID) -> None:
        """Show a deal, in the tab it has, or where and as it was closed, or in a new tab."""
        index = self._index_of(application_id)
        if index >= 0:
            self.tabs.setCurrentIndex(index)
            return
        run(self, lambda: self.office.deal(application_id)).success(self._open_detail)

    def start_deal_with(self, unit: InventoryUnit) -> None:
        """A new deal with a car from stock."""
        run(self, self.office.new_draft).success(lambda draft: self._start_with(draft, unit))

    def foot(self) -> QWidget | None:
        page = self.page()
        return page.foot() if page else None

    def take_back(self) -> bool:
        page = self.page()
        return page is not None and page.take_back()

    # Acts

    def deal_in_front(self) -> UUID | None:
        """Which deal the person looks at."""
        page = self.page()
        return page.deal.id if page else None

    def page(self) -> DealPage | None:
        """The page of the deal in front."""
        found = self.pages.currentWidget()
        return found if isinstance(found, DealPage) else None

    def with_page(self, act: Callable[[DealPage], object]) -> None:
        """Do something with the deal in front, if there is one."""
        page = self.page()
        if page:
            act(page)

    def open_deals(self) -> Sequence[OpenDeal]:
        """In the order of their tabs."""
        return tuple(self._open)

    def new_deal(self) -> None:
        """Ctrl+N: an empty deal in its own tab."""
        run(self, self.office.new_draft).success(lambda draft: self._show(Deal(self.desk, draft, fresh=True)))

    def open_draft(self, draft: ApplicationDraft, step: int = 0) -> DealPage:
        """Show a draft that is in the store."""
        deal = Deal(self.desk, draft, fresh=False)
        deal.load_pictures()
        return self._show(deal, step)

    def show_list(self) -> None:
        """Ctrl+L: every open deal, and the drafts that are not open."""
        self._list.open_list()

    def next_deal(self, by: int) -> None:
        """Ctrl+Tab: the deal after (or before) the one in front, round and round."""
        if self._open:
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % len(self._open))

    def close_in_front(self) -> None:
        """Ctrl+W."""
        self.close_deal(self.tabs.currentIndex())

    def close_deal(self, index: int) -> None:
        """Close a tab; its draft is written first, and stays. What cannot be written stays open."""
        if not 0 <= index < len(self._open):
            return
        opened = self._open[index]
        deal = opened.deal
        if deal.is_blank or deal.is_submitted:
            self._closed_up(opened)
            return
        draft, office = deal.draft, self.office

        def written(_none: object) -> None:
            if deal.draft is not draft and opened in self._open:
                self.close_deal(self._open.index(opened))
            else:
                deal.unsaved = False
                self._closed_up(opened)

        run(self, lambda: office.save_draft(draft)).success(written)

    def reopen_closed(self) -> None:
        """Ctrl+Shift+T: the deal that was closed last."""
        if self._closed:
            self.open_deal(self._closed[-1].tab.application_id)

    def can_reopen(self) -> bool:
        """Whether a deal was closed in this session and is not open again."""
        return bool(self._closed)

    def discard_in_front(self) -> None:
        """Throw the draft in front away, with an undo."""
        opened = self._in_front()
        if opened is None or opened.deal.is_submitted or opened.deal.is_blank:
            return
        deal = opened.deal
        deal.save_now()
        run(self, lambda: self.office.discard_draft(deal.id)).success(lambda _none: self._discarded(opened))

    def toggle_customer(self, page: DealPage) -> None:
        """F9: show this deal to its customer on a window of theirs, or take that away."""
        if self.customer.is_open_for(page.deal):
            self.customer.close()
        else:
            self.customer.open_for(page.deal)

    # Inside

    def _show_customer(self) -> None:
        """The customer sees the offers or the contract while the clerk has them in front, and nothing else."""
        for opened in self._open:
            if opened.page:
                opened.page.bar.show_customer_window(is_open=self.customer.is_open_for(opened.deal))
        page = self.page()
        if page is None:
            self.customer.follow(None, None, Subject.NOTHING)
        else:
            subject = {OFFERS: Subject.OFFERS, SIGNING: Subject.SIGNING}.get(page.step_number(), Subject.NOTHING)
            # Asked for where it is looked at: it comes with its step.
            self.customer.follow(page.deal, page.signing if subject is Subject.SIGNING else None, subject)

    def _reopen(self, found: Reopened) -> None:
        self._loaded = True
        for detail, kept in found.deals:
            if self._index_of(detail.application_id) < 0 and detail.draft is not None:
                self._add(OpenDeal(self._deal_of(detail), kept.step, kept.field))
        if not self._open:
            self._fill_emptiness()
            return
        front = self._index_of(self._kept.front) if self._kept.front else len(self._open) - 1
        self.tabs.setCurrentIndex(max(front, 0))
        self._tab_changed(self.tabs.currentIndex())
        if found.saved_at:
            self.shell.notify(
                self.tr("The unfinished application is here again, as saved {0}").format(moment(found.saved_at))
            )

    def _deal_of(self, detail: DealDetail) -> Deal:
        assert detail.draft is not None  # noqa: S101 - asked before
        deal = Deal(self.desk, detail.draft, fresh=False)
        deal.take_detail(detail)
        deal.load_pictures()
        return deal

    def _fill_emptiness(self) -> None:
        """With nothing open, an empty deal; unless another comes first."""

        def show(draft: ApplicationDraft) -> None:
            if not self._open:
                self._show(Deal(self.desk, draft, fresh=True))

        if not self._open:
            run(self, self.office.new_draft).success(show)

    def _open_detail(self, detail: DealDetail | None) -> None:
        if detail is None or detail.draft is None or self._index_of(detail.application_id) >= 0:
            return
        closed = next((one for one in self._closed if one.tab.application_id == detail.application_id), None)
        if closed:
            self._closed.remove(closed)
        tab = closed.tab if closed else TabMemory(application_id=detail.application_id)
        self._show(self._deal_of(detail), tab.step, tab.field, closed.index if closed else None)

    def _start_with(self, draft: ApplicationDraft, unit: InventoryUnit) -> None:
        page = self._show(Deal(self.desk, draft, fresh=True))
        page.deal.fill(texts_of_unit(unit), unit.id)
        page.go_to(2)

    def _show(self, deal: Deal, step: int | None = 0, field: str = "", index: int | None = None) -> DealPage:
        """A tab for a deal, in front; an empty one that was in front gives way."""
        current = self._in_front()
        opened = OpenDeal(deal, step, field)
        at = self._add(opened, index)
        self.tabs.setCurrentIndex(at)
        self._tab_changed(at)
        if current and current.deal.is_blank and not deal.is_blank:
            self._take_away(current)
        assert opened.page is not None  # noqa: S101 - it is in front
        return opened.page

    def _add(self, opened: OpenDeal, index: int | None = None) -> int:
        at = len(self._open) if index is None else min(index, len(self._open))
        deal = opened.deal
        deal.setParent(self)
        self._open.insert(at, opened)
        self.tabs.blockSignals(True)
        self.tabs.insertTab(at, "")
        self.tabs.blockSignals(False)
        # Cut in `closing`: the deal may live on in the next screen, and these would speak to tabs that are gone.
        self._links += [
            deal.field_changed.connect(lambda path: self._titles.follow(opened, path)),
            deal.detail_changed.connect(lambda: self._titles.follow(opened)),
        ]
        self._titles.follow(opened)
        self._list.show_count(len(self._open))
        return at

    def _in_front(self) -> OpenDeal | None:
        index = self.tabs.currentIndex()
        return self._open[index] if 0 <= index < len(self._open) else None

    def _index_of(self, application_id: UUID) -> int:
        return next((at for at, opened in enumerate(self._open) if opened.deal.id == application_id), -1)

    def _tab_changed(self, index: int) -> None:
        if not 0 <= index < len(self._open):
            return
        before, opened = self.page(), self._open[index]
        if before is not None and before is opened.page:
            return
        if before:
            before.left()
        if opened.page is None:
            opened.page = DealPage(self.shell, self, opened.deal, self.pages, opened.step)
            self.pages.addWidget(opened.page)
            self.pages.setCurrentWidget(opened.page)
            opened.arrive()
            opened.deal.check_now()
            opened.page.turned.connect(self._show_customer)
            if opened.deal.faces_customer:
                self.customer.open_for(opened.deal)
        self.pages.setCurrentWidget(opened.page)
        if self.isVisible():
            opened.page.shown()
        self._turns += 1
        opened.seen = self._turns
        self._let_pages_rest()

    def _let_pages_rest(self) -> None:
        """Only so many deals keep their page; all of them keep what is in it."""
        with_page = sorted((one for one in self._open if one.page), key=lambda one: one.seen, reverse=True)
        for opened in with_page[_PAGES_KEPT:]:
            page = opened.rest()
            if page is not None:
                self._end_page(page)

    def _end_page(self, page: DealPage) -> None:
        page.closing()
        self.pages.removeWidget(page)
        page.deleteLater()

    def _closed_up(self, opened: OpenDeal) -> None:
        """Away with the tab; what was in it can be brought back."""
        if opened not in self._open:
            # Asked to close twice, while it was being written.
            return
        deal, shell = opened.deal, self.shell
        if not deal.is_blank:
            self._closed.append(Closed(opened.memory(), self._open.index(opened)))
            words = self.tr("Closed: {0}") if deal.is_submitted else self.tr("Closed: {0}. The draft is kept.")
            shell.notify(words.format(self._titles.title(deal)), partial(shell.open_deal, deal.id))
        self._take_away(opened)
        self._fill_emptiness()

    def _discarded(self, opened: OpenDeal) -> None:
        deal, shell = opened.deal, self.shell
        words = self.tr("Draft discarded: {0}").format(self._titles.title(deal))
        shell.notify(words, partial(shell.restore_draft, deal.id))
        if opened in self._open:
            self._take_away(opened)
        self._fill_emptiness()

    def _take_away(self, opened: OpenDeal) -> None:
        index = self._open.index(opened)
        self._open.pop(index)
        self.tabs.removeTab(index)
        self._list.show_count(len(self._open))
        self.customer.let_go_of(opened.deal)
        if opened.page:
            self._end_page(opened.page)
        opened.deal.deleteLater()
        self._tab_changed(self.tabs.currentIndex())

    def _wants_vin(self) -> bool:
        """Whether what a gun types is the VIN of the deal in front."""
        page = self.page()
        return page is not None and page.step_number() == SCAN
