"""The notices of this session behind the bell: when, what, the way back, the deal."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from paddock.ui import icons
from paddock.ui.notices import Notice, Notices
from paddock.ui.states import Tone
from paddock.ui.widgets.basics import button, clear, icon_label, label, row, scrolled
from paddock.ui.widgets.chip import TINTS
from paddock.ui.widgets.empty import EmptyState
from paddock.ui.widgets.overlay import Overlay
from paddock.ui.words import moment

_WIDTH, _HIGHEST, _MARGIN = 460, 520, 12
_ABOVE_STATUS = 34
_ICONS: dict[Tone, str] = {
    "calm": "info",
    "good": "check-circle",
    "warn": "warning",
    "bad": "warning-circle",
    "busy": "info",
}


class NoticeList(Overlay):
    """Opened by the bell; what stands in it counts as read."""

    def __init__(self, over: QWidget, notices: Notices) -> None:
        super().__init__(over)
        self._notices = notices
        self.card.setAccessibleName(self.tr("Notifications"))
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(16, 12, 8, 12)
        head = row()
        head.addWidget(label(self.tr("Notifications"), "heading"))
        head.addStretch(1)
        self._close = button(self.tr("Close"), self.close_up, role="quiet", tip=self.tr("Esc"))
        head.addWidget(self._close)
        layout.addLayout(head)
        self._rows = QWidget()
        self._lines = QVBoxLayout(self._rows)
        self._lines.setContentsMargins(0, 0, 8, 0)
        self._lines.setSpacing(0)
        self._area = scrolled(self._rows)
        layout.addWidget(self._area, 1)
        notices.changed.connect(self._fill_if_open)

    def open(self) -> None:
        """Show the list; everything in it counts as read from now on."""
        self._notices.read_all()
        self._fill()
        super().open()

    def first_focus(self) -> QWidget:
        first = self._rows.findChild(QPushButton)
        return first if isinstance(first, QPushButton) else self._close

    def place_card(self) -> None:
        over = self.rect()
        high = min(_HIGHEST, over.height() - 2 * _MARGIN - _ABOVE_STATUS)
        self.card.setGeometry(over.right() - _WIDTH - _MARGIN, over.bottom() - high - _ABOVE_STATUS, _WIDTH, high)

    def _fill_if_open(self) -> None:
        if not self.isHidden():
            self._fill()

    def _fill(self) -> None:
        clear(self._lines)
        kept = self._notices.newest_first()
        for notice in kept:
            self._lines.addWidget(self._line(notice))
        if not kept:
            self._lines.addWidget(
                EmptyState(
                    "bell",
                    self.tr("No notifications yet"),
                    self.tr("Decisions, refusals and contracts that arrive while you work elsewhere stand here."),
                    width=_WIDTH - 80,
                    framed=False,
                )
            )
        self._lines.addStretch(1)

    def _line(self, notice: Notice) -> QWidget:
        made = QFrame()
        made.setProperty("role", "line-below")
        layout = row(made, gap="small")
        layout.setContentsMargins(0, 8, 0, 8)
        layout.addWidget(icon_label(_ICONS[notice.tone], TINTS[notice.tone][0]), 0, Qt.AlignmentFlag.AlignTop)
        words = label(notice.text, wrap=True, selectable=False)
        layout.addWidget(words, 1)
        if notice.opens:
            layout.addWidget(self._act(self.tr("Open"), notice, self._open))
        if notice.undo:
            layout.addWidget(self._act(self.tr("Undo"), notice, self._take_back))
        layout.addWidget(label(moment(notice.at), "faint"))
        return made

    def _act(self, words: str, notice: Notice, act: object) -> QPushButton:
        made = button(words, lambda: act(notice) if callable(act) else None, role="quiet")
        made.setAccessibleName(f"{words}: {notice.text}")
        return made

    def _open(self, notice: Notice) -> None:
        self.close_up(give_back=False)
        self._notices.open(notice)

    def _take_back(self, notice: Notice) -> None:
        self.close_up()
        self._notices.take_back(notice)


class Bell(QPushButton):
    """In the status line: how many notices nobody has looked at."""

    def __init__(self, notices: Notices) -> None:
        super().__init__()
        self._notices = notices
        self.setIcon(icons.icon("bell", "ink_soft"))
        notices.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Say how many are unread."""
        unread = self._notices.unread()
        self.setText(str(unread) if unread else "")
        words = self.tr("Notifications: {0} unread").format(unread) if unread else self.tr("Notifications")
        self.setAccessibleName(words)
        self.setToolTip(words)
