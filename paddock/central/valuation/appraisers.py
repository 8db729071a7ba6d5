"""Which valuation model the centre uses: the lender's own, followed while it runs, or in trials the published one."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from paddock.central.following import Followed
from paddock.central.settings import Settings
from paddock.central.valuation.model import Appraiser, ValuationModel

PUBLISHED: Final = Path(__file__).parent / "used-cars-cn.json"
"""Fitted on asking prices of 2021, see `docs/models/used-cars-cn.md`: it shows the method, a lender must refit."""


class AppraiserShelf:
    """The valuation model in force.

    Args:
        settings: `valuation_file` names the lender's own; without one, production has none and trials the published.

    Raises:
        BadInput: the file named holds no valuation model.
    """

    def __init__(self, settings: Settings) -> None:
        self._current: Callable[[], Appraiser | None]
        path = settings.valuation_file
        if path is not None:
            self._current = Followed(path, _read, lambda appraiser: f"valuation {appraiser.model.identity}").current
        elif settings.is_trial:
            published, _ = _read(PUBLISHED)
            self._current = lambda: published
        else:
            self._current = lambda: None

    def current(self) -> Appraiser | None:
        """The model ready for use; None where production has none of its own."""
        return self._current()


def _read(path: Path) -> tuple[Appraiser, tuple[Path, ...]]:
    return Appraiser(ValuationModel.read(path)), (path,)
