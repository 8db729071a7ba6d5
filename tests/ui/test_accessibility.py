"""Names, roles, focus and order on every screen, dialog and gallery page, as a screen reader and a keyboard meet them.

PySide6 6.11 binds QAccessible: what is read here is the tree that Qt hands to at-spi and UI Automation.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from paddock.ui import announce as announcing
from paddock.ui.gallery.catalogue import gallery_pages
from paddock.ui.gallery.window import Dress, GalleryWindow
from paddock.ui.screens.catalogue import SCREENS
from paddock.ui.shell import Shell
from paddock.ui.theme import ThemeChoice, apply_colours, load_fonts
from paddock.ui.widgets.confirm import ConfirmDialog, Question
from paddock.ui.widgets.passphrase import PassphraseDialog
from paddock.ui.widgets.progress import ProgressLine
from paddock.ui.widgets.table import Column, RowTable
from tests.ui.accessible import Node, tree_of, unspoken
from tests.ui.conftest import NoSync, OpenWindow
from tests.ui.test_journey import blank_page

KEYS = [page.key for page in gallery_pages()]


def listed(found: dict[str, list[str]]) -> str:
    return "\n".join(f"{where}: {line}" for where, lines in found.items() for line in lines)


@pytest.fixture
def gallery(qtbot: QtBot, qapp: QApplication) -> Iterator[GalleryWindow]:
    load_fonts(qapp)
    window = GalleryWindow(qapp, Dress("zh_CN"))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.close()
    apply_colours(qapp, ThemeChoice.LIGHT)


def open_page(gallery: GalleryWindow, key: str, qapp: QApplication) -> QWidget:
    gallery.open_page(key)
    qapp.processEvents()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    content = gallery._area.widget()
    assert content is not None
    return content


def test_every_gallery_page_can_be_understood_by_hearing(gallery: GalleryWindow, qapp: QApplication) -> None:
    found: dict[str, list[str]] = {}
    for key in KEYS:
        open_page(gallery, key, qapp)
        if wrong := unspoken(tree_of(gallery)):
            found[key] = wrong
    assert not found, listed(found)


@pytest.fixture
def shell(open_window: OpenWindow, no_sync: NoSync) -> Shell:
    opened = open_window(no_sync)
    opened.resize(1280, 720)
    opened.activateWindow()
    return opened


def each_screen(shell: Shell, qtbot: QtBot, qapp: QApplication) -> Iterator[tuple[str, QWidget]]:
    """Every screen, and every step of the counter, in front."""
    for entry in SCREENS:
        if entry.key == "counter":
            continue
        shell.go(entry.key)
        qtbot.waitUntil(lambda key=entry.key: key in shell.screens)  # type: ignore[misc]  # a lambda with a default
        qapp.processEvents()
        yield entry.key, shell.screens[entry.key]
    shell.go("counter")
    page = blank_page(qtbot, shell)
    for number in range(len(page.steps)):
        page.go_to(number)
        qapp.processEvents()
        yield f"counter step {number + 1}", page


def test_every_screen_can_be_understood_by_hearing(shell: Shell, qtbot: QtBot, qapp: QApplication) -> None:
    found: dict[str, list[str]] = {}
    for name, _screen in each_screen(shell, qtbot, qapp):
        if wrong := unspoken(tree_of(shell)):
            found[name] = wrong
    assert not found, listed(found)


_DIALOGS: dict[str, Callable[[], QDialog]] = {
    "passphrase": lambda: PassphraseDialog(None, new=False),
    "new passphrase": lambda: PassphraseDialog(None, new=True),
    "question": lambda: ConfirmDialog(None, Question("Discard?", "It is gone then.", "Discard", ("one", "two"))),
}


@pytest.mark.parametrize("name", sorted(_DIALOGS))
def test_every_dialog_can_be_understood_by_hearing(qtbot: QtBot, name: str) -> None:
    dialog = _DIALOGS[name]()
    qtbot.addWidget(dialog)
    dialog.show()
    tree = tree_of(dialog)
    assert unspoken(tree) == []
    assert tree.told.role is QAccessible.Role.Dialog
    assert tree.told.name


def test_a_question_says_what_will_happen_and_enter_means_no(qtbot: QtBot) -> None:
    dialog = ConfirmDialog(None, Question("Discard?", "It is gone then.", "Discard"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert tree_of(dialog).told.description == "It is gone then."
    assert dialog.refuse.isDefault()
    assert not dialog.act.autoDefault()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Rejected


@dataclass(frozen=True, slots=True)
class _Car:
    name: str
    city: str
    price: str


def test_headers_and_cells_of_tables_speak(qtbot: QtBot) -> None:
    table: RowTable[_Car] = RowTable(
        [
            Column("Car", lambda car: car.name, below=lambda car: car.city, stretch=1),
            Column("Price", lambda car: car.price, right=True),
        ],
        "Cars",
    )
    qtbot.addWidget(table)
    table.show_rows([_Car("Lavida", "Wuhan", "¥98,000")], lambda car: car)
    table.resize(500, 200)
    table.show()
    tree = tree_of(table)
    assert (tree.told.role, tree.told.name) == (QAccessible.Role.Table, "Cars")

    def names(role: QAccessible.Role) -> list[str]:
        return [node.told.name for node in tree.walk() if node.told.role is role]

    assert names(QAccessible.Role.ColumnHeader) == ["Car", "Price"]
    assert names(QAccessible.Role.Cell) == ["Lavida, Wuhan", "¥98,000"]


def test_a_picture_without_words_is_found(qtbot: QtBot, qapp: QApplication) -> None:
    """The check itself can fail."""
    from paddock.ui.widgets.basics import column, icon_label  # noqa: PLC0415 - only here

    load_fonts(qapp)
    alone = QWidget()
    qtbot.addWidget(alone)
    inner = QWidget(alone)
    column(inner).addWidget(icon_label("warning", "bad"))
    column(alone).addWidget(inner)
    alone.show()
    assert any("picture without words" in line for line in unspoken(tree_of(alone)))


# Focus


def described(part: QWidget) -> str:
    return f"{type(part).__name__} {part.accessibleName()!r}"


def focusable(root: QWidget) -> list[QWidget]:
    """What Tab can reach inside `root`."""
    parts = [root, *root.findChildren(QWidget)]
    return [
        part
        for part in parts
        if part.isVisible()
        and part.isEnabled()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not part.focusProxy()
    ]


def picture_around(part: QWidget, window: QWidget) -> QImage:
    place = QRect(part.mapTo(window, QPoint(0, 0)), part.size()).adjusted(-4, -4, 4, 4)
    return window.grab(place).toImage()


def bring_into_view(part: QWidget) -> None:
    """As Tab does."""
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(part)
        above = above.parentWidget()


def changed_pixels(one: QImage, other: QImage) -> int:
    return sum(one.pixel(x, y) != other.pixel(x, y) for x in range(one.width()) for y in range(one.height()))


def without_visible_focus(root: QWidget, window: QWidget, qapp: QApplication) -> list[str]:
    """What looks the same with and without the keyboard: less than half a pixel of its outline changes."""
    found = []
    for part in focusable(root):
        before = qapp.focusWidget()
        if before is not None:
            before.clearFocus()
        bring_into_view(part)
        qapp.processEvents()
        plain = picture_around(part, window)
        part.setFocus(Qt.FocusReason.TabFocusReason)
        if not part.hasFocus():
            continue
        qapp.processEvents()
        focused = picture_around(part, window)
        if plain.size() != focused.size():
            continue
        seen = min(part.width(), 400) + min(part.height(), 400)
        if changed_pixels(plain, focused) < seen / 2:
            found.append(f"{described(part)} {part.width()}x{part.height()}")
    return found


def test_focus_can_be_seen_on_every_gallery_page(gallery: GalleryWindow, qapp: QApplication) -> None:
    found: dict[str, list[str]] = {}
    for key in KEYS:
        content = open_page(gallery, key, qapp)
        if wrong := without_visible_focus(content, gallery, qapp):
            found[key] = wrong
    assert not found, listed(found)


def test_focus_can_be_seen_on_every_screen(shell: Shell, qtbot: QtBot, qapp: QApplication) -> None:
    found: dict[str, list[str]] = {}
    for name, screen in each_screen(shell, qtbot, qapp):
        if wrong := without_visible_focus(screen, shell, qapp):
            found[name] = wrong
    assert not found, listed(found)


# Order


def out_of_order(root: QWidget, window: QWidget) -> list[str]:
    """Steps of Tab that go back up in the same column of the page.

    Reading goes down, and from one column to the next; a step that goes up without going to the right is a jump.
    """
    wanted = set(focusable(root))
    chain: list[QWidget] = []
    start = at = root
    while True:
        following = at.nextInFocusChain()
        if following is None or following is start or following in chain:
            break
        at = following
        if at in wanted:
            chain.append(at)
    found = []
    for one, other in pairwise(chain):
        first = QRect(one.mapTo(window, QPoint(0, 0)), one.size())
        second = QRect(other.mapTo(window, QPoint(0, 0)), other.size())
        if second.bottom() <= first.top() and second.left() <= first.right():
            found.append(f"{described(one)} → {described(other)}")
    return found


def test_tab_goes_as_people_read(shell: Shell, qtbot: QtBot, qapp: QApplication) -> None:
    found: dict[str, list[str]] = {}
    for name, screen in each_screen(shell, qtbot, qapp):
        if wrong := out_of_order(screen, shell):
            found[name] = wrong
    assert not found, listed(found)


# Changes


class Reader:
    """Stands where the screen reader would: remembers what it was told."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, bool]] = []

    def __call__(self, _widget: QWidget, text: str, *, urgent: bool) -> None:
        self.heard.append((text, urgent))


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    made = Reader()
    QAccessible.setActive(True)
    monkeypatch.setattr(announcing, "_send", made)
    return made


