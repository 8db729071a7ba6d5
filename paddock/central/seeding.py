"""The sample data of the embedded centre and of trials."""

from paddock.central.centre import Centre
from paddock.central.identity.sample import SampleDealer, seed_dealer
from paddock.central.inventory.service import stock_sample


def seed_sample(centre: Centre, token: str | None = None) -> tuple[SampleDealer, int]:
    """Make the sample dealer with its stock, or find them; returns the dealer and how many cars were added.

    Raises:
        BadInput: `token` is not usable.
    """
    now = centre.clock()
    with centre.database.writing() as session:
        dealer = seed_dealer(session, now, token)
        return dealer, stock_sample(session, dealer.dealer_id, now)
