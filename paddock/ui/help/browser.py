"""Shows a page of the help: markdown in the window's letters and colours, links from page to page."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QBrush, QFont, QImage, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from paddock.ui.help.pages import Page, help_folder, page_for, topic_of
from paddock.ui.theme import FONT_FAMILY, colour, size

_MARGIN = 16
_PICTURES = {".png", ".jpg", ".svg"}


class HelpBrowser(QTextBrowser):
    """Sends `turned` with the topic when another page is in front; Alt+Left goes back."""

    turned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._pages: Mapping[str, Page] = {}
        self.setAccessibleName(self.tr("Help page"))
        self.setOpenExternalLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.document().setDocumentMargin(_MARGIN)
        # Tab goes from link to link and leaves after the last one.
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.sourceChanged.connect(self._shown)

    def use(self, pages: Mapping[str, Page]) -> None:
        """The pages of the language now shown."""
        self._pages = pages

    def show_topic(self, topic: str) -> None:
        """Turn to the page of a topic."""
        page = page_for(self._pages, topic)
        if page is not None:
            self.setSource(QUrl(page.name), QTextDocument.ResourceType.MarkdownResource)

    def topic(self) -> str:
        """The page in front; empty before the first."""
        return topic_of(self.source().toString()) if not self.source().isEmpty() else ""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A page from memory; a picture from the documentation's folder, at most as wide as the page."""
        file = QUrl(name).toString()
        if file.endswith(".md"):
            page = page_for(self._pages, topic_of(file))
            return page.text if page else ""
        if Path(file).suffix in _PICTURES:
            return self._picture(file)
        return super().loadResource(kind, QUrl(name))

    def _picture(self, file: str) -> QImage:
        image = QImage(str((help_folder() / "zh_CN" / file).resolve()))
        width = self.viewport().width() - 2 * _MARGIN
        return (
            image if image.width() <= width else image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        )

    def _shown(self) -> None:
        self._dress()
        self.turned.emit(self.topic())

    def _dress(self) -> None:
        """Headings in the house's sizes, keys as key caps, more air between the lines."""
        block = self.document().begin()
        cursor = QTextCursor(self.document())
        while block.isValid():
            layout = block.blockFormat()
            layout.setLineHeight(150.0, 1)  # QTextBlockFormat.LineHeightTypes.ProportionalHeight
            level = layout.headingLevel()
            if level:
                layout.setTopMargin(size("space", "large") if level > 1 else 0)
                layout.setBottomMargin(size("space", "small"))
            cursor.setPosition(block.position())
            cursor.setBlockFormat(layout)
            for start, length, found in _pieces(block):
                cursor.setPosition(start)
                cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(_letters(found, level))
            block = block.next()
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _pieces(block: Any) -> list[tuple[int, int, QTextCharFormat]]:
    found = []
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        found.append((piece.position(), piece.length(), piece.charFormat()))
        pieces += 1
    return found


def _letters(found: QTextCharFormat, level: int) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontFamilies([FONT_FAMILY])
    made.setProperty(QTextCharFormat.Property.FontPixelSize, size("type", {0: "body", 1: "title"}.get(level, "strong")))
    made.clearProperty(QTextCharFormat.Property.FontSizeAdjustment)
    if level:
        made.setFontWeight(QFont.Weight.Bold)
    if found.fontFixedPitch():
        made.setBackground(QBrush(colour("sunken")))
        made.setForeground(QBrush(colour("ink")))
    if found.isAnchor():
        made.setForeground(QBrush(colour("accent")))
    return made