def test_changes_are_said_aloud(qtbot: QtBot, reader: Reader) -> None:
    line = ProgressLine("Exporting")
    qtbot.addWidget(line)
    line.begin(lambda: None)
    line.cancel()
    assert [text for text, _urgent in reader.heard] == ["Exporting", "正在停止…"]


def test_problems_are_said_at_once(shell: Shell, reader: Reader) -> None:
    from paddock.domain.sentences import Sentence  # noqa: PLC0415 - only here

    shell.show_problem(Sentence("磁盘已满, 请清理", "The disk is full: free some space"))
    assert ("磁盘已满, 请清理", True) in reader.heard


def test_an_announcement_reaches_qt(qtbot: QtBot) -> None:
    """With assistive technology connected the real event is sent, whoever listens."""
    QAccessible.setActive(True)
    line = ProgressLine("Exporting")
    qtbot.addWidget(line)
    line.begin(None)
    assert line.words() == "Exporting"


def all_roles(tree: Node) -> set[QAccessible.Role]:
    return {node.told.role for node in tree.walk()}


def test_what_paints_itself_is_told_as_what_it_is(gallery: GalleryWindow, qapp: QApplication) -> None:
    open_page(gallery, "chips", qapp)
    chips = [node.told for node in tree_of(gallery).walk() if node.told.kind == "StateChip"]
    assert chips
    assert {told.role for told in chips} == {QAccessible.Role.StaticText}
    open_page(gallery, "tiles", qapp)
    assert QAccessible.Role.Button in all_roles(tree_of(gallery))
