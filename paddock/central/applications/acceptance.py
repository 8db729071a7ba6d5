"""The customer takes an offer: the contract is drawn up in the same transaction."""

from uuid import UUID

from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.applications.repository import move
from paddock.central.inventory.models import InventoryRecord
from paddock.central.inventory.repository import change_unit
from paddock.central.problems import Refusal
from paddock.central.records.facts import note_booked
from paddock.central.writes import Write
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState
from paddock.wire.applications import AcceptanceReceipt, OfferAcceptance
from paddock.wire.decisions import Offer
from paddock.wire.inventory import UnitState
from paddock.wire.problems import ProblemCode

_OPEN_TO_ACCEPTANCE = {ApplicationState.APPROVED, ApplicationState.COUNTEROFFER}


def accept(session: Session, write: Write, application_id: UUID) -> AcceptanceReceipt:
    """Take an offer, in the caller's transaction.

    Raises `Refusal`: `malformed_request`, `not_found`, `state_conflict` when the application is not waiting for
    a choice, `offer_not_available` when the decision holds no such offer.
    """
    acceptance = write.parse(OfferAcceptance)
    write.require_same("application_id", acceptance.application_id, application_id)
    write.require_same("id", acceptance.id, write.key)
    application = write.scope.get(session, ApplicationRecord, application_id, lock=True)
    if application.application_state not in _OPEN_TO_ACCEPTANCE:
        raise Refusal(ProblemCode.STATE_CONFLICT, detail=application.state)
    offer = _offer(application, acceptance.offer_id)
    now = write.centre.clock()
    _reserve_unit(session, write, application)
    contract_id = write.centre.draw_up_contract(session, application, offer, now)
    application.accepted_offer_id = offer.id
    application.contract_id = contract_id
    note_booked(session, application_id, offer.amount_financed_fen)
    reason = Sentence(
        f"客户选择“{offer.plan_name.zh}”{offer.term_months} 期, 合同已生成",
        f"The customer took “{offer.plan_name.en}” over {offer.term_months} months; the contract is drawn up",
    )
    move(session, application, ApplicationState.CONTRACT_DRAFTED, reason, now)
    return AcceptanceReceipt(application_id=application_id, offer_id=offer.id, contract_id=contract_id)


def _offer(application: ApplicationRecord, offer_id: str) -> Offer:
    decision = application.decision
    for offer in decision.offers if decision else []:
        if offer.id == offer_id:
            return offer
    raise Refusal(ProblemCode.OFFER_NOT_AVAILABLE, detail=offer_id)


def _reserve_unit(session: Session, write: Write, application: ApplicationRecord) -> None:
    """A car from stock is reserved with the contract; one that is gone meanwhile stops the acceptance."""
    unit_id = application.submission.vehicle.inventory_unit_id
    if unit_id is None:
        return
    unit = write.scope.get(session, InventoryRecord, unit_id, lock=True)
    if unit.state != UnitState.IN_STOCK:
        raise Refusal(ProblemCode.STATE_CONFLICT, detail=f"inventory unit {unit.state}")
    change_unit(session, unit, UnitState.RESERVED, write.centre.clock())
