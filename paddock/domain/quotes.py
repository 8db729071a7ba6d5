"""A plan worked out for an amount: the schedule, what it costs, and the true annual rate."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from paddock.domain.annual_rate import annual_rate
from paddock.domain.business_days import HolidayCalendar
from paddock.domain.money import Fen
from paddock.domain.plans import FinancePlan, RepaymentMethod
from paddock.domain.schedules import Conventions, Instalment, balloon_fen, build_schedule


@dataclass(frozen=True, slots=True)
class Quote:
    """One plan at one term; amounts in fen."""

    plan: FinancePlan
    term_months: int
    amount_fen: Fen
    fee_fen: Fen
    balloon_fen: Fen
    lines: tuple[Instalment, ...]

    @property
    def monthly_fen(self) -> Fen:
        """The first instalment."""
        return self.lines[0].payment_fen

    @property
    def total_fen(self) -> Fen:
        """All instalments and the fee."""
        return sum([line.payment_fen for line in self.lines]) + self.fee_fen

    @property
    def cost_fen(self) -> Fen:
        """Interest and fee."""
        return self.total_fen - self.amount_fen

    @property
    def highest_fen(self) -> Fen:
        """The dearest month, the last left aside: it holds the balloon and what rounding left over."""
        payments = [line.payment_fen for line in self.lines]
        return max(payments[:-1] or payments)

    @property
    def lowest_fen(self) -> Fen:
        """The cheapest month, the last left aside."""
        return min([line.payment_fen for line in self.lines[:-1]] or [self.lines[-1].payment_fen])

    def annual_rate(self) -> Decimal:
        """The true annual rate (IRR, effective per year), six decimals."""
        payments = [line.payment_fen for line in self.lines]
        return annual_rate(self.amount_fen - self.fee_fen, payments, guess=float(self.plan.nominal_rate) / 12)


def work_out(
    plan: FinancePlan, term_months: int, amount_fen: Fen, start: date, calendar: HolidayCalendar | None
) -> Quote:
    """The quote for `amount_fen`, paid out on `start`. Raises `ValueError` like `build_schedule`."""
    conventions = Conventions(plan.day_count, calendar if plan.business_days else None)
    lines = build_schedule(plan.method, amount_fen, plan.nominal_rate, term_months, start, plan.shape, conventions)
    balloon = balloon_fen(amount_fen, plan.shape) if plan.method is RepaymentMethod.BALLOON else 0
    fee = int((plan.fee_ratio * amount_fen).to_integral_value())
    return Quote(plan, term_months, amount_fen, fee, balloon, lines)
