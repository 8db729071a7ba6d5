"""How the gate shares the tests out among its workers."""

from typing import TYPE_CHECKING, Final

import pytest
from xdist.scheduler import LoadFileScheduling

if TYPE_CHECKING:
    from xdist.remote import Producer

_TOGETHER: Final = ("tests/central/scorecards/", "tests/central/valuation/", "tests/screens/")
"""Folders whose files share what takes seconds to make: one worker makes it once."""
_LONG: Final = (
    "tests/screens/",
    "tests/sync/test_command_line",
    "tests/central/valuation/",
    "tests/central/test_durability",
    "tests/central/risk/publishing/",
    "tests/journeys/",
    "tests/unit/test_verification",
    "tests/central/test_contracts_journey",
    "tests/ui/test_window_process",
    "tests/ui/test_memory",
)
"""What takes long begins first, so that the workers end together."""


class _Sharing(LoadFileScheduling):  # type: ignore[misc]  # the base has no types
    """One worker for the tests of a file, or of a folder that shares its fixtures."""

    def _split_scope(self, nodeid: str) -> str:
        alone: str = super()._split_scope(nodeid)
        return next((folder for folder in _TOGETHER if nodeid.startswith(folder)), alone)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: "Producer") -> LoadFileScheduling:
    return _Sharing(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def turn(item: pytest.Item) -> int:
        return next((at for at, long in enumerate(_LONG) if item.nodeid.startswith(long)), len(_LONG))

    items.sort(key=turn)
