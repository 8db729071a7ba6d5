"""One VIN from several pictures of a vehicle: what they agree on, where they differ, and whether it is sure.

Each reading says of each place how likely each character is; the places are multiplied, and the check digit
(GB 16735), the model year and the serial number's digits weigh in. No reading of another vehicle gets into the value:
readings that differ in more than a few places are of another plate, and contradict.

A fused VIN is verified when its check digit holds (or its maker is known not to use it), and a machine-readable code
that agrees with its own check says it, or two pictures say it, neither with a doubt, one of them verified by itself.
A reading that says otherwise at a place it does not doubt keeps it from being verified.

Without NumPy: the window fuses.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from paddock.app.capture.look_alikes import CONFUSIONS
from paddock.domain.checks import Check
from paddock.domain.sentences import Sentence
from paddock.domain.vin import (
    CHECK_DIGIT_POSITION,
    MODEL_YEAR_POSITION,
    VIN_ALPHABET,
    VIN_LENGTH,
    character_value,
    check_digit,
    check_vin,
    digit_for_total,
    model_year,
    position_weight,
)
from paddock.domain.wmi import find_maker, find_origin

SourceKind: TypeAlias = Literal["barcode", "text", "document"]
"""A machine-readable code, print on the vehicle, or the field of a document."""

_SAME_PLATE: Final = 4
"""Readings of one plate differ in at most so many places; more, and they are of two."""
_LEAST, _MOST, _DOUBTED, _CODE = 0.5, 0.9995, 0.6, 0.9999
_ALIKE_SHARE: Final = 0.8
"""Of what a reading leaves to other characters, how much goes to those that look like its own."""
_UNLIKELY: Final = 0.02
_MOVABLE: Final = 0.02
_DOUBTFUL_BELOW: Final = 0.9
_SERIAL_DIGITS_FROM: Final = 13
_PICTURES_WITHOUT_A_SURE_ONE: Final = 3
_ALIKE: Final = {
    char: frozenset(true for true, read in CONFUSIONS if read == char and true in VIN_ALPHABET) for char in VIN_ALPHABET
}

Places: TypeAlias = list[dict[str, float]]
"""For each place of a VIN the logarithm of each character's likelihood."""


@dataclass(frozen=True, slots=True, order=True)
class VinSource:
    """One reading. Two of the same `picture` (its SHA-256, or whatever names it) are not independent."""

    picture: str
    kind: SourceKind
    value: str
    confidence: float
    doubtful: tuple[int, ...] = ()
    verified: bool = False
    shows: str = ""
    """What the picture was taken for, for people; says nothing to the fusion."""

    @property
    def checks_itself(self) -> bool:
        """Whether it is a machine-readable code that agrees with its own check."""
        return self.kind == "barcode" and self.verified


@dataclass(frozen=True, slots=True)
class Difference:
    """A source that says something else: the places (from 0) where it does."""

    source: VinSource
    places: tuple[int, ...]
    is_other_vehicle: bool


@dataclass(frozen=True, slots=True)
class FusedVin:
    """What the sources say together. `posteriors` has the probability of each character of `value`."""

    value: str
    posteriors: tuple[float, ...]
    doubtful: tuple[int, ...]
    agreeing: tuple[VinSource, ...]
    differing: tuple[Difference, ...]
    checks: tuple[Check, ...]
    verified: bool


