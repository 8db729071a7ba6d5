"""Repayment curves of an offer 还款曲线, in yuan over the months."""

from paddock.ui.charts.series import Series
from paddock.ui.language import language
from paddock.ui.words import say
from paddock.wire.decisions import Offer


def balance_curve(offer: Offer) -> Series:
    """What is still owed: all of it at the start, nothing after the last month."""
    months = [0, *(line.number for line in offer.schedule)]
    owed = [offer.amount_financed_fen, *(line.balance_fen for line in offer.schedule)]
    return Series(say(offer.plan_name), months, [fen / 100 for fen in owed])


def payment_curve(offer: Offer) -> Series:
    """What is paid in each month; a balloon stands out at the end."""
    return Series(
        say(offer.plan_name),
        [line.number for line in offer.schedule],
        [line.payment_fen / 100 for line in offer.schedule],
    )


def yuan_on_axis(value: float) -> str:
    """`60000` → `6万`, `¥60k`: short enough for an axis."""
    if language() == "zh_CN":
        return f"{value / 10_000:g}万" if abs(value) >= 10_000 else f"{value:,.0f}"
    return f"¥{value / 1000:g}k" if abs(value) >= 1000 else f"¥{value:,.0f}"


def month_on_axis(value: float) -> str:
    """Whole months only."""
    return f"{value:.0f}" if value == round(value) else ""
