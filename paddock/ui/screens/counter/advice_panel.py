"""The changes that would turn a decision into an approval, each one click away."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from paddock.ui.widgets.basics import button, card, column, icon_label, label, row, set_tone
from paddock.ui.words import round_money, say, translate
from paddock.wire.decisions import CounterofferTerms, Decision, FlipAdvice, Lever

TakeTerms = Callable[[FlipAdvice], object]


def advice_panel(decision: Decision, take: TakeTerms) -> QWidget:
    """What could be changed, one below the other; the offers on the screen may already be at one of them."""
    made = card()
    made.setObjectName("banner")
    made.setProperty("role", "")
    set_tone(made, "warn")
    layout = row(made, gap="medium")
    layout.setContentsMargins(14, 10, 14, 10)
    layout.addWidget(icon_label("lightbulb", "warn", 22), 0, Qt.AlignmentFlag.AlignTop)
    lines = column(gap="small")
    if len(decision.advice) > 1:
        lines.addWidget(label(translate("Decision", "Any one of these changes would be approved:"), "soft"))
    for advice in decision.advice:
        lines.addLayout(_alternative(advice, take, offered=_is_offered(advice, decision.counteroffer)))
    layout.addLayout(lines, 1)
    return made


def _alternative(advice: FlipAdvice, take: TakeTerms, *, offered: bool) -> QHBoxLayout:
    words = column(gap="hair")
    change = " + ".join(_change(advice, lever) for lever in advice.levers)
    words.addWidget(label(f"{change} · {say(advice.plan_name)}", "heading", wrap=True))
    said = say(advice.sentence)
    if offered:
        said = translate("Decision", "{0}. The offers below are at these terms.").format(said)
    words.addWidget(label(said, "soft", wrap=True))
    made = row(gap="medium")
    made.addLayout(words, 1)
    act = button(translate("Decision", "New application at these terms"), lambda: take(advice), role="primary")
    act.setAccessibleDescription(say(advice.sentence))
    made.addWidget(act)
    return made


def _change(advice: FlipAdvice, lever: Lever) -> str:
    if lever is Lever.DOWN_PAYMENT:
        return translate("Decision", "{0} down").format(round_money(advice.down_payment_fen))
    if lever is Lever.TERM:
        return translate("Decision", "{0} months").format(advice.term_months)
    if lever is Lever.GUARANTOR:
        return translate("Decision", "A guarantor beside you")
    return translate("Decision", "Price {0}").format(round_money(advice.price_fen))


def _is_offered(advice: FlipAdvice, counteroffer: CounterofferTerms | None) -> bool:
    """Whether the decision's offers were worked out at the terms of this advice."""
    return counteroffer is not None and (advice.amount_financed_fen, advice.down_payment_fen, advice.term_months) == (
        counteroffer.amount_financed_fen,
        counteroffer.down_payment_fen,
        counteroffer.term_months,
    )
