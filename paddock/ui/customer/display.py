"""Opens and closes the customer's window and decides what is on it."""

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from paddock.app.store.views import SyncStatus
from paddock.domain.application_draft import FieldPath
from paddock.ui.customer.idle_page import Mood
from paddock.ui.customer.offers_page import OffersPage
from paddock.ui.customer.signing_page import SigningPage
from paddock.ui.customer.tongue import Tongue
from paddock.ui.customer.window import CustomerWindow, second_screen
from paddock.ui.deal import Deal
from paddock.ui.language import language
from paddock.ui.place import Place
from paddock.ui.signing import Signing, Stage
from paddock.ui.tasks import run
from paddock.ui.workbench import Workbench

_REMEMBER_AFTER_MS = 300


class Subject(Enum):
    """What the clerk has in front, as far as it concerns the customer."""

    NOTHING = auto()
    OFFERS = auto()
    SIGNING = auto()


class CustomerDisplay(QObject):
    """Bound to one deal, from F9 until that deal is closed: another deal in front is none of this customer's business.

    On a second screen the window stays when its deal goes, and shows the dealer's name; a window on the clerk's own
    screen closes with it.
    """

    opened_or_closed = Signal()

    def __init__(self, shell: Workbench, clerk: QWidget) -> None:
        super().__init__(clerk)
        self._shell, self._clerk = shell, clerk
        self._window: CustomerWindow | None = None
        self._deal: Deal | None = None
        self._shown: object = None
        self._tongue = Tongue(language(), self)
        self._remember_soon = QTimer(self)
        self._remember_soon.setSingleShot(True)
        self._remember_soon.setInterval(_REMEMBER_AFTER_MS)
        self._remember_soon.timeout.connect(self._remember)
        QGuiApplication.instance().screenAdded.connect(self._screens_changed)  # type: ignore[union-attr]  # there is one
        QGuiApplication.instance().screenRemoved.connect(self._screens_changed)  # type: ignore[union-attr]  # there is one

    @property
    def window(self) -> CustomerWindow | None:
        """The window while it is open."""
        return self._window

    def is_open_for(self, deal: Deal) -> bool:
        """Whether this deal's customer has the window."""
        return self._window is not None and self._deal is deal

    def open_for(self, deal: Deal) -> None:
        """Show this deal to its customer."""
        self._hand_to(deal)
        if self._window is None:
            window = self._window = CustomerWindow(self._tongue)
            window.closed.connect(self._closed)
            window.moved.connect(self._remember_soon.start)
            window.language_wanted.connect(self.change_language)
            window.open_on(self._second_screen(), self._shell.preferences.customer_place)
            office = self._shell.opened_desk().office
            run(self, office.sync_status).success(self._show_dealer)
        self.opened_or_closed.emit()

    def change_language(self) -> None:
        """Speak the other language with this customer, until the deal is closed; the clerk's side stays as it is."""
        self._tongue.speak(self._tongue.other())
        if self._deal is not None:
            self._deal.customer_language = self._tongue.language

    def close(self) -> None:
        """Take the window away."""
        if self._window is not None:
            self._window.close()

    def put_away(self) -> None:
        """The clerk's window is made anew: the deal still faces its customer, and is shown again after it."""
        window, self._window = self._window, None
        if window is not None:
            window.closed.disconnect(self._closed)
            window.close()
            window.deleteLater()

    def let_go_of(self, deal: Deal) -> None:
        """The deal is closed: nothing of it stays in view."""
        if self._window is None or self._deal is not deal:
            return
        self._hand_to(None)
        self._window.show_idle(Mood.WELCOME)
        if not self._window.isFullScreen():
            self.close()
        self.opened_or_closed.emit()

    def follow(self, deal: Deal | None, signing: Signing | None, subject: Subject) -> None:
        """What the clerk has in front now, or has become of it."""
        if self._window is None:
            return
        if deal is None or deal is not self._deal:
            self._rest(Mood.COVERED if self._deal else Mood.WELCOME)
            return
        decision = deal.detail.decision if deal.detail else None
        if subject is Subject.NOTHING:
            self._rest(Mood.WELCOME)
        elif subject is Subject.SIGNING and signing is not None and signing.stage is not Stage.NO_CONTRACT:
            self._bring(signing, lambda: SigningPage(self._tongue, signing))
        elif decision is None:
            self._rest(Mood.LOOKED_AT)
        elif decision.offers:
            car, told = deal.draft.text(FieldPath.BRAND_MODEL), decision.for_customer()
            # Not the decision itself: it is read anew with all that becomes of the deal.
            which = (told.decided_at, *(offer.id for offer in told.offers))
            self._bring(which, lambda: OffersPage(self._tongue, deal.offers, car, told))
        else:
            self._rest(Mood.TALK)

    # Inside

    def _hand_to(self, deal: Deal | None) -> None:
        if self._deal is not None:
            self._deal.faces_customer = False
        if deal is not None:
            deal.faces_customer = True
        self._deal, self._shown = deal, None
        self._tongue.speak((deal.customer_language if deal else None) or language())

    def _rest(self, mood: Mood) -> None:
        if self._window is not None and self._shown != mood:
            self._shown = mood
            self._window.show_idle(mood)

    def _bring(self, key: object, make: "Callable[[], OffersPage | SigningPage]") -> None:
        """Pages are made when they come into view, and once for as long as they stay."""
        if self._window is not None and self._shown != key:
            self._shown = key
            self._window.show_page(make())

    def _show_dealer(self, status: SyncStatus) -> None:
        if self._window is not None:
            self._window.show_dealer(status.dealer_name or "")

    def _second_screen(self) -> QScreen | None:
        return second_screen(self._clerk.screen(), self._shell.preferences.customer_screen)

    def _remember(self) -> None:
        window = self._window
        if window is None or not window.isVisible():
            return
        if window.isFullScreen():
            self._shell.preferences.customer_screen = window.screen().name()
        else:
            at = window.geometry()
            self._shell.preferences.customer_place = Place(at.x(), at.y(), at.width(), at.height())

    def _screens_changed(self, _screen: QScreen) -> None:
        """A screen was plugged in or pulled out: never over the clerk's own, and onto the new one when there is one."""
        if self._window is not None:
            self._window.showNormal()
            self._window.open_on(self._second_screen(), self._shell.preferences.customer_place)

    def _closed(self) -> None:
        window, self._window = self._window, None
        self._hand_to(None)
        if window is not None:
            window.deleteLater()
        self.opened_or_closed.emit()
