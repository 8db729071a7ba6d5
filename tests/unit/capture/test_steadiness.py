import cv2
import numpy as np

from paddock.app.capture.pixels import Picture
from paddock.app.capture.steadiness import Steadiness
from tests.helpers.renders import invented_vin, nameplate, seeded

PLATE = nameplate(invented_vin(seeded(3)), 640)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def moved(picture: Picture, by: int) -> Picture:
    return np.roll(picture, by, axis=1)


def test_a_frame_that_moves_waits_and_one_that_stays_is_read() -> None:
    steady = Steadiness(Clock())
    assert not steady.take(PLATE)
    assert not steady.take(moved(PLATE, 40))
    assert not steady.take(moved(PLATE, 90))
    assert steady.take(moved(PLATE, 90))


def test_a_blurred_frame_waits_for_a_sharp_one() -> None:
    steady, soft = Steadiness(Clock()), cv2.GaussianBlur(PLATE, (0, 0), 4).astype(np.uint8)
    steady.take(PLATE)
    assert steady.take(PLATE)
    assert not [steady.take(soft) for _frame in range(3)][-1]
    assert steady.take(PLATE)


def test_soft_print_is_read_where_nothing_sharper_is_to_be_seen() -> None:
    steady, soft = Steadiness(Clock()), cv2.GaussianBlur(PLATE, (0, 0), 2).astype(np.uint8)
    steady.take(soft)
    assert steady.take(soft)


def test_a_hand_that_never_rests_is_read_now_and_then() -> None:
    clock = Clock()
    steady = Steadiness(clock)
    taken = 0
    for step in range(60):
        clock.now += 0.1
        taken += steady.take(moved(PLATE, 60 * step))
    assert 3 <= taken <= 8
