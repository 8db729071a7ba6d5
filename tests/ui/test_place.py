"""The window never stands where nobody can see or take it, whatever became of the screens."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from paddock.ui.place import Place, read_place, visible_place

MAIN = QRect(0, 0, 1920, 1040)
LEFT = QRect(-1280, 0, 1280, 720)
places = st.builds(
    Place,
    st.integers(-9_000, 9_000),
    st.integers(-9_000, 9_000),
    st.integers(200, 4_000),
    st.integers(200, 3_000),
    st.booleans(),
)
screens = st.lists(
    st.builds(
        QRect, st.integers(-4000, 4000), st.integers(-2000, 2000), st.integers(800, 3840), st.integers(600, 2160)
    ),
    min_size=1,
    max_size=3,
)


def test_a_window_on_a_second_screen_stays_there() -> None:
    kept = Place(-1200, 40, 1180, 660)
    assert visible_place(kept, [MAIN, LEFT]) == kept


def test_when_that_screen_is_gone_it_comes_to_the_main_one() -> None:
    moved = visible_place(Place(-1200, 40, 1180, 660), [MAIN])
    assert MAIN.contains(moved.rect)


def test_a_window_that_shrinks_can_still_be_taken() -> None:
    at = visible_place(Place(-681, 0, 801, 200), [QRect(0, 0, 800, 600)])
    assert at == Place(-680, 0, 800, 200)
    assert visible_place(Place(-1, 0, 1482, 200), [QRect(0, 0, 800, 600)]) == Place(0, 0, 800, 200)


def test_a_window_larger_than_the_screen_shrinks() -> None:
    small = QRect(0, 0, 1280, 690)
    assert visible_place(Place(0, 0, 1440, 900), [small]).rect == QRect(0, 0, 1280, 690)


@given(places, screens)
def test_its_upper_edge_can_always_be_taken(kept: Place, present: list[QRect]) -> None:
    at = visible_place(kept, present)
    grip = QRect(at.x, at.y, at.width, 32)
    assert any(screen.intersected(grip).width() >= min(120, at.width) for screen in present)
    assert at.maximised == kept.maximised
    assert visible_place(at, present) == at


@given(places)
def test_what_is_written_is_read(kept: Place) -> None:
    assert read_place(kept.text()) == kept


@given(st.text())
def test_anything_else_is_no_place(text: str) -> None:
    read = read_place(text)
    assert read is None or (read.width > 0 and read.height > 0)
