"""A loan while it runs: what is owed, what has accrued, and the instalments that are left."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from paddock.domain.day_counts import half_up
from paddock.domain.money import Fen
from paddock.domain.payment_patterns import Layout, principal_payments
from paddock.domain.plans import RepaymentMethod, RepaymentShape
from paddock.domain.schedules import (
    MONTHLY,
    Conventions,
    Instalment,
    balloon_fen,
    due_dates,
    lay_out,
    layout_of,
)

_NO_SHAPE: Final = RepaymentShape()
_SMALL_CHANGE: Final = 100
"""An instalment of less than a yuan is not asked for: the one before takes it."""


@dataclass(frozen=True, slots=True)
class RunningLoan:
    """What is left of a loan when interest is paid up to `since`.

    Attributes:
        balance_fen: principal owed.
        since: the day up to which interest is paid.
        first_days: days of the month that is running, from `since` to `dates[0]`, as the convention counts them.
        dates: the monthly dates that are left; an instalment is due on their business day.
        layout: interest and pattern of those months.
        payments: what each pays; None: interest only.
        balloon_fen: falls due with the last.
        share_fen: the principal of a month where the principal is shared out, else 0.
        conventions: how days count, and the holidays.
        first_number: the number of the next instalment.
    """

    balance_fen: Fen
    since: date
    first_days: int
    dates: tuple[date, ...]
    layout: Layout
    payments: tuple[Fen | None, ...]
    balloon_fen: Fen
    share_fen: Fen
    conventions: Conventions
    first_number: int = 1

    def lines(self) -> tuple[Instalment, ...]:
        """The instalments that are left."""
        days = self.dates if self.conventions.calendar is None else self.conventions.calendar.shift(self.dates)
        return lay_out(self.balance_fen, self.payments, self.layout.periods, days, self.first_number)

    def after(self, instalments: int) -> "RunningLoan":
        """The loan when the next `instalments` have been paid.

        Raises:
            ValueError: there are not that many, or none would be left.
        """
        if not 0 <= instalments < len(self.dates):
            raise ValueError(f"{len(self.dates)} instalments are left, so {instalments} cannot be behind us")
        if not instalments:
            return self
        since = self.dates[instalments - 1]
        return replace(
            self,
            balance_fen=self.lines()[instalments - 1].balance_fen,
            since=since,
            first_days=self.conventions.day_count.days_of_month(since, self.dates[instalments]),
            dates=self.dates[instalments:],
            layout=self.layout.part(instalments, len(self.dates)),
            payments=self.payments[instalments:],
            first_number=self.first_number + instalments,
        )

    def elapsed(self, on: date) -> int:
        """Days of the running month that are over on `on`.

        Raises:
            ValueError: `on` lies before `since`, or the next instalment is due and comes first.
        """
        if not self.since <= on < self.dates[0]:
            raise ValueError(
                f"{on} is not between {self.since} and {self.dates[0]}: pay the instalment that is due first"
            )
        return min(self.conventions.day_count.days(self.since, on), self.first_days)

    def accrued(self, on: date) -> Fen:
        """Interest in fen from `since` to `on`. Raises `ValueError` like `elapsed`."""
        periods = self.layout.periods
        return half_up(self.balance_fen * periods.ups[0] * self.elapsed(on), periods.down * self.first_days)

    def with_less(self, on: date, principal_fen: Fen) -> "RunningLoan":
        """The loan with interest paid up to `on` and `principal_fen` less of principal; payments as they were."""
        over = self.elapsed(on)
        return replace(
            self,
            balance_fen=self.balance_fen - principal_fen,
            since=on,
            first_days=self.first_days - over,
            layout=self.layout.broken(self.first_days - over, self.first_days),
        )

    def levelled(self) -> "RunningLoan":
        """The same months with the payments that fit what is owed."""
        balloon = min(self.balloon_fen, self.balance_fen)
        share = half_up(self.balance_fen, len(self.dates)) if self.share_fen else 0
        payments = tuple(self.layout.payments(self.balance_fen, balloon))
        return replace(self, payments=payments, balloon_fen=balloon, share_fen=share)

    def shortened(self) -> "RunningLoan":
        """The same payments until nothing, or no more than the balloon, is left."""
        loan = self
        if self.share_fen:
            payments = principal_payments(self.balance_fen, self.share_fen, self.layout.periods)
            loan = replace(self, payments=tuple(payments))
        enough = max(self.balloon_fen, _SMALL_CHANGE)
        lines = loan.lines()
        months = next(index for index, line in enumerate(lines, start=1) if line.balance_fen <= enough)
        return replace(
            loan,
            dates=loan.dates[:months],
            layout=loan.layout.part(0, months),
            payments=loan.payments[:months],
        )


def start_loan(
    method: RepaymentMethod,
    amount_fen: Fen,
    nominal_rate: Decimal,
    term_months: int,
    start: date,
    shape: RepaymentShape = _NO_SHAPE,
    conventions: Conventions = MONTHLY,
) -> RunningLoan:
    """The loan on the day it is paid out; its `lines` are those of `build_schedule`. Raises `ValueError` like it."""
    layout = layout_of(method, nominal_rate, term_months, start, shape, conventions.day_count)
    if amount_fen <= 0:
        raise ValueError(f"the amount must be positive, not {amount_fen} fen")
    balloon = balloon_fen(amount_fen, shape) if method is RepaymentMethod.BALLOON else 0
    dates = due_dates(start, term_months)
    return RunningLoan(
        balance_fen=amount_fen,
        since=start,
        first_days=conventions.day_count.days_of_month(start, dates[0]),
        dates=dates,
        layout=layout,
        payments=tuple(layout.payments(amount_fen, balloon)),
        balloon_fen=balloon,
        share_fen=0 if layout.pattern else half_up(amount_fen, term_months),
        conventions=conventions,
    )
