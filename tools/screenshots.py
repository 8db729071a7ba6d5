"""Renders every screen of the window with invented, realistic data: a real store, a real centre, real recognition.

    .venv/bin/python tools/screenshots.py FOLDER [--quick | --readme]

`--quick` takes the smallest size in Chinese, light, and in English, dark. `--readme` takes the few pictures of the
README, with few colours so that they stay small. Look at the pictures before they are kept.
"""

import argparse
import math
import os
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeAlias, cast, get_args

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PADDOCK_PASSPHRASE", secrets.token_urlsafe(16))

import cv2
import numpy as np
from PIL import Image
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from paddock.app.capture.process.client import CaptureProcess
from paddock.app.services import drafts, submission
from paddock.app.services.doctor import DoctorLine
from paddock.app.store.opening import open_store
from paddock.app.store.store import Store
from paddock.domain.application_draft import ApplicationDraft, FieldEntry, FieldPath
from paddock.domain.sentences import Language, Sentence
from paddock.domain.states import SignerRole
from paddock.sync.engine import SyncEngine
from paddock.ui.desk import AskPassphrase, Desk, desk_of
from paddock.ui.main import paint_shell
from paddock.ui.screens.counter.offers_step import OffersStep
from paddock.ui.screens.counter.screen import CounterScreen
from paddock.ui.screens.counter.signing_step import SigningStep
from paddock.ui.shell import Shell
from paddock.ui.theme import ThemeChoice
from paddock.ui.widgets.empty import EmptyState
from paddock.ui.widgets.passphrase import PassphraseDialog
from tests.helpers.applications import faultless_texts, resident_id_number, vin_with_check_digit
from tests.helpers.central_server import CentralServer
from tests.helpers.renders import id_back, id_front, invented_person, nameplate, on_table

SIZES = {"1440x900": QSize(1440, 900), "1280x720": QSize(1280, 720)}
Dress: TypeAlias = tuple[Language, ThemeChoice, str]
"""Language, theme and size."""
EVERY: list[Dress] = [
    (language, theme, size)
    for language in get_args(Language)
    for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK)
    for size in SIZES
]
QUICK: list[Dress] = [("zh_CN", ThemeChoice.LIGHT, "1280x720"), ("en", ThemeChoice.DARK, "1280x720")]


def _name(dress: Dress) -> str:
    return f"{dress[0]}-{dress[1].value}-{dress[2]}"


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--quick", action="store_true")
    kind.add_argument("--readme", action="store_true")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, opened(Path(name)) as stage:
        if given.readme:
            stage.play()
            stage.take_for_readme(given.folder)
            return 0
        combinations = QUICK if given.quick else EVERY
        for dress in combinations:
            stage.dress(*dress)
            stage.take_empty(given.folder, dress)
        stage.play()
        stage.centre.stop()
        stage.submit("unsent", {FieldPath.NAME: "孙德胜", FieldPath.BRAND_MODEL: "比亚迪 秦PLUS DM-i"})
        stage.shell.wake_sync()
        stage.wait(lambda: stage.shell.opened_desk().office.sync_status().online is False, 30)
        for dress in combinations:
            stage.dress(*dress)
            stage.take_all(given.folder, _name(dress))
    return 0


