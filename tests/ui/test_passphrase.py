"""The first start on a machine without a keyring: the passphrase is asked for once, and a slip costs no data."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from paddock.app.capture.process.client import CaptureProcess
from paddock.app.services.doctor import Part, Remedy
from paddock.app.store import keyrings
from paddock.app.store.keys import PASSPHRASE_VARIABLE
from paddock.app.store.opening import open_store
from paddock.ui.desk import AskPassphrase, Desk, desk_of
from paddock.ui.main import paint_shell
from paddock.ui.opening import Opener
from paddock.ui.screens.doctor.closed import ClosedPage
from paddock.ui.screens.doctor.screen import DoctorScreen
from paddock.ui.shell import Shell
from paddock.ui.tasks import close_workers
from paddock.ui.widgets.passphrase import PassphraseDialog
from paddock.ui.widgets.secret_line import SecretLine
from tests.helpers.doctors import doctor_of
from tests.ui.conftest import NoSync

WAIT = 30_000
RIGHT = "horse tea moon 4"  # an invented one


class Person(QObject):
    """Answers one passphrase dialog after another; None: presses Cancel."""

    def __init__(self, *answers: str | None) -> None:
        super().__init__()
        self.answers = list(answers)
        self.seen: list[tuple[bool, str]] = []
        """Of every dialog: whether it asked for a new one, and the fault it said."""
        self._looks = QTimer(self)
        self._looks.setInterval(10)
        self._looks.timeout.connect(self._look)
        self._looks.start()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, PassphraseDialog) or not self.answers:
            return
        self.seen.append((dialog._new, "" if dialog._fault.isHidden() else dialog._fault.text()))
        answer = self.answers.pop(0)
        if answer is None:
            dialog.reject()
            return
        QTest.keyClicks(dialog._line, answer)
        QTest.keyClicks(dialog._again, answer if dialog._new else "")
        dialog._accept.click()


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSPHRASE_VARIABLE, raising=False)
    monkeypatch.setattr(keyrings, "os_keyring", lambda: None)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


class Start:
    """One start of the window on a profile, as `paddock` makes it, without engine and centre."""

    def __init__(self, qtbot: QtBot, profile: Path) -> None:
        def desk(ask: AskPassphrase) -> Desk:
            store = open_store(profile, ask)
            return desk_of(
                store,
                staff_name="李娜",
                sync=NoSync(),
                capture=CaptureProcess(),
                doctor=doctor_of(store),
                centre_address="embedded",
                embedded_centre=True,
                close=store.close,
            )

        self.app, self.shell = paint_shell(profile.parent / "window.ini")
        self.shell.preferences.camera_source = ""
        qtbot.addWidget(self.shell)
        self.shell.show()
        self.opener = Opener(self.app, self.shell, desk, lambda _error: pytest.fail("no doctor is needed here"))

    def close(self) -> None:
        self.shell.close()
        self.opener.close()


Starting = Callable[[], Start]


@pytest.fixture
def starting(qtbot: QtBot, profile: Path) -> Iterator[Starting]:
    starts: list[Start] = []

    def start() -> Start:
        if starts:
            starts[-1].close()
        starts.append(Start(qtbot, profile))
        return starts[-1]

    yield start
    starts[-1].close()
    close_workers()


def opens(qtbot: QtBot, start: Start) -> Shell:
    with qtbot.waitSignal(start.shell.ready, timeout=WAIT):
        start.opener.start()
    return start.shell


def test_the_first_start_asks_once_and_the_next_once_for_the_same(qtbot: QtBot, starting: Starting) -> None:
    person = Person(RIGHT, RIGHT, RIGHT)
    opens(qtbot, starting())
    assert person.seen == [(True, "")]
    opens(qtbot, starting())
    assert person.seen == [(True, ""), (False, "")]


def test_a_wrong_one_is_asked_for_again_with_what_is_wrong(qtbot: QtBot, profile: Path, starting: Starting) -> None:
    open_store(profile, lambda _new: RIGHT).close()
    person = Person("horse tea moon 5", "Horse tea moon 4", RIGHT)
    shell = opens(qtbot, starting())
    assert [new for new, _fault in person.seen] == [False] * 3
    assert person.seen[0][1] == ""
    assert all("口令不正确" in fault for _new, fault in person.seen[1:])
    assert shell.findChild(ClosedPage) is None


def test_whoever_gives_none_is_told_so_and_can_try_again(qtbot: QtBot, profile: Path, starting: Starting) -> None:
    open_store(profile, lambda _new: RIGHT).close()
    person = Person(None)
    start = starting()
    start.opener._closed_doctor = None
    start.opener.start()
    banner = start.shell.banner
    qtbot.waitUntil(lambda: "没有输入口令" in banner.text(), timeout=WAIT)
    assert PASSPHRASE_VARIABLE not in banner.text(), "words for a terminal are no help at a window"
    person.answers.append(RIGHT)
    with qtbot.waitSignal(start.shell.ready, timeout=WAIT):
        banner._do()


def test_the_passphrase_is_changed_on_the_health_page(qtbot: QtBot, starting: Starting) -> None:
    other = "another horse 5"
    person = Person(RIGHT)
    shell = opens(qtbot, starting())
    shell.go("doctor")
    screen = shell.screens["doctor"]
    assert isinstance(screen, DoctorScreen)
    card = screen.page.cards[Part.KEYRING]
    qtbot.waitUntil(lambda: card.report is not None and not screen.page.is_looking, timeout=WAIT)
    change = card.button_of(Remedy.CHANGE_PASSPHRASE)
    assert change is not None
    person.answers += [RIGHT, other]
    change.click()
    qtbot.waitUntil(lambda: "口令已更改" in card.done_text() and not screen.page.is_looking, timeout=WAIT)
    assert [new for new, _fault in person.seen] == [True, False, True]
    person.answers += [RIGHT, other]
    opens(qtbot, starting())
    assert person.seen[-1][1] != "", "the old one is refused, the new one opens"


def press(line: SecretLine, letter: str, *, shift: bool = False, key: Qt.Key = Qt.Key.Key_T) -> None:
    """A key as the system sends it: the letter says what Shift and Caps Lock make of it together."""
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    line.setFocus()
    QApplication.sendEvent(line, QKeyEvent(QEvent.Type.KeyPress, key, held, letter))


@pytest.mark.parametrize(
    ("letter", "shift", "on"), [("t", False, False), ("T", True, False), ("T", False, True), ("t", True, True)]
)
def test_caps_lock_is_seen_by_what_it_does_to_letters(qtbot: QtBot, letter: str, shift: bool, on: bool) -> None:  # noqa: FBT001 - a case
    dialog = PassphraseDialog(None, new=True)
    qtbot.addWidget(dialog)
    dialog.show()
    for line in (dialog._line, dialog._again):
        press(line, letter, shift=shift)
        assert dialog._caps.isVisible() is on
    press(dialog._again, "", key=Qt.Key.Key_CapsLock)
    assert not dialog._caps.isVisible()
