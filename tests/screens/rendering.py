"""Plays the scenes on the stage and takes their pictures."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from paddock.ui.customer.window import CustomerWindow
from paddock.ui.gallery.catalogue import gallery_pages
from paddock.ui.gallery.window import Dress as GalleryDress
from paddock.ui.gallery.window import GalleryWindow
from tests.helpers.stage.playing import play
from tests.helpers.stage.stage import DRESSES, SIZES, Stage, opened_stage
from tests.screens.contact_sheets import TILED, tile
from tests.screens.legibility import illegible
from tests.screens.scene import Scene, shown
from tests.screens.scenes import after_a_morning, before_the_first_deal, gallery_key

SMALLEST = "1280x720"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pictures; an empty set means all."""

    scenes: frozenset[str] = frozenset()
    sizes: frozenset[str] = frozenset()
    dresses: frozenset[str] = frozenset()
    whole: bool = False
    """Whether the whole pictures are kept beside their tiles, for a person to look at."""

    def of(self, scenes: Iterable[Scene]) -> list[Scene]:
        """Those of `scenes` that are wanted."""
        return [scene for scene in scenes if not self.scenes or scene.key in self.scenes]


def render(folder: Path, out: Path, scale: str, wanted: Wanted) -> dict[str, list[str]]:
    """Render every wanted scene; returns what cannot be read, by picture."""
    findings: dict[str, list[str]] = {}
    with opened_stage(folder) as stage:
        if early := wanted.of(before_the_first_deal()):
            _in_every_dress(stage, early, out, scale, wanted, findings)
        if late := wanted.of(after_a_morning()):
            play(stage)
            _in_every_dress(stage, late, out, scale, wanted, findings)
        _gallery(stage.app, out, scale, wanted, findings)
    return findings


def _in_every_dress(
    stage: Stage, scenes: list[Scene], out: Path, scale: str, wanted: Wanted, findings: dict[str, list[str]]
) -> None:
    for dress in DRESSES:
        if wanted.dresses and dress.name not in wanted.dresses:
            continue
        stage.resize(SMALLEST)
        stage.dress(dress)
        for scene in scenes:
            with shown(stage, scene) as widget:
                for size in SIZES:
                    if wanted.sizes and size not in wanted.sizes:
                        continue
                    stage.resize(size)
                    if isinstance(widget, CustomerWindow):
                        widget.resize(SIZES[size])
                    stage.settle(widget)
                    _keep(widget.grab().toImage(), out / scene.key, f"{dress.name}-{size}@{scale}", whole=wanted.whole)
                    if size == SMALLEST and (faults := illegible(widget)):
                        findings[f"{scene.key}/{dress.name}-{size}@{scale}"] = faults
            stage.resize(SMALLEST)


def _gallery(app: QApplication, out: Path, scale: str, wanted: Wanted, findings: dict[str, list[str]]) -> None:
    """Every page of the gallery, in the gallery's own window."""
    pages = [page.key for page in gallery_pages() if not wanted.scenes or gallery_key(page.key) in wanted.scenes]
    if not pages:
        return
    window = GalleryWindow(app, GalleryDress(less_motion=True))
    window.show()
    for dress in DRESSES:
        window.wear(GalleryDress(dress.language, dress.theme, less_motion=True))
        for page in pages:
            window.open_page(page)
            for size, pixels in SIZES.items():
                window.resize(pixels)
                QTest.qWait(40)
                name = f"{dress.name}-{size}@{scale}"
                _keep(window.grab().toImage(), out / gallery_key(page), name, whole=wanted.whole)
                if size == SMALLEST and (faults := illegible(window)):
                    findings[f"{gallery_key(page)}/{name}"] = faults
    window.close()


def _keep(picture: QImage, folder: Path, name: str, *, whole: bool) -> None:
    """Write the picture's tile, and the picture itself if it is wanted: whole pictures take half of the time."""
    folder.mkdir(parents=True, exist_ok=True)
    pixels = picture.convertToFormat(QImage.Format.Format_RGBX8888)
    size, row = (pixels.width(), pixels.height()), pixels.bytesPerLine()
    image = Image.frombuffer("RGBX", size, bytes(pixels.constBits()), "raw", "RGBX", row, 1).convert("RGB")
    tile(image).save(folder / f"{name}{TILED}", compress_level=1)
    if whole:
        image.save(folder / f"{name}.png", compress_level=2)
