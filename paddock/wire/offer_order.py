"""The order in which quotes are shown, the same at the centre and at a counter without it."""

from paddock.domain.quotes import Quote
from paddock.wire.applications import CustomerAim


def offer_id(quote: Quote) -> str:
    """Plan, version and term: the same for the same offer, every time."""
    return f"{quote.plan.id}-v{quote.plan.version}-{quote.term_months}"


def order_of(quote: Quote, aim: CustomerAim) -> tuple[int, int, str]:
    """What quotes are sorted by for a customer's aim.

    The dearest month and not the first ranks by monthly payment: months of interest only would win every time.
    """
    if aim is CustomerAim.LOWEST_TOTAL:
        return quote.cost_fen, quote.highest_fen, offer_id(quote)
    if aim is CustomerAim.SHORTEST:
        return quote.term_months, quote.cost_fen, offer_id(quote)
    return quote.highest_fen, quote.cost_fen, offer_id(quote)