class Stage:
    """The window over a real store and centre, and what is played on it."""

    def __init__(self, app: QApplication, shell: Shell, store: Store, centre: CentralServer, folder: Path) -> None:
        self.app, self.shell, self.store, self.centre, self.folder = app, shell, store, centre, folder
        self.deals: dict[str, ApplicationDraft] = {}

    # Playing

    def play(self) -> None:
        """Make deals in every state."""
        self.wait(lambda: bool(self.shell.desk))
        office = self.shell.opened_desk().office
        self.wait(lambda: bool(office.units("")), 60)
        self.submit("approved", {})
        self.submit(
            "counteroffer",
            {
                FieldPath.NAME: "何璟",
                FieldPath.BRAND_MODEL: "丰田 凯美瑞 2.0G",
                FieldPath.PRICE: "186000",
                FieldPath.DOWN_PAYMENT: "22000",
                FieldPath.VIN: vin_with_check_digit("LVGBF53K", "MG123456"),
            },
        )
        self.submit(
            "signed",
            {
                FieldPath.NAME: "陈嘉懿",
                FieldPath.BRAND_MODEL: "本田 CR-V 锐混动",
                FieldPath.VIN: vin_with_check_digit("LVHRW584", "N5012345"),
            },
        )
        self.submit(
            "drawn",
            {
                FieldPath.NAME: "周文博",
                FieldPath.BRAND_MODEL: "别克 君威 20T",
                FieldPath.VIN: vin_with_check_digit("LSGZG53X", "M1234567"),
            },
        )
        for key in self.deals:
            self.wait(partial(self._decided, key), 60)
        self.sign()
        self.take_offer("drawn")
        self.scan()

    def submit(self, key: str, changes: dict[FieldPath, str]) -> None:
        """Put an application into the queue."""
        born = f"19{80 + len(self.deals)}-03-12"
        texts = faultless_texts() | {
            FieldPath.BIRTH_DATE: born,
            FieldPath.RESIDENT_ID_NUMBER: resident_id_number(
                "420106", date.fromisoformat(born), 137 + 2 * len(self.deals)
            ),
        }
        entries = {path: FieldEntry(text) for path, text in (texts | changes).items()}
        draft = drafts.new_draft(self.store, "李娜")
        draft = replace(draft, entries=entries, consent_given_at=draft.created_at)
        drafts.save_draft(self.store, draft)
        submission.submit_application(self.store, draft, "李娜")
        self.deals[key] = draft
        self.shell.opened_desk().sync.wake()

    def sign(self) -> None:
        """Take an offer and sign as both, through the window."""
        self.take_offer("signed")
        step = self.signing("signed")
        for role in SignerRole:
            self.wait(partial(waits_for, step, role), 60)
            scribble(step)
            step.sign()
        self.wait(lambda: step.verification.report is not None, 60)

    def take_offer(self, key: str) -> None:
        """Take the first offer and wait for the contract."""
        deal, office = self.deals[key], self.shell.opened_desk().office
        detail = office.deal(deal.id)
        assert detail is not None  # noqa: S101 - submitted before
        assert detail.decision is not None  # noqa: S101 - waited for
        office.accept_offer(deal.id, detail.decision.offers[0].id)
        self.shell.opened_desk().sync.wake()
        self.wait(lambda: bool((found := office.deal(deal.id)) and found.contract_pdf_ready), 60)

    def scan(self) -> None:
        """A draft with three pictures read by the real capture."""
        rng = random.Random(7)  # noqa: S311 - pictures, not secrets
        person = invented_person(rng)
        pictures = {
            "front.jpg": on_table(id_front(person), 0.6, 3),
            "back.jpg": on_table(id_back(person), 0.6, 4),
            "plate.jpg": nameplate(vin_with_check_digit("LSVAU2A3", "N2183294")),
        }
        for name, picture in pictures.items():
            cv2.imwrite(str(self.folder / name), picture)
        counter = self.counter()
        counter.new_deal()
        self.wait(lambda: counter.page() is not None and counter.page().deal.is_blank)  # type: ignore[union-attr]
        page = counter.page()
        assert page is not None  # noqa: S101 - waited for
        page._scan().read_paths([self.folder / name for name in pictures])  # noqa: SLF001
        self.wait(lambda: len(page.deal.draft.images) == len(pictures), 90)
        page.deal.set_text(FieldPath.PHONE, "1387123456")
        page.deal.set_text(FieldPath.PRICE, "128000")
        page.deal.set_text(FieldPath.DOWN_PAYMENT, "38400")
        page.deal.set_text(FieldPath.TERM, "36")
        page.deal.save_now()
        self.deals["draft"] = page.deal.draft

    # Pictures

    def take_all(self, folder: Path, name: str) -> None:
        """One picture a screen."""
        counter = self.counter()
        for number, part in enumerate(("scan", "applicant", "vehicle", "financing")):
            self.show("draft", number)
            if part == "scan" and counter.page():
                sha = counter.page().deal.draft.images[0].sha256  # type: ignore[union-attr]
                counter.page()._scan()._show_picture(sha)  # type: ignore[union-attr]  # noqa: SLF001
            self.grab(folder / f"{name}-1{number + 1}-{part}.png")
        for key in ("approved", "counteroffer", "unsent"):
            self.show(key, 4)
            self.grab(folder / f"{name}-15-offers-{key}.png")
            if key == "counteroffer":
                self.take_panels(folder, name)
        step = self.signing("drawn")
        self.wait(lambda: step.waits_for() is not None)
        step.pad.clear()
        self.rest(900)
        self.grab(folder / f"{name}-16-sign-0-empty.png")
        scribble(step)
        self.grab(folder / f"{name}-16-sign-1-written.png")
        step.pad.clear()
        done = self.signing("signed")
        self.wait(lambda: done.verification.report is not None)
        self.rest(500)
        self.grab(folder / f"{name}-16-sign-2-signed.png")
        for at, key in enumerate(("queue", "stock", "contracts", "settings"), 2):
            self.go(key)
            self.grab(folder / f"{name}-{at}-{key}.png")

    def take_panels(self, folder: Path, name: str) -> None:
        """What lies behind a decision."""
        page = self.counter().page()
        assert page is not None  # noqa: S101 - just shown
        step = page.steps[4]
        assert isinstance(step, OffersStep)  # noqa: S101 - by its place
        for index, panel in enumerate(("reasons", "rules", "refused"), 1):
            step.show_panel(index)
            self.grab(folder / f"{name}-15-offers-{panel}.png")

    def take_empty(self, folder: Path, dress: Dress) -> None:
        """What every screen shows before there is anything to show, and the dialog of the first start."""
        self.wait(lambda: bool(self.shell.desk))
        for new in (True, False):
            dialog = PassphraseDialog(self.shell, new=new)
            dialog.show()
            dialog._line.setText("tea horse 7" if new else "")  # noqa: SLF001
            self.rest(200)
            dialog.grab().save(str(folder / f"{_name(dress)}-0-passphrase-{'new' if new else 'known'}.png"))
            dialog.reject()
            dialog.deleteLater()
        for key in ("counter", "queue", "stock", "contracts"):
            self.shell.go(key)
            if key == "stock":
                self.shell.screens[key].search.setText("none of these")  # type: ignore[attr-defined]
            if key != "counter":
                self.wait(partial(shows_nothing, self.shell.screens[key]))
            self.rest(300)
            self.grab(folder / f"{_name(dress)}-0-empty-{key}.png")
        self.shell.screens["stock"].search.setText("")  # type: ignore[attr-defined]

    def take_for_readme(self, folder: Path) -> None:
        """The few pictures of the README."""
        self.dress("zh_CN", ThemeChoice.LIGHT, "1280x720")
        end = "zh-light-1280x720.png"
        self.show("draft", 0)
        page = self.counter().page()
        assert page is not None  # noqa: S101 - just shown
        page._scan().show_picture_of(FieldPath.NAME)  # noqa: SLF001
        self.grab_small(folder / f"counter-scan-{end}")
        self.show("draft", 1)
        self.grab_small(folder / f"counter-applicant-{end}")
        self.show("approved", 4)
        self.grab_small(folder / f"counter-offers-{end}")
        step = self.signing("drawn")
        self.wait(lambda: step.waits_for() is not None)
        scribble(step)
        self.rest(900)
        self.grab_small(folder / f"counter-sign-{end}")
        step.pad.clear()
        for key in ("queue", "stock", "contracts", "settings"):
            self.go(key)
            self.grab_small(folder / f"{key}-{end}")
        self.dress("zh_CN", ThemeChoice.DARK, "1440x900")
        done = self.signing("signed")
        self.wait(lambda: done.verification.report is not None)
        self.rest(500)
        self.grab_small(folder / "counter-sign-zh-dark-1440x900.png")

    def grab_small(self, path: Path) -> None:
        """Render the window into a file of few colours."""
        self.grab(path)
        with Image.open(path) as picture:
            small = of_few_colours(picture.convert("RGB"))
        small.save(path, optimize=True)

    def go(self, key: str) -> None:
        """Show a screen and wait for its rows."""
        self.shell.go(key)
        table = getattr(self.shell.screens[key], "table", None)
        self.wait(lambda: table is None or bool(table.rows.rows))
        preview = getattr(self.shell.screens[key], "preview", None)
        self.wait(lambda: preview is None or preview.pages() > 0)
        self.rest(700)

    def grab(self, path: Path) -> None:
        """Render the window into a file."""
        self.rest(250)
        self.shell.grab().save(str(path))
        print(path.name)

    # Helpers

    def counter(self) -> CounterScreen:
        """The counter, in front."""
        self.shell.go("counter")
        found = self.shell.screens["counter"]
        assert isinstance(found, CounterScreen)  # noqa: S101 - by its key
        return found

    def signing(self, key: str) -> SigningStep:
        """The signing step of a deal, in front."""
        self.show(key, 5)
        page = self.counter().page()
        assert page is not None  # noqa: S101 - just shown
        self.wait(lambda: page.step_number() == 5)
        step = page.steps[5]
        assert isinstance(step, SigningStep)  # noqa: S101 - by its place
        return step

    def show(self, key: str, step: int) -> None:
        """Show one step of a deal."""
        counter = self.counter()
        wanted = self.deals[key].id
        counter.open_deal(wanted)
        self.wait(lambda: bool(counter.page() and counter.page().deal.id == wanted))  # type: ignore[union-attr]
        self.rest(200)
        page = counter.page()
        assert page is not None  # noqa: S101 - waited for
        page.deal.load()
        self.rest(200)
        page.go_to(step)

    def dress(self, language: Language, theme: ThemeChoice, size: str) -> None:
        """Apply language, theme and size."""
        self.shell.preferences.language = language
        self.shell.preferences.theme = theme
        self.shell.restyle_wanted.emit()
        self.shell.resize(SIZES[size])
        self.rest(600)

    def wait(self, until: Callable[[], bool], seconds: float = 15) -> None:
        """Let the window live until something holds."""
        deadline = time.monotonic() + seconds
        while not until():
            if time.monotonic() > deadline:
                self.shell.grab().save("timeout.png")
                raise TimeoutError(f"not within {seconds} s: {self.shell.banner.text()}")
            self.rest(30)

    def rest(self, milliseconds: int) -> None:
        """Let the window live for a while."""
        QTest.qWait(milliseconds)

    def _decided(self, key: str) -> bool:
        detail = self.shell.opened_desk().office.deal(self.deals[key].id)
        return bool(detail and detail.decision)


