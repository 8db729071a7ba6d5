"""Which pictures the gate takes of all that can be taken; `make screens` takes all.

Every scene in both languages, in light and dark and at both scales, and every dress on many scenes: a picture less of
each costs nothing that a person would see, all sixteen cost four minutes.
"""

from collections.abc import Mapping, Sequence

from paddock.ui.theme import ThemeChoice
from tests.helpers.stage.stage import SIZES
from tests.screens.taking import SCALES

_LANGUAGES = ("zh_CN", "en")
_THEMES = (ThemeChoice.LIGHT, ThemeChoice.DARK)


def for_the_gate(scenes: Sequence[str]) -> Mapping[str, frozenset[str]]:
    """The names of the gate's pictures (`zh_CN-light-1280x720@1`) by scene: three of each."""
    return {scene: _three(turn) for turn, scene in enumerate(scenes)}


def _three(turn: int) -> frozenset[str]:
    language, theme, size = turn >> 2 & 1, turn & 1, turn >> 1 & 1
    return frozenset(
        {
            _name(0, theme, size, 0),
            _name(1, 1 - theme, 1 - size, 0),
            _name(language, turn >> 1 & 1, turn >> 3 & 1, 1),
        }
    )


def _name(language: int, theme: int, size: int, scale: int) -> str:
    return f"{_LANGUAGES[language]}-{_THEMES[theme].value}-{tuple(SIZES)[size]}@{SCALES[scale]}"
