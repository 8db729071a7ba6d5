"""The screens of the window, in the order of the navigation. One line here is a screen with its key and entry."""

import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from paddock.ui.language import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from paddock.ui.screens.screen import Screen
    from paddock.ui.workbench import Workbench


class Group(Enum):
    """Where an entry stands in the navigation."""

    WORK = auto()
    FOOT = auto()
    """At the lower end, apart from the work."""


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """One screen: what it is called and where its class is; the class is loaded late."""

    key: str
    title: str
    """English, a key of the translation context `Screens`."""
    icon: str
    group: Group
    location: str
    """`package.module:Class`"""
    keywords: str = ""
    """Further words the palette finds it by."""

    def words(self) -> str:
        """The title in the language now shown."""
        return QCoreApplication.translate("Screens", self.title)

    def load(self) -> "type[Screen]":
        """The class of the screen; its first import takes long and belongs on the opening thread."""
        loaded: type[Screen] = pkgutil.resolve_name(self.location)
        return loaded


_IN = "paddock.ui.screens"
SCREENS: Sequence[ScreenEntry] = (
    ScreenEntry(
        "counter",
        QT_TRANSLATE_NOOP("Screens", "Counter"),
        "identification-card",
        Group.WORK,
        f"{_IN}.counter.screen:CounterScreen",
        "接件 进件 柜台 application deal",
    ),
    ScreenEntry(
        "batch",
        QT_TRANSLATE_NOOP("Screens", "Batch"),
        "stack",
        Group.WORK,
        f"{_IN}.batch.screen:BatchScreen",
        "批量 批次 扫描 导入 conveyor import vehicles",
    ),
    ScreenEntry(
        "queue",
        QT_TRANSLATE_NOOP("Screens", "Queue"),
        "paper-plane-tilt",
        Group.WORK,
        f"{_IN}.queue:QueueScreen",
        "队列 待发送 outbox unsent",
    ),
    ScreenEntry(
        "stock",
        QT_TRANSLATE_NOOP("Screens", "Stock"),
        "car",
        Group.WORK,
        f"{_IN}.stock:StockScreen",
        "库存 车辆 在库 inventory cars",
    ),
    ScreenEntry(
        "contracts",
        QT_TRANSLATE_NOOP("Screens", "Contracts"),
        "file-text",
        Group.WORK,
        f"{_IN}.contracts:ContractsScreen",
        "合同 验证 签约 verify signed",
    ),
    ScreenEntry(
        "dashboard",
        QT_TRANSLATE_NOOP("Screens", "Dashboard"),
        "chart-bar",
        Group.WORK,
        f"{_IN}.dashboard.screen:DashboardScreen",
        "看板 报表 统计 figures report",
    ),
    ScreenEntry(
        "settings",
        QT_TRANSLATE_NOOP("Screens", "Settings"),
        "gear-six",
        Group.FOOT,
        f"{_IN}.settings:SettingsScreen",
        "设置 语言 主题 摄像头 language theme camera",
    ),
    ScreenEntry(
        "doctor",
        QT_TRANSLATE_NOOP("Screens", "Health"),
        "heartbeat",
        Group.FOOT,
        f"{_IN}.doctor.screen:DoctorScreen",
        "体检 诊断 修复 备份 恢复 密钥环 密钥 数据库 磁盘 时钟 doctor repair backup restore keyring disk clock",
    ),
)


def shortcut_of(key: str) -> str:
    """`Ctrl+1` for the first screen; a tenth screen would have none."""
    number = [entry.key for entry in SCREENS].index(key) + 1
    return f"Ctrl+{number}" if number <= 9 else ""


def load_all() -> None:
    """Import every screen, so that no first visit waits for it."""
    for entry in SCREENS:
        entry.load()


def make_screen(key: str, workbench: "Workbench") -> "Screen":
    """The screen called `key`."""
    entry = next(entry for entry in SCREENS if entry.key == key)
    return entry.load()(workbench)