def of_few_colours(picture: Image.Image) -> Image.Image:
    """The same picture with a palette: the colours of the window exactly, those of the photograph about right."""
    counted = sorted(picture.getcolors(1 << 24) or [], key=lambda found: found[0], reverse=True)
    exact: list[tuple[int, int, int]] = []
    for _count, colour in counted[:160]:
        one = cast("tuple[int, int, int]", colour)
        if len(exact) < 64 and not _near(one, exact):
            exact.append(one)
    found = picture.quantize(96, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).getpalette() or []
    about = [(found[at], found[at + 1], found[at + 2]) for at in range(0, min(len(found), 3 * 96), 3)]
    about = [one for one in about if not _near(one, exact)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in exact + about for channel in colour])
    small = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    # Every entry becomes the colour that most of its pixels had: white stays white.
    pixels, places = np.asarray(picture).reshape(-1, 3), np.asarray(small).reshape(-1)
    tuned: list[int] = []
    for index in range(len(exact) + len(about)):
        here, often = np.unique(pixels[places == index], axis=0, return_counts=True)
        tuned += here[often.argmax()].tolist() if len(here) else [0, 0, 0]
    small.putpalette(tuned)
    return small


def _near(one: tuple[int, int, int], others: list[tuple[int, int, int]]) -> bool:
    """Whether a colour would be taken in the place of another."""
    return any(sum(abs(a - b) for a, b in zip(one, other, strict=True)) <= 14 for other in others)


