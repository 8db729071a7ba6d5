"""From one screen to another: from the act until the new screen is painted, every screen to every other.

The window has deals in its store, drafts and unsent work, and cars from a real centre. The first visit to a screen,
which makes it, is told apart. Times are those of the GUI thread's own computing, so that a busy machine does not count;
the elapsed ones are printed beside.
"""

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figure
from benchmarks.windows import INSIDE, in_window, keep_texts, kept_texts

if TYPE_CHECKING:
    from paddock.ui.office import Office
    from paddock.ui.shell import Shell

_ROUNDS = 3
_DEALS = 60
_MOST_MS = 50.0
_FIRST_MS = 80.0


def run() -> list[Figure]:
    """The slowest pair of screens, and the slowest first visit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keep_texts(folder)
        found = in_window(__spec__.name, folder)
    worst, first = max(found["pairs"], key=lambda pair: pair[1]), max(found["first"], key=lambda visit: visit[1])
    elapsed = statistics.median(pair[2] for pair in found["pairs"])
    usual = statistics.median(pair[1] for pair in found["pairs"])
    print(f"screen switch: median {usual:.0f} ms ({elapsed:.0f} elapsed), {len(found['pairs'])} pairs; slowest {worst}")
    print("first visits: " + ", ".join(f"{name} {ms:.0f} ms" for name, ms, _elapsed in found["first"]))
    return [
        Figure(f"screen switch, slowest pair ({worst[0]})", worst[1], _MOST_MS, "ms"),
        Figure(f"first visit of a screen, slowest ({first[0]})", first[1], _FIRST_MS, "ms"),
    ]


def inside(folder: Path) -> int:
    """Go everywhere in the real window and print how long it took."""
    from tests.helpers.driven_window import drive, say, wait_until  # noqa: PLC0415

    def script(shell: "Shell") -> None:
        from PySide6.QtTest import QTest  # noqa: PLC0415

        from paddock.ui.screens.catalogue import SCREENS  # noqa: PLC0415

        office = shell.opened_desk().office
        _fill(office, folder)
        wait_until(lambda: office.units(""))
        keys = [entry.key for entry in SCREENS]
        first = []
        for key in (*keys[1:], keys[0]):
            first.append((key, *_switch(shell, key)))
            QTest.qWait(400)
        times: dict[str, list[tuple[float, float]]] = {}
        for _round in range(_ROUNDS):
            for start in keys:
                for end in keys:
                    if start == end:
                        continue
                    shell.go(start)
                    QTest.qWait(60)
                    times.setdefault(f"{start} to {end}", []).append(_switch(shell, end))
                    QTest.qWait(60)
        pairs = [
            (name, *(round(statistics.median(each), 1) for each in zip(*taken, strict=True)))
            for name, taken in times.items()
        ]
        say(json.dumps({"pairs": pairs, "first": first[:-1]}))

    return drive(folder / "profile", script)


def _switch(shell: "Shell", key: str) -> tuple[float, float]:
    """Milliseconds the GUI thread computed, and that went by, until the screen was painted."""
    from PySide6.QtCore import QEvent, QObject  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    class Painted(QObject):
        seen = False

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
            self.seen = self.seen or event.type() is QEvent.Type.Paint
            return False

    painted = Painted()
    began, ran = time.perf_counter(), time.thread_time()
    shell.go(key)
    screen = shell.current_screen
    assert screen is not None
    screen.installEventFilter(painted)
    screen.update()
    while not painted.seen:
        QApplication.processEvents()
    computed, elapsed = time.thread_time() - ran, time.perf_counter() - began
    screen.removeEventFilter(painted)
    return round(computed * 1000, 1), round(elapsed * 1000, 1)


def _fill(office: "Office", folder: Path) -> None:
    """Deals of a day: half of them sent, half still drafts."""
    from dataclasses import replace  # noqa: PLC0415

    from paddock.domain.application_draft import FieldEntry  # noqa: PLC0415

    for number in range(_DEALS):
        entries = {path: FieldEntry(text) for path, text in kept_texts(folder, number).items()}
        draft = replace(office.new_draft(), entries=entries)
        draft = replace(draft, consent_given_at=draft.created_at)
        office.save_draft(draft)
        if number % 2:
            office.submit(draft)


if __name__ == "__main__":
    if INSIDE in sys.argv:
        sys.exit(inside(Path(sys.argv[2])))
    for figure in run():
        print(figure)
