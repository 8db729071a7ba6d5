"""The looks of `tests.screens.large`, and looking at them. Imported after the scale is set."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from paddock.ui.gallery.catalogue import gallery_pages
from paddock.ui.gallery.window import Dress as GalleryDress
from paddock.ui.gallery.window import GalleryWindow
from paddock.ui.theme import ContrastChoice, ThemeChoice, size
from tests.helpers.rounds import TORTURE
from tests.helpers.stage.morning import opened_morning
from tests.helpers.stage.stage import Dress, Stage, opened_stage
from tests.screens.legibility import illegible
from tests.screens.scene import Scene, shown
from tests.screens.scenes import after_a_morning, before_the_first_deal

LOOKS = {
    "zh_CN-light-contrast": (Dress("zh_CN", ThemeChoice.LIGHT), ContrastChoice.HIGH, 100),
    "en-dark-contrast-125": (Dress("en", ThemeChoice.DARK), ContrastChoice.HIGH, 125),
}


def look_at_everything(folder: Path, morning: Path, pictures: Path | None) -> dict[str, list[str]]:
    """What cannot be read, by look and scene; keeps a picture of each where `pictures` says.

    Every scene in one of the looks, in turn, under `make torture` in both.
    """
    findings: dict[str, list[str]] = {}
    with opened_stage(folder / "early") as stage:
        assert stage.shell.devicePixelRatioF() == 2.0
        for turn in range(len(LOOKS)):
            _look_at_scenes(stage, before_the_first_deal(), turn, findings, pictures)
    with opened_morning(morning, folder / "late") as stage:
        for turn, name in enumerate(LOOKS):
            _look_at_scenes(stage, after_a_morning(), turn, findings, pictures)
            _look_at_gallery(stage, name, findings, pictures)
    return findings


def _look_at_scenes(
    stage: Stage, scenes: Sequence[Scene], turn: int, findings: dict[str, list[str]], pictures: Path | None
) -> None:
    name = list(LOOKS)[turn]
    _wear(stage, *LOOKS[name])
    for scene in scenes if TORTURE else scenes[turn :: len(LOOKS)]:
        with shown(stage, scene) as widget:
            _look(stage, widget, f"{name}/{scene.key}", findings, pictures)


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