def fuse(sources: Iterable[VinSource], today: date) -> FusedVin | None:
    """Return what `sources` say together, whatever their order; `None` when none of them has 17 VIN characters."""
    known = _independent(source for source in sources if _is_spelled(source.value))
    if not known:
        return None
    members = _of_one_plate(known)
    places = _places(members)
    value = _best(places)
    shares = [_share(place, char) for place, char in zip(places, value, strict=True)]
    agreeing = tuple(source for source in known if source.value == value)
    differing = tuple(_difference(source, value, source not in members) for source in known if source.value != value)
    moved = {place for each in differing if not each.is_other_vehicle for place in each.places}
    unsure = {place for place, share in enumerate(shares) if share < _DOUBTFUL_BELOW}
    asked = set.intersection(*(set(source.doubtful) for source in agreeing)) if agreeing else set(range(VIN_LENGTH))
    checks = check_vin(value, today)
    agreement = _agreement(agreeing, differing)
    sound = _is_sound(value, checks, today)
    return FusedVin(
        value=value,
        posteriors=tuple(shares),
        doubtful=tuple(sorted(moved | unsure | asked)),
        agreeing=agreeing,
        differing=differing,
        checks=(*checks, agreement),
        verified=agreement.passed and sound,
    )


def _is_spelled(value: str) -> bool:
    return len(value) == VIN_LENGTH and all(char in VIN_ALPHABET for char in value)


def _independent(sources: Iterable[VinSource]) -> list[VinSource]:
    """Return the best source of each picture, in an order that does not depend on theirs."""
    best: dict[str, VinSource] = {}
    for source in sorted(set(sources)):
        held = best.get(source.picture)
        if held is None or _weight(source) > _weight(held):
            best[source.picture] = source
    return sorted(best.values())


def _weight(source: VinSource) -> tuple[bool, bool, float]:
    return source.checks_itself, source.verified, source.confidence


def _of_one_plate(sources: Sequence[VinSource]) -> list[VinSource]:
    """Return the sources of the plate that most is known of."""

    def neighbours(anchor: VinSource) -> list[VinSource]:
        return [source for source in sources if _distance(anchor.value, source.value) <= _SAME_PLATE]

    def known(anchor: VinSource) -> tuple[bool, float, tuple[bool, bool, float], str]:
        near = neighbours(anchor)
        return (
            any(each.checks_itself for each in near),
            sum(1 + each.confidence for each in near),
            _weight(anchor),
            (anchor.value),
        )

    return neighbours(max(sources, key=known))


