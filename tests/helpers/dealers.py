"""Who asks, below HTTP."""

from paddock.central.centre import Centre
from paddock.central.identity.models import Workstation
from paddock.central.identity.sample import DEALER_ID, DEALER_NAME, STAFF_NAME, WORKSTATION_ID
from paddock.central.identity.scope import DealerScope


def scope_of_sample(centre: Centre) -> DealerScope:
    """The sample workstation, as the endpoints see it."""
    with centre.database.reading() as session:
        session.get_one(Workstation, WORKSTATION_ID)
    return DealerScope(DEALER_ID, DEALER_NAME, WORKSTATION_ID, STAFF_NAME)
