import re
import threading
import time

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.watchdog import Gap, Watchdog

BLOCK_S = 0.15


def compute() -> None:
    until = time.thread_time() + BLOCK_S
    while time.thread_time() < until:
        pass


def hold_the_interpreter() -> None:
    """A thread in one long C call keeps the GUI thread from Python: the window stands still as if it computed."""
    hog = threading.Thread(target=lambda: re.match(r"(a|aa)+$", "a" * 30 + "b"))
    hog.start()
    hog.join()


@pytest.mark.alone
@pytest.mark.parametrize("block", [compute, lambda: time.sleep(BLOCK_S), hold_the_interpreter])
def test_a_block_of_the_event_loop_is_caught(qtbot: QtBot, block: object) -> None:
    assert callable(block)

    def blocked() -> None:
        with Watchdog():
            qtbot.wait(50)
            block()
            qtbot.wait(50)

    with pytest.raises(AssertionError, match="stood still"):
        blocked()


@pytest.mark.alone
def test_an_idle_window_passes(qtbot: QtBot) -> None:
    with Watchdog():
        qtbot.wait(300)


def test_waiting_for_the_processor_is_no_fault_of_the_window_but_computing_is() -> None:
    assert Gap(150, computed_ms=10, kept_waiting_ms=130).ours_ms == 20
    assert Gap(150, computed_ms=10, kept_waiting_ms=0, others_waiting_ms=120).ours_ms == 30
    assert Gap(150, computed_ms=150, kept_waiting_ms=0, others_waiting_ms=150).ours_ms == 150
    assert Gap(150, computed_ms=0, kept_waiting_ms=0).ours_ms == 150
