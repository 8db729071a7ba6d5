"""The sample data of the embedded centre and of trials."""

from paddock.central.centre import Centre
from paddock.central.floor_plan.sample import floor_plan_sample
from paddock.central.identity.sample import SampleDealer, seed_dealer
from paddock.central.inventory.service import stock_sample
from paddock.central.records.accounts import open_sample_account


def seed_sample(centre: Centre, token: str | None = None) -> tuple[SampleDealer, int]:
    """Make the sample dealer with stock and floor plan, or find it; returns it and how many cars were added.

    Raises:
        BadInput: `token` is not usable.
    """
    now = centre.clock()
    with centre.database.writing() as session:
        dealer = seed_dealer(session, now, token)
        open_sample_account(session, dealer.dealer_id, now)
        added = stock_sample(session, dealer.dealer_id, now)
        floor_plan_sample(session, dealer.dealer_id, now)
        return dealer, added
