"""The signature pad: mouse, touch and pen, with pressure where the device has it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QTabletEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from paddock.ui.theme import colour, size
from paddock.wire.contracts import StrokePoint

_POINTS_PER_STROKE = 5000
_STROKES = 200


@dataclass
class _Stroke:
    points: list[StrokePoint] = field(default_factory=list)


class SignaturePad(QWidget):
    """Collects strokes as `StrokePoint`s over the pad (0 to 1) and draws them as ink on paper."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[_Stroke] = []
        self._drawing = False
        self._pen_down = False
        self._started = 0.0
        self._ink = QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 150)
        self.show_hint(self.tr("Sign here"), self.tr("Signature pad"))
        # Written with a pen, a finger or the mouse; the keyboard cannot, so it passes by.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(560, 220)

    def show_hint(self, hint: str, name: str) -> None:
        """What stands on the empty pad, and what it is called for those who do not see it."""
        self._hint = hint
        self.setAccessibleName(name)
        self.update()

    def strokes(self) -> list[list[StrokePoint]]:
        """What was written; empty when nothing was."""
        return [list(stroke.points) for stroke in self._strokes]

    def resume(self, strokes: Sequence[Sequence[StrokePoint]]) -> None:
        """Go on with what was begun on another pad; nobody is told of it as of something new."""
        self._strokes = [_Stroke(list(points)) for points in strokes]
        last = strokes[-1][-1].ms if strokes else 0
        self._started = time.monotonic() - last / 1000
        self._redraw_ink()

    def aspect(self) -> float:
        """Width of the pad over its height."""
        return self.width() / max(self.height(), 1)

    def is_signed(self) -> bool:
        """Whether there is more than a stray dot."""
        return sum(len(stroke.points) for stroke in self._strokes) >= 8

    def clear(self) -> None:
        """Begin again."""
        self._strokes.clear()
        self._redraw_ink()
        self.changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._pen_down:
            self._begin(event.position(), 1.0)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawing and not self._pen_down:
            self._go_on(event.position(), 1.0)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if not self._pen_down:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen: the same strokes, with its pressure."""
        if event.type() is QEvent.Type.TabletPress:
            self._pen_down = True
            self._begin(event.position(), event.pressure())
        elif event.type() is QEvent.Type.TabletMove and self._drawing:
            self._go_on(event.position(), event.pressure())
        elif event.type() is QEvent.Type.TabletRelease:
            self._end()
            self._pen_down = False
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw_ink()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line_strong"), 1.5))
        painter.setBrush(colour("paper"))
        radius = size("radius", "card")
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
        base = int(self.height() * 0.76)
        painter.setPen(QPen(colour("paper_line"), 1))
        painter.drawLine(32, base, self.width() - 32, base)
        if not self._strokes:
            painter.setPen(colour("paper_faint"))
            painter.drawText(self.rect().adjusted(32, 0, -32, -10), Qt.AlignmentFlag.AlignBottom, self._hint)
        painter.drawPixmap(0, 0, self._ink)
        painter.end()

    def _begin(self, at: QPointF, pressure: float) -> None:
        if len(self._strokes) >= _STROKES:
            return
        if not self._strokes:
            self._started = time.monotonic()
        self._drawing = True
        self._strokes.append(_Stroke())
        self._go_on(at, pressure)

    def _go_on(self, at: QPointF, pressure: float) -> None:
        points = self._strokes[-1].points
        if len(points) >= _POINTS_PER_STROKE:
            return
        points.append(
            StrokePoint(
                x=min(max(at.x() / max(self.width(), 1), 0.0), 1.0),
                y=min(max(at.y() / max(self.height(), 1), 0.0), 1.0),
                ms=int((time.monotonic() - self._started) * 1000),
                pressure=min(max(pressure, 0.0), 1.0),
            )
        )
        painter = QPainter(self._ink)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_segment(painter, points[-2:])
        painter.end()
        self.update()

    def _end(self) -> None:
        if self._drawing:
            self._drawing = False
            self.changed.emit()

    def _redraw_ink(self) -> None:
        ratio = self.devicePixelRatioF()
        self._ink = QPixmap(self.size() * ratio)
        self._ink.setDevicePixelRatio(ratio)
        self._ink.fill(colour("clear"))
        painter = QPainter(self._ink)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in self._strokes:
            for index in range(len(stroke.points)):
                self._draw_segment(painter, stroke.points[max(index - 1, 0) : index + 1])
        painter.end()
        self.update()

    def _draw_segment(self, painter: QPainter, points: list[StrokePoint]) -> None:
        last = points[-1]
        width = 1.4 + 3.0 * last.pressure
        painter.setPen(
            QPen(colour("paper_ink"), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        places = [QPointF(point.x * self.width(), point.y * self.height()) for point in points]
        if len(places) == 1:
            painter.drawPoint(places[0])
        else:
            painter.drawLine(places[0], places[1])
