"""Shows the scenes on the stage and takes their pictures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from paddock.ui.customer.window import CustomerWindow
from paddock.ui.gallery.catalogue import gallery_pages
from paddock.ui.gallery.window import Dress as GalleryDress
from paddock.ui.gallery.window import GalleryWindow
from tests.helpers.stage.morning import opened_morning
from tests.helpers.stage.stage import DRESSES, SIZES, Dress, Stage, opened_stage
from tests.screens.contact_sheets import TILED, tile
from tests.screens.legibility import illegible
from tests.screens.scene import Scene, shown
from tests.screens.scenes import after_a_morning, before_the_first_deal, gallery_key

SMALLEST = "1280x720"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pictures."""

    pictures: Mapping[str, frozenset[str]]
    """Their names (`zh_CN-light-1280x720@1`), by scene."""
    scale: str
    """The scale of this process; pictures at another are left to another."""
    whole: bool
    """Whether the whole pictures are kept beside their tiles, for a person to look at."""

    def name(self, dress: Dress, size: str) -> str:
        """What the picture in that dress and size is called here."""
        return f"{dress.name}-{size}@{self.scale}"

    def sizes(self, scene: str, dress: Dress) -> list[str]:
        """In which sizes a scene is wanted in that dress."""
        return [size for size in SIZES if self.name(dress, size) in self.pictures.get(scene, ())]

    def of(self, scenes: Iterable[Scene]) -> list[Scene]:
        """Those of `scenes` of which there is a picture to take."""
        return [scene for scene in scenes if any(self.sizes(scene.key, dress) for dress in DRESSES)]


class Album:
    """Where the pictures go, and what could not be read on them."""

    def __init__(self, out: Path, wanted: Wanted) -> None:
        self.out, self.wanted = out, wanted
        self.findings: dict[str, list[str]] = {}

    def take(self, widget: QWidget, scene: str, dress: Dress, size: str) -> None:
        """Keep the picture of a scene that is in view."""
        name = self.wanted.name(dress, size)
        _keep(widget.grab().toImage(), self.out / scene, name, whole=self.wanted.whole)
        if faults := illegible(widget):
            self.findings[f"{scene}/{name}"] = faults


def render(folder: Path, morning: Path, out: Path, wanted: Wanted) -> dict[str, list[str]]:
    """Render every wanted scene; returns what cannot be read, by picture."""
    album = Album(out, wanted)
    if early := wanted.of(before_the_first_deal()):
        with opened_stage(folder / "early") as stage:
            _in_every_dress(stage, early, album)
    with opened_morning(morning, folder / "late") as stage:
        _in_every_dress(stage, wanted.of(after_a_morning()), album)
        _gallery(stage, album)
    return album.findings


def _in_every_dress(stage: Stage, scenes: list[Scene], album: Album) -> None:
    for dress in DRESSES:
        stage.resize(SMALLEST)
        stage.dress(dress)
        for scene in scenes:
            if not (sizes := album.wanted.sizes(scene.key, dress)):
                continue
            with shown(stage, scene) as widget:
                for size in sizes:
                    stage.resize(size)
                    if isinstance(widget, CustomerWindow):
                        widget.resize(SIZES[size])
                    stage.settle(widget)
                    album.take(widget, scene.key, dress, size)
            stage.resize(SMALLEST)


def _gallery(stage: Stage, album: Album) -> None:
    """Every page of the gallery, in the gallery's own window."""
    window = GalleryWindow(stage.app, GalleryDress(less_motion=True))
    window.show()
    for dress in DRESSES:
        window.wear(GalleryDress(dress.language, dress.theme, less_motion=True))
        for page in gallery_pages():
            for size in album.wanted.sizes(gallery_key(page.key), dress):
                window.open_page(page.key)
                window.resize(SIZES[size])
                stage.settle(window)
                album.take(window, gallery_key(page.key), dress, size)
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
