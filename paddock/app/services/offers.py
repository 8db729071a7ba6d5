"""Take an offer with the customer."""

from datetime import datetime
from uuid import UUID

from paddock.app.services.moments import moment, new_id
from paddock.app.store import outbox, queries
from paddock.app.store.outbox import NewRow
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import DealDetail, OutboxKind
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.wire.applications import OfferAcceptance
from paddock.wire.decisions import Offer
from paddock.wire.messages import canonical_json


def accept_offer(
    store: Store, application_id: UUID, offer_id: str, accepted_by: str, now: datetime | None = None
) -> UUID:
    """Put the acceptance into the outbox; returns its outbox id.

    Raises:
        BadInput: no decision with such an offer is known here, or an offer was already taken.
    """
    at = moment(now)
    message = OfferAcceptance(
        id=new_id(), application_id=application_id, offer_id=offer_id, accepted_at=at, accepted_by=accepted_by
    )
    row = NewRow(
        message.id,
        OutboxKind.ACCEPTANCE,
        application_id,
        f"/v1/applications/{application_id}/acceptance",
        canonical_json(message),
    )
    with store.write(Topic.OUTBOX) as connection:
        # Looked at while no other writer can come between: two clicks are one acceptance.
        offer = _offer(queries.deal(store, application_id), offer_id)
        needed = outbox.row_of(connection, application_id, OutboxKind.APPLICATION)
        outbox.queue(connection, row, (needed,) if needed else (), at)
        outbox.note(connection, application_id, at, Sentence("客户接受报价", "Offer taken"), offer.plan_name)
        outbox.touch(connection, [application_id], at)
    return message.id


def _offer(deal: DealDetail | None, offer_id: str) -> Offer:
    if deal is None or deal.decision is None:
        raise BadInput(
            Sentence(
                "中心尚未对该进件作出决定, 请同步后再选择报价",
                "The centre has not decided on this application yet: synchronise, then choose an offer",
            )
        )
    if deal.accepted_offer_id or deal.pending_offer_id:
        raise BadInput(
            Sentence("该进件已选择报价, 请继续签署合同", "An offer was already taken: go on to the contract")
        )
    for offer in deal.decision.offers:
        if offer.id == offer_id:
            return offer
    raise BadInput(
        Sentence(
            f"没有编号为 {offer_id} 的报价, 请从决定中的报价选择",
            f"There is no offer {offer_id}: choose one of the decision's offers",
        )
    )
