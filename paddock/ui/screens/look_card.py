"""How the window looks, in the settings: language, theme, contrast, size of the text, motion."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout

from paddock.ui.language import language
from paddock.ui.preferences import Preferences
from paddock.ui.theme import TEXT_SCALES, ContrastChoice, ThemeChoice, fitting_scale, least_window, size, text_scale
from paddock.ui.widgets.basics import label
from paddock.ui.widgets.section import SectionCard
from paddock.ui.widgets.segmented import Segmented
from paddock.ui.words import translate


class LookCard(SectionCard):
    """Every choice shows at once: `restyle` makes the window again in what the preferences say then."""

    def __init__(self, preferences: Preferences, restyle: Callable[[], object]) -> None:
        super().__init__(translate("LookCard", "Language and look"))
        self._preferences, self._restyle = preferences, restyle
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnMinimumWidth(0, size("width", "caption"))
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        system = translate("LookCard", "As the system")
        self._add(self.tr("Language"), [("zh_CN", "中文"), ("en", "English")], language(), self._set_language)
        self._add(
            self.tr("Theme"),
            [
                (ThemeChoice.SYSTEM.value, system),
                (ThemeChoice.LIGHT.value, self.tr("Light")),
                (ThemeChoice.DARK.value, self.tr("Dark")),
            ],
            preferences.theme.value,
            self._set_theme,
        )
        self._add(
            self.tr("Contrast"),
            [
                (ContrastChoice.SYSTEM.value, system),
                (ContrastChoice.NORMAL.value, self.tr("Normal")),
                (ContrastChoice.HIGH.value, self.tr("High")),
            ],
            preferences.contrast.value,
            self._set_contrast,
        )
        sizes = self._add(
            self.tr("Text size"),
            [(str(scale), f"{scale}%") for scale in TEXT_SCALES],
            str(text_scale()),
            self._set_text_scale,
        )
        room = QGuiApplication.primaryScreen().availableSize()
        for scale in TEXT_SCALES:
            least = least_window(scale)
            if fitting_scale(scale, room) != scale:
                why = self.tr("Needs a screen of at least {0} x {1}").format(least.width(), least.height())
                sizes.forbid(str(scale), why)
        self._add(
            self.tr("Motion"),
            [("", system), ("less", self.tr("None"))],
            "less" if preferences.less_motion else "",
            self._set_motion,
        )

    def _add(self, name: str, choices: list[tuple[str, str]], chosen: str, then: Callable[[str], object]) -> Segmented:
        made = Segmented(name, choices, chosen)
        made.chosen.connect(then)
        made.chosen.connect(lambda _key: self._restyle())
        at = self._grid.rowCount()
        self._grid.addWidget(label(name, "fieldname"), at, 0)
        self._grid.addWidget(made, at, 1, Qt.AlignmentFlag.AlignLeft)
        return made

    def _set_language(self, key: str) -> None:
        self._preferences.language = "en" if key == "en" else "zh_CN"

    def _set_theme(self, key: str) -> None:
        self._preferences.theme = ThemeChoice(key)

    def _set_contrast(self, key: str) -> None:
        self._preferences.contrast = ContrastChoice(key)

    def _set_text_scale(self, key: str) -> None:
        self._preferences.text_scale = int(key)

    def _set_motion(self, key: str) -> None:
        self._preferences.less_motion = key == "less"
