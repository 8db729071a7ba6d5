"""Sizes as people read them."""

_STEP = 1024


def size_words(size: int) -> str:
    """`1536` → `1.5 KB`; the units are the same in both languages."""
    value = float(size)
    for unit in ("B", "KB", "MB"):
        if value < _STEP:
            return f"{value:.0f} {unit}" if unit == "B" or value >= 10 else f"{value:.1f} {unit}"
        value /= _STEP
    return f"{value:.1f} GB"
