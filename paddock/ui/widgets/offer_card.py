"""One offer as the customer sees it: the monthly payment large, then what it costs."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from paddock.ui.charts.looks import SeriesLook, paint_series
from paddock.ui.theme import FONT_FAMILY, colour, size
from paddock.ui.words import money, percent, round_money, say
from paddock.wire.decisions import Offer

_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}

_MARK = QSize(44, 22)
_NARROWEST = 216
_MARGIN_X, _MARGIN_Y, _GAP = 14, 6, 6


class CompareMark(QPushButton):
    """Whether an offer is held against others, with the look of its curve; the card's key C does the same."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
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
        self.setMinimumWidth(_NARROWEST)
        self.setMaximumWidth(420)
        name, monthly = say(offer.plan_name), money(offer.monthly_payment_fen)
        each = (
            self.tr("a month × {0}").format(offer.term_months)
            if is_level(offer)
            else self.tr("first of {0} months").format(offer.term_months)
        )
        form = say(offer.kind.name_for_people)
        if not is_level(offer):
            form += " · " + self.tr("instalments change")
        facts = (
            (self.tr("Total cost"), money(offer.total_cost_fen)),
            (self.tr("Rate p.a. (IRR)"), percent(offer.annual_rate)),
            (self.tr("Balloon"), round_money(offer.balloon_fen))
            if offer.balloon_fen
            else (self.tr("Down payment"), round_money(offer.down_payment_fen)),
        )
        self._words = _Words(name, monthly, each, facts)
        self._fonts = _Fonts()
        self._compare = CompareMark(name, self)
        self._compare.clicked.connect(lambda _checked=False: self.compared.emit(offer.id))
        self.setToolTip(f"{name} · {form}")
        self.setAccessibleDescription(form)
        self.setAccessibleName(f"{name}, {monthly} {each}")
        self.setFixedHeight(self.sizeHint().height())
        self.show_taken(taken=taken)

    def show_taken(self, *, taken: bool) -> None:
        """Whether the customer has taken this offer."""
        self._taken = taken
        self.update()

    def select(self, *, selected: bool) -> None:
        """Mark the card; of all cards, Tab stops at the marked one."""
        self.setChecked(selected)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if selected else Qt.FocusPolicy.ClickFocus)
        self.update()

    def nextCheckState(self) -> None:
        """A click only wishes: `select` marks the card when the wish is granted."""

    def sizeHint(self) -> QSize:
        return QSize(_NARROWEST, self._fonts.foot + _MARGIN_Y)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._compare.move(self.width() - _MARGIN_X - self._compare.width(), _MARGIN_Y)

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
        self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        """Painted and not laid out as labels: a dozen of them on every card took longer than all of the decision."""
        words, fonts, left = self._words, self._fonts, _MARGIN_X
        right = self.width() - _MARGIN_X
        taken = self.tr("✓ Taken") if self._taken else "✓" if self.isChecked() else ""
        mark = self._compare.x() - _GAP
        mark -= QFontMetrics(fonts.body).horizontalAdvance(taken)
        _write(painter, fonts.body, "good", QRect(mark, fonts.head, self._compare.x() - mark, fonts.head_high), taken)
        _write(painter, fonts.heading, "ink", QRect(left, fonts.head, mark - _GAP - left, fonts.head_high), words.name)
        wide = QFontMetrics(fonts.figure).horizontalAdvance(words.monthly) + 1
        line = QRect(left, fonts.line, right - left, fonts.line_high)
        _write(painter, fonts.figure, "ink", line, words.monthly)
        low = line.adjusted(
            wide + _GAP, 0, 0, -QFontMetrics(fonts.figure).descent() + QFontMetrics(fonts.body).descent()
        )
        _write(painter, fonts.body, "ink_soft", low, words.each, Qt.AlignmentFlag.AlignBottom)
        painter.fillRect(left, fonts.rule, right - left, 1, colour("line"))
        share = (right - left) // len(words.facts)
        for at, (caption, value) in enumerate(words.facts):
            room = QRect(left + at * share, fonts.captions, share - _GAP, fonts.caption_high)
            _write(painter, fonts.caption, "ink_faint", room, caption)
            room = QRect(room.left(), fonts.values, room.width(), fonts.foot - fonts.values)
            _write(painter, fonts.strong, "ink", room, value)


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands on a card."""

    name: str
    monthly: str
    each: str
    facts: tuple[tuple[str, str], ...]
    """Captions and values, side by side."""


class _Fonts:
    """The fonts of a card in the size of text now chosen, and where its lines stand, in pixels from its top."""

    def __init__(self) -> None:
        self.body, self.strong = _font("body"), _font("body", bold=True)
        self.heading, self.figure, self.caption = _font("strong", bold=True), _font("figure", bold=True), _font("small")
        self.head = _MARGIN_Y
        self.head_high = max(QFontMetrics(self.heading).height(), _MARK.height())
        self.line = self.head + self.head_high + 1
        self.line_high = QFontMetrics(self.figure).height()
        self.rule = self.line + self.line_high + 4
        self.captions = self.rule + 4
        self.caption_high = QFontMetrics(self.caption).height()
        self.values = self.captions + self.caption_high + 1
        self.foot = self.values + QFontMetrics(self.strong).height()


def _font(name: str, *, bold: bool = False) -> QFont:
    font = QFont(FONT_FAMILY)
    font.setPixelSize(size("type", name))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _write(
    painter: QPainter,
    font: QFont,
    ink: str,
    room: QRect,
    words: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
) -> None:
    """Write in one line, ended with … where there is no room."""
    painter.setFont(font)
    painter.setPen(colour(ink))
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, side | Qt.AlignmentFlag.AlignLeft, shown)


def is_level(offer: Offer) -> bool:
    """Whether every instalment is the one on the card; the last may differ by the balloon and by rounding."""
    return all(line.payment_fen == offer.monthly_payment_fen for line in offer.schedule[:-1])
