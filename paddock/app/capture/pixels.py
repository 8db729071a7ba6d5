"""Pictures as the readers work on them, and their way across the border of the process."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from paddock.app.capture.results import Pixels

Picture: TypeAlias = NDArray[np.uint8]
"""An image as height × width × 3, blue-green-red, 0 to 255."""


def pixels_of(picture: Picture) -> Pixels:
    """The picture as plain bytes."""
    height, width = picture.shape[:2]
    return Pixels(width, height, np.ascontiguousarray(picture).tobytes())


def picture_of(pixels: Pixels) -> Picture:
    """The plain bytes as a picture; read only, as bytes are."""
    return np.frombuffer(pixels.data, dtype=np.uint8).reshape(pixels.height, pixels.width, 3)
