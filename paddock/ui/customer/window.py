"""The customer's window: full-screen on a second screen where there is one, else a window that can be moved."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QMoveEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QStackedWidget, QWidget

from paddock.ui.customer.idle_page import IdlePage, Mood
from paddock.ui.customer.offers_page import OffersPage
from paddock.ui.customer.signing_page import SigningPage
from paddock.ui.customer.tongue import Spoken, Tongue
from paddock.ui.place import Place, visible_place
from paddock.ui.theme import text_scale
from paddock.ui.widgets.basics import button, column, label, row

_LEAST, _USUAL = QSize(900, 680), QSize(1120, 700)
"""At 100%; larger text needs as much more."""
_ICON = QSize(26, 26)


class CustomerWindow(Spoken):
    """Shows one page at a time. It never takes the keyboard: that stays on the clerk's side of the counter."""

    closed = Signal()
    moved = Signal()
    language_wanted = Signal()
    """The customer wishes the other language."""

    def __init__(self, tongue: Tongue) -> None:
        super().__init__(tongue)
        self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        across = row(gap="medium")
        across.setContentsMargins(20, 6, 12, 0)
        self._dealer = label("", "customer_soft")
        across.addWidget(self._dealer)
        across.addStretch(1)
        self._language = button("", self.language_wanted.emit, role="customer_quiet", icon="translate")
        self._language.setIconSize(_ICON)
        across.addWidget(self._language, 0, Qt.AlignmentFlag.AlignVCenter)
        self._stack = QStackedWidget()
        layout = column(self, gap="hair")
        layout.addLayout(across)
        layout.addWidget(self._stack, 1)
        self._idle = IdlePage(tongue)
        self._stack.addWidget(self._idle)
        self.setMinimumSize(_LEAST * (text_scale() / 100))
        self.resize(_USUAL * (text_scale() / 100))
        self.say_all()

    def say_all(self) -> None:
        self.setWindowTitle(self.tr("For the customer"))
        # In the language it leads to: that is the one its reader understands.
        words = "English" if self.tongue.other() == "en" else "中文"
        self._language.setText(words)
        self._language.setAccessibleName(words)

    def show_dealer(self, name: str) -> None:
        """Whose window it is."""
        self._idle.show_dealer(name)
        self._dealer.setText(name)

    def show_idle(self, mood: Mood) -> None:
        """Nothing of any deal is in view, or kept."""
        self._idle.show_mood(mood)
        self._bring(None)

    def show_page(self, page: OffersPage | SigningPage) -> None:
        """Show a page in the place of the one before."""
        self._bring(page)

    def page(self) -> OffersPage | SigningPage | None:
        """What is in view; None: the idle page."""
        found = self._stack.currentWidget()
        return found if isinstance(found, OffersPage | SigningPage) else None

    def open_on(self, screen: QScreen | None, place: Place | None) -> None:
        """Fill `screen`; without one, a window where it was last time."""
        if screen is not None:
            self.setGeometry(screen.geometry())
            self.showFullScreen()
            return
        if place is not None:
            self.setGeometry(visible_place(place, [known.availableGeometry() for known in _screens()]).rect)
        self.showNormal()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.moved.emit()

    def _bring(self, page: QWidget | None) -> None:
        before = self.page()
        if page is not None:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page or self._idle)
        # The idle page says it large.
        self._dealer.setVisible(page is not None)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()


def second_screen(of_the_clerk: QScreen | None, remembered: str) -> QScreen | None:
    """The screen for the customer: the one of last time, else any that is not the clerk's; None with only one."""
    others = [screen for screen in _screens() if screen is not of_the_clerk]
    return next((screen for screen in others if screen.name() == remembered), others[0] if others else None)


def _screens() -> list[QScreen]:
    return QGuiApplication.screens()
