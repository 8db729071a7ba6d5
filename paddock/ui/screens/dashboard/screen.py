"""The dashboard 看板: six figures, six charts, live while it is open; every figure opens its rows."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QMenu, QStackedWidget, QWidget

from paddock.app.services.spreadsheets import write_csv
from paddock.app.store.dashboard_views import Dashboard, Figure, Span
from paddock.app.store.views import SyncStatus
from paddock.domain.errors import PaddockError
from paddock.ui.actions import Action
from paddock.ui.bridge import Relay
from paddock.ui.charts.late import with_charts
from paddock.ui.clock import now_utc
from paddock.ui.language import QT_TRANSLATE_NOOP
from paddock.ui.screens.dashboard import charts
from paddock.ui.screens.dashboard.chart_card import ChartCard, Line
from paddock.ui.screens.dashboard.picture import picture_of, save_picture
from paddock.ui.screens.dashboard.rows_page import RowsPage
from paddock.ui.screens.dashboard.said import figure_title
from paddock.ui.screens.dashboard.spans import Grain, span_of, span_words
from paddock.ui.screens.dashboard.tiles import Tiles
from paddock.ui.screens.screen import Screen
from paddock.ui.tasks import Lane, Newest, run
from paddock.ui.widgets.basics import button, column, label, row
from paddock.ui.widgets.empty import EmptyState
from paddock.ui.widgets.segmented import Segmented
from paddock.ui.widgets.skeleton import LoadingStack, Skeleton
from paddock.ui.widgets.stale import StaleMark
from paddock.ui.words import moment, say
from paddock.ui.workbench import Workbench

_LIVE_AFTER_MS = 400
_EVERYBODY = ""
_ACROSS, _DOWN = 3, 2
"""Charts."""


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
        self._wanted_person: str | None = None
        """Whose deals to show as soon as it is known who there is."""
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
        self.rows = RowsPage(shell)
        self.rows.left.connect(self.show_figures)
        self.rows.export_wanted.connect(self._export_rows)
        self._pages.addWidget(self._page)
        self._pages.addWidget(self.rows)
        with_charts(self, self._charts_ready)

    @classmethod
    def declared_actions(cls) -> "Sequence[Action[Any]]":
        return _ACTIONS

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
        span = span_of(Grain(self.grain.key()), self._person(), now_utc())
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
        if self._behind is not None:
            self._ask_rows(*self._behind)

    def state(self) -> object:
        return (self.grain.key(), self._person(), self._behind)

    def restore(self, state: object) -> None:
        if isinstance(state, tuple) and len(state) == 3:
            grain, person, self._behind = state
            self.grain.choose(str(grain))
            self._wanted_person = person

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
        self.rows.ask(figure_title(figure, key, Grain(self.grain.key()), self._shown), figure)
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
        head = row(gap="medium")
        head.addWidget(label(self.tr("Dashboard"), "title"))
        self.grain = Segmented(
            self.tr("Deals by"),
            [
                (Grain.DAY.value, self.tr("Day")),
                (Grain.WEEK.value, self.tr("Week")),
                (Grain.MONTH.value, self.tr("Month")),
            ],
        )
        self.grain.chosen.connect(lambda _key: self.refresh())
        head.addWidget(self.grain)
        self.people = QComboBox()
        self.people.setAccessibleName(self.tr("Whose deals"))
        self.people.addItem(self.tr("All staff"), _EVERYBODY)
        self.people.activated.connect(lambda _at: self.refresh())
        head.addWidget(self.people)
        self._time = label("", "soft")
        head.addWidget(self._time)
        head.addStretch(1)
        self.stale = StaleMark()
        head.addWidget(self.stale)
        export = button(self.tr("Export"), icon="download-simple")
        menu = QMenu(export)
        menu.addAction(self.tr("Picture (PNG, PDF)…"), self.export_picture)
        menu.addAction(self.tr("Figures (CSV)…"), self.export_table)
        export.setMenu(menu)
        head.addWidget(export)
        layout.addLayout(head)
        self.tiles = Tiles()
        self.tiles.opened.connect(self.open_figure)
        layout.addWidget(self.tiles)
        self.stack = LoadingStack(Skeleton("cards", count=6))
        self._grid = self._charts_page()
        self._nothing = EmptyState(
            "gauge",
            self.tr("No business yet"),
            self.tr("Figures appear with the first application submitted here, and with the stock from the centre."),
        )
        self._error = EmptyState("warning", self.tr("The figures could not be counted"), "", width=520)
        self._again = button(self.tr("Try again"), self.refresh, role="primary", icon="arrows-clockwise")
        for part in (self._grid, self._nothing, self._error_page()):
            self.stack.addWidget(part)
        layout.addWidget(self.stack, 1)
        return page

    def _error_page(self) -> QWidget:
        self._failure = QWidget()
        layout = column(self._failure, gap="medium")
        layout.addWidget(self._error, 1)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(self._again)
        foot.addStretch(1)
        layout.addLayout(foot)
        return self._failure

    def _charts_page(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        self.funnel = ChartCard(charts.funnel_plan())
        self.course = ChartCard(charts.course_plan(), most=14)
        self.times = ChartCard(charts.times_plan())
        self.plans = ChartCard(charts.plans_plan(), most=5)
        self.ageing = ChartCard(charts.ageing_plan(), most=5)
        self.staff = ChartCard(charts.staff_plan(), most=5)
        self.cards = (self.funnel, self.course, self.times, self.plans, self.ageing, self.staff)
        self._chart_grid = grid
        for at, card in enumerate(self.cards):
            grid.addWidget(card, at // _ACROSS, at % _ACROSS)
            card.table_wanted.connect(lambda as_table, chosen=card: self._enlarge(chosen, as_table=as_table))
        for index in range(_ACROSS):
            grid.setColumnStretch(index, 1)
        for index in range(_DOWN):
            grid.setRowStretch(index, 1)
        self.funnel.opened.connect(lambda key: self.open_figure(Figure(key)))
        self.course.opened.connect(lambda key: self.open_figure(Figure.BUCKET, key))
        self.times.opened.connect(lambda key: self.open_figure(Figure.TIME_BIN, key))
        self.plans.opened.connect(lambda key: self.open_figure(Figure.OFFERED, key))
        self.ageing.opened.connect(lambda key: self.open_figure(Figure.AGEING, key))
        self.staff.opened.connect(lambda key: self.open_figure(Figure.STAFF, key))
        return made

    def _enlarge(self, chosen: ChartCard, *, as_table: bool) -> None:
        """A table takes the room of all charts; turned back into a chart it stands among the others again."""
        for card in self.cards:
            card.setVisible(card is chosen or not as_table)
        at = self.cards.index(chosen)
        place = (0, 0, _DOWN, _ACROSS) if as_table else (at // _ACROSS, at % _ACROSS, 1, 1)
        self._chart_grid.addWidget(chosen, *place)

    def _charts_ready(self) -> None:
        from paddock.ui.charts.bars import BarPlot  # noqa: PLC0415 - its libraries were loaded on a thread

        for card in self.cards:
            plan = card.plan
            card.draw_with(BarPlot(plan.title, plan.looks, lying=plan.lying, overlaid=plan.overlaid))

    # Showing

    def _show(self, shown: Dashboard, status: SyncStatus) -> None:
        self._answered()
        self._shown, self._status = shown, status
        grain = Grain(self.grain.key())
        self._show_people(shown.people)
        self._time.setText(span_words(grain))
        offline = status.online is False
        self.stale.show_as_of(status.last_synced_at if offline else now_utc(), offline=offline)
        self.tiles.show_figures(shown)
        for card, lines in zip(self.cards, self._lines(shown, grain), strict=True):
            card.show_lines(lines)
        self.stack.show_content(self._nothing if shown.is_empty else self._grid)
        if self._behind is not None and self._pages.currentWidget() is self._page:
            self.open_figure(*self._behind)

    def _lines(self, shown: Dashboard, grain: Grain) -> tuple[list[Line], ...]:
        return (
            charts.funnel_lines(shown),
            charts.course_lines(shown, grain),
            charts.times_lines(shown),
            charts.plans_lines(shown),
            charts.ageing_lines(shown),
            charts.staff_lines(shown),
        )

    def _show_people(self, people: Sequence[str]) -> None:
        chosen = self._person()
        known = [str(self.people.itemData(at)) for at in range(1, self.people.count())]
        if known != list(people):
            while self.people.count() > 1:
                self.people.removeItem(1)
            for name in people:
                self.people.addItem(name, name)
        at = self.people.findData(chosen or _EVERYBODY)
        self.people.setCurrentIndex(max(at, 0))
        self._wanted_person = None
        self.people.setVisible(bool(people))

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
        self.stack.show_content(self._failure)

    def _ask_rows(self, figure: Figure, key: str) -> None:
        figures, span = self._figures, self._span
        if figure.is_of_stock:

            def units() -> tuple[list[Any], int]:
                return figures.units(span, figure, key), figures.count(span, figure, key)

            asked = self._rows_newest.run(self, units, Lane.POOL)
            asked.loading(self.rows.stack).success(lambda found: self.rows.show_units(*found))
            return

        def deals() -> tuple[list[Any], int]:
            return figures.deals(span, figure, key), figures.count(span, figure, key)

        asked = self._rows_newest.run(self, deals, Lane.POOL)
        asked.loading(self.rows.stack).success(lambda found: self.rows.show_deals(*found))

    # Inside

    def _person(self) -> str | None:
        return self._wanted_person or str(self.people.currentData()) or None

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
                self._person() or self.tr("All staff"),
                span_words(Grain(self.grain.key())),
                self.tr("as of {0}").format(f"{self._span.on.isoformat()} {moment(as_of)}"),
            )
            if part
        )

    def _table(self) -> list[list[str]]:
        rows = [[self._caption()], []]
        rows += [[name, tile.figure()] for name, tile in self.tiles.named()]
        rows.append([])
        for card in self.cards:
            rows += charts.table_of(card.plan, card.lines)
        return rows

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
