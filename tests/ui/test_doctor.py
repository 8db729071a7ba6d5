"""Health in the real window: cards fill, buttons mend, and a workstation that does not open can be helped."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from paddock.app.bootstrap import doctor_without_store
from paddock.app.capture.process.client import CaptureProcess
from paddock.app.services.doctor import CentreProbe, Part, Remedy
from paddock.app.store import keyrings, queries
from paddock.app.store.opening import DATABASE, open_store
from paddock.app.store.store import Store
from paddock.domain.sentences import Sentence
from paddock.ui.desk import AskPassphrase, Desk, desk_of
from paddock.ui.main import paint_shell
from paddock.ui.opening import Opener
from paddock.ui.screens.doctor.closed import ClosedPage
from paddock.ui.screens.doctor.page import DoctorPage
from paddock.ui.screens.doctor.screen import DoctorScreen
from paddock.ui.shell import Shell
from paddock.ui.tasks import close_workers
from tests.helpers.doctors import answering, doctor_of
from tests.helpers.workstations import submitted
from tests.ui.conftest import NoSync, OpenWindow


def health(qtbot: QtBot, shell: Shell) -> DoctorPage:
    shell.go("doctor")
    screen = shell.screens["doctor"]
    assert isinstance(screen, DoctorScreen)
    qtbot.waitUntil(lambda: not screen.page.is_looking and len(screen.page.reports()) == len(Part), timeout=30_000)
    return screen.page


def test_every_part_says_what_was_found_and_what_to_do(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> None:
    shell = open_window(no_sync)
    shell.preferences.camera_source = "0"
    page = health(qtbot, shell)
    camera = page.cards[Part.CAMERA]
    assert camera.accessibleName() == "摄像头: 需处理"
    assert "请连接" in camera.accessibleDescription()
    assert camera.button_of(Remedy.CHOOSE_CAMERA) is not None
    assert page.cards[Part.DATABASE].accessibleName() == "数据库: 正常"
    page.copy_report()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Paddock ")
    assert "✗ camera: 没有摄像头, 请连接" in text
    assert "李娜" not in text


def test_a_lost_safety_setting_is_mended_by_its_button(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, store: Store
) -> None:
    shell = open_window(no_sync)
    with store.maintenance(alone=False) as connection:
        connection.execute("PRAGMA synchronous = OFF")
    page = health(qtbot, shell)
    card = page.cards[Part.DATABASE]
    mend = card.button_of(Remedy.RECONNECT_DATABASE)
    assert mend is not None
    mend.click()
    qtbot.waitUntil(lambda: bool(card.report and card.report.ok), timeout=20_000)
    assert card.done_text().startswith("✓")


def test_a_verified_copy_by_its_button(
    qtbot: QtBot,
    open_window: OpenWindow,
    no_sync: NoSync,
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    submitted(store)
    shell = open_window(no_sync)
    page = health(qtbot, shell)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path / "stick"))
    card = page.cards[Part.DATABASE]
    copy = card.button_of(Remedy.COPY_DATA)
    assert copy is not None
    copy.click()
    qtbot.waitUntil(lambda: bool(card.done_text()), timeout=20_000)
    (made,) = (tmp_path / "stick").iterdir()
    assert made.name in card.done_text()


def test_a_refused_remedy_says_why_on_its_card(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = open_window(no_sync)
    page = health(qtbot, shell)
    monkeypatch.setenv("PATH", "")
    page.wanted(Remedy.SET_CLOCK)
    card = page.cards[Part.CLOCK]
    qtbot.waitUntil(lambda: bool(card.done_text()), timeout=20_000)
    assert "日期和时间" in card.done_text()


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A profile whose first page is damaged, and a whole copy of it beside."""
    monkeypatch.setenv("PADDOCK_PASSPHRASE", "invented")
    profile = tmp_path / "profile"
    with closing(open_store(profile)) as store:
        submitted(store)
    (tmp_path / "copy.db").write_bytes((profile / DATABASE).read_bytes())
    with (profile / DATABASE).open("r+b") as file:
        file.seek(500)
        file.write(os.urandom(200))
    yield profile
    close_workers()


