"""What a person can do, declared once: the same declaration makes the shortcut, the tool tip and the palette's line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from paddock.ui.widgets.basics import button

S = TypeVar("S", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Action(Generic[S]):
    """Something the owner `S` (a screen, or the shell) can do.

    Declared in the owner's `declared_actions()`, with its title as `QT_TRANSLATE_NOOP("Actions", "New deal")`.
    """

    key: str
    """Unique, after its owner: `counter.new`."""
    title: str
    """English, a key of the translation context `Actions`."""
    act: Callable[[S], object]
    shortcut: str = ""
    """As Qt writes it, in the same form on every system: `Ctrl+N`."""
    keywords: str = ""
    """Further words to find it by, in any language; their pinyin initials count too."""
    icon: str = ""
    enabled: Callable[[S], bool] = lambda _owner: True
    """Whether it can be done now; asked when the palette opens and when the shortcut is pressed."""
    context: str = "Actions"
    """The translation context of the title."""

    def words(self) -> str:
        """The title in the language now shown."""
        return QCoreApplication.translate(self.context, self.title)

    def tip(self) -> str:
        """The title with the keys: `New deal (Ctrl+N)`."""
        return f"{self.words()} ({keys_for_people(self.shortcut)})" if self.shortcut else self.words()


def keys_for_people(shortcut: str) -> str:
    """A shortcut as this system writes it."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def perform(action: Action[S], owner: S) -> bool:
    """Do it if it can be done now; returns whether it was done."""
    if not action.enabled(owner):
        return False
    action.act(owner)
    return True


def bind_shortcuts(
    owner: S,
    actions: Sequence[Action[S]],
    within: QWidget | None = None,
    unless: Callable[[], bool] = lambda: False,
) -> None:
    """Make the keys of `actions` work wherever the cursor is in the window while `within`, or else `owner`, is seen.

    `unless` is asked when one is pressed: whether it shall do nothing now.
    """
    for action in actions:
        if action.shortcut:
            shortcut = QShortcut(QKeySequence(action.shortcut), within or owner)
            # Qt minds only what is visible: of all screens, the one in front.
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda chosen=action: unless() or perform(chosen, owner))


def action_button(action: Action[S], owner: S, *, role: str = "") -> QPushButton:
    """A button that does `action`, with its keys in the tool tip."""
    return button(action.words(), lambda: perform(action, owner), role=role, icon=action.icon, tip=action.tip())