def shows_nothing(screen: QWidget) -> bool:
    """Whether an empty screen says that it is empty."""
    return any(empty.isVisible() for empty in screen.findChildren(EmptyState))


def waits_for(step: SigningStep, role: SignerRole) -> bool:
    """Whether the pad is ready for this signer."""
    return step.waits_for() is role


def scribble(step: SigningStep) -> None:
    """Write something on the pad with the mouse: bent strokes, as a hand makes them."""
    pad, wide, high = step.pad, step.pad.width(), step.pad.height()
    strokes = (
        ((0.16, 0.30), (0.30, 0.26), 0.04),
        ((0.24, 0.16), (0.17, 0.66), 0.06),
        ((0.19, 0.42), (0.34, 0.66), -0.10),
        ((0.40, 0.22), (0.37, 0.60), 0.05),
        ((0.40, 0.24), (0.52, 0.62), -0.12),
        ((0.62, 0.18), (0.58, 0.40), 0.04),
        ((0.56, 0.40), (0.78, 0.34), 0.05),
        ((0.69, 0.22), (0.60, 0.72), -0.07),
        ((0.66, 0.48), (0.84, 0.64), 0.12),
    )
    for (x0, y0), (x1, y1), bend in strokes:
        path = [
            QPoint(
                int((x0 + (x1 - x0) * at / 14) * wide),
                int((y0 + (y1 - y0) * at / 14 + bend * math.sin(math.pi * at / 14)) * high),
            )
            for at in range(15)
        ]
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=path[0])
        for place in path[1:]:
            QTest.mouseMove(pad, place)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=path[-1])