def test_data_that_does_not_open_is_looked_at_and_restored_from_a_copy(
    qtbot: QtBot,
    broken: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    no_sync: NoSync,
) -> None:
    opened: list[Store] = []

    def desk(_ask: AskPassphrase) -> Desk:
        store = open_store(broken)
        opened.append(store)
        return desk_of(
            store,
            staff_name="李娜",
            sync=no_sync,
            # One of its own: the opener ends it with the desk, and the tests after this one share theirs.
            capture=CaptureProcess(),
            doctor=doctor_of(store),
            centre_address="embedded",
            embedded_centre=True,
            close=store.close,
        )

    app, shell = paint_shell(tmp_path / "window.ini")
    shell.preferences.camera_source = ""
    qtbot.addWidget(shell)
    shell.show()
    opener = Opener(app, shell, desk, lambda fault: doctor_without_store(broken, None, fault))
    opener.start()
    qtbot.waitUntil(lambda: bool(shell.banner.text()), timeout=20_000)
    page = shell.findChild(ClosedPage)
    assert isinstance(page, ClosedPage)
    page.look.click()
    doctor = page.doctor_page
    assert doctor is not None
    qtbot.waitUntil(lambda: not doctor.is_looking, timeout=30_000)
    card = doctor.cards[Part.DATABASE]
    assert card.report is not None
    assert not card.report.ok
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(tmp_path / "copy.db"), ""))
    restore = card.button_of(Remedy.RESTORE_DATABASE)
    assert restore is not None
    with qtbot.waitSignal(shell.ready, timeout=30_000):
        restore.click()
    assert len(queries.deal_cards(opened[-1])) == 1
    shell.close()
    opener.close()


def test_no_keyring_a_full_disk_a_dead_centre_and_a_wrong_clock_each_have_their_button(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Real looks at invented surroundings; what a button does is what the doctor says it did."""
    shell = open_window(no_sync)
    restarted: list[int] = []
    dead = Sentence("内置中心没有应答, 请重启", "The embedded centre does not answer: start it again")
    late = datetime.now(UTC) - timedelta(hours=1)

    def centre() -> CentreProbe:
        if not restarted:
            return CentreProbe(dead, "http://127.0.0.1:9", late, our_time=datetime.now(UTC))
        return answering()

    def restart() -> str:
        restarted.append(1)
        return "http://127.0.0.1:8000"

    monkeypatch.setattr(keyrings, "os_keyring", lambda: None)
    full = shutil.disk_usage(store.profile)._replace(free=10**6)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)
    shell.opened_desk().doctor = doctor_of(store, centre, restart_centre=restart)
    page = health(qtbot, shell)
    bad = {card.part for card in page.cards.values() if card.report is not None and not card.report.ok}
    assert {Part.KEYRING, Part.DISK, Part.CENTRE, Part.CLOCK} <= bad
    card = page.cards[Part.CENTRE]
    button = card.button_of(Remedy.RESTART_CENTRE)
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: "127.0.0.1:8000" in card.done_text() and not page.is_looking, timeout=30_000)
    assert card.report is not None
    assert card.report.ok, "looked at again after it was mended"


def test_every_remedy_there_is_has_something_behind_its_button(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = health(qtbot, open_window(no_sync))
    did: list[str] = []

    def doing(name: str) -> Callable[..., Sentence]:
        def act(*_given: object) -> Sentence:
            did.append(name)
            return Sentence(f"做了 {name}", f"did {name}")

        return act

    by_itself = {
        Remedy.TEST_KEYRING, Remedy.RECONNECT_DATABASE, Remedy.COMPACT_DATABASE, Remedy.RESTART_CENTRE,
        Remedy.SET_CLOCK, Remedy.CLEAN_DISK, Remedy.KEY_TO_KEYRING,
    }  # fmt: skip
    for remedy in by_itself:
        monkeypatch.setattr(page._doctor, remedy.value, doing(remedy.value))
        page.wanted(remedy)
        qtbot.waitUntil(lambda name=remedy.value: name in did and not page.is_looking, timeout=30_000)  # type: ignore[misc]
    monkeypatch.setattr(page._doctor, "salvage_database", lambda _ask: (doing("salvage_database")(), Path()))
    page.wanted(Remedy.SALVAGE_DATABASE)
    qtbot.waitUntil(lambda: "salvage_database" in did and not page.is_looking, timeout=30_000)
    asked: list[str] = []

    def asking(*_given: object) -> str:
        asked.append("folder")
        return ""

    def asking_for_file(*_given: object) -> tuple[str, str]:
        return asking(), ""

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", asking)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", asking_for_file)
    monkeypatch.setattr(QDialog, "exec", lambda _dialog: len(asking()))
    for number, remedy in enumerate(set(Remedy) - by_itself - {Remedy.SALVAGE_DATABASE}, 1):
        page.wanted(remedy)
        assert len(asked) == number, f"{remedy} asks the person first, and does nothing without an answer"
