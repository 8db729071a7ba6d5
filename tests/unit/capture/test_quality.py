"""What is said of a poor picture, and that nothing is said of a good one."""

import cv2
import numpy as np
import pytest

from benchmarks.capture.documents.inventions import invented_case
from benchmarks.capture.documents.photo import STRENGTHS, photographed
from benchmarks.capture.documents.scoring import KINDS
from benchmarks.capture.documents.sheet import TUNING
from paddock.app.capture.pixels import Picture
from paddock.app.capture.quality import cut_off, describe_quality, suspicions
from tests.helpers.renders import seeded


def photo(kind: str = "resident_id_front", strength: str = "light", seed: int = 3) -> Picture:
    rng = seeded(seed)
    return photographed(KINDS[kind](invented_case(rng), TUNING)[0], STRENGTHS[strength], rng)


def failed(picture: Picture) -> set[str]:
    return {check.name for check in (*describe_quality(picture), *suspicions(picture)) if not check.passed}


@pytest.mark.parametrize("kind", ["resident_id_front", "resident_id_back", "driving_licence", "vehicle_licence"])
def test_nothing_is_said_of_a_good_photo(kind: str) -> None:
    assert failed(photo(kind)) == set()


def test_each_fault_of_a_picture_is_told_with_what_to_do() -> None:
    good = photo()
    burnt = good.copy()
    cv2.ellipse(burnt, (800, 500), (520, 330), 0, 0, 360, (255, 255, 255), -1)
    rows, columns = np.mgrid[0 : good.shape[0], 0 : good.shape[1]].astype(np.float32)
    screen = good + 8 * np.sin(2 * np.pi * (0.8 * columns + 0.6 * rows) / 4.3)[:, :, np.newaxis]
    told = {
        "picture_focus": cv2.GaussianBlur(good, (0, 0), 9),
        "picture_light": (good * 0.1).astype(np.uint8),
        "picture_glare": cv2.GaussianBlur(burnt, (0, 0), 5),
        "picture_not_of_screen": np.clip(screen, 0, 255).astype(np.uint8),
        "picture_not_of_copy": np.repeat(good.mean(axis=2, keepdims=True).astype(np.uint8), 3, axis=2),
    }
    for name, picture in told.items():
        assert name in failed(np.asarray(picture, dtype=np.uint8)), name
    for check in (*describe_quality(told["picture_focus"]), *suspicions(told["picture_not_of_copy"])):
        assert check.passed or "拍" in check.message.zh


def test_print_that_runs_out_of_the_picture_is_told() -> None:
    picture = np.zeros((600, 800, 3), dtype=np.uint8)
    inside = np.asarray([[20, 20], [200, 20], [200, 60], [20, 60]], dtype=np.float32)
    assert cut_off(picture, [inside]) == ()
    (check,) = cut_off(picture, [inside, inside + np.asarray([600, 100], dtype=np.float32)])
    assert check.name == "picture_whole"
