"""One labelled frame from one number: a sticker with a code in 1280 × 720 pixels, damaged in one of fourteen ways."""

import random
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from benchmarks.capture.vin.damages import KINDS, Colours, Strength, damage, turned
from tests.helpers.renders import invented_vin

Symbology: TypeAlias = Literal["Code39", "Code128", "DataMatrix", "QRCode", "PDF417"]
Picture: TypeAlias = NDArray[np.uint8]

SYMBOLOGIES: Final[tuple[Symbology, ...]] = ("Code39", "Code128", "DataMatrix", "QRCode", "PDF417")
LINEAR: Final = ("Code39", "Code128")
DAMAGES: Final = (*(kind for kind in KINDS if kind != "upside_down"), "steep", "inverted")
"""Fourteen: the kinds of `damages` and two more, a code at 30 to 60 degrees and one light on dark."""

_FRAME: Final = (1280, 720)
_MODULES: Final[dict[Symbology, tuple[float, float]]] = {
    "Code39": (2.0, 3.0),
    "Code128": (2.2, 4.0),
    "DataMatrix": (5.0, 9.0),
    "QRCode": (5.0, 9.0),
    "PDF417": (3.0, 4.5),
}
"""Pixels to a module, from and to."""
_HEIGHT_IN_MODULES: Final = 10.0
"""Damages count in heights of print: print beside a code is about ten modules tall."""


@dataclass(frozen=True)
class Frame:
    """What a number stands for; `picture` draws it."""

    number: int
    text: str
    is_vin: bool
    symbology: Symbology
    kind: str
    strength: Strength

    def picture(self) -> Picture:
        """Draw it: the same pixels every time."""
        rng = random.Random(f"code {self.number}")  # noqa: S311  (pictures, not secrets)
        module = rng.uniform(*_MODULES[self.symbology])
        scene = _scene(_code(self.text, self.symbology, module, rng), rng, inverted=self.kind == "inverted")
        if self.kind == "steep":
            scene = turned(scene, rng.choice((-1, 1)) * rng.uniform(30, 60))
        return damage(scene, (self.kind,), self.strength, module * _HEIGHT_IN_MODULES, rng.randrange(1 << 30))


def frame(
    number: int, strength: Strength, symbologies: tuple[Symbology, ...] = SYMBOLOGIES, *, is_vin: bool = True
) -> Frame:
    """Return the frame with `number`: symbologies and damages take turns.

    Without `is_vin` its text is one that only looks like a VIN: one character off, or the number of a part.
    """
    rng = random.Random(f"code frame {number}")  # noqa: S311  (pictures, not secrets)
    symbology = symbologies[number % len(symbologies)]
    kind = DAMAGES[number // len(symbologies) % len(DAMAGES)]
    vin = invented_vin(rng)
    return Frame(number, vin if is_vin else _no_vin(vin, rng), is_vin, symbology, kind, strength)


def _no_vin(vin: str, rng: random.Random) -> str:
    place = rng.randrange(9, 17)
    digit = str((int(vin[8]) + 1) % 10) if vin[8].isdigit() else "0"
    return rng.choice((vin[:8] + digit + vin[9:], vin[:place], f"{vin[:6]}-{rng.randrange(10**9):09d}-{vin[6:9]}"))


def _code(vin: str, symbology: Symbology, module: float, rng: random.Random) -> NDArray[np.float32]:
    """Return the code with its quiet zone, 0 (bars) to 1 (paper)."""
    code = zxingcpp.create_barcode(vin, zxingcpp.barcode_format_from_str(symbology))
    drawn = np.asarray(zxingcpp.write_barcode_to_image(code, scale=4), dtype=np.float32)
    drawn = drawn[:, :, 0] if drawn.ndim == 3 else drawn
    wide = max(round(drawn.shape[1] * module / 4), 8)
    high = round(wide * rng.uniform(0.12, 0.25)) if symbology in LINEAR else round(drawn.shape[0] * module / 4)
    return np.asarray(cv2.resize(drawn, (wide, high), interpolation=cv2.INTER_AREA), dtype=np.float32) / 255.0


def _scene(code: NDArray[np.float32], rng: random.Random, *, inverted: bool) -> Colours:
    wide, high = _FRAME
    noise = np.random.default_rng(rng.randrange(1 << 32))
    cloudy = noise.normal(0, 1, (high // 40, wide // 40)).astype(np.float32)
    scene = rng.uniform(40, 150) + cv2.resize(cloudy, (wide, high), interpolation=cv2.INTER_CUBIC) * rng.uniform(3, 14)
    ink, paper = rng.uniform(10, 50), rng.uniform(190, 250)
    sticker = paper + (ink - paper) * (code if inverted else 1.0 - code)
    top = rng.randint(40, high - code.shape[0] - 40)
    left = rng.randint(20, wide - code.shape[1] - 20)
    edge = 12
    scene[top - edge : top + code.shape[0] + edge, left - edge : left + code.shape[1] + edge] = (
        ink if inverted else paper
    )
    scene[top : top + code.shape[0], left : left + code.shape[1]] = sticker
    grainy = scene[:, :, None] + noise.normal(0, 2, (high, wide, 3))
    return np.asarray(grainy, dtype=np.float32)
