"""A photographed ID card to checked fields, against bare RapidOCR on the whole picture: the same pictures, in turn.

Ours finds the card, reads it twice where that proves something, and checks it; RapidOCR gives lines of text.
"""

import statistics
import time
from typing import Any

from rapidocr import RapidOCR

from benchmarks.capture.documents.scoring import TODAY, drawn_photo
from benchmarks.capture.documents.sheet import TUNING, evaluation_fonts
from benchmarks.figures import Figure
from paddock.app.capture.document_reader import read_image
from paddock.app.capture.ocr import warm_up

GOAL = 0.6
_CARDS = 12


def run() -> list[Figure]:
    """Return (name, ratio of medians of processor time, goal)."""
    warm_up()
    bare: Any = RapidOCR(params={"Global.log_level": "critical"})
    ours: list[float] = []
    theirs: list[float] = []
    right = 0
    for number in range(_CARDS):
        picture, drawn = drawn_photo("resident_id_front", "moderate", evaluation_fonts() or (TUNING,), number)
        if not number:
            bare(picture)
        # Processor time: both keep every core busy, and what else the machine does must not count.
        started = time.process_time()
        document = read_image(picture, TODAY)
        ours.append(time.process_time() - started)
        started = time.process_time()
        bare(picture)
        theirs.append(time.process_time() - started)
        right += {name: field.value for name, field in document.fields.items()} == drawn
    ratio = statistics.median(ours) / statistics.median(theirs)
    return [Figure(f"ID card to fields ({right} of {_CARDS} whole), bare RapidOCR", ratio, GOAL)]


if __name__ == "__main__":
    for figure in run():
        print(figure)
