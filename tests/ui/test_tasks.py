"""Work off the GUI thread: what the person sees meanwhile, stopping it, and that only the newest answer counts."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from paddock.domain.errors import BadInput, PaddockError
from paddock.domain.long_work import Progress, Work
from paddock.domain.sentences import Sentence
from paddock.ui.tasks import Lane, Newest, close_workers, run, run_long
from paddock.ui.widgets.basics import button
from paddock.ui.widgets.progress import ProgressLine


class Gate:
    """Holds work on its thread until the test lets it go on."""

    def __init__(self) -> None:
        self._open = threading.Event()

    def pass_through(self) -> str:
        assert self._open.wait(10)
        return "done"

    def open(self) -> None:
        self._open.set()


class Lamp:
    """A sign that remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.cancel: Callable[[], object] | None = None

    def begin(self, cancel: Callable[[], object] | None = None) -> None:
        self.cancel = cancel
        self.told.append("begin")

    def show_progress(self, progress: Progress) -> None:
        self.told.append(f"{progress.done}/{progress.total}")

    def end(self) -> None:
        self.told.append("end")


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    yield made
    close_workers()


def test_a_skeleton_comes_for_slow_work_and_goes_before_the_result_is_shown(qtbot: QtBot, parent: QWidget) -> None:
    gate, lamp = Gate(), Lamp()
    run(parent, gate.pass_through).loading(lamp).success(lamp.told.append)
    qtbot.waitUntil(lambda: lamp.told == ["begin"])
    gate.open()
    qtbot.waitUntil(lambda: lamp.told == ["begin", "end", "done"])


def test_quick_work_never_shows_one(qtbot: QtBot, parent: QWidget) -> None:
    lamp = Lamp()
    with qtbot.waitCallback() as done:
        run(parent, lambda: "done").loading(lamp).success(done)
    # Past the moment at which it would have come.
    other = Lamp()
    gate = Gate()
    run(parent, gate.pass_through).loading(other)
    qtbot.waitUntil(lambda: other.told == ["begin"])
    gate.open()
    assert lamp.told == []


def test_the_skeleton_goes_when_the_work_fails(qtbot: QtBot, parent: QWidget) -> None:
    gate, lamp, faults = Gate(), Lamp(), list[PaddockError]()

    def fail() -> None:
        gate.pass_through()
        raise BadInput(Sentence("错", "wrong"))

    run(parent, fail).loading(lamp).failure(faults.append)
    qtbot.waitUntil(lambda: lamp.told == ["begin"])
    gate.open()
    qtbot.waitUntil(lambda: len(faults) == 1)
    assert lamp.told == ["begin", "end"]


def test_long_work_reports_and_the_newest_report_is_shown(qtbot: QtBot, parent: QWidget) -> None:
    gate, lamp, results = Gate(), Lamp(), list[int]()

    def count(work: Work) -> int:
        gate.pass_through()
        return sum(work.each(range(1000), 1000))

    run_long(parent, count).progress(lamp).success(results.append)
    qtbot.waitUntil(lambda: lamp.told[:2] == ["begin", "0/0"])
    gate.open()
    qtbot.waitUntil(lambda: results == [499_500])
    assert lamp.told[-1] == "end"
    assert len(lamp.told) < 900, "reports are not queued up one by one"


def test_a_stopped_work_is_told_as_cancelled_and_not_as_an_error(qtbot: QtBot, parent: QWidget) -> None:
    gate, lamp, told = Gate(), Lamp(), list[str]()

    def work_on(work: Work) -> None:
        gate.pass_through()
        work.check()

    operation = run_long(parent, work_on).progress(lamp).cancelled(lambda: told.append("cancelled"))
    operation.success(lambda _none: told.append("success")).failure(lambda _error: told.append("failure"))
    qtbot.waitUntil(lambda: lamp.cancel is not None)
    assert lamp.cancel
    lamp.cancel()
    gate.open()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["cancelled"]
    assert lamp.told[-1] == "end"


