"""Loans of every kind for Hypothesis."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from paddock.domain.day_counts import DayCount
from paddock.domain.plans import RepaymentMethod, RepaymentShape
from paddock.domain.running_loans import RunningLoan, start_loan
from paddock.domain.schedules import Conventions, Instalment, build_schedule
from tests.helpers.calendars import shipped_calendar

CALENDAR = shipped_calendar()


@dataclass(frozen=True)
class Terms:
    """What a loan is made of."""

    method: RepaymentMethod
    amount_fen: int
    rate: Decimal
    months: int
    start: date
    shape: RepaymentShape
    conventions: Conventions

    def schedule(self) -> tuple[Instalment, ...]:
        """Laid out at once."""
        return build_schedule(
            self.method, self.amount_fen, self.rate, self.months, self.start, self.shape, self.conventions
        )

    def loan(self) -> RunningLoan:
        """As a loan that runs."""
        return start_loan(
            self.method, self.amount_fen, self.rate, self.months, self.start, self.shape, self.conventions
        )


@st.composite
def loan_terms(draw: st.DrawFn, least_fen: int = 1, most_fen: int = 10**10) -> Terms:
    """Any method, shape and convention that a plan may have."""
    method = draw(st.sampled_from(RepaymentMethod))
    months = draw(st.integers(6, 84))
    shape = RepaymentShape(
        balloon_ratio=Decimal(draw(st.integers(0, 60))) / 100,
        step_ratio=Decimal(draw(st.integers(1, 30))) / 100,
        step_months=draw(st.sampled_from([6, 12])),
        deferral_months=draw(st.integers(0, 5)),
        peak_months=tuple(sorted(draw(st.sets(st.integers(1, 12), min_size=2, max_size=8)))),
        slack_ratio=draw(st.sampled_from([Decimal(0), Decimal("0.4")])),
        free_months=draw(st.integers(0, 6)),
    )
    # A season must fall into the term.
    months = max(months, 12) if method is RepaymentMethod.SEASONAL else months
    rate = Decimal(0) if method is RepaymentMethod.INTEREST_FREE else Decimal(draw(st.integers(0, 2399))) / 10_000
    return Terms(
        method,
        draw(st.integers(least_fen, most_fen)),
        rate,
        months,
        draw(st.dates(date(2024, 1, 1), date(2030, 12, 31))),
        shape,
        Conventions(draw(st.sampled_from(DayCount)), draw(st.sampled_from([None, CALENDAR]))),
    )
