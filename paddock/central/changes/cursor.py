"""The opaque place in a feed that workstations hand back."""

import base64
import binascii
from uuid import UUID

_VERSION = "1"


def write_cursor(feed_id: UUID, sequence: int) -> str:
    """The cursor that stands after change `sequence` of the feed."""
    plain = f"{_VERSION}:{feed_id.hex[:16]}:{sequence}"
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def read_cursor(cursor: str, feed_id: UUID, last_sequence: int) -> int:
    """The sequence a cursor stands after; 0 (from the beginning) for one of another or an older feed.

    Starting again is always safe: a workstation keeps the newest version of every record.

    Raises `ValueError` for a text that never was a cursor.
    """
    if not cursor:
        return 0
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        version, feed, number = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii").split(":")
        sequence = int(number)
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        raise ValueError("not a cursor of this service") from error
    if version != _VERSION or feed != feed_id.hex[:16] or not 0 <= sequence <= last_sequence:
        return 0
    return sequence
