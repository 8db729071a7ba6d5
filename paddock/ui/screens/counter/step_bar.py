"""The six steps of a deal, each with what is left to do there."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from paddock.ui.screens.counter.faults import FINANCING, Kind, Matter, counts_of
from paddock.ui.theme import FONT_FAMILY, colour, size
from paddock.ui.widgets.basics import button, label

_HEIGHT = 48
_SIDE = 14


class StepBar(QFrame):
    """Sends `wanted` with the number of a step, from 0."""

    wanted = Signal(int)
    customer_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 16, 0)
        layout.setSpacing(2)
        for number, name in enumerate(self._names()):
            made = StepButton(number, name)
            made.clicked.connect(lambda _checked=False, chosen=number: self.wanted.emit(chosen))
            made.setEnabled(number <= FINANCING)
            self._group.addButton(made, number)
            layout.addWidget(made)
        layout.addStretch(1)
        self._state = label("", "faint")
        layout.addWidget(self._state)
        self._customer = button(self.tr("Customer  F9"), self.customer_wanted.emit, role="quiet", icon="monitor")
        self._customer.setToolTip(self.tr("Customer window"))
        self._customer.setCheckable(True)
        # Aligned: else its height would be the bar's, and the steps' second lines would lie on their first.
        layout.addWidget(self._customer, 0, Qt.AlignmentFlag.AlignVCenter)

    def name_of(self, number: int) -> str:
        """What a step is called."""
        return self._names()[number]

    def can_go_to(self, number: int) -> bool:
        """Whether there is something to see at a step: offers and signing come later."""
        return self._group.button(number).isEnabled()

    def allow(self, number: int, *, allowed: bool) -> None:
        """Whether a step may be gone to."""
        self._group.button(number).setEnabled(allowed)

    def select(self, number: int) -> None:
        """Mark the step in front."""
        self._group.button(number).setChecked(True)

    def say_state(self, words: str) -> None:
        """When the draft was saved, or how the deal stands."""
        self._state.setText(words)

    def show_customer_window(self, *, is_open: bool) -> None:
        """Whether this deal's customer has the window."""
        self._customer.setChecked(is_open)

    def show_matters(self, matters: Sequence[Matter], *, counted: bool) -> None:
        """Say under each step what is left to do there; nothing for a blank or a sent deal."""
        for number in range(FINANCING + 1):
            step = self.step(number)
            step.show_counts(counts_of(matters, number) if counted else None)

    def step(self, number: int) -> "StepButton":
        """The button of a step."""
        found = self._group.button(number)
        assert isinstance(found, StepButton)  # noqa: S101 - made in __init__
        return found

    def _names(self) -> list[str]:
        return [
            self.tr("Scan"),
            self.tr("Applicant"),
            self.tr("Vehicle"),
            self.tr("Financing"),
            self.tr("Offers"),
            self.tr("Signing"),
        ]


class StepButton(QPushButton):
    """Number and name, and below, small, what is left to do; words as well as colour."""

    def __init__(self, number: int, name: str) -> None:
        super().__init__()
        self._name = f"{number + 1}  {name}"
        self._below, self._tone = "", "ink_faint"
        self.setProperty("role", "step")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(f"Alt+{number + 1}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        # Its size hints alone give way when a step wants more height than there is, and its two lines overlap.
        self.setMinimumHeight(_HEIGHT)
        self._say()

    def show_counts(self, counts: dict[Kind, int] | None) -> None:
        """What is left to do here; nothing left is said too; None: there is nothing to count."""
        if counts is None:
            self._below = ""
        elif counts:
            self._below = " · ".join(kind.count_words(count) for kind, count in counts.items())
            self._tone = "ink_faint" if set(counts) == {Kind.MISSING} else "bad"
        else:
            self._below, self._tone = self.tr("✓ complete"), "good"
        self._say()

    def below(self) -> str:
        """What stands under the name."""
        return self._below

    def sizeHint(self) -> QSize:
        wide = max(
            QFontMetrics(_font("body", bold=True)).horizontalAdvance(self._name),
            QFontMetrics(_font("small")).horizontalAdvance(self._below),
        )
        return QSize(wide + 2 * _SIDE, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        place = self.rect().adjusted(_SIDE, 5, -_SIDE, -6)
        painter.setFont(_font("body", bold=self.isChecked()))
        ink = "accent" if self.isChecked() else "ink_soft" if self.isEnabled() else "ink_faint"
        painter.setPen(colour(ink))
        middle = Qt.AlignmentFlag.AlignVCenter if not self._below else Qt.AlignmentFlag.AlignTop
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | middle, self._name)
        painter.setFont(_font("small"))
        painter.setPen(colour(self._tone))
        foot = QRect(place.left(), place.bottom() - 17, place.width() + _SIDE, 18)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._below)
        painter.end()

    def _say(self) -> None:
        self.setAccessibleName(f"{self._name}, {self._below}" if self._below else self._name)
        self.updateGeometry()
        self.update()


def _font(group: str, *, bold: bool = False) -> QFont:
    font = QFont(FONT_FAMILY)
    font.setPixelSize(size("type", group))
    font.setBold(bold)
    return font
