import io
from collections.abc import Iterator

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from paddock.app.services.pdf_pages import PdfPages
from paddock.domain.errors import BadInput
from paddock.ui.tasks import close_workers
from paddock.ui.widgets.pdf_preview import PdfPreview


def document(pages: int) -> bytes:
    """Pages of A4 at 100 dots an inch, each with a red bar as long as its number."""
    drawn = []
    for number in range(1, pages + 1):
        page = Image.new("RGB", (827, 1169), "white")
        ImageDraw.Draw(page).rectangle((60, 60, 60 + 100 * number, 200), fill=(200, 0, 0))
        drawn.append(page)
    out = io.BytesIO()
    drawn[0].save(out, "PDF", save_all=True, append_images=drawn[1:], resolution=100.0)
    return out.getvalue()


@pytest.fixture
def preview(qtbot: QtBot) -> Iterator[PdfPreview]:
    made = PdfPreview()
    qtbot.addWidget(made)
    made.resize(QSize(600, 700))
    made.show()
    yield made
    close_workers()


def show(qtbot: QtBot, preview: PdfPreview, pages: int) -> None:
    with qtbot.waitSignal(preview.opened):
        preview.show_pdf(document(pages))
    qtbot.waitUntil(preview.is_drawn)


def test_pages_are_drawn_as_they_are(qtbot: QtBot, preview: PdfPreview) -> None:
    show(qtbot, preview, 3)
    assert preview.pages() == 3
    seen = preview.view.grab().toImage()
    left = next(
        x for x in range(seen.width()) if seen.pixelColor(x, 60).red() > 190 and seen.pixelColor(x, 60).blue() < 40
    )
    assert seen.pixelColor(left + 5, 60).green() < 40


def test_only_pages_near_the_view_are_kept_as_pictures(qtbot: QtBot, preview: PdfPreview) -> None:
    show(qtbot, preview, 20)
    for page in range(20):
        preview.view.turn_to(page)
        qtbot.waitUntil(preview.is_drawn)
    assert preview.view.page() == 19
    assert len(preview.view._drawn) <= 6


def test_turning_and_zooming_keep_the_page(qtbot: QtBot, preview: PdfPreview) -> None:
    show(qtbot, preview, 3)
    preview.view.turn_to(1)
    assert preview.view.page() == 1
    preview.view.setFocus()
    QTest.keyClick(preview.view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(preview.is_drawn)
    assert preview.view.page() == 1
    assert preview.view.horizontalScrollBar().maximum() > 0
    preview.view.fit_width()
    assert preview.view.horizontalScrollBar().maximum() == 0


def test_the_document_asked_for_last_is_the_one_in_view(qtbot: QtBot, preview: PdfPreview) -> None:
    preview.show_pdf(document(5))
    preview.show_pdf(document(2))
    assert not preview.shows_newest()
    qtbot.waitUntil(preview.is_drawn)
    assert preview.pages() == 2


@pytest.mark.parametrize("damaged", [b"", b"%PDF-1.7\n", b"\xff\xd8\xff not a PDF"])
def test_what_is_no_document_is_said(damaged: bytes) -> None:
    with pytest.raises(BadInput):
        PdfPages(damaged)


def test_a_closed_document_draws_nothing() -> None:
    pages = PdfPages(document(1))
    pages.close()
    pages.close()
    assert pages.draw(0, 100) is None
