"""Reading the recogniser's time steps (connectionist temporal classification) with a known length.

Evidence is steps × (1 + symbols), column 0 being "nothing". A spelling is a list of symbol indexes from 0.
"""

from typing import Final

import numpy as np

from paddock.app.capture.ocr import Evidence

_BEAM: Final = 24
_BRANCHES: Final = 3
_IGNORED_BELOW: Final = 1e-4
_TINY: Final = 1e-9


def greedy_symbols(evidence: Evidence) -> tuple[list[int], list[tuple[int, int]]]:
    """Return the likeliest symbol of each stretch of steps, and the steps it covers."""
    best = evidence.argmax(axis=1).tolist()
    symbols: list[int] = []
    steps: list[tuple[int, int]] = []
    previous = 0
    for step, column in enumerate(best):
        if column and column == previous:
            steps[-1] = (steps[-1][0], step)
        elif column:
            symbols.append(column - 1)
            steps.append((step, step))
        previous = column
    return symbols, steps


def best_spelling(evidence: Evidence, length: int) -> tuple[list[int], float] | None:
    """Return the likeliest spelling of exactly `length` symbols and its share of all, by prefix beam search.

    `None` when no spelling of that length is within reach.
    """
    beams: dict[tuple[int, ...], tuple[float, float]] = {(): (1.0, 0.0)}
    for row in evidence:
        beams = _step(beams, row, length)
    total = sum(a + b for a, b in beams.values())
    fitting = [(a + b, prefix) for prefix, (a, b) in beams.items() if len(prefix) == length]
    if not fitting or total <= 0.0:
        return None
    probability, prefix = max(fitting)
    return list(prefix), probability / total


def _step(
    beams: dict[tuple[int, ...], tuple[float, float]], row: Evidence, length: int
) -> dict[tuple[int, ...], tuple[float, float]]:
    """Extend each prefix by one time step; the pair is (ends in nothing, ends in its last symbol)."""
    nothing = max(float(row[0]), _IGNORED_BELOW)
    likely = np.argsort(row[1:])[-_BRANCHES:]
    symbols = [(int(symbol), float(row[symbol + 1])) for symbol in likely if row[symbol + 1] > _IGNORED_BELOW]
    grown: dict[tuple[int, ...], tuple[float, float]] = {}
    for prefix, (ends_empty, ends_full) in beams.items():
        _add(grown, prefix, (ends_empty + ends_full) * nothing, 0.0)
        for symbol, probability in symbols:
            if prefix and prefix[-1] == symbol:
                _add(grown, prefix, 0.0, ends_full * probability)
                if len(prefix) < length:
                    _add(grown, (*prefix, symbol), 0.0, ends_empty * probability)
            elif len(prefix) < length:
                _add(grown, (*prefix, symbol), 0.0, (ends_empty + ends_full) * probability)
    kept = sorted(grown.items(), key=lambda item: -sum(item[1]))[:_BEAM]
    scale = max(sum(kept[0][1]), 1e-300)
    return {prefix: (a / scale, b / scale) for prefix, (a, b) in kept}


def _add(beams: dict[tuple[int, ...], tuple[float, float]], prefix: tuple[int, ...], empty: float, full: float) -> None:
    a, b = beams.get(prefix, (0.0, 0.0))
    beams[prefix] = (a + empty, b + full)


def align(evidence: Evidence, symbols: list[int]) -> list[tuple[int, int]]:
    """Return the steps each of `symbols` most likely covers (Viterbi over nothing-symbol-nothing...)."""
    logs = np.log(np.maximum(evidence.astype(np.float64), _TINY))
    states = [0] + [column for symbol in symbols for column in (symbol + 1, 0)]
    count = len(states)
    may_skip = np.asarray(
        [index >= 2 and states[index] != 0 and states[index] != states[index - 2] for index in range(count)]
    )
    emit = logs[:, states]
    best = np.full(count, -np.inf)
    best[:2] = emit[0, :2]
    came = np.zeros((len(evidence), count), dtype=np.int64)
    for step in range(1, len(evidence)):
        stay = best
        move = np.concatenate([[-np.inf], best[:-1]])
        skip = np.where(may_skip, np.concatenate([[-np.inf, -np.inf], best[:-2]]), -np.inf)
        options = np.stack([stay, move, skip])
        came[step] = options.argmax(axis=0)
        best = options.max(axis=0) + emit[step]
    state = count - 1 if best[count - 1] >= best[count - 2] else count - 2
    spans: dict[int, tuple[int, int]] = {}
    for step in reversed(range(len(evidence))):
        if states[state]:
            place = (state - 1) // 2
            spans[place] = (step, spans.get(place, (step, step))[1])
        state -= int(came[step, state])
    return [spans.get(place, (0, len(evidence) - 1)) for place in range(len(symbols))]
