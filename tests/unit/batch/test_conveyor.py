"""The conveyor's memory: doubt is kept back until the camera moves on, and speed counts what was captured."""

from paddock.app.services.batch.conveyor import MOVED_ON_SECONDS, Doubt, Doubts, Speed
from tests.helpers.batches import vin

CAR, OTHER = vin(1), "WVWZZZ1KZAW123456"


def misread(value: str, places: int) -> str:
    return "".join("8" if at >= 17 - places else char for at, char in enumerate(value))


def test_the_best_doubt_about_a_car_is_set_aside_once_the_camera_has_moved_on() -> None:
    doubts: Doubts[str] = Doubts()
    assert doubts.doubted(Doubt(CAR, 0.5, "dark"), 0.0) is None
    assert doubts.doubted(Doubt(misread(CAR, 3), 0.7, "sharp"), 1.0) is None
    assert doubts.doubted(Doubt(CAR, 0.6, "blurred"), 2.0) is None
    assert doubts.moved_on(2.0 + MOVED_ON_SECONDS - 0.1) is None
    kept = doubts.moved_on(2.0 + MOVED_ON_SECONDS)
    assert kept is not None
    assert kept.frame == "sharp"
    assert doubts.moved_on(100.0, at_once=True) is None, "only once"


def test_a_doubt_that_becomes_sure_is_forgotten_and_one_about_another_car_is_not() -> None:
    doubts: Doubts[str] = Doubts()
    doubts.doubted(Doubt(misread(CAR, 2), 0.5, "one"), 0.0)
    assert doubts.found(CAR) is None
    doubts.doubted(Doubt(OTHER, 0.5, "two"), 1.0)
    kept = doubts.found(CAR)
    assert kept is not None
    assert kept.frame == "two"


def test_two_neighbours_with_right_check_digits_are_two_cars() -> None:
    doubts: Doubts[str] = Doubts()
    doubts.doubted(Doubt(vin(1), 0.5, "one"), 0.0)
    before = doubts.doubted(Doubt(vin(2), 0.9, "two"), 0.5)
    assert before is not None
    assert before.frame == "one"


def test_the_next_car_and_the_end_of_the_camera_set_a_doubt_aside() -> None:
    doubts: Doubts[str] = Doubts()
    doubts.doubted(Doubt(CAR, 0.5, "one"), 0.0)
    before = doubts.doubted(Doubt(OTHER, 0.5, "two"), 0.1)
    assert before is not None
    assert before.frame == "one"
    last = doubts.moved_on(0.2, at_once=True)
    assert last is not None
    assert last.frame == "two"


def test_speed_is_said_once_there_is_enough_to_tell_and_forgets_what_is_long_ago() -> None:
    speed = Speed()
    assert speed.per_hour(0.0) is None
    speed.resumed(0.0)
    for at in range(0, 60, 6):
        speed.one_more(float(at))
    assert speed.per_hour(5.0) is None
    assert speed.per_hour(60.0) == 600
    assert speed.per_hour(60.0 + 600.0) is None
    speed.resumed(1000.0)
    assert speed.per_hour(1100.0) is None, "a pause begins anew"
