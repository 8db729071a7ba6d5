"""Which class shows which screen. Importing this imports every screen: done on the opening thread."""

from typing import TYPE_CHECKING

from paddock.ui.screens.contracts import ContractsScreen
from paddock.ui.screens.counter.screen import CounterScreen
from paddock.ui.screens.queue import QueueScreen
from paddock.ui.screens.screen import Screen
from paddock.ui.screens.settings import SettingsScreen
from paddock.ui.screens.stock import StockScreen

if TYPE_CHECKING:
    from paddock.ui.shell import Shell

_SCREENS: dict[str, type[Screen]] = {
    "counter": CounterScreen,
    "queue": QueueScreen,
    "stock": StockScreen,
    "contracts": ContractsScreen,
    "settings": SettingsScreen,
}


def make_screen(key: str, shell: "Shell") -> Screen:
    """The screen called `key`."""
    return _SCREENS[key](shell)
