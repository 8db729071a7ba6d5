"""`GET /v1/contracts/{id}/quotes`: what settling, paying a part or laying out anew would cost on a day."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from paddock.central.applications.models import ApplicationRecord
from paddock.central.centre import CentreHere, chinese_date
from paddock.central.contracts.drawing import accepted_offer
from paddock.central.contracts.models import ContractRecord
from paddock.central.identity.dependencies import CurrentScope
from paddock.central.plans.endpoints import plans_on_offer
from paddock.central.problems import Refusal
from paddock.domain.running_loans import RunningLoan
from paddock.domain.running_quotes import is_schedule_of, running_loan, running_quotes
from paddock.wire.contracts import ContractState
from paddock.wire.decisions import Offer
from paddock.wire.problems import ProblemCode
from paddock.wire.running_quotes import ContractQuotes

router = APIRouter(prefix="/v1/contracts", tags=["contracts"])


@router.get("/{contract_id}/quotes")
def read_quotes(
    contract_id: UUID,
    scope: CurrentScope,
    centre: CentreHere,
    on: Annotated[date, Query(description="The day it would be paid.")],
    part_fen: Annotated[int, Query(ge=0, le=10**11)] = 0,
    months: Annotated[int | None, Query(ge=1, le=120)] = None,
) -> ContractQuotes:
    """The quotes for a contract that all have signed."""
    with centre.database.reading() as session:
        contract = scope.get(session, ContractRecord, contract_id)
        if contract.contract_state is not ContractState.SIGNED:
            raise Refusal(ProblemCode.STATE_CONFLICT, detail=contract.state)
        application = session.get_one(ApplicationRecord, contract.application_id)
        offer, decided_at = accepted_offer(application), application.decided_at or contract.created_at
    try:
        loan = _loan(offer, chinese_date(decided_at))
        quotes = running_quotes(loan, on, nominal_rate=offer.nominal_rate, part_fen=part_fen, months=months)
    except ValueError as error:
        raise Refusal(ProblemCode.STATE_CONFLICT, detail=str(error)) from None
    return ContractQuotes.of(quotes)


def _loan(offer: Offer, start: date) -> RunningLoan:
    """The contract's loan, by the plan it was made from. Raises `ValueError` where that plan has changed since."""
    catalogue = plans_on_offer()
    calendar = catalogue.holidays.to_calendar() if catalogue.holidays else None
    for plan in catalogue.plans:
        if plan.id == offer.plan:
            loan = running_loan(plan, offer.amount_financed_fen, offer.term_months, start, calendar)
            if is_schedule_of(loan, [line.payment_fen for line in offer.schedule]):
                return loan
    raise ValueError("the plan the contract was made from has changed since: ask the lessor for a quote")
