"""What it costs that pictures are read in a process of their own: the same pictures through it and in this process.

Picture by picture, one after the other in turn, so that what else the machine does hits both alike. A label is read in
ten milliseconds, and on a busy machine two processes wait for their turns twice as long as one: there the fastest of
thirty counts, which had no wait in it.
"""

import statistics
import time
from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from benchmarks.figures import Figure
from paddock.app.capture.document_reader import read_image
from paddock.app.capture.images import decode_picture
from paddock.app.capture.ocr import warm_up
from paddock.app.capture.process.client import CaptureProcess
from tests.helpers.renders import (
    Picture,
    code_label,
    id_front,
    invented_person,
    invented_vin,
    nameplate,
    on_table,
    seeded,
)

_DOCUMENTS: Final = 6
_LABELS: Final = 30
_PHOTOS: Final = 12


def run() -> list[Figure]:
    """Ratios for documents and labels, and the milliseconds more for a photo of twelve megapixels."""
    rng = seeded(31)
    documents = [on_table(id_front(invented_person(rng)), 0.6, number) for number in range(_DOCUMENTS // 2)]
    documents += [nameplate(invented_vin(rng)) for _number in range(_DOCUMENTS // 2)]
    labels = [code_label(invented_vin(rng), "Code128") for _number in range(_LABELS)]
    photo = np.asarray(cv2.resize(documents[0], (4000, 3000)), dtype=np.uint8)
    capture = CaptureProcess()
    try:
        warm_up()
        capture.warm_up()
        capture.read(_jpeg(labels[0]), "first.jpg")
        ours, bare = _both(capture, documents)
        ours_labels, bare_labels = _both(capture, labels, of=min)
        decoded = [_jpeg(photo)] * _PHOTOS
        ours_photo = _timed(lambda data: capture.decode(data, "photo.jpg"), decoded)
        bare_photo = _timed(lambda data: decode_picture(data, "photo.jpg"), decoded)
    finally:
        capture.close()
    print(f"a document: {ours * 1000:.0f} ms through the process, {bare * 1000:.0f} ms in this one")
    print(f"a label: {ours_labels * 1000:.1f} ms through the process, {bare_labels * 1000:.1f} ms in this one")
    return [
        Figure("document read by the capture process / in-process", ours / bare, 1.1),
        Figure("bar code label read by the capture process / in-process", ours_labels / bare_labels, 1.3),
        Figure("12-megapixel photo, more than decoding it in-process", (ours_photo - bare_photo) * 1000, 60, "ms"),
    ]


def _both(
    capture: CaptureProcess, pictures: list[Picture], of: Callable[[list[float]], float] = statistics.median
) -> tuple[float, float]:
    """Seconds through the process, and in this one."""
    ours, bare = [], []
    for picture in pictures:
        data = [_jpeg(picture)]
        ours.append(_timed(lambda each: capture.read(each, "picture.jpg"), data))
        bare.append(_timed(lambda each: read_image(decode_picture(each, "picture.jpg")), data))
    return of(ours), of(bare)


def _timed(act: Callable[[bytes], object], pictures: list[bytes]) -> float:
    seconds = []
    for data in pictures:
        started = time.perf_counter()
        act(data)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def _jpeg(picture: Picture) -> bytes:
    return cv2.imencode(".jpg", picture)[1].tobytes()


if __name__ == "__main__":
    for figure in run():
        print(figure)
