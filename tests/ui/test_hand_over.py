"""An offer for the customer to take along: the code is read back by a decoder, the page is printed to a file."""

from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from pypdf import PdfReader
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from paddock.domain.financed_extras import ExtraKind
from paddock.ui.offer_sheet import phone_text
from paddock.ui.screens.counter.hand_over import HandOverDialog, print_offer
from paddock.wire.decisions import Offer, OfferExtra
from tests.helpers.contracts import offer
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.test_journey import blank_page
from tests.ui.test_offer_choice import decided, offers


def an_offer() -> Offer:
    extra = OfferExtra(kind="purchase_tax", name=ExtraKind.PURCHASE_TAX.name_for_people, amount_fen=867_257)
    return offer().model_copy(update={"extras": [extra]})


def test_a_phone_reads_the_offer_from_the_code(qtbot: QtBot) -> None:
    dialog = HandOverDialog(None, an_offer())
    qtbot.addWidget(dialog)
    image = dialog.code.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    grey = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    found = zxingcpp.read_barcodes(grey[:, : image.width()])
    assert [code.text for code in found] == [phone_text(an_offer())]
    assert "8,672.57" in found[0].text


def test_the_page_holds_every_instalment(tmp_path: Path, qtbot: QtBot) -> None:
    assert qtbot is not None
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "offer.pdf"))
    print_offer(an_offer(), printer)
    assert len(PdfReader(tmp_path / "offer.pdf").pages) >= 1
    assert (tmp_path / "offer.pdf").stat().st_size > 10_000


def test_the_button_beside_the_offer_hands_it_over(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = decided(blank_page(qtbot, open_window(no_sync)), offers(3))
    step.choose("o2")
    shown: list[Offer] = []
    monkeypatch.setattr(HandOverDialog, "exec", lambda dialog: shown.append(dialog._offer))
    next(made for made in step.findChildren(QPushButton) if "打印" in made.text()).click()
    assert [one.id for one in shown] == ["o2"]
