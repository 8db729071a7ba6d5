"""A picture of an open deal: its small picture is at hand, the rest is packed until somebody looks at it.

Unpacked, a picture weighs five megabytes on the stage, and a deal has three to six of them, all day, in every open tab.
"""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from paddock.ui.widgets.picture import Shown

SMALL = QSize(84, 52)
"""In logical pixels; kept twice as large, for dense screens."""
_QUALITY = 92


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """Made by `kept_picture`."""

    small: QImage
    packed: bytes
    full_width: int
    """Of the picture as it was taken: the boxes count its pixels."""

    def unpacked(self) -> Shown:
        """The picture as the stage shows it; takes ten milliseconds or more, so not on the GUI thread."""
        data = QByteArray(self.packed)
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        # The reader lets other threads go on meanwhile; `QImage.fromData` does not.
        return Shown(QImageReader(buffer).read(), self.full_width)


def kept_picture(shown: Shown) -> KeptPicture:
    """Pack a picture; takes tens of milliseconds, so not on the GUI thread."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"jpeg")
    writer.setQuality(_QUALITY)
    writer.write(shown.image)
    return KeptPicture(_small(shown.image), bytes(data.data()), shown.full_width)


def _small(image: QImage) -> QImage:
    """Roughly first, then smoothly: of so much less the smooth way alone takes ten times as long."""
    return image.scaled(SMALL * 4, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation).scaled(
        SMALL * 2, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
