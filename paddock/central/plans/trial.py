"""Trying every plan once before any customer does: what cannot be laid out, or may never be offered, is refused."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from paddock.central.risk.faults import GateFault
from paddock.domain.annual_rate import MAX_ANNUAL_RATE
from paddock.domain.money import Fen
from paddock.domain.plans import FinancePlan
from paddock.domain.quotes import Quote, work_out
from paddock.domain.schedules import layout_of
from paddock.domain.sentences import Sentence

_AMOUNT: Final[Fen] = 10_000_000
_STARTS: Final = (date(2026, 1, 31), date(2026, 7, 15))
"""In two halves of a year, because a season looks different from each."""


def trial_faults(file: str, plans: tuple[FinancePlan, ...]) -> Iterator[GateFault]:
    """What is wrong with the figures of the plans."""
    for plan in plans:
        for fault in dict.fromkeys(
            fault for term in plan.terms for start in _STARTS for fault in _faults(plan, term, start)
        ):
            yield GateFault(file, fault, plan.id)


def _faults(plan: FinancePlan, term: int, start: date) -> Iterator[Sentence]:
    try:
        quote = work_out(plan, term, _AMOUNT, start, None)
    except ValueError as error:
        yield Sentence(f"{term} 个月无法排出还款计划 ({error})", f"{term} months cannot be laid out: {error}")
        return
    if quote.annual_rate() > MAX_ANNUAL_RATE:
        yield Sentence(
            "真实年化利率超过 24%, 永远不能报价", "the true annual rate is over 24%: it can never be offered"
        )
    if _falls_short(quote, start):
        yield Sentence(
            f"{term} 个月: 有的月供不足以还息", f"over {term} months some instalment does not cover its interest"
        )


def _falls_short(quote: Quote, start: date) -> bool:
    """Whether a month that should repay principal repays none."""
    plan = quote.plan
    layout = layout_of(plan.method, plan.nominal_rate, quote.term_months, start, plan.shape, plan.day_count)
    interest_only = sum(weight is None for weight in layout.pattern)
    return sum(line.principal_fen == 0 for line in quote.lines) > interest_only
