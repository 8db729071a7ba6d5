"""How large a picture may be. Without NumPy: both sides of the border know these."""

from typing import Final

LONGEST_SIDE: Final = 4096
"""Longer pictures are shrunk to this many pixels: text that is legible at all stays so."""
MAX_PIXELS: Final = 150_000_000
"""A JPEG may have as many: it is shrunk while it is decoded."""
MAX_PIXELS_IN_FULL: Final = 64_000_000
"""Other kinds are decoded in full before they are shrunk: 192 MB."""
MAX_BYTES: Final = 100 * 1024 * 1024
