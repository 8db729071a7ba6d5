"""The real window with the cursor in the applicant's name, as a process of its own: what an input method types into.

    python -m tests.helpers.ime_window PROFILE

Prints one JSON line whenever something changes, and ends when its input does.
"""

import json
import sys
import threading
from pathlib import Path

from paddock.domain.application_draft import FieldPath
from paddock.ui.screens.counter.deal_page import APPLICANT, DealPage
from paddock.ui.screens.counter.screen import CounterScreen
from paddock.ui.shell import Shell
from paddock.ui.widgets.text_line import TextLine
from tests.helpers.driven_window import drive, say, wait_until

NOBODY_THERE = "http://127.0.0.1:9"
"""The discard port: what is typed needs no centre."""


class NameField:
    """The name on the applicant's step, and what is told of it."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        counter = shell.screens["counter"]
        assert isinstance(counter, CounterScreen)
        wait_until(lambda: counter.page() is not None)
        page = counter.page()
        assert isinstance(page, DealPage)
        self._page = page
        page.go_to(APPLICANT)
        line = page.steps[APPLICANT].boxes[FieldPath.NAME].editor.focusProxy()
        assert isinstance(line, TextLine)
        self._line = line
        self._told = ""
        shell.activateWindow()
        line.setFocus()

    def tell(self) -> None:
        """Print how it is, if that has changed."""
        now = json.dumps(
            {
                "ready": self._line.hasFocus() and self._shell.isActiveWindow(),
                "text": self._line.text(),
                "kept": self._page.deal.draft.text(FieldPath.NAME),
                "composing": self._line.is_composing(),
                "step": self._page.step_number(),
            }
        )
        if now != self._told:
            self._told = now
            say(now)


def play(shell: Shell) -> None:
    """Tell of the field until standard input ends."""
    field, ended = NameField(shell), threading.Event()

    def listen() -> None:
        sys.stdin.read()
        ended.set()

    threading.Thread(target=listen, daemon=True).start()

    def over() -> bool:
        field.tell()
        return ended.is_set()

    wait_until(over, seconds=100)


if __name__ == "__main__":
    sys.exit(drive(Path(sys.argv[1]), play, NOBODY_THERE))
