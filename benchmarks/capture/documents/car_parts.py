"""What is photographed on the car itself: its plates (GA 36) and the odometer on the dashboard."""

import random

import cv2
import numpy as np

from benchmarks.capture.documents.cards import Fields
from benchmarks.capture.documents.inventions import Case, invented_plate
from benchmarks.capture.documents.sheet import Fonts, Ink, Sheet
from tests.helpers.renders import Picture, seeded

_PLATES: dict[str, tuple[Ink, Ink]] = {
    "blue": ((25, 70, 165), (245, 245, 245)),
    "yellow": ((235, 180, 40), (20, 20, 20)),
    "green": ((150, 220, 165), (20, 25, 20)),
}


def licence_plate(case: Case, fonts: Fonts) -> tuple[Picture, Fields]:
    """A plate on a bumper: blue, yellow, or the green one of new energy."""
    rng = seeded(int(case.car.vin[-6:]))
    colour = rng.choice(tuple(_PLATES))
    text = invented_plate(rng, new_energy=colour == "green")
    ground, ink = _PLATES[colour]
    sheet = Sheet(480 if colour == "green" else 440, 140, 1.6, ground, fonts)
    sheet.box(5, 5, sheet_width(colour) - 5, 135, ink=ink)
    sheet.text(16, 22, text[0], 88, fonts.title, ink)
    sheet.text(105, 14, text[1], 92, fonts.digits, ink)
    sheet.box(168, 62, 178, 74, fill=ink, ink=None)
    size = sheet.fitting(text[2:], sheet_width(colour) - 205, 92, fonts.digits)
    sheet.text(190, 60 - size / 2, text[2:], size, fonts.digits, ink)
    return _on_bumper(sheet.picture(), rng), {"plate": text, "colour": colour}


def sheet_width(colour: str) -> int:
    """Plates are 440 mm long, those of new energy 480."""
    return 480 if colour == "green" else 440


def odometer(case: Case, fonts: Fonts) -> tuple[Picture, Fields]:
    """A digital dashboard: total, trip, speed, clock and temperature."""
    rng = seeded(case.car.odometer_km)
    sheet = Sheet(160, 90, 8, (14, 15, 18), fonts)
    pale: Ink = (225, 228, 232)
    sheet.text(64, 18, "0", 22, fonts.digits, pale)
    sheet.text(74, 42, "km/h", 5, fonts.digits, pale)
    sheet.text(12, 8, "14:26", 6, fonts.digits, pale)
    sheet.text(132, 8, "26℃", 6, fonts.value, pale)
    label = rng.choice(("ODO", "总里程", "TOTAL"))
    sheet.text(18, 70, label, 5.4, fonts.value, pale)
    sheet.text(44, 69, f"{case.car.odometer_km} km", 6.6, fonts.digits, pale)
    sheet.text(104, 70, rng.choice(("TRIP A", "小计里程", "TRIP")), 5, fonts.value, pale)
    sheet.text(130, 70, f"{rng.randrange(10, 9990) / 10:.1f} km", 5.4, fonts.digits, pale)
    return sheet.picture(), {"odometer_km": str(case.car.odometer_km)}


def _on_bumper(plate: Picture, rng: random.Random) -> Picture:
    """Bolt the plate to a grey bumper that fills the rest of the picture."""
    height, width = plate.shape[0] * 3, round(plate.shape[1] * 1.7)
    shade = np.linspace(rng.randrange(60, 120), rng.randrange(120, 200), height, dtype=np.float32)
    ground = np.repeat(shade[:, np.newaxis, np.newaxis], width, axis=1)
    picture = np.repeat(cv2.GaussianBlur(ground, (0, 0), 3).reshape(height, width, 1), 3, axis=2).astype(np.uint8)
    top, left = plate.shape[0], (width - plate.shape[1]) // 2
    picture[top : top + plate.shape[0], left : left + plate.shape[1]] = plate
    return np.asarray(picture, dtype=np.uint8)