def _distance(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _places(sources: Sequence[VinSource]) -> Places:
    places: Places = [dict.fromkeys(VIN_ALPHABET, 0.0) for _place in range(VIN_LENGTH)]
    for source in sources:
        each = min(max(source.confidence ** (1 / VIN_LENGTH), _LEAST), _MOST)
        for at, (place, char) in enumerate(zip(places, source.value, strict=True)):
            sure = _CODE if source.checks_itself else min(each, _DOUBTED) if at in source.doubtful else each
            alike = _ALIKE[char] - {char}
            others = len(VIN_ALPHABET) - 1 - len(alike)
            near = (1 - sure) * _ALIKE_SHARE / len(alike) if alike else 0.0
            far = (1 - sure - near * len(alike)) / others
            for other in VIN_ALPHABET:
                place[other] += math.log(sure if other == char else near if other in alike else far)
    _weigh_structure(places)
    return places


def _weigh_structure(places: Places) -> None:
    """What no VIN has, or seldom: a letter in the serial number's end, no year code at the year's place."""
    for at in range(_SERIAL_DIGITS_FROM, VIN_LENGTH):
        for char in VIN_ALPHABET:
            if not char.isdigit():
                places[at][char] += math.log(_UNLIKELY)
    for char in "0UZ":
        places[MODEL_YEAR_POSITION][char] += math.log(_UNLIKELY)


def _best(places: Places) -> str:
    """Return the likeliest spelling, or, where the law demands it, one whose check digit holds and nearly as likely."""
    plain = "".join(max(place, key=lambda char: (place[char], char)) for place in places)
    origin = find_origin(plain)
    if check_digit(plain) == plain[CHECK_DIGIT_POSITION] or origin is None or not origin.check_digit_required:
        return plain
    holding = _best_that_holds(places)
    far = _likelihood(places, holding) < _likelihood(places, plain) + math.log(_MOVABLE)
    return plain if far else holding


def _likelihood(places: Places, value: str) -> float:
    return sum(place[char] for place, char in zip(places, value, strict=True))


def _best_that_holds(places: Places) -> str:
    """Return the likeliest spelling whose check digit holds: the best for each sum modulo 11, place by place."""
    reached: dict[int, tuple[float, str]] = {0: (0.0, "")}
    for at, place in enumerate(places):
        if at == CHECK_DIGIT_POSITION:
            reached = {total: (score, text + "?") for total, (score, text) in reached.items()}
            continue
        grown: dict[int, tuple[float, str]] = {}
        for total, (score, text) in reached.items():
            for char, likelihood in place.items():
                after = (total + character_value(char) * position_weight(at)) % 11
                grown[after] = max(grown.get(after, (-math.inf, "")), (score + likelihood, text + char))
        reached = grown
    ends = [
        (score + places[CHECK_DIGIT_POSITION][digit_for_total(total)], text.replace("?", digit_for_total(total)))
        for total, (score, text) in reached.items()
    ]
    return max(ends)[1]


def _share(place: dict[str, float], char: str) -> float:
    return 1.0 / sum(math.exp(other - place[char]) for other in place.values())


def _difference(source: VinSource, value: str, is_other_vehicle: bool) -> Difference:  # noqa: FBT001
    places = tuple(at for at, (a, b) in enumerate(zip(source.value, value, strict=True)) if a != b)
    return Difference(source, places, is_other_vehicle)


def _is_sound(value: str, checks: Sequence[Check], today: date) -> bool:
    """Whether nothing the VIN says of itself speaks against it."""
    passed = {check.name for check in checks if check.passed}
    origin = find_origin(value)
    if origin is None or origin.check_digit_required:
        return len(passed) == len(checks)
    free = {"vin_check_digit", "vin_model_year"}
    year = model_year(value, today)
    return (
        find_maker(value) is not None
        and all(check.name in passed | free for check in checks)
        and ("vin_check_digit" in passed or year is None or year <= today.year + 1)
    )


def _agreement(agreeing: Sequence[VinSource], differing: Sequence[Difference]) -> Check:
    name = "vin_sources_agree"
    against = [each for each in differing if each.is_other_vehicle or not set(each.places) <= set(each.source.doubtful)]
    if against:
        return Check(name, False, _contradicted(against))
    undoubted = [source for source in agreeing if not source.doubtful]
    if any(source.checks_itself for source in agreeing):
        return Check(name, True, Sentence("自带校验的条码读出此车架号。", "A code that checks itself says this VIN."))
    enough = 2 if any(source.verified for source in undoubted) else _PICTURES_WITHOUT_A_SURE_ONE
    if len(undoubted) >= enough:
        agreed = Sentence("{count} 张图片各自读出同一车架号。", "{count} pictures say the same VIN, each by itself.")
        return Check(name, True, agreed.format(count=len(undoubted)))
    alone = Sentence(
        "还没有第二个来源证实，请再拍一张（条码、风挡、铭牌或行驶证），或对照车辆确认。",
        "No second source confirms it yet: take one more picture (bar code, windscreen, nameplate or licence), or"
        " compare it with the vehicle.",
    )
    return Check(name, False, alone)


def _contradicted(against: Sequence[Difference]) -> Sentence:
    if any(each.is_other_vehicle for each in against):
        return Sentence(
            "图片里有不同的车架号，可能混入了另一辆车，请核对后移除不属于本车的图片。",
            "The pictures show different VINs, perhaps of another vehicle: take out those that are not of this one.",
        )
    places = sorted({place + 1 for each in against for place in each.places})
    return Sentence(
        "各来源在第 {zh} 位不一致，请对照车辆确认。",
        "The sources differ at character {en}: compare it with the vehicle.",
    ).format(zh="、".join(map(str, places)), en=", ".join(map(str, places)))
