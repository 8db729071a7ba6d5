"""Ratios of whole fen: the rule engine compares them and never divides."""

from typing import Final

BEYOND_MEASURE: Final = 999.0
"""A ratio to nothing: payments without an income, a price without a value."""


def ratio(part: int, whole: int) -> float:
    """`part` over `whole`, at most `BEYOND_MEASURE`; nothing over nothing is nothing."""
    if whole <= 0:
        return BEYOND_MEASURE if part > 0 else 0.0
    return min(part / whole, BEYOND_MEASURE)
