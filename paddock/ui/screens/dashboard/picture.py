"""The dashboard as a picture, for a message or a wall: PNG, or PDF with the picture on one page.

The PDF holds the picture and no text: Qt's PDF writer loses the digits of the shipped font from its text layer.
"""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QRegion
from PySide6.QtWidgets import QWidget

from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.ui.theme import colour, size

_RATIO = 2
_FOOT, _MARGIN = 32, 12
_PAGE_DPI = 300


def picture_of(widget: QWidget, caption: str) -> QImage:
    """Render `widget` at twice its size with a line below that says what it is; on the GUI thread."""
    whole = QSize(widget.width(), widget.height() + _FOOT)
    image = QImage(whole * _RATIO, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_RATIO)
    image.fill(QColor(colour("window")))
    painter = QPainter(image)
    widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    font = widget.font()
    font.setPixelSize(size("type", "small"))
    painter.setFont(font)
    painter.setPen(colour("ink_soft"))
    foot = QRectF(_MARGIN, widget.height(), widget.width() - 2 * _MARGIN, _FOOT)
    painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, caption)
    painter.end()
    return image


def save_picture(image: QImage, path: Path) -> None:
    """Write a picture as PNG or PDF, as `path` ends; any thread.

    Raises:
        EnvironmentFault: the place cannot be written.
    """
    good = _save_pdf(image, path) if path.suffix.lower() == ".pdf" else image.save(str(path))
    if not good:
        raise EnvironmentFault(
            Sentence(
                f"无法写入 {path.name}, 请检查路径、权限与磁盘",
                f"{path.name} cannot be written: check path, permissions and disk",
            )
        )


def _save_pdf(image: QImage, path: Path) -> bool:
    writer = QPdfWriter(str(path))
    writer.setResolution(_PAGE_DPI)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Landscape,
            QMarginsF(10, 10, 10, 10),
            QPageLayout.Unit.Millimeter,
        )
    )
    painter = QPainter()
    if not painter.begin(writer):
        return False
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    room = QRectF(painter.viewport())
    fitted = image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(0, 0, fitted.width(), fitted.height()), image)
    return bool(painter.end())
