"""Language, look and text size as actions, and the ways to single settings."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from paddock.ui.actions import Action
from paddock.ui.language import QT_TRANSLATE_NOOP
from paddock.ui.theme import TEXT_SCALES, ContrastChoice, ThemeChoice

if TYPE_CHECKING:
    from paddock.domain.sentences import Language
    from paddock.ui.preferences import Preferences
    from paddock.ui.shell import Shell


def _chooses(choose: "Callable[[Preferences], None]") -> "Callable[[Shell], object]":
    def act(shell: "Shell") -> None:
        choose(shell.preferences)
        shell.restyle()

    return act


def _speak(language: "Language") -> "Callable[[Preferences], None]":
    def choose(preferences: "Preferences") -> None:
        preferences.language = language

    return choose


def _wear(theme: ThemeChoice) -> "Callable[[Preferences], None]":
    def choose(preferences: "Preferences") -> None:
        preferences.theme = theme

    return choose


def _contrast(contrast: ContrastChoice) -> "Callable[[Preferences], None]":
    def choose(preferences: "Preferences") -> None:
        preferences.contrast = contrast

    return choose


def _write(step: int) -> "Callable[[Preferences], None]":
    """The next larger or smaller size of the text; 0: the usual one."""

    def choose(preferences: "Preferences") -> None:
        at = TEXT_SCALES.index(preferences.text_scale) + step if step else TEXT_SCALES.index(100)
        preferences.text_scale = TEXT_SCALES[max(0, min(at, len(TEXT_SCALES) - 1))]

    return choose


_LANGUAGE, _THEME, _SIZE = (
    "语言 语言切换 language",
    "主题 外观 深色 浅色 theme look",
    "字号 字体大小 缩放 text size zoom",
)
LOOKS: "Sequence[Action[Shell]]" = (
    Action(
        "look.zh", QT_TRANSLATE_NOOP("Actions", "Language: 中文"), _chooses(_speak("zh_CN")), "", _LANGUAGE, "translate"
    ),
    Action(
        "look.en", QT_TRANSLATE_NOOP("Actions", "Language: English"), _chooses(_speak("en")), "", _LANGUAGE, "translate"
    ),
    Action(
        "look.light",
        QT_TRANSLATE_NOOP("Actions", "Theme: light"),
        _chooses(_wear(ThemeChoice.LIGHT)),
        "",
        _THEME,
        "sun",
    ),
    Action(
        "look.dark", QT_TRANSLATE_NOOP("Actions", "Theme: dark"), _chooses(_wear(ThemeChoice.DARK)), "", _THEME, "moon"
    ),
    Action(
        "look.system",
        QT_TRANSLATE_NOOP("Actions", "Theme: as the system"),
        _chooses(_wear(ThemeChoice.SYSTEM)),
        "",
        _THEME,
        "desktop",
    ),
    Action(
        "look.contrast.high",
        QT_TRANSLATE_NOOP("Actions", "High contrast on"),
        _chooses(_contrast(ContrastChoice.HIGH)),
        "",
        "高对比度 contrast",
        "circle-half",
    ),
    Action(
        "look.contrast.normal",
        QT_TRANSLATE_NOOP("Actions", "High contrast off"),
        _chooses(_contrast(ContrastChoice.NORMAL)),
        "",
        "高对比度 contrast",
        "circle-half",
    ),
    Action("look.larger", QT_TRANSLATE_NOOP("Actions", "Larger text"), _chooses(_write(1)), "Ctrl+=", _SIZE, "text-aa"),
    Action(
        "look.smaller", QT_TRANSLATE_NOOP("Actions", "Smaller text"), _chooses(_write(-1)), "Ctrl+-", _SIZE, "text-aa"
    ),
    Action(
        "look.usual", QT_TRANSLATE_NOOP("Actions", "Usual text size"), _chooses(_write(0)), "Ctrl+0", _SIZE, "text-aa"
    ),
    Action(
        "settings.camera",
        QT_TRANSLATE_NOOP("Actions", "Choose the camera"),
        lambda shell: shell.go("settings", "camera"),
        "",
        "摄像头 视频 camera source",
        "camera",
    ),
    Action(
        "settings.sign_in",
        QT_TRANSLATE_NOOP("Actions", "Sign in again"),
        lambda shell: shell.go("settings", "sign_in"),
        "",
        "登录 令牌 sign in token",
        "key",
    ),
    Action(
        "window.close",
        QT_TRANSLATE_NOOP("Actions", "Close the window"),
        lambda shell: shell.close(),
        "Ctrl+Q",
        "退出 关闭窗口 quit exit",
        "x",
    ),
)
