"""A VIN as people read it aloud: in groups, each character that is doubtful or was changed marked."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from paddock.domain.vin import VIN_LENGTH
from paddock.ui.theme import FONT_FAMILY, colour, size

GROUPS = (3, 5, 1, 2, 6)
"""Maker, car, check digit, year with plant, serial number (GB 16735)."""

_GAP = 12.0
_SIDE = 2.0


class VinStrip(QWidget):
    """Shows `LSV AU2A3 7 N2 183294` without changing the value; a mark is a colour and a line, never colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._doubtful: frozenset[int] = frozenset()
        self._changed: frozenset[int] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_vin(self, text: str, doubtful: Sequence[int] = (), changed: Sequence[int] = ()) -> None:
        """Show a VIN; positions count from 0. Anything but 17 characters is not shown."""
        self._text, self._doubtful, self._changed = text, frozenset(doubtful), frozenset(changed)
        self.setAccessibleName(grouped(text))
        self.setAccessibleDescription(
            self.tr("doubtful: {0}").format(", ".join(str(at + 1) for at in sorted(self._doubtful)))
            if self._doubtful
            else ""
        )
        self.setVisible(len(text) == VIN_LENGTH)
        self.updateGeometry()
        self.update()

    def marks(self) -> tuple[frozenset[int], frozenset[int]]:
        """Which positions are marked as doubtful, and which as changed by a person."""
        return self._doubtful, self._changed

    def sizeHint(self) -> QSize:
        places = self._places()
        return QSize(round(places[-1].right() + _SIDE) if places else 0, size("height", "figure"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(_font())
        for at, (char, place) in enumerate(zip(self._text, self._places(), strict=False)):
            ink, ground = "ink", ""
            if at in self._changed:
                ink, ground = "accent", "accent_soft"
            elif at in self._doubtful:
                ink, ground = "warn", "warn_soft"
            if ground:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour(ground))
                painter.drawRoundedRect(place.adjusted(0, 1, 0, -1), 4, 4)
            painter.setPen(colour(ink))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, char)
            if ground:
                style = Qt.PenStyle.SolidLine if at in self._changed else Qt.PenStyle.DotLine
                painter.setPen(QPen(colour(ink), 2.5, style))
                base = place.bottom() - 3
                painter.drawLine(QPointF(place.left() + 2, base), QPointF(place.right() - 2, base))
        painter.end()

    def _places(self) -> list[QRectF]:
        wide = QFontMetricsF(_font()).horizontalAdvance("0") + 4
        places, x = [], _SIDE
        for group in GROUPS:
            for _ in range(group):
                places.append(QRectF(x, 0, wide, size("height", "figure")))
                x += wide
            x += _GAP
        return places[: len(self._text)]


def grouped(text: str) -> str:
    """`LSVAU2A37N2183294` → `LSV AU2A3 7 N2 183294`; any other length stays as it is."""
    if len(text) != VIN_LENGTH:
        return text
    parts, at = [], 0
    for group in GROUPS:
        parts.append(text[at : at + group])
        at += group
    return " ".join(parts)


def _font() -> QFont:
    font = QFont(FONT_FAMILY)
    font.setPixelSize(size("type", "vin"))
    font.setBold(True)
    return font
