"""The status line in each state of a real store: what it says, and where a click goes."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from paddock.app.services.doctor import Part
from paddock.app.store import settings
from paddock.app.store.models import OutboxRow
from paddock.app.store.settings import SyncState
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import SyncStatus
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.ui.clock import now_utc
from paddock.ui.screens.doctor.screen import DoctorScreen
from paddock.ui.screens.queue import QueueScreen
from paddock.ui.shell import Shell
from paddock.ui.widgets.status_line import STALE_AFTER, StatusLine
from paddock.wire.identity import WorkstationIdentity
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.test_journey import blank_page
from tests.ui.test_live_switch import submitted

NOW = datetime.now(UTC)
LATER = NOW + timedelta(minutes=30)
NO_NETWORK = Sentence("网络不可达", "The network cannot be reached")


def keep(store: Store, state: SyncState) -> None:
    with store.write(Topic.SYNC) as connection:
        settings.keep_sync_state(connection, state)


def put_in_state(store: Store, outbox_id: UUID, state: str, next_attempt_at: datetime | None = None) -> None:
    with store.write(Topic.SYNC) as connection:
        connection.execute(
            update(OutboxRow)
            .where(OutboxRow.id == outbox_id)
            .values(state=state, next_attempt_at=next_attempt_at, receipt=b"{}" if state == "accepted" else None)
        )


def status_of(shell: Shell) -> StatusLine:
    assert shell.status is not None
    return shell.status


def told(qtbot: QtBot, shell: Shell, no_sync: NoSync, expected: Callable[[StatusLine], bool]) -> StatusLine:
    for tell in no_sync.told:
        tell()
    line = status_of(shell)
    qtbot.waitUntil(lambda: expected(line), timeout=5_000)
    return line


def clock(at: datetime) -> str:
    return f"{at.astimezone():%H:%M}"


@pytest.fixture
def shell(qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync) -> Shell:
    opened = open_window(no_sync)
    blank_page(qtbot, opened)
    return opened


PREPARING = Sentence("正在准备样板经销商 2/3: 载入店员与样车", "Preparing the sample dealer 2/3: staff and cars")


@pytest.mark.parametrize(
    ("state", "words", "tone"),
    [
        (SyncState(), "○ 连接中… · 尚未同步", ""),
        (SyncState(cause=PREPARING), f"○ {PREPARING.zh}", ""),
        (SyncState(online=True, last_synced_at=NOW), f"● 在线 · 已同步 {clock(NOW)}", "good"),
        (SyncState(online=False, last_synced_at=NOW, cause=NO_NETWORK), f"▲ 离线 · 已同步 {clock(NOW)}", "warn"),
        (SyncState(online=True, last_synced_at=NOW, signed_out=True), f"▲ 登录已失效 · 已同步 {clock(NOW)}", "bad"),
    ],
)
def test_the_link_to_the_centre(
    qtbot: QtBot, shell: Shell, no_sync: NoSync, store: Store, state: SyncState, words: str, tone: str
) -> None:
    keep(store, state)
    line = told(qtbot, shell, no_sync, lambda line: line.network.text() == words)
    assert (line.network.property("tone") or "") == tone
    if state.cause:
        assert line.network.toolTip() == state.cause.zh


@pytest.mark.parametrize(
    ("sync", "outbox", "due", "words"),
    [
        (SyncState(online=True), "queued", None, "待发送 1 (发送中)"),
        (SyncState(online=True), "sending", None, "待发送 1 (发送中)"),
        (SyncState(online=False, cause=NO_NETWORK), "queued", None, "待发送 1 (等待网络)"),
        (SyncState(online=True, paused_until=LATER), "queued", None, f"待发送 1 (暂停至 {clock(LATER)})"),
        (SyncState(online=True), "queued", LATER, f"待发送 1 (暂停至 {clock(LATER)})"),
        (SyncState(online=True, signed_out=True), "queued", None, "待发送 1 (已暂停, 请重新登录)"),
        (SyncState(online=True), "rejected", None, "▲ 需要您处理 1"),
        (SyncState(online=True), "conflict", None, "▲ 需要您处理 1"),
        (SyncState(online=True), "accepted", None, "✓ 全部已送达"),
    ],
)
def test_unsent_work_is_counted_with_its_cause(
    qtbot: QtBot,
    shell: Shell,
    no_sync: NoSync,
    store: Store,
    sync: SyncState,
    outbox: str,
    due: datetime | None,
    words: str,
) -> None:
    assert status_of(shell).unsent.text() in {"", "✓ 无待发送"}
    draft = submitted(store)
    put_in_state(store, draft.id, outbox, due)
    keep(store, sync)
    told(qtbot, shell, no_sync, lambda line: line.unsent.text() == words)


def test_what_waits_and_what_needs_a_person_are_both_said(
    qtbot: QtBot, shell: Shell, no_sync: NoSync, store: Store
) -> None:
    put_in_state(store, submitted(store).id, "rejected")
    submitted(store)
    keep(store, SyncState(online=False, cause=NO_NETWORK))
    line = told(qtbot, shell, no_sync, lambda line: "需要您处理 1" in line.unsent.text())
    assert line.unsent.text() == "待发送 1 (等待网络) · ▲ 需要您处理 1"


def test_a_click_shows_the_part_of_the_queue_it_speaks_of(
    qtbot: QtBot, shell: Shell, no_sync: NoSync, store: Store
) -> None:
    put_in_state(store, submitted(store).id, "rejected")
    waiting = submitted(store)
    line = told(qtbot, shell, no_sync, lambda line: "需要您处理 1" in line.unsent.text())
    QTest.mouseClick(line.unsent, Qt.MouseButton.LeftButton)
    queue = shell.current_screen
    assert isinstance(queue, QueueScreen)
    qtbot.waitUntil(lambda: [row.state.value for row in queue.table.rows.rows] == ["rejected"])
    queue.show_part("unsent")
    qtbot.waitUntil(lambda: [row.outbox_id for row in queue.table.rows.rows] == [waiting.id])
    queue.show_part("")
    qtbot.waitUntil(lambda: len(queue.table.rows.rows) == 2)


def test_signed_out_a_click_goes_to_where_one_signs_in(
    qtbot: QtBot, shell: Shell, no_sync: NoSync, store: Store
) -> None:
    submitted(store)
    keep(store, SyncState(online=True, signed_out=True))
    line = told(qtbot, shell, no_sync, lambda line: "重新登录" in line.unsent.text())
    for part in (line.network, line.unsent):
        shell.go("counter")
        QTest.mouseClick(part, Qt.MouseButton.LeftButton)
        assert shell.current_screen is shell.screens["settings"]


def test_dealer_staff_and_sandbox_are_said(qtbot: QtBot, shell: Shell, no_sync: NoSync, store: Store) -> None:
    who = WorkstationIdentity(
        workstation_id=UUID(int=1), dealer_id=UUID(int=2), dealer_name="东湖一店", staff_name="李娜", sandbox=True
    )
    with store.write(Topic.SYNC) as connection:
        settings.keep_identity(connection, who)
    line = told(qtbot, shell, no_sync, lambda line: bool(line.who.text()) and "东湖" in line.who.text())
    assert line.who.text() == "东湖一店  李娜"
    assert line._sandbox.whole()


def test_a_status_that_cannot_be_read_claims_nothing_and_says_its_age(
    qtbot: QtBot, shell: Shell, no_sync: NoSync, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, SyncState(online=True, last_synced_at=NOW))
    line = told(qtbot, shell, no_sync, lambda line: line.network.text().startswith("● 在线"))
    broken = Sentence("数据库忙, 请关闭其他程序", "The database is busy: close the other program")

    def fails() -> SyncStatus:
        raise EnvironmentFault(broken)

    monkeypatch.setattr(shell.opened_desk().office, "sync_status", fails)
    told(qtbot, shell, no_sync, lambda line: line.network.text().startswith("▲ 状态未更新"))
    assert "秒" in line.network.text()
    assert line.network.toolTip() == broken.zh
    assert "在线" not in line.network.text()
    assert "已送达" not in line.unsent.text()
    monkeypatch.undo()
    told(qtbot, shell, no_sync, lambda line: line.network.text().startswith("● 在线"))


def test_a_reading_that_never_comes_makes_the_line_old_by_itself(
    qtbot: QtBot, shell: Shell, no_sync: NoSync, store: Store
) -> None:
    keep(store, SyncState(online=True, last_synced_at=NOW))
    line = told(qtbot, shell, no_sync, lambda line: line.network.text().startswith("● 在线"))
    line.look(now_utc() + STALE_AFTER + timedelta(minutes=2))
    assert line.network.text().startswith("▲ 状态未更新已 2 分钟")
    assert line.network.property("tone") == "bad"


def test_a_first_reading_that_fails_says_that_nothing_is_known(
    qtbot: QtBot, open_window: OpenWindow, no_sync: NoSync
) -> None:
    shell = open_window(no_sync)
    line = status_of(shell)
    fresh = StatusLine(shell.status.unsent if shell.status else line.unsent)
    qtbot.addWidget(fresh)
    assert fresh.network.text() == "○ 打开中…"
    fresh.show_unreadable(NO_NETWORK)
    assert fresh.network.text() == "▲ 状态未知"
    assert fresh.network.toolTip() == NO_NETWORK.zh


def test_the_camera_says_how_it_is_and_a_click_shows_its_health(qtbot: QtBot, shell: Shell) -> None:
    shell.show_camera("▲ 摄像头: 识别程序正在重启", "warn")
    line = status_of(shell)
    assert line.camera.text() == "▲ 摄像头: 识别程序正在重启"
    QTest.mouseClick(line.camera, Qt.MouseButton.LeftButton)
    assert_shows_health_of(qtbot, shell, Part.CAMERA)


def test_offline_a_click_tries_again_and_shows_why_the_centre_is_not_reached(
    qtbot: QtBot, shell: Shell, no_sync: NoSync, store: Store
) -> None:
    keep(store, SyncState(online=False, cause=NO_NETWORK))
    line = told(qtbot, shell, no_sync, lambda line: "离线" in line.network.text())
    before = no_sync.woken
    QTest.mouseClick(line.network, Qt.MouseButton.LeftButton)
    assert no_sync.woken == before + 1
    assert_shows_health_of(qtbot, shell, Part.CENTRE)


def assert_shows_health_of(qtbot: QtBot, shell: Shell, part: Part) -> None:
    screen = shell.screens["doctor"]
    assert isinstance(screen, DoctorScreen)
    assert shell.current_screen is screen
    cards = screen.page.cards
    assert [card.part for card in cards.values() if card.property("role") == "pointed"] == [part]
    qtbot.waitUntil(lambda: cards[part].report is not None and not screen.page.is_looking, timeout=30_000)
    room = screen.page._room.viewport()
    at = cards[part].mapTo(room, cards[part].rect().topLeft())
    assert room.rect().contains(at), "the card is in sight"
    report = cards[part].report
    assert report is not None
    if report.remedies:
        button = cards[part].button_of(report.remedies[0])
        assert button is not None
        assert shell.focusWidget() is button, "Enter does what helps"
    shell.go("counter")
    assert all(card.property("role") == "card" for card in cards.values())


def test_a_disk_that_fills_up_is_said_once_before_it_is_full(
    qtbot: QtBot, shell: Shell, no_sync: NoSync, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = [80 * 2**20]
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=free[0]))
    told(qtbot, shell, no_sync, lambda _line: "约可再存 40 份进件" in shell.banner.text())
    shell.banner.dismiss()
    told(qtbot, shell, no_sync, lambda _line: shell._disk_is_low)
    assert shell.banner.text() == "", "whoever has read it is not told again"
    free[0] = 2**40
    told(qtbot, shell, no_sync, lambda _line: not shell._disk_is_low)
