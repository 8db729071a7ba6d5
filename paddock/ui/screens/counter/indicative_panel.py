"""Indicative quotes 试算 at the money step: two sliders, every plan that may fit, and no network.

The arithmetic is pure and quick (36 plans in a few milliseconds), so it is done as the sliders move.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from paddock.app.services.indicative_quotes import Deal, IndicativeQuote, quote_all
from paddock.app.services.plan_catalogue import KnownPlans
from paddock.domain.money import Fen
from paddock.ui.widgets.basics import ElidedLabel, button, card, column, label, row
from paddock.ui.words import money, percent, round_money, say

_ROWS = 5
_MOST_DOWN_PERCENT = 90
_PERCENT_FEN = 10_000


@dataclass(frozen=True, slots=True)
class _Line:
    """The labels of one quote."""

    plan: ElidedLabel
    monthly: QLabel
    rate: QLabel
    cost: QLabel
    remark: ElidedLabel

    def show(self, texts: tuple[str, str, str, str, str]) -> None:
        for shown, text in zip((self.plan, self.monthly, self.rate, self.cost, self.remark), texts, strict=True):
            shown.setText(text)


class _Slider(QSlider):
    """A slider that the mouse wheel moves only when it was gone to: scrolling the page changes no terms."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class IndicativePanel(QFrame):
    """Shows what a deal might cost; sends `terms_wanted` (down payment in fen, months) when they are to be used."""

    terms_wanted = Signal(object, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._known: KnownPlans | None = None
        self._deal: Deal | None = None
        self._terms: tuple[int, ...] = ()
        self._quotes: list[IndicativeQuote] = []
        self._reckoned: tuple[Deal | None, KnownPlans | None] = (None, None)
        """What was shown last; sliders that a person has moved since stay where they are."""
        self._is_due = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        made = card()
        outer.addWidget(made)
        layout = column(made, margin=14, gap="hair")
        head = row(gap="medium")
        head.addWidget(label(self.tr("Indicative quotes"), "heading"))
        self._source = ElidedLabel("", "soft")
        head.addWidget(self._source, 1)
        self._use = button(self.tr("Use these terms"), self._use_terms, role="quiet", icon="check")
        keeps = self._use.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self._use.setSizePolicy(keeps)
        head.addWidget(self._use)
        layout.addLayout(head)
        sliders = row(gap="medium")
        self.down, self._down_words = self._slider(sliders, self.tr("Down payment"))
        self.term, self._term_words = self._slider(sliders, self.tr("Term"))
        self.down.setRange(0, _MOST_DOWN_PERCENT)
        self.down.setPageStep(5)
        self.term.setPageStep(1)
        layout.addLayout(sliders)
        self._lines: list[_Line] = []
        self._grid = QWidget()
        self._lay_out_lines(self._grid)
        layout.addWidget(self._grid)
        self._nothing = label(self.tr("No plan fits these terms: move the sliders"), "soft")
        layout.addWidget(self._nothing)
        self._more = label("", "faint")
        layout.addWidget(self._more)
        self.down.valueChanged.connect(self._moved)
        self.term.valueChanged.connect(self._moved)
        self.hide()

    def take_plans(self, known: KnownPlans | None) -> None:
        """The plans to reckon with; None: the panel has nothing to say."""
        self._known = known
        if known is not None:
            self._terms = tuple(sorted({term for plan in known.plans for term in plan.terms}))
            self.term.blockSignals(True)
            self.term.setRange(0, len(self._terms) - 1)
            self.term.blockSignals(False)
            self._source.setText(
                self.tr("Signed plans {0}, reckoned here. The decision counts.").format(known.published.version)
            )
        self.show_deal(self._deal)

    def show_deal(self, deal: Deal | None) -> None:
        """Put the sliders where the form stands, and reckon; None: something is missing in the form."""
        if (deal, self._known) == self._reckoned:
            return
        self._reckoned = deal, self._known
        self._deal = deal
        self.setVisible(deal is not None and self._known is not None)
        self._is_due = True
        if self.isVisible():
            self._reckon_form()

    def showEvent(self, event: QShowEvent) -> None:
        """What nobody sees is not reckoned."""
        super().showEvent(event)
        self._reckon_form()

    def _reckon_form(self) -> None:
        if not self._is_due or self._deal is None or self._known is None:
            return
        self._is_due = False
        asked = self._deal.asked
        nearest = min(range(len(self._terms)), key=lambda at: abs(self._terms[at] - asked.term_months))
        for slider, value in ((self.down, asked.down_payment_fen * 100 // asked.price_fen), (self.term, nearest)):
            slider.blockSignals(True)
            slider.setValue(value)
            slider.blockSignals(False)
        self._reckon(asked.down_payment_fen, asked.term_months)

    def lock(self, *, locked: bool) -> None:
        """Once the application is sent, its terms stand."""
        for part in (self.down, self.term, self._use):
            part.setEnabled(not locked)

    def quotes(self) -> list[IndicativeQuote]:
        """What is shown, and what is left to “and more”."""
        self._reckon_form()
        return self._quotes

    # Inside

    def _slider(self, into: QHBoxLayout, name: str) -> tuple[QSlider, QLabel]:
        into.addWidget(label(name, "soft"))
        slider = _Slider()
        slider.setAccessibleName(name)
        into.addWidget(slider, 1)
        words = label("", "strong")
        words.setMinimumWidth(110)
        into.addWidget(words)
        return slider, words

    def _lay_out_lines(self, parent: QWidget) -> None:
        grid = QGridLayout(parent)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(1)
        captions = (
            self.tr("Plan"),
            self.tr("A month"),
            self.tr("Rate p.a. (IRR)"),
            self.tr("Total cost"),
            self.tr("Depends on"),
        )
        for at, caption in enumerate(captions):
            grid.addWidget(label(caption, "faint"), 0, at)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(4, 4)
        for number in range(1, _ROWS + 1):
            made = _Line(ElidedLabel("", "strong"), label("", "strong"), label(""), label(""), ElidedLabel("", "soft"))
            self._lines.append(made)
            for at, part in enumerate((made.plan, made.monthly, made.rate, made.cost, made.remark)):
                grid.addWidget(part, number, at)

    def _moved(self, _value: int) -> None:
        if self._deal is not None and self._known is not None:
            self._reckon(self._down_payment(self._deal.asked.price_fen), self._terms[self.term.value()])

    def _down_payment(self, price: Fen) -> Fen:
        """The share of the slider, to the hundred yuan: nobody pays down odd amounts."""
        return price * self.down.value() // 100 // _PERCENT_FEN * _PERCENT_FEN

    def _reckon(self, down_payment: Fen, term: int) -> None:
        if self._deal is None or self._known is None:
            return
        asked = replace(self._deal.asked, down_payment_fen=down_payment, term_months=term)
        self._quotes = quote_all(self._known, replace(self._deal, asked=asked))
        self._down_words.setText(
            f"{percent(Decimal(down_payment) / asked.price_fen).removesuffix('.00%').removesuffix('%')}% · "
            f"{round_money(down_payment)}"
        )
        self._term_words.setText(self.tr("{0} months").format(term))
        same = (down_payment, term) == (self._deal.asked.down_payment_fen, self._deal.asked.term_months)
        self._use.setVisible(not same)
        self._show_lines()

    def _show_lines(self) -> None:
        for line, made in zip(self._lines, [*self._quotes[:_ROWS], *[None] * _ROWS], strict=False):
            line.show(self._texts_of(made) if made else ("", "", "", "", ""))
        self._nothing.setVisible(not self._quotes)
        self._grid.setVisible(bool(self._quotes))
        left = len(self._quotes) - _ROWS
        self._more.setVisible(left > 0)
        self._more.setText(self.tr("and {0} more").format(left))

    def _texts_of(self, made: IndicativeQuote) -> tuple[str, str, str, str, str]:
        quote = made.quote
        name = say(quote.plan.name)
        if quote.term_months != self._terms[self.term.value()]:
            name += " · " + self.tr("{0} months").format(quote.term_months)
        monthly = money(quote.monthly_fen)
        if quote.highest_fen != quote.monthly_fen:
            monthly = self.tr("{0} to {1}").format(round_money(quote.lowest_fen), round_money(quote.highest_fen))
        if quote.balloon_fen:
            monthly += " + " + self.tr("balloon {0}").format(round_money(quote.balloon_fen))
        remarks = "; ".join(say(sentence) for sentence in made.hangs_on) or self.tr("the decision only")
        return name, monthly, percent(made.annual_rate), round_money(quote.cost_fen // 100 * 100), remarks

    def _use_terms(self) -> None:
        if self._deal is not None:
            price = self._deal.asked.price_fen
            self.terms_wanted.emit(self._down_payment(price), self._terms[self.term.value()])
