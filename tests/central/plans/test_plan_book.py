"""Every worked example of docs/plans.md, worked out again by other means: Decimals, a search, and pyxirr."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path

import pytest
import pyxirr

from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.plans.handbook import PRICE, START, Example, example_of, plan_book
from paddock.domain.day_counts import DayCount
from paddock.domain.plans import FinancePlan, RepaymentMethod
from paddock.domain.schedules import due_dates

BOOK = Path(__file__).parents[3] / "docs" / "plans.md"
CATALOGUE = PlanCatalogue.load()
PRINCIPAL_SHARED = {RepaymentMethod.EQUAL_PRINCIPAL, RepaymentMethod.INTEREST_FREE}


def test_the_book_is_what_the_plans_say() -> None:
    written = BOOK.read_text("utf-8")
    assert written == plan_book(CATALOGUE), "run python -m paddock.central.plans.handbook docs/plans.md"


def fen(text: str) -> int:
    return int(Decimal(text.replace("¥", "").replace(",", "")) * 100)


def weights_of(plan: FinancePlan, months: int) -> list[Decimal | None]:
    """What each month pays over the first, spelled out; None: interest only."""
    shape, found = plan.shape, list[Decimal | None]()
    for number in range(months):
        month = (START.month + number) % 12 + 1
        step = Decimal(number // shape.step_months)
        match plan.method:
            case RepaymentMethod.STEP_UP:
                found.append((1 + shape.step_ratio) ** step)
            case RepaymentMethod.STEP_DOWN:
                found.append((1 - shape.step_ratio) ** step)
            case RepaymentMethod.DEFERRED_START:
                found.append(None if number < shape.deferral_months else Decimal(1))
            case RepaymentMethod.SEASONAL:
                in_season = month in shape.peak_months or number == months - 1
                found.append(Decimal(1) if in_season else shape.slack_ratio or None)
            case _:
                found.append(Decimal(1))
    return found


def payments_by_search(example: Example) -> list[int]:
    """Payments, the last left aside: bisecting on the first until the exact balance ends on the balloon."""
    plan, quote = example.plan, example.quote
    months, amount = quote.term_months, Decimal(quote.amount_fen)
    dates = (START, *due_dates(START, months))
    rates = [
        plan.nominal_rate * (dates[k + 1] - dates[k]).days / 365
        if plan.day_count is DayCount.ACTUAL_365
        else plan.nominal_rate / 12
        for k in range(months)
    ]
    rates[: plan.shape.free_months] = [Decimal(0)] * plan.shape.free_months
    whole = Decimal(1)
    if plan.method in PRINCIPAL_SHARED:
        part = (amount / months).quantize(whole, ROUND_HALF_UP)
        balances = [amount - part * k for k in range(months)]
        return [int(part + (b * r).quantize(whole, ROUND_HALF_UP)) for b, r in zip(balances, rates, strict=True)][:-1]
    weights = weights_of(plan, months)
    low, high = Decimal(0), amount * 2
    for _ in range(200):
        x, balance = (low + high) / 2, amount
        for weight, rate in zip(weights, rates, strict=True):
            balance += balance * rate - (balance * rate if weight is None else x * weight)
        low, high = (x, high) if balance > quote.balloon_fen else (low, x)
    paid, owed = [], amount
    for weight, rate in zip(weights[:-1], rates[:-1], strict=True):
        interest = (owed * rate).quantize(whole, ROUND_HALF_UP)
        paid.append(interest if weight is None else (low * weight).quantize(whole, ROUND_HALF_UP))
        owed += interest - paid[-1]
    return [int(each) for each in paid]


@pytest.mark.parametrize("plan", CATALOGUE.plans, ids=lambda plan: plan.id)
def test_an_example_worked_out_by_other_means_is_the_one_in_the_book(plan: FinancePlan) -> None:
    section = BOOK.read_text("utf-8").split(f"`{plan.id}` v{plan.version}")[1].split("\n## ")[0]
    example = example_of(plan, CATALOGUE)
    with localcontext(prec=50):
        paid = payments_by_search(example)
    figures = [fen(text) for text in re.findall(r"¥[\d,.]+\d", next(re.finditer(r"例: .*", section))[0])]
    rows = [line.split(" | ") for line in section.splitlines() if re.match(r"\| \d+ \| \d{4}-", line)]
    # The first two and the last but one instalment, from the table; the last from the total.
    assert [fen(row[2]) for row in rows[:3]] == [paid[0], paid[1], paid[-1]]
    down, amount, fee, balloon, total, cost = figures[0], *figures[-5:]
    assert amount == PRICE + sum(example.extras) - down
    assert balloon == int((amount * plan.shape.balloon_ratio).quantize(Decimal(1), ROUND_HALF_UP))
    last = fen(rows[3][2])
    assert total == sum(paid) + last + fee
    assert cost == total - amount
    assert fen(rows[2][5].rstrip(" |")) == fen(rows[3][3])
    monthly = pyxirr.irr([fee - amount, *paid, last])
    assert monthly is not None
    stated = float(re.findall(r"\*\*([\d.]+)%\*\*", section)[-1]) / 100
    assert stated == pytest.approx((1 + monthly) ** 12 - 1, abs=6e-7)
