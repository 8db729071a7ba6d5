"""A picture on a dark stage: live frames with a guide box, or a kept picture with the boxes that were read."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from paddock.app.capture.results import Pixels
from paddock.domain.application_draft import Box
from paddock.ui.theme import colour, size

_LONGEST_SHOWN = 1280
_BAND = 64
"""Rows of the shown picture that are made at once."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture small enough to be painted at once, and how wide it is in full (boxes count those pixels)."""

    image: QImage
    full_width: int


def shown_of(image: QImage) -> Shown:
    """Make a picture ready for the stage; smooth scaling takes tens of milliseconds, so not on the GUI thread.

    Band by band, because Qt's binding keeps Python's lock while an image is scaled: the GUI thread would wait for all
    of a large picture, whichever thread works on it.
    """
    if max(image.width(), image.height()) <= _LONGEST_SHOWN:
        return Shown(image.convertToFormat(QImage.Format.Format_RGB32), image.width())
    to = image.size().scaled(QSize(_LONGEST_SHOWN, _LONGEST_SHOWN), Qt.AspectRatioMode.KeepAspectRatio)
    small = QImage(to, QImage.Format.Format_RGB32)
    painter = QPainter(small)
    for top in range(0, to.height(), _BAND):
        bottom = min(top + _BAND, to.height())
        first, last = (round(row * image.height() / to.height()) for row in (top, bottom))
        band = image.copy(0, first, image.width(), last - first).scaled(
            QSize(to.width(), bottom - top),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawImage(0, top, band)
    painter.end()
    return Shown(small, image.width())


def borrowed_image(pixels: Pixels) -> QImage:
    """A captured picture as an image in the memory of `pixels`, which has to live as long; any thread, no work."""
    return QImage(pixels.data, pixels.width, pixels.height, 3 * pixels.width, QImage.Format.Format_BGR888)


def image_of(pixels: Pixels) -> QImage:
    """A small picture or a frame as an image of its own memory; any thread."""
    # In the form that is painted: nothing is left to convert on the GUI thread.
    return borrowed_image(pixels).convertToFormat(QImage.Format.Format_RGB32)


GUIDE_ASPECT = 1.58
"""Width over height of the guide: an ID-1 card (ISO/IEC 7810), which also frames a VIN plate well."""


class PictureStage(QWidget):
    """Shows one picture at a time, fitted and centred; never enlarges memory by keeping old frames.

    Sends `place_clicked` with the index of the box that was clicked.
    """

    place_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._fitted = QPixmap()
        self._fitted_key = 0
        self._full_width = 0
        self._boxes: tuple[Box, ...] = ()
        self._guide = False
        self._found = ""
        self._notice = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 150)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Picture"))

    def sizeHint(self) -> QSize:
        return QSize(480, 300)

    def show_frame(self, image: QImage) -> None:
        """Show a live frame with the guide box."""
        self._image, self._boxes, self._guide = image, (), True
        self._full_width = image.width()
        self.update()

    def show_picture(self, shown: Shown, boxes: Sequence[Box] = ()) -> None:
        """Show a kept picture and outline `boxes` (corners in pixels of the full picture)."""
        self._image, self._boxes, self._guide, self._found = shown.image, tuple(boxes), False, ""
        self._full_width = shown.full_width
        self.update()

    def outline(self, boxes: Sequence[Box]) -> None:
        """Outline other places of the picture that is shown."""
        self._boxes = tuple(boxes)
        self.update()

    def put_away(self) -> None:
        """Let go of the picture, which nobody sees now."""
        self._image, self._fitted, self._fitted_key = QImage(), QPixmap(), 0

    def show_found(self, value: str, box: Box = ()) -> None:
        """Say over the live frame what was just read; an empty value takes it away."""
        self._found, self._boxes = value, (box,) if box else ()
        self.update()

    def show_notice(self, text: str) -> None:
        """With no picture: say why, and what to do."""
        self._image, self._notice, self._boxes = QImage(), text, ()
        self.update()

    def boxes(self) -> tuple[Box, ...]:
        """What is outlined now."""
        return self._boxes

    def has_picture(self) -> bool:
        """Whether a picture or frame is shown."""
        return not self._image.isNull()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._box_at(event.position())
        if index is not None:
            self.place_clicked.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._box_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def _box_at(self, at: QPointF) -> int | None:
        """Which box of a kept picture lies under a point of the widget."""
        if self._guide or not self.has_picture():
            return None
        outlines = [self._outline(box) for box in self._boxes]
        return next(
            (index for index, shape in enumerate(outlines) if shape.containsPoint(at, Qt.FillRule.WindingFill)), None
        )

    def _outline(self, box: Box) -> QPolygonF:
        target = self._target()
        scale = target.width() / max(self._full_width, 1)
        return QPolygonF([QPointF(target.x() + x * scale, target.y() + y * scale) for x, y in box])

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("stage"))
        radius = size("radius", "card")
        painter.drawRoundedRect(self.rect(), radius, radius)
        if self._image.isNull():
            painter.setPen(colour("stage_ink"))
            inner = self.rect().adjusted(32, 16, -32, -16)
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._notice)
        else:
            self._paint_picture(painter)
        if self._guide:
            self._paint_guide(painter)
        if self._found:
            self._paint_found(painter)
        painter.end()

    def _target(self) -> QRectF:
        scaled = QSize(self._image.size()).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(
            (self.width() - scaled.width()) / 2, (self.height() - scaled.height()) / 2, scaled.width(), scaled.height()
        )

    def _paint_picture(self, painter: QPainter) -> None:
        target = self._target()
        painter.drawPixmap(target.topLeft(), self._fit(target))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in self._boxes:
            outline = self._outline(box)
            painter.setPen(QPen(colour("stage_shade"), 5))
            painter.drawPolygon(outline)
            painter.setPen(QPen(colour("guide"), 2.5))
            painter.drawPolygon(outline)

    def _fit(self, target: QRectF) -> QPixmap:
        """The picture in the size it is painted in; scaled once, not with every paint."""
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(target.width() * ratio), round(target.height() * ratio))
        if self._fitted.size() != wanted or self._fitted_key != self._image.cacheKey():
            smooth = (
                Qt.TransformationMode.FastTransformation if self._guide else Qt.TransformationMode.SmoothTransformation
            )
            self._fitted = QPixmap.fromImage(self._image.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
            self._fitted.setDevicePixelRatio(ratio)
            self._fitted_key = self._image.cacheKey()
        return self._fitted

    def _paint_guide(self, painter: QPainter) -> None:
        target = self._target() if not self._image.isNull() else QRectF(self.rect())
        height = min(target.height() * 0.72, target.width() * 0.86 / GUIDE_ASPECT)
        guide = QRectF(0, 0, height * GUIDE_ASPECT, height)
        guide.moveCenter(target.center())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("guide" if self._found else "stage_guide"), 2.5))
        arm = guide.height() * 0.16
        for corner, dx, dy in (
            (guide.topLeft(), 1, 1),
            (guide.topRight(), -1, 1),
            (guide.bottomLeft(), 1, -1),
            (guide.bottomRight(), -1, -1),
        ):
            painter.drawLine(corner, corner + QPointF(arm * dx, 0))
            painter.drawLine(corner, corner + QPointF(0, arm * dy))

    def _paint_found(self, painter: QPainter) -> None:
        font = painter.font()
        font.setPixelSize(size("type", "title"))
        font.setBold(True)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(self._found) + 28
        plate = QRectF((self.width() - width) / 2, self.height() - 52, width, 36)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("stage_plate"))
        painter.drawRoundedRect(plate, 8, 8)
        painter.setPen(colour("guide"))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, self._found)


