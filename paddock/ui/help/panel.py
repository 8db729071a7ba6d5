"""The panel of the help: search above, the page below; beside the screen where there is room, else over its right."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QStackedWidget, QWidget
from shiboken6 import isValid

from paddock.ui.announce import announce
from paddock.ui.help.browser import HelpBrowser
from paddock.ui.help.pages import INDEX, Page, search
from paddock.ui.widgets.basics import button, column, row

if TYPE_CHECKING:
    from paddock.ui.furniture import Furniture

_WIDTH = 400
_TOPIC = int(Qt.ItemDataRole.UserRole)


class HelpPanel(QFrame):
    """Esc empties the search, then closes; the keyboard goes back to where it was. Sends `closed`."""

    closed = Signal()

    def __init__(self, over: "Furniture") -> None:
        """`over`: the window's furniture, whose right side it takes."""
        super().__init__(over)
        self.setObjectName("helppanel")
        self._pages: Mapping[str, Page] = {}
        self.setFixedWidth(_WIDTH)
        layout = column(self, gap="small")
        head = row(gap="tight")
        head.setContentsMargins(12, 10, 8, 0)
        self._back = button("", self._go_back, role="quiet", icon="arrow-left", tip=self.tr("Back (Alt+Left)"))
        self._contents = button("", self._show_contents, role="quiet", icon="list", tip=self.tr("All pages"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the help"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._open_first)
        self._shut = button("", self.close_up, role="quiet", icon="x", tip=self.tr("Close (Esc)"))
        for part in (self._back, self._contents):
            head.addWidget(part)
        head.addWidget(self.search, 1)
        head.addWidget(self._shut)
        layout.addLayout(head)
        self.browser = HelpBrowser()
        self.browser.turned.connect(self._turned)
        self.browser.backwardAvailable.connect(self._back.setEnabled)
        self._back.setEnabled(False)
        self.finds = QListWidget()
        self.finds.setAccessibleName(self.tr("Pages found"))
        self.finds.setWordWrap(True)
        self.finds.itemActivated.connect(self._open)
        self.finds.itemClicked.connect(self._open)
        self._nothing = QLabel(self.tr("No page has these words"))
        self._nothing.setProperty("role", "soft")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.setContentsMargins(16, 32, 16, 16)
        self._stack = QStackedWidget()
        for page in (self.browser, self.finds, self._nothing):
            self._stack.addWidget(page)
        layout.addWidget(self._stack, 1)
        over.installEventFilter(self)
        self._over = over
        self._before: QWidget | None = None
        self.hide()

    def use(self, pages: Mapping[str, Page]) -> None:
        """The pages of the language now shown."""
        self._pages = pages
        self.browser.use(pages)

    def open_at(self, topic: str) -> None:
        """Show the page of a topic; the panel gets the keyboard, and gives it back when it closes."""
        if self.isHidden():
            self._before = self.window().focusWidget()
            self._place()
            self.show()
            self.raise_()
        self.search.clear()
        self.browser.show_topic(topic)
        self.browser.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_up(self) -> None:
        """Hide the panel."""
        if self.isHidden():
            return
        self.hide()
        self._over.make_room(0)
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() is QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.search.text():
                self.search.clear()
                self.browser.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.close_up()
            return
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus() and self.finds.count():
            self.finds.setFocus()
            self.finds.setCurrentRow(0)
            return
        super().keyPressEvent(event)

    # Inside

    def _place(self) -> None:
        self._over.make_room(_WIDTH)
        self.setGeometry(self._over.width() - _WIDTH, 0, _WIDTH, self._over.height())

    def _go_back(self) -> None:
        self.search.clear()
        self.browser.backward()

    def _show_contents(self) -> None:
        self.search.clear()
        self.browser.show_topic(INDEX)
        self.browser.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turned(self, topic: str) -> None:
        page = self._pages.get(topic)
        if page:
            self._stack.setCurrentWidget(self.browser)
            self.setAccessibleName(self.tr("Help: {0}").format(page.title))
            announce(self, self.accessibleName())

    def _search(self, words: str) -> None:
        self.finds.clear()
        if not words.strip():
            self._stack.setCurrentWidget(self.browser)
            return
        for find in search(self._pages.values(), words):
            item = QListWidgetItem(f"{find.page.title}\n{find.excerpt}")
            item.setData(_TOPIC, find.page.topic)
            self.finds.addItem(item)
        self._stack.setCurrentWidget(self.finds if self.finds.count() else self._nothing)

    def _open_first(self) -> None:
        item = self.finds.item(0)
        if self.finds.count() and self.search.text().strip():
            self._open(item)

    def _open(self, item: QListWidgetItem) -> None:
        topic = str(item.data(_TOPIC))
        self.search.clear()
        self.browser.show_topic(topic)
        self.browser.setFocus(Qt.FocusReason.OtherFocusReason)
