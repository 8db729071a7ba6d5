"""Up to four offers side by side: their figures in a table, their repayment as curves."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from paddock.ui.charts.axes import MONTHS
from paddock.ui.charts.looks import SERIES_LOOKS, SeriesSwatch
from paddock.ui.charts.plot import LinePlot
from paddock.ui.charts.repayment import balance_curve, month_on_axis, payment_curve, yuan_on_axis
from paddock.ui.offer_choice import OfferChoice
from paddock.ui.widgets.basics import ElidedLabel, clear, column, label, row
from paddock.ui.widgets.offer_card import is_level
from paddock.ui.widgets.segmented import Segmented
from paddock.ui.words import money, percent, round_money, say
from paddock.wire.decisions import Offer

_CHART_HEIGHT = 132
_BALANCE, _PAYMENT = "balance", "payment"


@dataclass(frozen=True, slots=True)
class _Figure:
    """One line of the table, and what the lowest of it is found by, where lower is better."""

    caption: str
    words: Sequence[str]
    numbers: Sequence[Decimal | int] = ()

    def lowest(self) -> set[int]:
        """Where the lowest stands; nowhere when all are the same."""
        if len(set(self.numbers)) < 2:
            return set()
        return {at for at, number in enumerate(self.numbers) if number == min(self.numbers)}


class ComparePanel(QWidget):
    """Follows an `OfferChoice`."""

    def __init__(self, choice: OfferChoice) -> None:
        super().__init__()
        self._choice = choice
        layout = row(self, gap="large")
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(16)
        self._table.setVerticalSpacing(2)
        figures = column()
        figures.addLayout(self._table)
        figures.addStretch(1)
        layout.addLayout(figures, 55)
        curves = column(gap="tight")
        self._which = Segmented(
            self.tr("Curve"), [(_BALANCE, self.tr("Still owed")), (_PAYMENT, self.tr("Paid each month"))]
        )
        self._which.chosen.connect(lambda _key: self._draw())
        head = row()
        head.addWidget(self._which)
        head.addStretch(1)
        head.addWidget(label(self.tr("by month"), "faint"))
        curves.addLayout(head)
        self._plot = LinePlot(name_x=month_on_axis, name_y=yuan_on_axis, steps_x=MONTHS)
        self._plot.setMinimumHeight(_CHART_HEIGHT)
        curves.addWidget(self._plot, 1)
        layout.addLayout(curves, 45)
        choice.changed.connect(self._show)
        self._show()

    def curves(self) -> list[str]:
        """The names of the curves that are drawn."""
        return [line.name for line in self._plot.series]

    def _show(self) -> None:
        clear(self._table)
        offers = self._choice.compared
        if not offers:
            hint = self.tr("Pick offers to compare: press C on a card, or click its mark")
            self._table.addWidget(label(hint, "soft", wrap=True), 0, 0)
        for at, offer in enumerate(offers, 1):
            head = row(gap="tight")
            head.addWidget(SeriesSwatch(SERIES_LOOKS[at - 1]))
            head.addWidget(ElidedLabel(say(offer.plan_name), "strong"), 1)
            self._table.addLayout(head, 0, at)
            self._table.setColumnStretch(at, 1)
        for line, figure in enumerate(self._figures(offers), 1):
            self._table.addWidget(label(figure.caption, "faint"), line, 0)
            lowest = figure.lowest()
            for at, words in enumerate(figure.words):
                is_lowest = at in lowest
                shown = label(f"{words} ▾" if is_lowest else words, "strong" if is_lowest else "")
                if is_lowest:
                    shown.setToolTip(self.tr("The lowest of these"))
                self._table.addWidget(shown, line, at + 1, Qt.AlignmentFlag.AlignLeft)
        self._draw()

    def _figures(self, offers: Sequence[Offer]) -> list[_Figure]:
        if not offers:
            return []
        first = self.tr(" first")
        figures = [
            _Figure(
                self.tr("A month"),
                [money(one.monthly_payment_fen) + ("" if is_level(one) else first) for one in offers],
                [one.monthly_payment_fen for one in offers],
            ),
            _Figure(
                self.tr("Total cost"),
                [money(one.total_cost_fen) for one in offers],
                [one.total_cost_fen for one in offers],
            ),
            _Figure(
                self.tr("Rate p.a. (IRR)"),
                [percent(one.annual_rate) for one in offers],
                [one.annual_rate for one in offers],
            ),
            _Figure(self.tr("Months"), [str(one.term_months) for one in offers]),
            _Figure(self.tr("Down payment"), [round_money(one.down_payment_fen) for one in offers]),
        ]
        if any(one.balloon_fen for one in offers):
            balloons = [round_money(one.balloon_fen) if one.balloon_fen else "–" for one in offers]
            figures.append(_Figure(self.tr("Balloon"), balloons))
        return figures

    def _draw(self) -> None:
        curve = balance_curve if self._which.key() == _BALANCE else payment_curve
        self._plot.show_series([curve(offer) for offer in self._choice.compared])
        self._plot.setAccessibleName(
            self.tr("Repayment curves: {0}").format(", ".join(say(offer.plan_name) for offer in self._choice.compared))
        )
