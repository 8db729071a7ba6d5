"""The centre's check of every figure before a contract is set: nothing is printed that does not add up."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from paddock.domain.annual_rate import MAX_ANNUAL_RATE, annual_rate
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.wire.applications import Financing
from paddock.wire.decisions import Instalment, Offer

_LAST_DECIMAL: Final = Decimal("0.000001")


def require_sound_figures(offer: Offer, asked: Financing) -> None:
    """Check the offer's figures against each other, and against the car's price where it was asked for.

    Raises:
        BadInput: figures contradict each other; every one of them is named.
    """
    wrong = [*_sums(offer), *_schedule(offer), *_rates(offer)]
    if offer.price_fen != asked.price_fen:
        wrong.append("price_fen")
    if wrong:
        raise BadInput(
            Sentence(
                "报价的数字对不上, 合同未生成, 请重新审批后再选报价: {wrong}",
                "The offer's figures do not add up, no contract was drawn up; decide again and choose anew: {wrong}",
            ).format(wrong=", ".join(wrong))
        )


def _sums(offer: Offer) -> Iterator[str]:
    payments = sum(line.payment_fen for line in offer.schedule)
    extras = sum(extra.amount_fen for extra in offer.extras)
    if offer.amount_financed_fen != offer.price_fen + extras - offer.down_payment_fen:
        yield "amount_financed_fen"
    if offer.total_payable_fen != payments + offer.fee_fen:
        yield "total_payable_fen"
    if offer.total_cost_fen != offer.total_payable_fen - offer.amount_financed_fen:
        yield "total_cost_fen"
    if not offer.schedule or offer.monthly_payment_fen != offer.schedule[0].payment_fen:
        yield "monthly_payment_fen"
    if offer.balloon_fen and (not offer.schedule or offer.schedule[-1].principal_fen < offer.balloon_fen):
        yield "balloon_fen"


def _schedule(offer: Offer) -> Iterator[str]:
    lines = offer.schedule
    if [line.number for line in lines] != list(range(1, offer.term_months + 1)):
        yield "schedule.number"
    if any(earlier.due_date >= later.due_date for earlier, later in pairwise(lines)):
        yield "schedule.due_date"
    if sum(line.principal_fen for line in lines) != offer.amount_financed_fen:
        yield "schedule.principal_fen"
    balance = offer.amount_financed_fen
    for line in lines:
        balance -= line.principal_fen
        if _is_wrong(line, balance):
            yield f"schedule[{line.number}]"


def _is_wrong(line: Instalment, balance: int) -> bool:
    return (
        line.balance_fen != balance
        or line.payment_fen != line.principal_fen + line.interest_fen
        or min(line.principal_fen, line.interest_fen) < 0
    )


def _rates(offer: Offer) -> Iterator[str]:
    payments = [line.payment_fen for line in offer.schedule]
    try:
        found = annual_rate(offer.amount_financed_fen - offer.fee_fen, payments)
    except ValueError:
        yield "annual_rate"
        return
    if abs(found - offer.annual_rate) > _LAST_DECIMAL or found > MAX_ANNUAL_RATE:
        yield "annual_rate"
    # No month costs more interest than a whole month of 31 days at the contract's rate, rounded up.
    before = offer.amount_financed_fen
    for line in offer.schedule:
        if line.interest_fen > before * offer.nominal_rate * 32 / 360 + 1:
            yield f"schedule[{line.number}].interest_fen"
        before = line.balance_fen