@contextmanager
def opened(folder: Path) -> Iterator[Stage]:
    """The window, its store, its sync engine and a centre, all real; everything ends with the block."""
    from paddock.ui.opening import Opener  # noqa: PLC0415 - what run_window does, without its event loop
    from paddock.ui.tasks import close_workers  # noqa: PLC0415

    centre = CentralServer(folder / "centre")
    centre.start()
    store = open_store(folder / "profile")
    engine = SyncEngine(store, centre.url, centre.token)
    engine.start()
    capture = CaptureProcess()

    def open_desk(_ask: AskPassphrase) -> Desk:
        return desk_of(
            store,
            staff_name="李娜",
            sync=engine,
            capture=capture,
            doctor=findings,
            centre_address=centre.url or "http://127.0.0.1",
            embedded_centre=True,
        )

    app, shell = paint_shell(folder / "window.ini")
    shell.preferences.camera_source = ""
    opener = Opener(app, shell, open_desk)
    shell.show()
    opener.start()
    try:
        yield Stage(app, shell, store, centre, folder)
    finally:
        shell.close()
        engine.stop()
        close_workers()
        capture.close()
        store.close()
        centre.stop()


def findings() -> list[DoctorLine]:
    """What a showroom machine's examination looks like."""
    return [
        DoctorLine(
            "camera", False, Sentence("打不开摄像头 0, 请检查是否已插好", "Cannot open camera 0: check the plug")
        ),
        DoctorLine("keyring", True, Sentence("密钥在系统密钥环中", "The key is in the system's keyring")),
        DoctorLine("database", True, Sentence("数据库完好, 已加密", "The database is sound and encrypted")),
        DoctorLine("centre", True, Sentence("中心可达, 用时 4 毫秒", "The centre answers in 4 ms")),
        DoctorLine("clock", True, Sentence("时钟与中心相差不到 1 秒", "The clock agrees with the centre")),
        DoctorLine("disk", True, Sentence("剩余 212 GB", "212 GB free")),
    ]


if __name__ == "__main__":
    sys.exit(main())
