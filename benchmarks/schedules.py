"""A hundred thousand random offers: every schedule pays back what was financed, and every rate agrees with pyxirr.

`python -m benchmarks.schedules [COUNT]`. The offers are seeded: the same ones every time.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from importlib import resources
from itertools import islice
from time import process_time

import pyxirr

from benchmarks.figures import Figure
from paddock.domain.annual_rate import annual_rate, effective_annual_rate, monthly_rate
from paddock.domain.day_counts import DayCount
from paddock.domain.money import Fen
from paddock.domain.plans import RepaymentMethod, RepaymentShape
from paddock.domain.schedules import Conventions, Instalment, build_schedule
from paddock.wire.holidays import HolidayTable

COUNT = 100_000
AGREES = 1e-9
_SEED = 20261125
_TERMS = (6, 12, 18, 24, 36, 48, 60, 72, 84)
_FIRST = date(2024, 1, 1)


def run(count: int = COUNT) -> list[Figure]:
    """Broken invariants (none), rates that differ from pyxirr's by more than 1e-9 (none), and offers a second."""
    broken = differing = 0
    spent = 0.0
    for amount, fee, lines, seconds in islice(_offers(), count):
        begun = process_time()
        payments = [line.payment_fen for line in lines]
        stated = annual_rate(amount - fee, payments)
        spent += seconds + process_time() - begun
        broken += not _holds(amount, lines)
        ours = monthly_rate(amount - fee, payments)
        theirs = pyxirr.irr([fee - amount, *payments])
        differing += theirs is None or abs(ours - theirs) > AGREES or _misstated(stated, theirs)
    return [
        Figure(f"schedules: broken invariants of {count:,}", broken, 0, ""),
        Figure("schedules: rates off pyxirr by over 1e-9", differing, 0, ""),
        Figure("schedules with true annual rate, of processor time", count / spent, 2_000, "/s", at_least=True),
    ]


def _offers() -> Iterator[tuple[Fen, Fen, tuple[Instalment, ...], float]]:
    """Amount, fee, schedule and the seconds it took, for ever."""
    dice = random.Random(_SEED)  # noqa: S311 -- no secret
    table = (resources.files("paddock.resources") / "calendars" / "cn.json").read_bytes()
    calendar = HolidayTable.model_validate_json(table).to_calendar()
    while True:
        method = dice.choice(list(RepaymentMethod))
        shape = RepaymentShape(
            balloon_ratio=Decimal(dice.randrange(0, 60)) / 100,
            step_ratio=Decimal(dice.randrange(1, 25)) / 100,
            step_months=dice.choice((6, 12)),
            deferral_months=dice.randrange(0, 6),
            peak_months=tuple(sorted(dice.sample(range(1, 13), dice.randrange(2, 9)))),
            slack_ratio=dice.choice((Decimal(0), Decimal("0.4"))),
            free_months=dice.randrange(0, 7),
        )
        rate = Decimal(0) if method is RepaymentMethod.INTEREST_FREE else Decimal(dice.randrange(0, 2400)) / 10_000
        amount = dice.randrange(100_000, 200_000_000)
        start = _FIRST + timedelta(days=dice.randrange(0, 2_000))
        conventions = Conventions(dice.choice(list(DayCount)), dice.choice((None, calendar)))
        begun = process_time()
        lines = build_schedule(method, amount, rate, dice.choice(_TERMS), start, shape, conventions)
        yield amount, amount * dice.randrange(0, 30) // 1000, lines, process_time() - begun


def _misstated(stated: Decimal, monthly: float) -> bool:
    """Whether the rate on the offer is not this one, effective per year, to six decimals."""
    return abs(float(stated) - effective_annual_rate(monthly)) > 5.1e-7


def _holds(amount: Fen, lines: tuple[Instalment, ...]) -> bool:
    """Principal adds up to the fen, each line adds up, nothing is negative, nothing is owed at the end."""
    balance = amount
    for line in lines:
        balance -= line.principal_fen
        if line.balance_fen != balance or line.payment_fen != line.principal_fen + line.interest_fen:
            return False
        if min(line.principal_fen, line.interest_fen, balance) < 0:
            return False
    return balance == 0 and sum(line.principal_fen for line in lines) == amount


if __name__ == "__main__":
    for figure in run(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT):
        print(f"{figure.label:<50}{figure.value:>12,.0f} {figure.unit}  {'met' if figure.met else 'NOT MET'}")
