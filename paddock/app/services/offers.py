"""Take an offer with the customer."""

from datetime import datetime
from uuid import UUID

from paddock.app.store.store import Store


def accept_offer(
    store: Store, application_id: UUID, offer_id: str, accepted_by: str, now: datetime | None = None
) -> UUID:
    """Put the acceptance into the outbox; returns its outbox id.

    Raises:
        BadInput: no decision with such an offer is known here, or an offer was already taken.
    """
    raise NotImplementedError
