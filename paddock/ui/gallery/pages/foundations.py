"""What everything is made of: colours, type."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from paddock.ui.gallery import samples
from paddock.ui.gallery.sheet import Sheet
from paddock.ui.theme import colour, contrast, scheme, size, tokens
from paddock.ui.widgets.basics import FlowLayout, label
from paddock.ui.words import translate

_TEXTS = ("title", "heading", "", "soft", "faint", "figure", "display", "good", "warn", "bad")


class _Swatch(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(QSize(208, size("height", "row")))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{name} {colour(name).name()}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.setBrush(colour(self._name))
        radius = size("radius", "control")
        painter.drawRoundedRect(QRectF(0.5, 0.5, self.height() - 1, self.height() - 1), radius, radius)
        painter.setPen(colour("ink"))
        room = self.rect().adjusted(self.height() + 10, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignTop, self._name)
        font = painter.font()
        font.setPixelSize(size("type", "small"))
        painter.setFont(font)
        painter.setPen(colour("ink_faint"))
        ratio = contrast(colour(self._name), colour("surface"))
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom, f"{colour(self._name).name()}  {ratio:.1f}:1")
        painter.end()


def colours() -> QWidget:
    """Every colour with its contrast against a surface."""
    sheet = Sheet()
    holder = QWidget()
    flow = FlowLayout(holder, size("space", "medium"))
    for name in tokens()["colours"][scheme()]:
        flow.addWidget(_Swatch(name))
    sheet.add("normal", holder, translate("Gallery", "contrast on a surface"), grow=True)
    return sheet.finish()


def text() -> QWidget:
    """Every role of text."""
    sheet = Sheet()
    for role in _TEXTS:
        sheet.add("normal", label(f"{samples.name()}  ¥128,000  LSVAU2A", role), role or "body")
    sheet.add("long", label(samples.long_text(), "soft", wrap=True), grow=True)
    return sheet.finish()
