"""One offer as the customer sees it: the monthly payment large, then what it costs."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from paddock.ui.charts.looks import SeriesLook, paint_series
from paddock.ui.theme import colour, size
from paddock.ui.widgets.basics import ElidedLabel, label, line, row
from paddock.ui.words import money, percent, round_money, say
from paddock.wire.decisions import Offer

_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}

_MARK = QSize(44, 22)


class CompareMark(QPushButton):
    """Whether an offer is held against others, with the look of its curve; the card's key C does the same."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._look: SeriesLook | None = None
        self.setProperty("role", "quiet")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(_MARK)
        self.setToolTip(self.tr("Compare (C)"))
        self.setAccessibleName(self.tr("Compare: {0}").format(name))

    def show_look(self, look: SeriesLook | None) -> None:
        """The look of the curve; None: it is not compared."""
        self._look = look
        self.setChecked(look is not None)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._look is not None:
            paint_series(painter, self.rect(), self._look)
        else:
            painter.setPen(QPen(colour("line_strong"), 1.5, Qt.PenStyle.DotLine))
            middle = self.rect().center().y()
            painter.drawLine(4, middle, self.width() - 4, middle)
            painter.drawLine(self.width() // 2, middle - 6, self.width() // 2, middle + 6)
        painter.end()


class OfferCard(QAbstractButton):
    """Sends `chosen` with the offer's id when clicked or on Space, `compared` on C, `entered` on Enter, and `moved`.

    `moved` says which way an arrow key points: columns, rows. Whether the card is chosen, others say.
    """

    chosen = Signal(str)
    compared = Signal(str)
    entered = Signal()
    moved = Signal(int, int)

    def __init__(self, offer: Offer, parent: QWidget | None = None, *, taken: bool = False) -> None:
        super().__init__(parent)
        self.offer = offer
        self._taken = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCheckable(True)
        self.clicked.connect(lambda _checked: self.chosen.emit(self.offer.id))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(216)
        self.setMaximumWidth(420)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 14, 6)
        layout.setSpacing(1)
        name = say(offer.plan_name)
        head = row(gap="small")
        head.addWidget(ElidedLabel(name, "heading"), 1)
        self._mark = label("", "good")
        head.addWidget(self._mark)
        self._compare = CompareMark(name)
        self._compare.clicked.connect(lambda _checked=False: self.compared.emit(offer.id))
        head.addWidget(self._compare)
        layout.addLayout(head)
        figure = row(gap="small")
        figure.addWidget(label(money(offer.monthly_payment_fen), "figure"))
        each = (
            self.tr("a month × {0}").format(offer.term_months)
            if is_level(offer)
            else self.tr("first of {0} months").format(offer.term_months)
        )
        form = say(offer.kind.name_for_people)
        if not is_level(offer):
            form += " · " + self.tr("instalments change")
        self.setToolTip(f"{name} · {form}")
        self.setAccessibleDescription(form)
        figure.addWidget(ElidedLabel(each, "soft"), 1, Qt.AlignmentFlag.AlignBottom)
        figure.addStretch(0)
        layout.addLayout(figure)
        layout.addSpacing(3)
        layout.addWidget(line())
        layout.addSpacing(2)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(1)
        facts = [
            (self.tr("Total cost"), money(offer.total_cost_fen)),
            (self.tr("Rate p.a. (IRR)"), percent(offer.annual_rate)),
            (self.tr("Balloon"), round_money(offer.balloon_fen))
            if offer.balloon_fen
            else (self.tr("Down payment"), round_money(offer.down_payment_fen)),
        ]
        for at, (caption, value) in enumerate(facts):
            grid.addWidget(label(caption, "faint"), 0, at)
            grid.addWidget(label(value, "strong"), 1, at)
            grid.setColumnStretch(at, 1)
        layout.addLayout(grid)
        self.show_taken(taken=taken)
        self.setFixedHeight(self.sizeHint().height())
        self.setAccessibleName(f"{name}, {money(offer.monthly_payment_fen)} {each}")

    def show_taken(self, *, taken: bool) -> None:
        """Whether the customer has taken this offer."""
        self._taken = taken
        self._mark.setText(self.tr("✓ Taken") if taken else "✓" if self.isChecked() else "")
        self.update()

    def select(self, *, selected: bool) -> None:
        """Mark the card; of all cards, Tab stops at the marked one."""
        self.setChecked(selected)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if selected else Qt.FocusPolicy.ClickFocus)
        if not self._taken:
            self._mark.setText("✓" if selected else "")
        self.update()

    def nextCheckState(self) -> None:
        """A click only wishes: `select` marks the card when the wish is granted."""

    def sizeHint(self) -> QSize:
        return self._column.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.moved.emit(*_STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            self.entered.emit()
        elif key == Qt.Key.Key_C and not event.modifiers():
            self.compared.emit(self.offer.id)
        else:
            super().keyPressEvent(event)

    def show_compared(self, look: SeriesLook | None) -> None:
        """The look of its curve among those compared; None: it is not compared."""
        self._compare.show_look(look)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = self.isChecked() and not self._taken
        edge = "good" if self._taken else "accent" if selected else "line"
        painter.setPen(QPen(colour(edge), 2 if selected or self._taken else 1))
        painter.setBrush(colour("accent_soft" if selected else "surface"))
        radius = size("radius", "card")
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
        if self.hasFocus():
            # Inside the edge, which already says something of its own.
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(4, 4, -4, -4), radius - 3, radius - 3)
        painter.end()


def is_level(offer: Offer) -> bool:
    """Whether every instalment is the one on the card; the last may differ by the balloon and by rounding."""
    return all(line.payment_fen == offer.monthly_payment_fen for line in offer.schedule[:-1])
