"""The looks of `tests.ui.large`, and looking at them. Imported after the scale is set."""

from pathlib import Path

from PySide6.QtCore import QRect, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from paddock.ui.gallery.catalogue import gallery_pages
from paddock.ui.gallery.window import Dress as GalleryDress
from paddock.ui.gallery.window import GalleryWindow
from paddock.ui.theme import ContrastChoice, ThemeChoice, size
from tests.helpers.stage.playing import play
from tests.helpers.stage.stage import Dress, Stage, opened_stage
from tests.screens.legibility import illegible
from tests.screens.scene import shown
from tests.screens.scenes import after_a_morning, before_the_first_deal

LOOKS = {
    "zh_CN-light-contrast": (Dress("zh_CN", ThemeChoice.LIGHT), ContrastChoice.HIGH, 100),
    "en-dark-contrast-125": (Dress("en", ThemeChoice.DARK), ContrastChoice.HIGH, 125),
}


def look_at_everything(folder: Path, pictures: Path | None) -> dict[str, list[str]]:
    """What cannot be read, by look and scene; keeps a picture of each where `pictures` says."""
    findings: dict[str, list[str]] = {}
    with opened_stage(folder) as stage:
        assert stage.shell.devicePixelRatioF() == 2.0
        if pictures is None:
            # Where everything stands is enough, and painting four times as many pixels takes most of the time.
            stage.sees = _places_in
        for name, (dress, contrast, scale) in LOOKS.items():
            _wear(stage, dress, contrast, scale)
            for scene in before_the_first_deal():
                with shown(stage, scene) as widget:
                    _look(stage, widget, f"{name}/{scene.key}", findings, pictures)
        play(stage)
        for name, (dress, contrast, scale) in LOOKS.items():
            _wear(stage, dress, contrast, scale)
            for scene in after_a_morning():
                with shown(stage, scene) as widget:
                    _look(stage, widget, f"{name}/{scene.key}", findings, pictures)
            _look_at_gallery(stage, name, findings, pictures)
    return findings


def _wear(stage: Stage, dress: Dress, contrast: ContrastChoice, scale: int) -> None:
    preferences = stage.shell.preferences
    preferences.contrast, preferences.text_scale = contrast, scale
    stage.dress(dress)
    assert size("type", "body") == round(14 * scale / 100)
    stage.shell.resize(QSize(1280 * scale // 100, 720 * scale // 100))


def _look(stage: Stage, widget: QWidget, name: str, findings: dict[str, list[str]], pictures: Path | None) -> None:
    stage.settle(widget)
    _keep(widget, name, pictures)
    if faults := illegible(widget):
        findings[name] = faults


def _places_in(widget: QWidget) -> list[QRect]:
    return [part.geometry() for part in widget.findChildren(QWidget) if part.isVisible()]


def _look_at_gallery(stage: Stage, name: str, findings: dict[str, list[str]], pictures: Path | None) -> None:
    dress, contrast, scale = LOOKS[name]
    is_high = contrast is ContrastChoice.HIGH
    window = GalleryWindow(stage.app, GalleryDress(dress.language, dress.theme, is_high, scale, less_motion=True))
    window.show()
    for page in gallery_pages():
        window.open_page(page.key)
        QTest.qWait(20)
        _keep(window, f"{name}/gallery-{page.key}", pictures)
        if faults := illegible(window):
            findings[f"{name}/gallery-{page.key}"] = faults
    window.close()
    window.deleteLater()


def _keep(widget: QWidget, name: str, pictures: Path | None) -> None:
    if pictures is not None:
        path = pictures / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        widget.grab().save(str(path))
