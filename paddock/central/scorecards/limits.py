"""Numbers that fitting and reading a card share."""

from typing import Final

FEWEST_ROWS: Final = 10
"""A bin for other or a code with fewer rows than this gets the worst value of its input."""