_CROP_PIXELS = 112
"""Twice the height the tallest crop is shown in, for dense screens."""


def crop_of(image: QImage, box: Box, height: int = _CROP_PIXELS) -> QImage:
    """The part of `image` inside `box`, upright and with a little margin; safe off the GUI thread.

    Args:
        image: the full picture.
        box: four corners in its pixels, clockwise from the top left of the text.
        height: the result is at most this many pixels high.
    """
    if len(box) != 4:
        return QImage()
    top_left, top_right, bottom_right, bottom_left = (QPointF(x, y) for x, y in box)
    wide = max(_distance(top_left, top_right), _distance(bottom_left, bottom_right))
    high = max(_distance(top_left, bottom_left), _distance(top_right, bottom_right))
    if wide < 1 or high < 1:
        return QImage()
    pad = min(max(3.0, high * 0.12), 10.0)
    scale = min(1.0, height / (high + 2 * pad))
    size_of_crop = QSize(round((wide + 2 * pad) * scale), round((high + 2 * pad) * scale))
    upright = QPolygonF(
        [QPointF(pad, pad), QPointF(wide + pad, pad), QPointF(wide + pad, high + pad), QPointF(pad, high + pad)]
    )
    turn = QTransform()
    if not QTransform.quadToQuad(QPolygonF([top_left, top_right, bottom_right, bottom_left]), upright, turn):
        return QImage()
    cut = QImage(size_of_crop, QImage.Format.Format_RGB32)
    cut.fill(colour("stage"))
    painter = QPainter(cut)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setTransform(turn * QTransform.fromScale(scale, scale))
    painter.drawImage(QPointF(0, 0), image)
    painter.end()
    return cut


def _distance(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())
