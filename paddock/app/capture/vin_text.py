"""A VIN from recognition evidence: alphabet, length and check digit as constraints on what was read.

Each of the 17 places gets a probability for each of the 33 characters. The best VIN is searched for among
those whose check digit holds (GB 16735); where the check digit moved the reading away from what was plainly
read, the moved places are doubtful, because the check digit passes one wrong VIN in eleven and never sees
swaps inside groups of equal value (A/J/1, B/K/S/2, C/L/T/3, D/M/U/4, E/N/V/5, F/W/6, G/P/X/7, H/Y/8, R/Z/9).
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from paddock.app.capture.ctc import align, best_spelling, greedy_symbols
from paddock.app.capture.look_alikes import CONFUSIONS
from paddock.app.capture.ocr import CODE_SYMBOLS, Evidence, Line, Mark, is_code_character
from paddock.domain.vin import (
    CHECK_DIGIT_POSITION,
    VIN_LENGTH,
    character_value,
    check_digit,
    digit_for_total,
    position_weight,
)
from paddock.domain.wmi import find_maker

Places: TypeAlias = NDArray[np.float64]
"""17 × 33: the probability of each of `CODE_SYMBOLS` at each place of a VIN."""

_SYMBOLS: Final = len(CODE_SYMBOLS)
_INDEX: Final = {symbol: index for index, symbol in enumerate(CODE_SYMBOLS)}
# Recognition is surer of itself than it should be: measured on generated strips, see docs in tests.
_TEMPERATURE: Final = 1.6
_FLOOR: Final = 1e-7
_CONFUSED: Final = 3e-4
_SERIAL_DIGITS_FROM: Final = 13
_LETTER_IN_SERIAL: Final = 0.02
_FEWEST_DIGITS: Final = 5
# Seventeen digits in a row are part of a resident ID number.
_FEWEST_LETTERS: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class VinCandidate:
    """A VIN read from one strip.

    `as_read` is the likeliest spelling with no regard for the check digit, `value` the likeliest whose check
    digit holds (or `as_read` when that is far likelier). `posterior` is the share of `value` among all spellings;
    `weakest` the lowest probability of a character of `value`. `span` are the time steps it covers.
    """

    value: str
    as_read: str
    posterior: float
    weakest: float
    doubtful: tuple[int, ...]
    span: tuple[int, int]

    @property
    def corrected(self) -> bool:
        """Whether the check digit moved the reading."""
        return self.value != self.as_read

    @property
    def holds(self) -> bool:
        """Whether the check digit of `value` is right."""
        return check_digit(self.value) == self.value[CHECK_DIGIT_POSITION]


def find_vins(line: Line) -> list[VinCandidate]:
    """Return the VINs that `line` may hold, the likeliest first; text around them is left aside."""
    found: list[VinCandidate] = []
    for marks in _runs(line.marks):
        for window in _windows(marks):
            candidate = _decode(line.evidence, window)
            if candidate is not None and _plausible(candidate, window, marks):
                found.append(candidate)
    return sorted(
        found, key=lambda each: (find_maker(each.value) is not None, each.holds, each.posterior), reverse=True
    )


def _plausible(candidate: VinCandidate, window: list[Mark], run: list[Mark]) -> bool:
    """Whether a stretch can be a VIN: words and engine numbers in a row spell 17 characters too."""
    forbidden = sum(mark.char.upper() in "IOQ" for mark in window)
    digits = sum(char.isdigit() for char in candidate.value)
    letters = VIN_LENGTH - digits
    known = find_maker(candidate.value) is not None
    alone = len(run) <= VIN_LENGTH + 2
    return (
        digits >= _FEWEST_DIGITS
        and letters >= _FEWEST_LETTERS
        and (alone or known)
        and forbidden <= (3 if known else 1)
    )


def _runs(marks: tuple[Mark, ...]) -> list[list[Mark]]:
    """Split a line into stretches of code characters; spaces and stars between them do not split."""
    runs: list[list[Mark]] = [[]]
    for mark in marks:
        if is_code_character(mark.char):
            runs[-1].append(mark)
        elif mark.char not in " *-·.'`_":
            runs.append([])
    return [run for run in runs if VIN_LENGTH - 3 <= len(run) <= 64]


def _windows(run: list[Mark]) -> list[list[Mark]]:
    """Return the stretches of `run` to try: the whole of it, and each 17 in a row when it is longer."""
    text = "".join(mark.char for mark in run).upper()
    for label in ("VINNO", "VIN", "V1N", "CHASSISNO", "NO"):
        if text.startswith(label) and len(run) - len(label) >= VIN_LENGTH - 1:
            return _windows(run[len(label) :])
    if len(run) <= VIN_LENGTH:
        return [run]
    windows = [run[start : start + VIN_LENGTH] for start in range(len(run) - VIN_LENGTH + 1)]
    return [run, *windows] if len(run) <= VIN_LENGTH + 2 else windows


def _decode(evidence: Evidence, window: list[Mark]) -> VinCandidate | None:
    first, last = max(window[0].first - 1, 0), min(window[-1].last + 1, len(evidence) - 1)
    part = evidence[first : last + 1]
    symbols, steps = greedy_symbols(part)
    discount = 1.0
    if len(symbols) != VIN_LENGTH:
        spelling = best_spelling(part, VIN_LENGTH)
        if spelling is None:
            return None
        symbols, discount = spelling
        steps = align(part, symbols)
    places = _places(part, steps)
    return _choose(places, discount, (first, last))


def _places(part: Evidence, steps: list[tuple[int, int]]) -> Places:
    """Return the softened probabilities of each character at each place, from the steps it covers."""
    raw = np.asarray([part[first : last + 1, 1:].max(axis=0) for first, last in steps], dtype=np.float64)
    soft = np.power(np.maximum(raw, _FLOOR), 1.0 / _TEMPERATURE)
    soft /= soft.sum(axis=1, keepdims=True)
    mixed = soft @ _CONFUSION
    # The last four characters of a VIN are digits (GB 16735, ISO 3779): a letter there is suspect.
    mixed[_SERIAL_DIGITS_FROM:, 10:] *= _LETTER_IN_SERIAL
    mixed[CHECK_DIGIT_POSITION] *= _CHECK_DIGIT_MASK
    return np.asarray(mixed / mixed.sum(axis=1, keepdims=True))


def _choose(places: Places, discount: float, span: tuple[int, int]) -> VinCandidate:
    plain = places.argmax(axis=1)
    as_read = "".join(CODE_SYMBOLS[index] for index in plain)
    value = _best_with_check_digit(places) or as_read
    if _probability(places, value) < _MOVABLE * _probability(places, as_read):
        # Plainly printed and plainly wrong: what stands there is shown, and its check says so.
        value = as_read
    chosen = np.asarray([_INDEX[char] for char in value])
    own = places[np.arange(VIN_LENGTH), chosen]
    doubtful = tuple(
        index for index in range(VIN_LENGTH) if value[index] != as_read[index] or own[index] < _DOUBTFUL_BELOW
    )
    return VinCandidate(value, as_read, float(own.prod()) * discount, float(own.min()), doubtful, span)


_DOUBTFUL_BELOW: Final = 0.9
_MOVABLE: Final = 0.02


def _probability(places: Places, value: str) -> float:
    chosen = np.asarray([_INDEX[char] for char in value])
    return float(places[np.arange(VIN_LENGTH), chosen].prod())


def _best_with_check_digit(places: Places) -> str | None:
    """Return the likeliest spelling whose check digit holds, by dynamic programming over the sum mod 11."""
    logs = np.log(np.maximum(places, 1e-12))
    best = np.full((VIN_LENGTH, 11), -np.inf)
    choice = np.zeros((VIN_LENGTH, 11), dtype=np.int64)
    reached = np.full(11, -np.inf)
    reached[0] = 0.0
    for place in range(VIN_LENGTH):
        if place == CHECK_DIGIT_POSITION:
            best[place] = reached
            continue
        # scores[residue before, symbol] -> residue after
        after = (np.arange(11)[:, None] + _SHIFTS[place][None, :]) % 11
        scores = reached[:, None] + logs[place][None, :]
        for residue in range(11):
            masked = np.where(after == residue, scores, -np.inf)
            flat = int(masked.argmax())
            best[place, residue] = masked.flat[flat]
            choice[place, residue] = flat
        reached = best[place]
    totals = [reached[residue] + logs[CHECK_DIGIT_POSITION, _DIGIT_INDEX[residue]] for residue in range(11)]
    residue = int(np.argmax(totals))
    if not np.isfinite(totals[residue]):
        return None
    digit = CODE_SYMBOLS[_DIGIT_INDEX[residue]]
    spelled: list[str] = []
    for place in reversed(range(VIN_LENGTH)):
        if place == CHECK_DIGIT_POSITION:
            spelled.append(digit)
            continue
        residue, symbol = divmod(int(choice[place, residue]), _SYMBOLS)
        spelled.append(CODE_SYMBOLS[symbol])
    return "".join(reversed(spelled))


def _confusion_matrix() -> Places:
    matrix = np.eye(_SYMBOLS)
    for true, read in CONFUSIONS:
        if true in _INDEX and read in _INDEX:
            matrix[_INDEX[read], _INDEX[true]] += _CONFUSED
    return np.asarray(matrix / matrix.sum(axis=1, keepdims=True))


_CONFUSION: Final = _confusion_matrix()
_SHIFTS: Final = np.asarray(
    [[character_value(symbol) * position_weight(place) % 11 for symbol in CODE_SYMBOLS] for place in range(17)]
)
_DIGIT_INDEX: Final = [_INDEX[digit_for_total(residue)] for residue in range(11)]
_CHECK_DIGIT_MASK: Final = np.asarray([1.0 if symbol in "0123456789X" else 1e-6 for symbol in CODE_SYMBOLS])
