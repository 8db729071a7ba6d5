"""What can be done wherever one is in the window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from paddock.ui.actions import Action
from paddock.ui.language import QT_TRANSLATE_NOOP
from paddock.ui.look_actions import LOOKS
from paddock.ui.screens.catalogue import SCREENS, ScreenEntry, shortcut_of

if TYPE_CHECKING:
    from paddock.ui.shell import Shell


def shell_actions() -> "Sequence[Action[Shell]]":
    """Screens first, in their order; then what concerns the window."""
    return (*(_go_to(entry) for entry in SCREENS), *_WINDOW, *LOOKS)


def _go_to(entry: ScreenEntry) -> "Action[Shell]":
    def go(shell: "Shell") -> None:
        shell.go(entry.key)

    return Action(
        f"go.{entry.key}", entry.title, go, shortcut_of(entry.key), entry.keywords, entry.icon, context="Screens"
    )


_WINDOW: "Sequence[Action[Shell]]" = (
    Action(
        "window.palette",
        QT_TRANSLATE_NOOP("Actions", "Search"),
        lambda shell: shell.show_palette(),
        "Ctrl+K",
        "搜索 命令 查找 find command palette",
        "magnifying-glass",
        enabled=lambda shell: shell.desk is not None,
    ),
    Action(
        "window.help",
        QT_TRANSLATE_NOOP("Actions", "Help for what is on the screen"),
        lambda shell: shell.show_help(),
        "F1",
        "帮助 说明 help manual",
        "question",
        enabled=lambda shell: shell.help is not None,
    ),
    Action(
        "window.tour",
        QT_TRANSLATE_NOOP("Actions", "Tour with invented data"),
        lambda shell: shell.start_tour(),
        "",
        "导览 教程 新手 演示 tour tutorial demo first",
        "compass",
        enabled=lambda shell: shell.desk is not None and shell.desk.embedded_centre,
    ),
    Action(
        "window.lock",
        QT_TRANSLATE_NOOP("Actions", "Lock the window"),
        lambda shell: shell.lock(),
        "Ctrl+Shift+L",
        "锁定 锁屏 离开 lock screen away",
        "lock-key",
        enabled=lambda shell: shell.desk is not None,
    ),
    Action(
        "window.synchronise",
        QT_TRANSLATE_NOOP("Actions", "Synchronise now"),
        lambda shell: shell.wake_sync(),
        "F5",
        "同步 联网 发送 sync send refresh",
        "arrows-clockwise",
    ),
    Action(
        "window.undo",
        QT_TRANSLATE_NOOP("Actions", "Undo"),
        lambda shell: shell.undo(),
        "Ctrl+Z",
        "撤销 撤回 undo take back",
        "arrow-counter-clockwise",
    ),
    Action(
        "window.notices",
        QT_TRANSLATE_NOOP("Actions", "Notifications"),
        lambda shell: shell.show_notices(),
        "Ctrl+B",
        "通知 消息 提醒 bell notices",
        "bell",
    ),
)
