import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.app.capture.ctc import align, best_spelling, greedy_symbols
from paddock.app.capture.ocr import CODE_SYMBOLS, Line, Mark, OcrEngine
from paddock.app.capture.vin_text import find_vins
from paddock.domain.vin import check_digit
from tests.helpers.renders import Damage, damaged, invented_vin, seeded, vin_strip


def line_reading(text: str, sure: float = 0.999) -> Line:
    """A line as the recogniser gives it: each character one step, nothing between."""
    evidence = np.full((2 * len(text) + 1, len(CODE_SYMBOLS) + 1), 1e-6, dtype=np.float32)
    evidence[:, 0] = 1.0
    marks = []
    for index, char in enumerate(text):
        step = 2 * index + 1
        marks.append(Mark(char, sure, step, step))
        symbol = {"O": "0", "I": "1", "Q": "0"}.get(char.upper(), char.upper())
        if symbol in CODE_SYMBOLS:
            evidence[step] = 1e-6
            evidence[step, 1 + CODE_SYMBOLS.index(symbol)] = sure
            evidence[step, 0] = 1.0 - sure
    return Line(text, sure, tuple(marks), evidence)


@pytest.mark.parametrize(
    "around",
    ["{}", "VIN:{}", "VIN {}", "*{}*", "车辆识别代号{}", "{}发动机", "NO.{}", "车架号：{} 年份2022"],
)
def test_a_vin_is_found_among_other_text(around: str) -> None:
    vin = invented_vin(seeded(7))
    best = find_vins(line_reading(around.format(vin)))[0]
    assert best.value == vin
    assert not best.corrected
    assert best.doubtful == ()


def test_spaces_inside_and_small_letters_do_not_matter() -> None:
    vin = invented_vin(seeded(8))
    spaced = f"{vin[:3]} {vin[3:9]} {vin[9:]}".lower()
    assert find_vins(line_reading(spaced))[0].value == vin


@given(st.integers(0, 400), st.integers(0, 16))
def test_a_character_the_check_digit_moves_is_doubtful(seed: int, place: int) -> None:
    vin = invented_vin(seeded(seed))
    other = "6" if vin[place] in "5ENV0D" else "5"
    line = line_reading(vin[:place] + other + vin[place + 1 :], sure=0.7)
    line.evidence[2 * place + 1, 1 + CODE_SYMBOLS.index(vin[place])] = 0.3
    best = find_vins(line)[0]
    assert best.holds
    moved = {index for index in range(17) if best.value[index] != best.as_read[index]}
    assert moved <= set(best.doubtful)
    assert best.value == vin or len(moved) >= 1


@given(st.integers(0, 400))
def test_a_plainly_printed_wrong_vin_is_shown_as_printed(seed: int) -> None:
    vin = invented_vin(seeded(seed))
    wrong = vin[:8] + ("1" if vin[8] != "1" else "2") + vin[9:]
    best = find_vins(line_reading(wrong, sure=0.99999))[0]
    assert best.value == wrong
    assert not best.holds


def test_the_likelier_of_two_readings_wins_when_the_check_digit_agrees() -> None:
    vin = "LSVAU2A34N2183456"
    line = line_reading(vin)
    line.evidence[2 * 6 + 1, 1 + CODE_SYMBOLS.index("4")] = 0.55
    line.evidence[2 * 6 + 1, 1 + CODE_SYMBOLS.index("A")] = 0.44
    best = find_vins(line)[0]
    assert best.as_read[6] == "4"
    assert best.value == vin
    assert 6 in best.doubtful


@pytest.mark.parametrize(
    "text", ["", "中华人民共和国", "ABC123", "1234567890", "LSVAU2A34N21834", "320583198203181067"]
)
def test_other_text_is_no_vin(text: str) -> None:
    assert all(not found.holds or found.corrected for found in find_vins(line_reading(text)))


def test_a_spelling_of_known_length_is_found_where_the_plain_one_is_short() -> None:
    # Two equal digits with a weak gap between them: the plain reading merges them.
    evidence = np.asarray(
        [[0.9, 0.1, 0], [0.02, 0.98, 0], [0.4, 0.6, 0], [0.02, 0.98, 0], [0.1, 0, 0.9]], dtype=np.float32
    )
    assert greedy_symbols(evidence)[0] == [0, 1]
    found = best_spelling(evidence, 3)
    assert found is not None
    assert found[0] == [0, 0, 1]
    steps = align(evidence, found[0])
    assert [first <= last for first, last in steps] == [True] * 3
    assert steps[0][1] < steps[1][0] < steps[2][0]


def test_printed_strips_read_right(networks: OcrEngine) -> None:
    rng = seeded(11)
    vins = [invented_vin(rng) for _ in range(24)]
    strips = [
        damaged(vin_strip(vin, gap=index % 4), Damage(blur=0.8, noise=12, contrast=0.5, seed=index))
        for index, vin in enumerate(vins)
    ]
    read = [find_vins(line)[0] for line in networks.recognise(strips)]
    assert [found.value for found in read] == vins
    assert all(check_digit(found.value) == found.value[8] for found in read)
