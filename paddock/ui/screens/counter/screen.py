"""The counter 接件: open deals as tabs, each one flow of six steps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from paddock.app.store.views import DealCard, DealDetail, OutboxState
from paddock.domain.application_draft import ApplicationDraft, FieldPath
from paddock.domain.states import ApplicationState
from paddock.ui.actions import Action, action_button
from paddock.ui.barcode_gun import BarcodeGun
from paddock.ui.deal import Deal, texts_of_unit
from paddock.ui.screens.counter.actions import NEW_DEAL, counter_actions
from paddock.ui.screens.counter.deal_page import DealPage
from paddock.ui.screens.screen import Screen
from paddock.ui.states import Look, look_of_application, look_of_outbox
from paddock.ui.tasks import run
from paddock.ui.widgets.deal_tabs import DealTabs
from paddock.wire.inventory import InventoryUnit

if TYPE_CHECKING:
    from paddock.ui.workbench import Workbench

_DRAFTS_REOPENED = 5


@dataclass
class _State:
    deals: list[Deal]
    current: int
    steps: list[int]


class CounterScreen(Screen):
    """Tabs of deals over the page of one deal."""

    def __init__(self, shell: "Workbench") -> None:
        super().__init__(shell)
        self.tabs = DealTabs()
        self.tabs.currentChanged.connect(self._tab_changed)
        self.tabs.tabCloseRequested.connect(self._close_tab)
        self.pages = QStackedWidget()
        self._loaded = False
        head = QFrame()
        head.setObjectName("steps")
        across = QHBoxLayout(head)
        across.setContentsMargins(12, 0, 12, 0)
        across.addWidget(self.tabs, 1)
        across.addWidget(action_button(NEW_DEAL, self, role="quiet"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.pages, 1)
        self._gun = BarcodeGun(self._gun_fired)
        self._before_burst: tuple[QLineEdit, str] | None = None
        self._app = cast("QApplication", QApplication.instance())
        self._app.focusChanged.connect(self._focus_moved)

    # Screen

    @classmethod
    def declared_actions(cls) -> Sequence[Action[Any]]:
        return counter_actions()

    def help_topic(self) -> str:
        page = self.page()
        return f"counter.{page.step_name()}" if page else ""

    def visited(self) -> None:
        if not self._loaded:
            self._loaded = True
            run(self, self.office.deal_cards).success(self._reopen_drafts)
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
        if len(self._all_pages()) > 1:
            run(self, self.office.deal_cards).success(self._show_cards)

    def closing(self) -> None:
        self._app.focusChanged.disconnect(self._focus_moved)
        for page in self._all_pages():
            page.deal.save_now()
            page.closing()

    def state(self) -> object:
        pages = self._all_pages()
        return _State([page.deal for page in pages], self.tabs.currentIndex(), [page.step_number() for page in pages])

    def restore(self, state: object) -> None:
        if isinstance(state, _State):
            self._loaded = True
            for deal, step in zip(state.deals, state.steps, strict=True):
                self._add(deal).go_to(step)
            self.tabs.setCurrentIndex(state.current)

    def open_deal(self, application_id: UUID) -> None:
        for index, page in enumerate(self._all_pages()):
            if page.deal.id == application_id:
                self.tabs.setCurrentIndex(index)
                return
        run(self, lambda: self.office.deal(application_id)).success(self._open_detail)

    def start_deal_with(self, unit: InventoryUnit) -> None:
        run(self, self.office.new_draft).success(lambda draft: self._start_with(draft, unit))

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

    def new_deal(self) -> None:
        """Ctrl+N: an empty deal in its own tab."""
        run(self, self.office.new_draft).success(lambda draft: self._show(Deal(self.desk, draft, fresh=True)))

    def open_draft(self, draft: ApplicationDraft, step: int = 0) -> DealPage:
        """Show a draft that is in the store."""
        page = self._show(Deal(self.desk, draft, fresh=False))
        page.deal.load_pictures()
        page.deal.check_now()
        page.go_to(step)
        return page

    # Inside

    def _reopen_drafts(self, cards: list[DealCard]) -> None:
        drafts = [card for card in cards if card.local_state is OutboxState.DRAFT][:_DRAFTS_REOPENED]
        if not drafts:
            self._fill_emptiness()
            return
        for found in reversed(drafts):
            self.open_deal(found.application_id)
        self.shell.notify(self.tr("Drafts opened again: {0}").format(len(drafts)))

    def _fill_emptiness(self) -> None:
        """With nothing open, an empty deal; unless another comes first."""

        def show(draft: ApplicationDraft) -> None:
            if not self._all_pages():
                self._show(Deal(self.desk, draft, fresh=True))

        if not self._all_pages():
            run(self, self.office.new_draft).success(show)

    def _open_detail(self, detail: DealDetail | None) -> None:
        if detail is None or detail.draft is None:
            return
        deal = Deal(self.desk, detail.draft, fresh=False)
        page = self._show(deal)
        deal.take_detail(detail)
        deal.load_pictures()
        deal.check_now()
        page.go_to_where_it_stands()

    def _start_with(self, draft: ApplicationDraft, unit: InventoryUnit) -> None:
        page = self._show(Deal(self.desk, draft, fresh=True))
        page.deal.fill(texts_of_unit(unit), unit.id)
        page.go_to(2)

    def _show(self, deal: Deal) -> DealPage:
        current = self.page()
        if current and current.deal.is_blank and not deal.is_blank:
            self._remove(self.tabs.currentIndex())
        page = self._add(deal)
        self.tabs.setCurrentIndex(self.tabs.count() - 1)
        return page

    def _add(self, deal: Deal) -> DealPage:
        page = DealPage(self.shell, self, deal)
        self.pages.addWidget(page)
        self.tabs.blockSignals(True)
        self.tabs.addTab("")
        self.tabs.blockSignals(False)
        if self.tabs.count() == 1:
            self._tab_changed(0)
        deal.field_changed.connect(lambda path: self._title(page) if path in _TITLE_FIELDS else None)
        deal.detail_changed.connect(lambda: self._title(page))
        self._title(page)
        return page

    def _all_pages(self) -> list[DealPage]:
        found = (self.pages.widget(index) for index in range(self.pages.count()))
        return [page for page in found if isinstance(page, DealPage)]

    def _title(self, page: DealPage) -> None:
        index = self.pages.indexOf(page)
        if index < 0:
            return
        detail = page.deal.detail
        sent = detail.outbox_state if detail and page.deal.is_submitted else None
        self._say_title(page, sent, detail.central_state if detail else None)

    def _say_title(self, page: DealPage, sent: OutboxState | None, central: ApplicationState | None) -> None:
        look = Look("calm", "note-pencil", self.tr("draft"))
        if central:
            look = look_of_application(central)
        elif sent and sent is not OutboxState.DRAFT:
            look = look_of_outbox(sent)
        self.tabs.say(self.pages.indexOf(page), page.deal.title() or self.tr("New deal"), look)

    def _show_cards(self, cards: list[DealCard]) -> None:
        by_id = {found.application_id: found for found in cards}
        for page in self._all_pages():
            found = by_id.get(page.deal.id)
            if found:
                self._say_title(page, found.local_state, found.central_state)

    def _tab_changed(self, index: int) -> None:
        before = self.page()
        if before:
            before.left()
        if 0 <= index < self.pages.count():
            self.pages.setCurrentIndex(index)
            page = self.page()
            if page and self.isVisible():
                page.shown()

    def _close_tab(self, index: int) -> None:
        page = self._all_pages()[index]
        deal = page.deal
        self._remove(index)
        if deal.is_blank or deal.is_submitted:
            self._fill_emptiness()
            return
        deal.save_now()
        run(self, lambda: self.office.discard_draft(deal.id)).success(lambda _none: self._discarded(deal))

    def _discarded(self, deal: Deal) -> None:
        def bring_back() -> None:
            run(self, lambda: self.office.restore_draft(deal.id)).success(self.open_draft)

        self.shell.notify(self.tr("Draft discarded: {0}").format(deal.title() or self.tr("New deal")), bring_back)
        self._fill_emptiness()

    def _remove(self, index: int) -> None:
        page = self._all_pages()[index]
        page.closing()
        self.pages.removeWidget(page)
        self.tabs.removeTab(index)
        page.deleteLater()

    def with_page(self, act: Callable[[DealPage], object]) -> None:
        """Do something with the deal in front, if there is one."""
        page = self.page()
        if page:
            act(page)

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        """The gun types wherever the cursor is; watching only that widget costs nothing while other events pass."""
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        if now is not None and self.isAncestorOf(now):
            now.installEventFilter(self)
            page = self.page()
            if page is not None:
                page.say_next()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.InputMethod:
            self._gun.forget()
        page = self.page() if event.type() is QEvent.Type.KeyPress else None
        if page is not None and page.step_number() == 0 and isinstance(event, QKeyEvent):
            if not self._gun.in_burst() and isinstance(watched, QLineEdit):
                self._before_burst = (watched, watched.text())
            if self._gun.key(event):
                return True
        return False

    def _gun_fired(self, vin: str) -> None:
        page = self.page()
        if page is None:
            return
        line, text = self._before_burst or (None, "")
        self._before_burst = None
        if line is not None and isValid(line):
            # What the gun typed does not belong in the field that happened to have the cursor.
            line.setText(text)
            line.textEdited.emit(text)
        page.take_scanned(vin)


_TITLE_FIELDS = {FieldPath.NAME, FieldPath.BRAND_MODEL}
