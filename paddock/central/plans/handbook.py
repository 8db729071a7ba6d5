"""The plans for people, each with a worked example: `python -m paddock.central.plans.handbook docs/plans.md`."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from paddock.central.plans.catalogue import PlanCatalogue
from paddock.domain.day_counts import half_up
from paddock.domain.eligibility import Row
from paddock.domain.money import Fen, format_yuan
from paddock.domain.plan_refusals import AGE_AT_END
from paddock.domain.plans import FinancePlan
from paddock.domain.quotes import Quote, work_out

START: Final = date(2026, 12, 1)
PRICE: Final[Fen] = 16_800_000
_USUAL_DOWN: Final = Decimal("0.3")
_SHOWN: Final = 2


@dataclass(frozen=True, slots=True)
class Example:
    """One plan worked out for a car of `PRICE`, at the middle one of its terms and the least it asks down."""

    plan: FinancePlan
    down_payment_fen: Fen
    extras: tuple[Fen, ...]
    quote: Quote


def example_of(plan: FinancePlan, catalogue: PlanCatalogue) -> Example:
    """The example of `docs/plans.md`."""
    new_energy = any(criterion.input == "new_energy" for criterion in plan.when[0])
    up, down = _least_down(plan.when[0]).as_integer_ratio()
    down_payment = half_up(PRICE * up, down)
    extras = tuple(extra.amount(PRICE, START, new_energy=new_energy) for extra in plan.extras)
    term = plan.terms[len(plan.terms) // 2]
    amount = PRICE + sum(extras) - down_payment
    return Example(plan, down_payment, extras, work_out(plan, term, amount, START, catalogue.calendar))


def plan_book(catalogue: PlanCatalogue) -> str:
    """The whole catalogue as Markdown."""
    lines = [
        "# 融资方案手册 · Plan book",
        "",
        (
            f"方案目录 {catalogue.version}: {len(catalogue.plans)} 个方案, SHA-256 `{catalogue.sha256}`。"
            f" Catalogue {catalogue.version}: {len(catalogue.plans)} plans."
        ),
        "",
        (
            "本文由 `python -m paddock.central.plans.handbook docs/plans.md` 生成, 请勿手改。"
            " Written by that command; change `paddock/central/plans/catalogue.json`, not this page."
        ),
        "",
        (
            "利率与额度是我们拟定的示例, 出借人须自行定价。任一条件缺少数据时方案不予提供, 并说明缺什么。"
            " Rates and limits are examples. A plan whose inputs are missing is refused, and says what is missing."
        ),
        "",
        (
            f"例: 车价 {format_yuan(PRICE)}, {START.isoformat()} 放款, 首付按方案下限, 期限取居中一档。"
            f" Examples: a car of {format_yuan(PRICE)} paid out on that day, the least down, the middle term."
        ),
        "",
        (
            "到期日遇节假日顺延至下一工作日; 节假日表见 `paddock/resources/calendars/cn.json`: 已公布年份按国务院通知, "
            "其后按法定节日, 再后按固定日期的法定节日与周末。"
            " Due dates move to the next business day: by the State Council's notice, after the last one by the "
            "statutory days, after those by weekends and days with a fixed date."
        ),
    ]
    for number, plan in enumerate(catalogue.plans, start=1):
        lines += ["", *_section(number, example_of(plan, catalogue))]
    return "\n".join(lines) + "\n"


def _section(number: int, example: Example) -> Iterator[str]:
    plan, quote = example.plan, example.quote
    yield f"## {number}. {plan.name.zh} · {plan.name.en}"
    yield ""
    yield f"`{plan.id}` v{plan.version} · {plan.kind.name_for_people.zh} · {plan.method.name_for_people.zh}"
    if plan.note:
        yield f"· {plan.note.zh}。{plan.note.en}."
    yield ""
    yield "| 项 | |"
    yield "|---|---|"
    yield f"| 名义年利率 nominal | {_percent(plan.nominal_rate)}, {plan.day_count} |"
    yield f"| 期限 terms | {', '.join(map(str, plan.terms))} |"
    yield f"| 手续费 fee | {_percent(plan.fee_ratio)} |"
    if shape := _shape(plan):
        yield f"| 还款形态 shape | {shape} |"
    if plan.offered_from or plan.offered_until:
        yield f"| 活动期 offered | {plan.offered_from} – {plan.offered_until} |"
    for row in plan.when:
        yield f"| 适用 open to | {_condition(row)} |"
    yield ""
    financed = "".join(
        f" + {extra.kind.name_for_people.zh} {format_yuan(amount)}"
        for extra, amount in zip(plan.extras, example.extras, strict=True)
    )
    yield (
        f"例: 首付 {format_yuan(example.down_payment_fen)}, {quote.term_months} 期, 融资 {format_yuan(PRICE)}{financed}"
        f" − 首付 = **{format_yuan(quote.amount_fen)}**; 手续费 {format_yuan(quote.fee_fen)}, "
        f"尾款 {format_yuan(quote.balloon_fen)}, 应付总额 {format_yuan(quote.total_fen)}, "
        f"总成本 {format_yuan(quote.cost_fen)}, 真实年化 (IRR) **{_percent(quote.annual_rate())}**"
    )
    yield ""
    yield "| 期 | 到期日 | 应付 | 本金 | 利息 | 剩余本金 |"
    yield "|---|---|---|---|---|---|"
    lines = quote.lines
    for line in (*lines[:_SHOWN], None, *lines[-_SHOWN:]):
        if line is None:
            yield "| … | | | | | |"
            continue
        amounts = (line.payment_fen, line.principal_fen, line.interest_fen, line.balance_fen)
        yield f"| {line.number} | {line.due_date} | {' | '.join(format_yuan(each) for each in amounts)} |"


def _least_down(row: Row) -> Decimal:
    low = next((criterion.low for criterion in row if criterion.input == "down_payment_ratio"), None)
    return _USUAL_DOWN if low is None else Decimal(low)


def _shape(plan: FinancePlan) -> str:
    shape = plan.shape
    parts = []
    if shape.balloon_ratio:
        parts.append(f"尾款 {_percent(shape.balloon_ratio)}")
    if shape.step_ratio:
        parts.append(f"每 {shape.step_months} 个月变动 {_percent(shape.step_ratio)}")
    if shape.deferral_months:
        parts.append(f"前 {shape.deferral_months} 期只付息")
    if shape.free_months:
        parts.append(f"前 {shape.free_months} 期免息")
    if shape.peak_months:
        slack = f"付旺季的 {_percent(shape.slack_ratio)}" if shape.slack_ratio else "只付息"
        parts.append(f"旺季 {'、'.join(map(str, shape.peak_months))} 月, 其余月份{slack}")
    return "; ".join(parts)


def _condition(row: Row) -> str:
    parts = []
    for criterion in row:
        text = f"{criterion.caption.zh} `{criterion.input}` {criterion.limit.zh}"
        parts.append(f"{text} (车龄 + 期限)" if criterion.input == AGE_AT_END else text)
    return " 且 ".join(parts)


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f}%"


def main() -> int:
    """Write the book to the file named, or print it."""
    book = plan_book(PlanCatalogue.load())
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(book, "utf-8", newline="\n")
    else:
        sys.stdout.write(book)
    return 0


if __name__ == "__main__":
    sys.exit(main())
