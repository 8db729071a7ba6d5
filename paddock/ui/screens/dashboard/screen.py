"""The dashboard 看板: six figures, six charts, live while it is open; every figure opens its rows."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from paddock.app.services.spreadsheets import write_csv
from paddock.app.store.dashboard_views import Dashboard, Figure, Span
from paddock.app.store.views import SyncStatus
from paddock.domain.errors import PaddockError
from paddock.ui.actions import Action
from paddock.ui.bridge import Relay
from paddock.ui.clock import now_utc
from paddock.ui.language import QT_TRANSLATE_NOOP
from paddock.ui.screens.dashboard.charts_page import ChartsPage
from paddock.ui.screens.dashboard.head import DashboardHead
from paddock.ui.screens.dashboard.picture import picture_of, save_picture
from paddock.ui.screens.dashboard.rows_page import RowsPage
from paddock.ui.screens.dashboard.said import figure_title
from paddock.ui.screens.dashboard.spans import Grain, span_of, span_words
from paddock.ui.screens.dashboard.tiles import Tiles
from paddock.ui.screens.screen import Screen
from paddock.ui.tasks import Lane, Newest, run
from paddock.ui.widgets.basics import button, column
from paddock.ui.widgets.empty import EmptyState
from paddock.ui.widgets.skeleton import LoadingStack, Skeleton
from paddock.ui.widgets.stale import StaleMark
from paddock.ui.words import moment, say
from paddock.ui.workbench import Workbench

_LIVE_AFTER_MS = 400


class DashboardScreen(Screen):
    """A page of figures over a page of rows."""

    def __init__(self, shell: Workbench) -> None:
        super().__init__(shell)
        self._figures = self.office.dashboard
        self._newest, self._rows_newest = Newest(), Newest()
        self._shown: Dashboard | None = None
        self._span = span_of(Grain.DAY, None, now_utc())
        self._asked: Span | None = None
        """What is being counted now."""
        self._once_more = False
        self._status: SyncStatus | None = None
        self._behind: tuple[Figure, str] | None = None
        """The figure whose rows are shown."""
        self._opened_from: QWidget | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LIVE_AFTER_MS)
        self._soon.timeout.connect(self.refresh)
        self._relay: Relay[None] = Relay(self, lambda _none: self._changed())
        self._stop_listening: Callable[[], None] | None = None
        layout = column(self, margin=16, gap="medium")
        self._pages = QStackedWidget()
        layout.addWidget(self._pages)
        self._page = self._figures_page()
        self._pages.addWidget(self._page)
        self._rows: RowsPage | None = None

    @classmethod
    def declared_actions(cls) -> "Sequence[Action[Any]]":
        return _ACTIONS

    @property
    def rows(self) -> RowsPage:
        """The rows behind a figure; made when the first are asked for."""
        if self._rows is None:
            self._rows = RowsPage(self.shell)
            self._rows.left.connect(self.show_figures)
            self._rows.export_wanted.connect(self._export_rows)
            self._pages.addWidget(self._rows)
        return self._rows

    # Screen

    def visited(self) -> None:
        if self._stop_listening is None:
            self._stop_listening = self._figures.listen(lambda: self._relay(None))
        self.refresh()

    def left(self) -> None:
        self._stop()

    def closing(self) -> None:
        self._stop()

    def refresh(self) -> None:
        span = span_of(self.head.grain(), self.head.person(), now_utc())
        if span == self._asked:
            # The same is being counted: once more afterwards, or news that come fast would never be answered.
            self._once_more = True
            return
        self._span = self._asked = span
        office, figures = self.office, self._figures

        def ask() -> tuple[Dashboard, SyncStatus]:
            return figures.figures(span), office.sync_status()

        question = self._newest.run(self, ask, Lane.POOL).loading(self.stack).loading(self.tiles)
        question.success(lambda found: self._show(*found)).failure(self._failed)
        if self._behind is not None and self._pages.currentWidget() is self._rows:
            self._ask_rows(*self._behind)

    def state(self) -> object:
        return (self.head.grain(), self.head.person(), self._behind)

    def restore(self, state: object) -> None:
        if isinstance(state, tuple) and len(state) == 3:
            grain, person, self._behind = state
            self.head.choose(Grain(grain), person)

    # Acts

    def show_figures(self) -> None:
        """Back from the rows to the figures."""
        self._behind = None
        self._pages.setCurrentWidget(self._page)
        if self._opened_from is not None:
            self._opened_from.setFocus()

    def open_figure(self, figure: Figure, key: str = "") -> None:
        """Show the rows behind a figure."""
        if self._shown is None:
            return
        self._opened_from = self.focusWidget()
        self._behind = (figure, key)
        self.rows.ask(figure_title(figure, key, self.head.grain(), self._shown), figure)
        self._show_age(self.rows.stale)
        self._pages.setCurrentWidget(self.rows)
        self.rows.back.setFocus()
        self._ask_rows(figure, key)

    def export_picture(self) -> None:
        """Write the figures as a PNG or PDF file."""
        name, _filter = QFileDialog.getSaveFileName(
            self,
            self.tr("Export picture"),
            self.tr("Dashboard") + f" {self._span.on.isoformat()}.png",
            self.tr("Pictures ({0})").format("*.png *.pdf"),
        )
        if name:
            path = Path(name)
            self.save_picture(path if path.suffix.lower() in {".png", ".pdf"} else path.with_name(f"{path.name}.png"))

    def save_picture(self, path: Path) -> None:
        """Write the figures as they are shown now."""
        image = picture_of(self._page, self._caption())
        run(self, lambda: save_picture(image, path), Lane.POOL).success(lambda _none: self._exported(path))

    def export_table(self) -> None:
        """Write every figure as CSV."""
        name, _filter = QFileDialog.getSaveFileName(
            self,
            self.tr("Export figures"),
            self.tr("Dashboard") + f" {self._span.on.isoformat()}.csv",
            self.tr("CSV files (*.csv)"),
        )
        if name:
            self.save_table(Path(name))

    def save_table(self, path: Path) -> None:
        """Write every figure that is shown now."""
        table = self._table()
        run(self, lambda: write_csv(path, table), Lane.POOL).success(lambda _none: self._exported(path))

    # Building

    def _figures_page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("page")
        layout = column(page, gap="medium")
        self.head = DashboardHead()
        self.head.changed.connect(self.refresh)
        self.head.picture_wanted.connect(self.export_picture)
        self.head.table_wanted.connect(self.export_table)
        layout.addWidget(self.head)
        self.tiles = Tiles()
        self.tiles.opened.connect(self.open_figure)
        layout.addWidget(self.tiles)
        self.stack = LoadingStack(Skeleton("cards", count=6))
        self.charts = ChartsPage()
        self.charts.opened.connect(self.open_figure)
        self._nothing = EmptyState(
            "gauge",
            self.tr("No business yet"),
            self.tr("Figures appear with the first application submitted here, and with the stock from the centre."),
        )
        self._error = EmptyState("warning", self.tr("The figures could not be counted"), "", width=520)
        self._again = button(self.tr("Try again"), self.refresh, role="primary", icon="arrows-clockwise")
        self._error.offer(self._again)
        for part in (self.charts, self._nothing, self._error):
            self.stack.addWidget(part)
        layout.addWidget(self.stack, 1)
        return page

    # Showing

    def _show(self, shown: Dashboard, status: SyncStatus) -> None:
        self._answered()
        self._shown, self._status = shown, status
        self.head.show_people(shown.people)
        self._show_age(self.head.stale)
        if self._rows is not None:
            self._show_age(self._rows.stale)
        self.tiles.show_figures(shown)
        self.charts.show_figures(shown, self.head.grain())
        self.stack.show_content(self._nothing if shown.is_empty else self.charts)
        if self._behind is not None and self._pages.currentWidget() is self._page:
            self.open_figure(*self._behind)

    def _show_age(self, mark: StaleMark) -> None:
        if self._status is not None:
            offline = self._status.online is False
            mark.show_as_of(self._status.last_synced_at if offline else now_utc(), offline=offline)

    def _answered(self) -> None:
        self._asked = None
        if self._once_more:
            self._once_more = False
            self._soon.start()

    def _failed(self, error: PaddockError) -> None:
        self._answered()
        if self._shown is not None:
            self.shell.show_problem(error, (self.tr("Try again"), self.refresh))
            return
        self.tiles.end()
        self._error.say_more(say(error.sentence))
        self.stack.show_content(self._error)

    def _ask_rows(self, figure: Figure, key: str) -> None:
        figures, span = self._figures, self._span
        if figure.is_of_stock:

            def units() -> tuple[list[Any], int]:
                return figures.units(span, figure, key), figures.count(span, figure, key)

            self._ask_for(units, self.rows.show_units)
            return

        def deals() -> tuple[list[Any], int]:
            return figures.deals(span, figure, key), figures.count(span, figure, key)

        self._ask_for(deals, self.rows.show_deals)

    def _ask_for(self, ask: Callable[[], tuple[list[Any], int]], show: Callable[[list[Any], int], object]) -> None:
        question = self._rows_newest.run(self, ask, Lane.POOL).loading(self.rows.stack)
        question.success(lambda found: show(*found)).failure(
            lambda error: self.shell.show_problem(error, (self.tr("Try again"), self.refresh))
        )

    # Inside

    def _changed(self) -> None:
        """Something was committed: count again soon, while somebody looks."""
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _stop(self) -> None:
        self._soon.stop()
        if self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None

    def _caption(self) -> str:
        status, at = self._status, now_utc()
        who = status.dealer_name if status and status.dealer_name else ""
        as_of: datetime = status.last_synced_at if status and status.online is False and status.last_synced_at else at
        return "  ·  ".join(
            part
            for part in (
                self.tr("Paddock dashboard"),
                who,
                self.head.person() or self.tr("All staff"),
                span_words(self.head.grain()),
                self.tr("as of {0}").format(f"{self._span.on.isoformat()} {moment(as_of)}"),
            )
            if part
        )

    def _table(self) -> list[list[str]]:
        rows = [[self._caption()], []]
        rows += [[name, tile.figure()] for name, tile in self.tiles.named()]
        rows.append([])
        return rows + self.charts.table()

    def _export_rows(self, title: str, table: list[list[str]]) -> None:
        name, _filter = QFileDialog.getSaveFileName(
            self, self.tr("Export rows"), f"{title}.csv".replace("/", "-"), self.tr("CSV files (*.csv)")
        )
        if name:
            path = Path(name)
            run(self, lambda: write_csv(path, table), Lane.POOL).success(lambda _none: self._exported(path))

    def _exported(self, path: Path) -> None:
        self.shell.notify(self.tr("Written: {0}").format(path.name))


_ACTIONS: "Sequence[Action[DashboardScreen]]" = (
    Action(
        "dashboard.picture",
        QT_TRANSLATE_NOOP("Actions", "Export the dashboard as a picture"),
        lambda screen: screen.export_picture(),
        "",
        "看板 导出 图片 png pdf",
        "download-simple",
    ),
    Action(
        "dashboard.figures",
        QT_TRANSLATE_NOOP("Actions", "Export the dashboard's figures as CSV"),
        lambda screen: screen.export_table(),
        "Ctrl+E",
        "看板 导出 表格 csv",
        "download-simple",
    ),
)
