"""The queue's screen: numbers that open their rows, conflicts as two versions, comparisons that say what differs."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import insert, update

from paddock.app.services.moments import moment, new_id
from paddock.app.store import ledger, queries
from paddock.app.store.ledger import Audit, Difference, DifferenceKind
from paddock.app.store.models import OutboxRow
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import OutboxKind, OutboxState, QueuePart
from paddock.domain.long_work import Work
from paddock.ui.screens.queue import QueueScreen
from paddock.ui.screens.queue.audit_dialog import AuditDialog
from paddock.ui.shell import Shell
from paddock.wire.problems import Problem, ProblemCode
from tests.helpers.workstations import JPEG, submitted
from tests.store.test_bundles import DEALER, PASSPHRASE, belongs_to
from tests.ui.conftest import NoSync, OpenWindow


@pytest.fixture
def shell(open_window: OpenWindow, no_sync: NoSync) -> Shell:
    return open_window(no_sync)


def queue_of(shell: Shell) -> QueueScreen:
    shell.go("queue")
    screen = shell.screens["queue"]
    assert isinstance(screen, QueueScreen)
    return screen


def shown(screen: QueueScreen) -> list[str]:
    return [row.state.value for row in screen.table.rows.rows]


def settle(store: Store, state: OutboxState, problem: Problem | None = None) -> str:
    """Submit one more application and let it be settled like this."""
    application_id = submitted(store)
    with store.write(Topic.SYNC) as connection:
        connection.execute(
            update(OutboxRow)
            .where(OutboxRow.id == application_id)
            .values(state=state.value, receipt=b"{}", problem=problem and problem.model_dump_json())
        )
    return str(application_id)


def test_every_number_of_the_sum_opens_its_rows(qtbot: QtBot, shell: Shell, store: Store) -> None:
    for state in (OutboxState.ACCEPTED, OutboxState.ACCEPTED, OutboxState.REJECTED):
        settle(store, state)
    reused = Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED, hashes={"stored": "e" * 64, "received": "f" * 64})
    conflict = settle(store, OutboxState.CONFLICT, reused)
    submitted(store, JPEG + b"one", JPEG + b"two")
    screen = queue_of(shell)
    qtbot.waitUntil(lambda: len(shown(screen)) == 5)
    numbers = {part: made.text() for part, made in screen.ledger.numbers.items()}
    assert numbers == {
        QueuePart.ALL: "创建 5",
        QueuePart.DELIVERED: "送达 2",
        QueuePart.SENT_BACK: "退回 1",
        QueuePart.CONFLICT: "冲突 1",
        QueuePart.UNSENT: "待发 1",
    }
    for part, states in (
        (QueuePart.DELIVERED, ["accepted", "accepted"]),
        (QueuePart.SENT_BACK, ["rejected"]),
        (QueuePart.UNSENT, ["queued"]),
        (QueuePart.CONFLICT, ["conflict"]),
    ):
        QTest.mouseClick(screen.ledger.numbers[part], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda wanted=states: shown(screen) == wanted)  # type: ignore[misc]  # bound per turn
    # The conflict is shown as two versions, and what differs is marked.
    qtbot.waitUntil(lambda: screen.detail.versions.isVisible() and bool(screen.detail.versions.rows.rows))
    hashes = screen.detail.versions.rows.rows[0]
    assert (hashes.theirs.zh, hashes.differs) == ("e" * 16, True)
    assert str(screen.table.current_key()) == conflict
    screen.show_part("pictures")
    qtbot.waitUntil(lambda: shown(screen) == ["queued", "queued"])
    assert {row.applicant_name for row in screen.table.rows.rows} == {"王小川"}, "a picture says whose it is"


def test_a_comparison_says_exactly_what_differs_and_leads_to_the_row(
    qtbot: QtBot, shell: Shell, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivered = settle(store, OutboxState.ACCEPTED)
    submitted(store)
    one = Difference(DifferenceKind.MISSING_AT_CENTRE, OutboxKind.APPLICATION, delivered, "accepted")

    def compare(_work: Work) -> Audit:
        audit = Audit(moment(None), 2, 1, 0, 1, (one,))
        ledger.keep_audit(store, audit)
        return audit

    shell.opened_desk().audit = compare
    opened: list[AuditDialog] = []

    def show(self: QDialog) -> int:
        assert isinstance(self, AuditDialog)
        opened.append(self)
        assert [row.client_id for row in self.table.rows.rows] == [delivered]
        self.table.opened.emit(self.table.rows.rows[0])
        return 1

    monkeypatch.setattr(QDialog, "exec", show)
    screen = queue_of(shell)
    qtbot.waitUntil(lambda: len(shown(screen)) == 2)
    assert screen.ledger._last.text() == "尚未与中心核对"
    QTest.mouseClick(screen.ledger.compare, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened))
    qtbot.waitUntil(lambda: screen.table.current_key() == delivered)
    qtbot.waitUntil(lambda: "1 处不一致" in screen.ledger._last.text())
    # What was delivered and is in doubt may be sent again: the same key, so that it cannot be taken twice.
    qtbot.waitUntil(screen.detail.retry.isVisible)
    screen.retry()
    qtbot.waitUntil(lambda: shown(screen) == ["queued", "queued"])


def test_unsent_work_is_handed_over_and_taken_up(
    qtbot: QtBot, shell: Shell, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    belongs_to(store, DEALER)
    submitted(store, JPEG + b"one")
    path = tmp_path / "unsent.paddock"
    monkeypatch.setattr("paddock.ui.screens.queue.screen.ask_passphrase", lambda _parent, new: PASSPHRASE)  # noqa: ARG005
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    screen = queue_of(shell)
    qtbot.waitUntil(lambda: len(shown(screen)) == 1)
    screen.hand_over()
    qtbot.waitUntil(lambda: any("已导出请求 1" in notice.text for notice in shell.notices.newest_first()))
    screen.take_up()
    qtbot.waitUntil(lambda: any("本机已有 1" in notice.text for notice in shell.notices.newest_first()))
    assert len(queries.queue_rows(store)) == 1


def test_ten_thousand_rows_come_a_page_at_a_time_and_all_of_them_can_be_reached(
    qtbot: QtBot, shell: Shell, store: Store
) -> None:
    first = many(store, 1000)
    screen = queue_of(shell)
    qtbot.waitUntil(lambda: len(shown(screen)) == 200)
    bar = screen.table.verticalScrollBar()
    for number in (400, 600):
        bar.setValue(bar.maximum())
        qtbot.waitUntil(lambda wanted=number: len(shown(screen)) == wanted)  # type: ignore[misc]  # bound per turn
    screen.show_part(first)
    qtbot.waitUntil(lambda: screen.table.current_key() == first)
    assert len(shown(screen)) == 1001


def many(store: Store, number: int) -> str:
    """So many acts beside one application, which is the oldest; returns its id."""
    first = submitted(store)
    rows = [
        {
            "id": new_id(), "kind": "acceptance", "application_id": first, "target": "/x", "body": b"{}",
            "body_sha256": "a" * 64, "state": "queued", "attempts": 0, "created_at": moment(None),
        }
        for _ in range(number)
    ]  # fmt: skip
    with store.write(Topic.SYNC) as connection:
        connection.execute(insert(OutboxRow), rows)
    return str(first)
