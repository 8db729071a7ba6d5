"""The lock: nothing of the work is seen, the engine goes on, and only who knows the secret comes back."""

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from paddock.app.services import screen_lock
from paddock.app.services.screen_lock import UnlockWay
from paddock.app.store import keyrings, keys
from paddock.app.store.store import Store
from paddock.domain.errors import BadInput
from paddock.ui.idle_lock import IdleLock
from paddock.ui.shell import Shell
from paddock.ui.widgets.lock_page import LockPage
from tests.helpers.workstations import KEY, submitted
from tests.ui.conftest import NoSync, OpenWindow

PASSPHRASE = "invented passphrase"


@pytest.fixture
def shell(open_window: OpenWindow, no_sync: NoSync, store: Store) -> Shell:
    keys._keep_under_passphrase(store.profile / "key.json", KEY, PASSPHRASE)
    submitted(store)
    return open_window(no_sync)


def lock_of(shell: Shell) -> IdleLock:
    assert shell._lock is not None
    return shell._lock


def page_of(shell: Shell) -> LockPage:
    page = lock_of(shell)._page
    assert page is not None
    return page


def seen(shell: Shell) -> list[QWidget]:
    """Every visible widget that says something."""
    return [widget for widget in shell.findChildren(QWidget) if widget.isVisible()]


def test_locked_nothing_of_the_work_is_seen_and_the_passphrase_opens(
    qtbot: QtBot, shell: Shell, no_sync: NoSync
) -> None:
    shell.go("queue")
    beside = QWidget()
    qtbot.addWidget(beside)
    beside.show()
    dialog = QDialog(shell)
    QTimer.singleShot(0, shell.lock)
    assert dialog.exec() == QDialog.DialogCode.Rejected.value, "a dialog does not stay over the lock"
    page = page_of(shell)
    assert not shell.furniture.isVisible()
    assert not beside.isVisible()
    assert all(page.isAncestorOf(widget) or widget is page for widget in seen(shell))
    for told in no_sync.told:
        told()  # the engine goes on telling
    for keyboard in (Qt.Key.Key_3, Qt.Key.Key_K):
        QTest.keyClick(shell, keyboard, Qt.KeyboardModifier.ControlModifier)
    assert not shell.furniture.isVisible(), "no key leads past the lock"
    qtbot.waitUntil(page.line.isVisible)
    page.line.setText("wrong")
    QTest.keyClick(page.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "口令不正确" in page._fault.text())
    assert lock_of(shell).is_locked
    qtbot.waitUntil(page.act.isEnabled)
    page.line.setText(PASSPHRASE)
    QTest.keyClick(page.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not lock_of(shell).is_locked)
    assert shell.furniture.isVisible()
    assert beside.isVisible()
    assert shell.current_screen is shell.screens["queue"]


def test_it_locks_after_the_chosen_time_without_a_key_or_a_movement(shell: Shell) -> None:
    lock = lock_of(shell)
    assert lock._idle.interval() == 10 * 60_000
    shell.preferences.lock_minutes = 5
    shell.lock_settings_changed()
    assert lock._idle.interval() == 5 * 60_000
    lock._idle.stop()
    lock.eventFilter(shell, QEvent(QEvent.Type.UpdateRequest))
    assert not lock._idle.isActive(), "a picture that moves is nobody"
    lock.eventFilter(shell, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier))
    assert lock._idle.isActive(), "a key begins the time anew"
    lock._idle.timeout.emit()
    assert lock.is_locked
    shell.rebuild()  # the desktop turns dark in the evening
    assert not shell.furniture.isVisible()
    lock.unlock()
    shell.preferences.lock_minutes = 0
    shell.lock_settings_changed()
    assert not lock._idle.isActive()
    assert QApplication.activeModalWidget() is None


def test_with_the_key_in_the_keyring_a_word_of_its_own_unlocks(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "where_kept", lambda _profile: "keyring")
    monkeypatch.setattr(keys, "profile_key", lambda _profile: bytes(32))
    monkeypatch.setattr(keyrings, "os_keyring", lambda: None)
    assert screen_lock.unlock_way(store) is UnlockWay.KEYRING
    screen_lock.unlock(store, "")
    with pytest.raises(BadInput):
        screen_lock.set_lock_word(store, "short")
    screen_lock.set_lock_word(store, "a longer word")
    assert screen_lock.unlock_way(store) is UnlockWay.LOCK_WORD
    with pytest.raises(BadInput):
        screen_lock.unlock(store, "another word")
    screen_lock.unlock(store, "a longer word")
    screen_lock.set_lock_word(store, "")
    assert screen_lock.unlock_way(store) is UnlockWay.KEYRING
