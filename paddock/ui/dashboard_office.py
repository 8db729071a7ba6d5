"""The window's door to the dashboard's figures, as plain blocking calls."""

from collections.abc import Callable

from paddock.app.store import dashboard_queries
from paddock.app.store.dashboard_views import Dashboard, DealRow, Figure, Span
from paddock.app.store.store import Store, Topic
from paddock.wire.inventory import InventoryUnit


class DashboardOffice:
    """Figures of one open store, and the rows behind them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def figures(self, span: Span) -> Dashboard:
        """Every figure, on one snapshot."""
        return dashboard_queries.dashboard(self._store, span)

    def deals(self, span: Span, figure: Figure, key: str) -> list[DealRow]:
        """The deals a figure counts."""
        return dashboard_queries.deals_behind(self._store, span, figure, key)

    def units(self, span: Span, figure: Figure, key: str) -> list[InventoryUnit]:
        """The units of stock a figure counts."""
        return dashboard_queries.units_behind(self._store, span, figure, key)

    def count(self, span: Span, figure: Figure, key: str) -> int:
        """How many rows there are in all."""
        return dashboard_queries.count_behind(self._store, span, figure, key)

    def listen(self, told: Callable[[], object]) -> Callable[[], None]:
        """Call `told` after every commit of this process, on the committing thread; returns how to stop."""

        def heard(_topic: Topic) -> None:
            told()

        return self._store.listen(heard)
