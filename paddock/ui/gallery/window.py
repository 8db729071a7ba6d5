"""The window of the gallery: pages on the left, the page on the right, switches for how everything looks above it."""

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListWidget, QMainWindow, QScrollArea, QWidget

from paddock.ui.gallery.catalogue import GalleryPage, gallery_pages
from paddock.ui.language import install_language
from paddock.ui.theme import TEXT_SCALES, ThemeChoice, apply_colours, apply_font, load_fonts, size
from paddock.ui.widgets.basics import column, label, row, scrolled
from paddock.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from paddock.domain.sentences import Language

_LIST_WIDTH = 208


@dataclass(frozen=True, slots=True)
class Dress:
    """How the gallery looks. Kept nowhere: the gallery has no profile."""

    language: "Language" = "zh_CN"
    theme: ThemeChoice = ThemeChoice.LIGHT
    high_contrast: bool = False
    text_scale: int = 100
    less_motion: bool = False


class GalleryWindow(QMainWindow):
    """Every widget in every state; a change of look makes the page again."""

    def __init__(self, app: QApplication, dress: Dress) -> None:
        super().__init__()
        self._app = app
        self.dress = dress
        self.page: GalleryPage | None = None
        self.resize(1280, 720)
        self._pages: list[GalleryPage] = []
        self._area = QScrollArea()
        for by, keys in ((1, "Ctrl+PgDown"), (-1, "Ctrl+PgUp")):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda step=by: self._step(step))
        self.wear(dress)

    def wear(self, dress: Dress) -> None:
        """Show the page now open in another look."""
        at = self._pages.index(self.page) if self.page else 0
        self.dress = dress
        install_language(self._app, dress.language)
        apply_colours(
            self._app,
            dress.theme,
            high_contrast=dress.high_contrast,
            text_scale=dress.text_scale,
            less_motion=dress.less_motion,
        )
        apply_font(self._app)
        self._pages = gallery_pages()
        self.setWindowTitle(self.tr("Paddock widgets"))
        self._build()
        self.open_page(self._pages[at].key)

    def open_page(self, key: str) -> None:
        """Show a page. Raises `StopIteration` for a key there is none for."""
        self.page = next(page for page in self._pages if page.key == key)
        with QSignalBlocker(self._list):
            self._list.setCurrentRow(self._pages.index(self.page))
        self._title.setText(self.page.title)
        made = scrolled(self.page.make())
        self._holder.replaceWidget(self._area, made)
        self._area.hide()
        self._area.deleteLater()
        self._area = made

    def _step(self, by: int) -> None:
        if self.page:
            at = (self._pages.index(self.page) + by) % len(self._pages)
            self.open_page(self._pages[at].key)

    def _build(self) -> None:
        centre = QWidget()
        centre.setObjectName("page")
        across = QHBoxLayout(centre)
        across.setContentsMargins(*[size("space", "large")] * 4)
        across.setSpacing(size("space", "large"))
        self._list = QListWidget()
        self._list.setProperty("role", "list")
        self._list.setFixedWidth(_LIST_WIDTH)
        self._list.setAccessibleName(self.tr("Widgets"))
        self._list.addItems([page.title for page in self._pages])
        self._list.currentRowChanged.connect(lambda at: self.open_page(self._pages[at].key))
        across.addWidget(self._list)
        self._holder = column(gap="medium")
        self._title = label("", "title")
        self._holder.addWidget(self._title)
        self._holder.addLayout(self._switches())
        self._area = QScrollArea()
        self._holder.addWidget(self._area, 1)
        across.addLayout(self._holder, 1)
        self.setCentralWidget(centre)

    def _switches(self) -> QHBoxLayout:
        line = row(gap="medium")
        now = self.dress
        language = Segmented(self.tr("Language"), [("zh_CN", "中文"), ("en", "English")], now.language)
        language.chosen.connect(lambda key: self.wear(replace(self.dress, language=key)))
        themes = [(ThemeChoice.LIGHT.value, self.tr("Light")), (ThemeChoice.DARK.value, self.tr("Dark"))]
        theme = Segmented(self.tr("Theme"), themes, now.theme.value)
        theme.chosen.connect(lambda key: self.wear(replace(self.dress, theme=ThemeChoice(key))))
        contrasts = [("", self.tr("Normal contrast")), ("high", self.tr("High contrast"))]
        contrast = Segmented(self.tr("Contrast"), contrasts, "high" if now.high_contrast else "")
        contrast.chosen.connect(lambda key: self.wear(replace(self.dress, high_contrast=key == "high")))
        scales = [(str(scale), f"{scale}%") for scale in TEXT_SCALES]
        scale = Segmented(self.tr("Text size"), scales, str(now.text_scale))
        scale.chosen.connect(lambda key: self.wear(replace(self.dress, text_scale=int(key))))
        for part in (language, theme, contrast, scale):
            line.addWidget(part)
        line.addStretch(1)
        return line


def run_gallery(language: "Language") -> int:
    """Show the gallery until it is closed; returns the exit code."""
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName("Paddock")
    load_fonts(app)
    window = GalleryWindow(app, Dress(language))
    window.show()
    window.activateWindow()
    return app.exec()
