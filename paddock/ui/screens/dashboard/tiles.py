"""The top row of the dashboard: six figures that are read in passing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from paddock.app.store.dashboard_views import OLD_DAYS, Dashboard, Figure
from paddock.ui.screens.dashboard.said import duration, lane_name, share
from paddock.ui.widgets.basics import row
from paddock.ui.widgets.stat_tile import StatTile, Trend
from paddock.ui.words import count, translate


class Tiles(QWidget):
    """Sends `opened` with the `Figure` that was pressed."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        layout = row(self, gap="medium")
        names = {
            Figure.TODAY: self.tr("Applications today"),
            Figure.APPROVED: self.tr("Approval rate"),
            Figure.DECIDED: self.tr("Decision time"),
            Figure.TO_SIGN: self.tr("To sign"),
            Figure.OLD_STOCK: self.tr("In stock >{0} days").format(OLD_DAYS),
            Figure.UNSENT: self.tr("Not delivered"),
        }
        tips = {
            Figure.APPROVED: self.tr("Approved, on conditions too, of those decided; not those with a person"),
            Figure.DECIDED: self.tr("Mean time from receipt at the centre to its decision"),
            Figure.UNSENT: self.tr("Applications, offers taken and signatures the centre does not have yet"),
        }
        self.tiles: dict[Figure, StatTile] = {}
        for figure, name in names.items():
            tile = StatTile(name)
            tile.setToolTip(tips.get(figure, ""))
            tile.opened.connect(lambda chosen=figure: self.opened.emit(chosen))
            self.tiles[figure] = tile
            layout.addWidget(tile, 1)

    def show_figures(self, shown: Dashboard) -> None:
        """Show every figure."""
        show = {figure: tile.show_figure for figure, tile in self.tiles.items()}
        outcomes = shown.outcomes
        show[Figure.TODAY](count(shown.today), _since_yesterday(shown.today - shown.yesterday))
        show[Figure.APPROVED](
            share(outcomes.let_through, outcomes.decided) if outcomes.decided else None,
            note=self.tr("{0} of {1} decided").format(count(outcomes.let_through), count(outcomes.decided)),
        )
        lanes = " · ".join(f"{lane_name(lane.lane)} {duration(lane.mean_seconds)}" for lane in shown.lanes)
        show[Figure.DECIDED](None if shown.mean_seconds is None else duration(shown.mean_seconds), note=lanes)
        show[Figure.TO_SIGN](count(shown.to_sign), note=self.tr("contracts waiting"))
        show[Figure.OLD_STOCK](count(shown.old_stock), note=self.tr("of {0} in stock").format(count(shown.stock)))
        show[Figure.UNSENT](
            count(shown.unsent), note=self.tr("all delivered") if not shown.unsent else self.tr("kept here until then")
        )

    def named(self) -> list[tuple[str, StatTile]]:
        """Each tile with what it is called."""
        return [(tile.name(), tile) for tile in self.tiles.values()]

    def begin(self) -> None:
        """Being fetched."""
        for tile in self.tiles.values():
            tile.begin()

    def end(self) -> None:
        """Fetched, or not."""
        for tile in self.tiles.values():
            tile.end()


def _since_yesterday(difference: int) -> Trend:
    if difference == 0:
        return Trend("level", translate("Dashboard", "as yesterday"))
    words = translate("Dashboard", "{0} on yesterday").format(f"{difference:+,}")
    return Trend("up" if difference > 0 else "down", words)
