from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from paddock.app.capture.vin_fusion import FusedVin, VinSource, fuse
from paddock.domain.vin import VIN_ALPHABET, check_digit
from tests.helpers.renders import invented_vin, seeded

TODAY = date(2026, 11, 23)
VIN = "LSVAU2A34N2183456"


def photo(
    picture: str, value: str = VIN, confidence: float = 0.97, *, doubtful: tuple[int, ...] = (), verified: bool = False
) -> VinSource:
    return VinSource(picture, "text", value, confidence, doubtful, verified)


def code(picture: str, value: str = VIN) -> VinSource:
    return VinSource(picture, "barcode", value, 0.999, (), verified=True)


def with_char(vin: str, place: int, char: str) -> str:
    return vin[:place] + char + vin[place + 1 :]


@st.composite
def any_sources(draw: st.DrawFn) -> list[VinSource]:
    base = [invented_vin(seeded(draw(st.integers(0, 40)))) for _ in range(2)]
    made = []
    for _number in range(draw(st.integers(1, 6))):
        value = draw(st.sampled_from([base[0], base[0], base[1]]))
        for _change in range(draw(st.integers(0, 2))):
            value = with_char(value, draw(st.integers(0, 16)), draw(st.sampled_from(VIN_ALPHABET)))
        doubtful = tuple(sorted(draw(st.sets(st.integers(0, 16), max_size=3))))
        is_code, verified = draw(st.booleans()), draw(st.booleans())
        picture, confidence = draw(st.sampled_from("abcdef")), draw(st.floats(0.01, 1.0))
        made.append(VinSource(picture, "barcode" if is_code else "text", value, confidence, doubtful, verified))
    return made


@given(any_sources(), st.randoms(use_true_random=False))
def test_the_order_of_the_sources_never_matters(sources: list[VinSource], lot: object) -> None:
    shuffled = list(sources)
    lot.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis calls a Random an object
    assert fuse(sources, TODAY) == fuse(shuffled, TODAY)


@given(any_sources())
def test_never_verified_against_a_contradicting_source(sources: list[VinSource]) -> None:
    fused = fuse(sources, TODAY)
    assert fused is not None
    assert {*fused.agreeing, *(each.source for each in fused.differing)} <= set(sources)
    against = [
        each
        for each in fused.differing
        if any(each.source.value[at] != fused.value[at] and at not in each.source.doubtful for at in range(17))
    ]
    assert not (against and fused.verified)
    if fused.verified:
        assert check_digit(fused.value) == fused.value[8] or fused.value[0] not in "L12345"
        codes = [each for each in fused.agreeing if each.checks_itself]
        assert codes or len({each.picture for each in fused.agreeing if not each.doubtful}) >= 2


@given(any_sources())
def test_a_character_that_not_all_sources_say_is_marked(sources: list[VinSource]) -> None:
    fused = fuse(sources, TODAY)
    assert fused is not None
    for each in fused.differing:
        assert each.places
        if not each.is_other_vehicle:
            assert set(each.places) <= set(fused.doubtful)
    if not fused.agreeing:
        assert fused.doubtful == tuple(range(17))


def test_a_code_is_enough_and_one_photo_is_not() -> None:
    assert _fused(code("a")).verified
    assert not _fused(photo("a", verified=True)).verified
    assert "第二个来源" in _fused(photo("a", verified=True)).checks[-1].message.zh


def test_two_photos_verify_when_one_of_them_is_sure_and_neither_doubts() -> None:
    assert _fused(photo("a", verified=True), photo("b")).verified
    assert not _fused(photo("a"), photo("b")).verified
    assert _fused(photo("a"), photo("b"), photo("c")).verified
    assert not _fused(photo("a", verified=True), photo("b", doubtful=(3,))).verified


def test_two_readings_of_one_picture_are_one() -> None:
    again = VinSource("a", "text", VIN, 0.5)
    assert not _fused(photo("a", verified=True), again).verified


def test_what_one_photo_doubts_another_settles_and_the_place_stays_marked() -> None:
    misread = photo("a", with_char(VIN, 6, "4"), 0.6, doubtful=(6,))
    fused = _fused(misread, photo("b", verified=True), photo("c"))
    assert fused.value == VIN
    assert fused.verified
    assert 6 in fused.doubtful
    assert [each.places for each in fused.differing] == [(6,)]


def test_an_undoubted_difference_keeps_it_from_being_sure_and_says_where() -> None:
    fused = _fused(code("a"), photo("b", with_char(VIN, 16, "8")))
    assert fused.value == VIN
    assert not fused.verified
    assert fused.doubtful == (16,)
    assert "17" in fused.checks[-1].message.en


def test_another_vehicle_among_the_pictures_gets_no_character_into_the_value() -> None:
    other = invented_vin(seeded(99))
    fused = _fused(code("a"), photo("b"), photo("c", other, verified=True))
    assert fused.value == VIN
    assert not fused.verified
    assert fused.differing[0].is_other_vehicle
    assert "另一辆车" in fused.checks[-1].message.zh


def test_the_check_digit_decides_between_two_readings() -> None:
    wrong = with_char(VIN, 12, "8")
    fused = _fused(photo("a", wrong, 0.5, doubtful=(12,)), photo("b", doubtful=(12,), confidence=0.5))
    assert fused.value == VIN


def test_a_maker_known_not_to_use_the_check_digit_is_verified_without_it() -> None:
    european = "WVWZZZ1KZ6W000001"
    assert check_digit(european) != european[8]
    assert _fused(photo("a", european, verified=True), photo("b", european)).verified
    chinese = with_char(VIN, 8, "1")
    assert not _fused(photo("a", chinese, verified=True), photo("b", chinese)).verified


def test_nothing_that_is_no_vin_is_fused() -> None:
    assert fuse([], TODAY) is None
    assert fuse([photo("a", "LSV"), photo("b", VIN[:16] + "O")], TODAY) is None


def _fused(*sources: VinSource) -> FusedVin:
    fused = fuse(sources, TODAY)
    assert fused is not None
    return fused
