"""Memory of the window's process over a thousand deals, each opened, filled, looked through, submitted and closed.

The centre cannot be reached, so nothing but the window and its store is at work. Every twentieth deal has a photo of a
label, read by the capture process.
"""

import json
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from benchmarks.figures import Figure
from benchmarks.windows import INSIDE, in_window, keep_texts, kept_texts, prepare_profile, resident_mb

if TYPE_CHECKING:
    from paddock.domain.application_draft import FieldTexts
    from paddock.ui.screens.counter.screen import CounterScreen
    from paddock.ui.shell import Shell

DEALS = 1000
SMALL = 100
_MOST_MB = 250.0
_GROWTH_MB = 10.0
_LOOK_AT = (10, SMALL, 250, 500, 750, DEALS)
_PHOTO_EVERY = 20
_MOST_SECONDS = 3600
"""Some four minutes on an idle machine, half an hour on a busy one."""
_NOBODY = "http://127.0.0.1:9"
"""The discard port: no centre there."""


def run() -> list[Figure]:
    """Resident memory at the end, and how much it grew from the hundredth deal on."""
    import cv2  # noqa: PLC0415 - not inside the window's process

    from tests.helpers.renders import code_label, invented_vin, seeded  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cv2.imwrite(str(folder / "label.png"), code_label(invented_vin(seeded(7)), "Code128"))
        prepare_profile(folder)
        keep_texts(folder)
        found = in_window(__spec__.name, folder, seconds=_MOST_SECONDS)
    at = {int(deals): mb for deals, mb in found["mb"].items()}
    print("memory: " + ", ".join(f"{mb:.0f} MB at {deals} deals" for deals, mb in at.items()))
    return [
        Figure("resident memory after 1,000 deals", at[DEALS], _MOST_MB, "MB"),
        Figure("its growth from 100 to 1,000 deals", at[DEALS] - at[SMALL], _GROWTH_MB, "MB"),
    ]


def inside(folder: Path) -> int:
    """Work through the deals in the real window, and print how much memory was in use when."""
    from tests.helpers.driven_window import drive, say  # noqa: PLC0415

    def script(shell: "Shell") -> None:
        mb: dict[int, float] = {}
        for number in range(1, DEALS + 1):
            one_deal(shell, kept_texts(folder, number), folder / "label.png" if number % _PHOTO_EVERY == 0 else None)
            if number in _LOOK_AT:
                mb[number] = round(resident_mb(), 1)
                say(f"{number} deals: {mb[number]} MB")
        say(json.dumps({"mb": mb}))

    return drive(folder / "profile", script, _NOBODY)


def one_deal(shell: "Shell", texts: "FieldTexts", photo: Path | None) -> None:
    """Open, fill, look at every step, submit, close."""
    from paddock.ui.screens.counter.deal_page import DealPage  # noqa: PLC0415
    from paddock.ui.screens.counter.scan_step import ScanStep  # noqa: PLC0415
    from tests.helpers.driven_window import wait_until  # noqa: PLC0415

    counter = cast("CounterScreen", shell.screens["counter"])
    before = counter.page()
    counter.new_deal()
    wait_until(lambda: counter.page() is not before and counter.page() is not None)
    page = counter.page()
    assert isinstance(page, DealPage)
    scan = page.steps[0]
    assert isinstance(scan, ScanStep)
    if photo is not None:
        scan.read_paths([photo])
        wait_until(lambda: bool(page.deal.draft.images))
    for path, text in texts.items():
        page.deal.set_text(path, text)
    for step in range(4):
        page.go_to(step)
    page.submit()
    wait_until(partial(lambda deal: deal.is_submitted, page.deal))
    counter.tabs.tabCloseRequested.emit(counter.pages.indexOf(page))


if __name__ == "__main__":
    if INSIDE in sys.argv:
        sys.exit(inside(Path(sys.argv[2])))
    for figure in run():
        print(figure)
