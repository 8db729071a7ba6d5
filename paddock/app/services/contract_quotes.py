"""Quotes for a running contract, worked out here from the signed plans: indicative, the lessor's figure counts."""

from dataclasses import dataclass
from datetime import date, timedelta, timezone
from uuid import UUID

from paddock.app.services.plan_catalogue import known_plans
from paddock.app.store import queries
from paddock.app.store.store import Store
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.domain.running_quotes import is_schedule_of, running_loan, running_quotes
from paddock.domain.sentences import Sentence
from paddock.wire.contracts import ContractState
from paddock.wire.running_quotes import ContractQuotes

_CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
_CHANGED = Sentence(
    "签约时的方案已更新, 本机无法试算, 请向出租人索取结清报价",
    "The plan of this contract has changed since, so it cannot be worked out here: ask the lessor for a quote",
)


@dataclass(frozen=True, slots=True)
class QuoteWish:
    """What is asked."""

    on: date
    part_fen: int = 0
    months: int | None = None


def contract_quotes(store: Store, contract_id: UUID, wish: QuoteWish) -> ContractQuotes:
    """The quotes for a contract that all have signed.

    Raises:
        BadInput: no such contract here, not signed yet, or a day or part that cannot be.
        EnvironmentFault: the signed plans have not come yet, or are not those of the contract.
    """
    contract = queries.contract(store, contract_id)
    deal = queries.deal(store, contract.application_id) if contract else None
    decision = deal.decision if deal else None
    if contract is None or deal is None or decision is None or contract.state is not ContractState.SIGNED:
        raise BadInput(Sentence("合同签署完成后才能试算", "Quotes are worked out once a contract is signed by all"))
    offer = next((one for one in decision.offers if one.id == deal.accepted_offer_id), None)
    known = known_plans(store)
    plan = next((one for one in known.plans if offer and one.id == offer.plan), None) if known else None
    if offer is None or known is None or plan is None:
        raise EnvironmentFault(_CHANGED)
    start = decision.decided_at.astimezone(_CHINA).date()
    loan = running_loan(plan, offer.amount_financed_fen, offer.term_months, start, known.calendar)
    if not is_schedule_of(loan, [line.payment_fen for line in offer.schedule]):
        raise EnvironmentFault(_CHANGED)
    try:
        found = running_quotes(
            loan, wish.on, nominal_rate=offer.nominal_rate, part_fen=wish.part_fen, months=wish.months
        )
    except ValueError:
        raise BadInput(
            Sentence(
                "日期应在租赁期内, 提前归还的本金应少于剩余本金",
                "The day lies inside the term, and a part is less than the principal that is left",
            )
        ) from None
    return ContractQuotes.of(found)
