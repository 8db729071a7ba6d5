"""Several pictures of one vehicle at the scan step: which agree, which do not, and where."""

from pathlib import Path

import cv2
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from paddock.app.capture.vin_fusion import SourceKind, VinSource
from paddock.domain.application_draft import FieldPath, Reading
from paddock.ui.language import install_language
from paddock.ui.screens.counter.deal_page import SCAN
from paddock.ui.screens.counter.scan_step import ScanStep
from paddock.ui.vin_sources import VinSources
from paddock.ui.widgets.vin_agreement import VinAgreement
from paddock.ui.widgets.vin_strip import VinStrip
from tests.helpers.renders import code_label, invented_vin, seeded
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.test_journey import blank_page

VIN = "LSVAU2A34N2183456"
MISREAD = VIN[:16] + "8"


def took(
    sources: VinSources, picture: str, value: str, kind: SourceKind = "text", doubtful: tuple[int, ...] = ()
) -> tuple[Reading, QImage | None]:
    """A picture arrives as the scan step takes it in."""
    verified = kind == "barcode"
    source = VinSource(
        picture, kind, value, 0.9, doubtful, verified, "vehicle_licence" if kind == "document" else "vin"
    )
    sources.add(source, Reading(value, 0.9, picture, (), doubtful), QImage(4, 4, QImage.Format.Format_RGB32))
    return sources.together(picture, {picture, *sources._kept})


def test_one_picture_is_taken_as_it_was_read() -> None:
    reading, crop = took(VinSources(), "a", VIN)
    assert reading == Reading(VIN, 0.9, "a")
    assert crop is not None


def test_a_misread_character_is_mended_by_the_others_marked_and_shown_with_a_picture_that_says_it() -> None:
    sources = VinSources()
    took(sources, "a", VIN, "barcode")
    reading, _crop = took(sources, "b", MISREAD, doubtful=(16,))
    assert reading.value == VIN
    assert reading.image_sha256 == "a"
    assert reading.doubtful == (16,)
    assert reading.confidence >= 0.99


def test_a_picture_of_another_vehicle_stays_what_it_is_and_one_taken_out_says_nothing() -> None:
    other, sources = invented_vin(seeded(8)), VinSources()
    took(sources, "a", VIN, "barcode")
    assert took(sources, "b", other)[0].value == other
    both, alone = sources.fused({"a", "b"}), sources.fused({"a"})
    assert both is not None
    assert alone is not None
    assert (both.verified, alone.verified) == (False, True)


def test_the_list_names_who_agrees_and_boxes_where_another_differs(qtbot: QtBot, qapp: QApplication) -> None:
    install_language(qapp, "zh_CN")
    sources, shown = VinSources(), VinAgreement()
    qtbot.addWidget(shown)
    took(sources, "a", VIN, "barcode")
    shown.show_fused(sources.fused({"a"}))
    assert shown.isHidden()
    took(sources, "b", VIN, "document")
    shown.show_fused(sources.fused({"a", "b"}))
    assert shown.texts() == ("✓  自带校验的条码读出此车架号。", "✓  一致: 条码、行驶证")
    assert shown.findChildren(VinStrip) == []
    took(sources, "c", MISREAD)
    shown.show_fused(sources.fused({"a", "b", "c"}))
    assert shown.texts()[0] == "✕  各来源在第 17 位不一致，请对照车辆确认。"
    assert shown.texts()[2] == "▲  车身印刷字不一致"
    [strip] = shown.findChildren(VinStrip)
    assert strip.marks()[0] == {16}
    assert not shown.isHidden()


def test_pictures_that_agree_and_one_that_does_not_at_the_scan_step(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, tmp_path: Path
) -> None:
    page = blank_page(qtbot, open_window(no_sync))
    scan = page.steps[SCAN]
    assert isinstance(scan, ScanStep)
    vin, other = invented_vin(seeded(5)), invented_vin(seeded(6))
    for number, (text, symbology) in enumerate(((vin, "Code128"), (vin, "DataMatrix"), (other, "Code128"))):
        path = tmp_path / f"{number}.png"
        cv2.imwrite(str(path), code_label(text, symbology))
        scan.read_paths([path])
        seen = number + 1
        qtbot.waitUntil(lambda: len(page.deal.draft.images) == seen, timeout=60_000)  # noqa: B023 - waits within the turn
        if number == 1:
            assert page.deal.draft.text(FieldPath.VIN) == vin
            assert len(scan.agreement.texts()) == 2
    assert page.deal.draft.text(FieldPath.VIN) == vin, "two pictures outweigh one of another car"
    assert scan.agreement.texts()[0].startswith("✕")
    assert len(scan.agreement.texts()) == 3
    page.deal.remove_picture(page.deal.draft.images[-1].sha256)
    assert scan.agreement.texts()[0].startswith("✓")
