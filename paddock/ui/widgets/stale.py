"""Says how old what is shown is, once it is older than it looks: `截至 14:05 (离线)`. Ages by itself."""

from datetime import datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from paddock.ui import icons
from paddock.ui.announce import announce
from paddock.ui.clock import now_utc
from paddock.ui.widgets.basics import icon_label, label, row, set_role
from paddock.ui.words import count, moment, translate

STALE_AFTER = timedelta(minutes=5)
"""Younger data counts as current while the centre can be reached."""
OLD_AFTER = timedelta(hours=1)
_LOOKS_EVERY_MS = 20_000


class StaleMark(QWidget):
    """Hidden while what it speaks of is current."""

    def __init__(self) -> None:
        super().__init__()
        self._as_of: datetime | None = None
        self._offline = False
        layout = row(self, gap="tight")
        self._icon = icon_label("clock-counter-clockwise", "ink_soft", 16)
        self._words = label("", "soft")
        layout.addWidget(self._icon)
        layout.addWidget(self._words)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self.hide()

    def show_as_of(self, as_of: datetime | None, *, offline: bool) -> None:
        """What is shown was true at `as_of` (aware; None: nothing has been fetched yet)."""
        was_offline, self._offline = self._offline, offline
        self._as_of = as_of
        self._timer.start()
        self.look()
        if offline and not was_offline:
            announce(self, self._words.text())

    def look(self) -> None:
        """Say the age as it is now; called by the mark's own clock."""
        age = now_utc() - self._as_of if self._as_of else None
        self.setVisible(self._offline or (age is not None and age >= STALE_AFTER))
        words = _words(self._as_of, age, offline=self._offline)
        is_old = age is None or age >= OLD_AFTER
        set_role(self._words, "warn" if is_old else "soft")
        self._icon.setPixmap(icons.pixmap("warning" if is_old else "clock-counter-clockwise", *_tint(is_old=is_old)))
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(translate("Stale", "Figures and rows are as the centre last sent them"))

    def text(self) -> str:
        """What is said; empty while everything is current."""
        return "" if self.isHidden() else self._words.text()


def _tint(*, is_old: bool) -> tuple[str, int]:
    return ("warn" if is_old else "ink_soft"), 16


def age_words(age: timedelta) -> str:
    """`12 分钟前`, `3 小时前`, `2 天前`."""
    minutes = max(int(age.total_seconds() // 60), 0)
    if minutes < 60:
        return translate("Stale", "{0} min ago").format(count(minutes))
    if minutes < 48 * 60:
        return translate("Stale", "{0} h ago").format(count(minutes // 60))
    return translate("Stale", "{0} days ago").format(count(minutes // (24 * 60)))


def _words(as_of: datetime | None, age: timedelta | None, *, offline: bool) -> str:
    if as_of is None or age is None:
        return translate("Stale", "Never synchronised (offline)") if offline else ""
    words = translate("Stale", "As of {0} (offline)") if offline else translate("Stale", "As of {0}")
    words = words.format(moment(as_of))
    return f"{words} · {age_words(age)}" if age >= STALE_AFTER else words
