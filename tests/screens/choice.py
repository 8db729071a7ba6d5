"""Which pictures the gate takes of all that can be taken; `make screens` takes all.

Every scene in both languages, in light and dark, in both sizes and at both scales, every dress on many scenes: all
sixteen of each would take four minutes.
"""

from collections.abc import Mapping, Sequence

from paddock.ui.theme import ThemeChoice
from tests.helpers.stage.stage import SIZES
from tests.screens.taking import SCALES

_LANGUAGES = ("zh_CN", "en")
_THEMES = (ThemeChoice.LIGHT, ThemeChoice.DARK)


def for_the_gate(scenes: Sequence[str]) -> Mapping[str, frozenset[str]]:
    """The names of the gate's pictures (`zh_CN-light-1280x720@1`) by scene: two of each."""
    return {scene: _two(turn) for turn, scene in enumerate(scenes)}


def _two(turn: int) -> frozenset[str]:
    language, theme, size = turn & 1, turn >> 1 & 1, turn >> 2 & 1
    return frozenset({_name(language, theme, size, 0), _name(1 - language, 1 - theme, 1 - size, 1)})


def _name(language: int, theme: int, size: int, scale: int) -> str:
    return f"{_LANGUAGES[language]}-{_THEMES[theme].value}-{tuple(SIZES)[size]}@{SCALES[scale]}"