def test_work_that_was_done_before_it_could_stop_is_told_as_done(qtbot: QtBot, parent: QWidget) -> None:
    gate, told = Gate(), list[str]()
    operation = run_long(parent, lambda _work: gate.pass_through()).success(told.append)
    operation.cancelled(lambda: told.append("cancelled"))
    operation.cancel()
    gate.open()
    qtbot.waitUntil(lambda: bool(told))
    assert told in (["done"], ["cancelled"])


def test_only_the_newest_question_is_answered_and_waiting_ones_are_never_asked(qtbot: QtBot, parent: QWidget) -> None:
    gate, asked, answers = Gate(), list[str](), list[str]()
    newest = Newest()

    def ask(text: str) -> Callable[[], str]:
        def question() -> str:
            asked.append(text)
            gate.pass_through()
            return text

        return question

    for text in ("a", "au", "aud", "audi"):
        newest.run(parent, ask(text)).success(answers.append)
    gate.open()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["audi"]
    assert set(asked) <= {"a", "audi"}


def test_nothing_is_told_to_a_parent_that_is_gone(qtbot: QtBot, parent: QWidget) -> None:
    gate, lamp, told = Gate(), Lamp(), list[str]()
    gone = QObject()
    run(gone, gate.pass_through).loading(lamp).success(told.append)
    with qtbot.waitSignal(gone.destroyed):
        gone.deleteLater()
    gate.open()
    with qtbot.waitCallback() as done:
        run(parent, lambda: "later").success(done)
    assert told == []
    assert lamp.told == []


def test_a_busy_button_cannot_start_its_work_again_and_keeps_the_keyboard(qtbot: QtBot, parent: QWidget) -> None:
    gate, starts = Gate(), list[str]()

    def start() -> None:
        starts.append("started")
        run(parent, gate.pass_through, Lane.POOL).busy(export).success(lambda _done: starts.append("ended"))

    export, neighbour = button("Export", start, icon="download-simple"), button("Other", lambda: starts.append("!"))
    layout = QHBoxLayout(parent)
    layout.addWidget(export)
    layout.addWidget(neighbour)
    parent.show()
    parent.activateWindow()
    export.setFocus()
    qtbot.waitUntil(export.hasFocus)
    QTest.keyClick(export, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(export.property("busy")))
    assert export.accessibleDescription() == "正在进行" or export.accessibleDescription() == "Under way"
    QTest.keyClick(export, Qt.Key.Key_Space)
    QTest.mouseClick(export, Qt.MouseButton.LeftButton)
    assert starts == ["started"]
    assert export.hasFocus()
    gate.open()
    qtbot.waitUntil(lambda: starts == ["started", "ended"])
    assert not export.property("busy")
    assert export.accessibleDescription() == ""
    QTest.keyClick(export, Qt.Key.Key_Space)
    assert starts[2] == "started"


def test_the_line_of_progress_counts_stops_and_hides(qtbot: QtBot, parent: QWidget) -> None:
    line = ProgressLine("Exporting")
    QHBoxLayout(parent).addWidget(line)
    parent.show()
    gate, ended = Gate(), list[str]()

    def work_on(work: Work) -> None:
        work.at(3, 10, Sentence("第三", "third"))
        gate.pass_through()
        work.check()

    run_long(parent, work_on).progress(line).cancelled(lambda: ended.append("cancelled"))
    qtbot.waitUntil(lambda: not line.isHidden())
    assert line.words() in {"第三", "third"}
    assert line._count.text() == "3 / 10"
    line._stop.click()
    assert not line._stop.isEnabled()
    gate.open()
    qtbot.waitUntil(lambda: ended == ["cancelled"])
    assert line.words() == ""


def test_work_that_cannot_stop_offers_no_button_for_it(qtbot: QtBot, parent: QWidget, qapp: QApplication) -> None:
    line = ProgressLine("Saving")
    QHBoxLayout(parent).addWidget(line)
    parent.show()
    gate = Gate()
    run(parent, gate.pass_through).progress(line)
    qtbot.waitUntil(lambda: not line.isHidden())
    assert line._stop.isHidden()
    gate.open()
    qtbot.waitUntil(line.isHidden)
    qapp.processEvents()
