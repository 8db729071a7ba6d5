"""Finance plans as far as this workstation knows them: from the offers the centre has made to this dealer."""

from dataclasses import dataclass
from decimal import Decimal

from paddock.app.store import queries
from paddock.app.store.store import Store
from paddock.domain.application_draft import FieldPath
from paddock.domain.plans import RepaymentMethod
from paddock.domain.sentences import Sentence

_LOOKED_AT = 20
"""Deals looked through, the last changed first: older terms say little of today's."""


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """A plan with equal instalments that was offered not long ago."""

    name: Sentence
    nominal_rate: Decimal
    """Per year: 0.0718 is 7.18%."""


def level_plan_known(store: Store, condition: str) -> KnownPlan | None:
    """The dearest plan with equal instalments in the newest decision on a car of this condition; None: none is known.

    The dearest, so that what is said at the counter before a decision is not too low.

    Args:
        store: the open store.
        condition: `new` or `used`, as in a draft.
    """
    decided = [card for card in queries.deal_cards(store) if card.central_state is not None]
    for card in decided[:_LOOKED_AT]:
        detail = queries.deal(store, card.application_id)
        if detail is None or detail.draft is None or detail.decision is None:
            continue
        if detail.draft.text(FieldPath.CONDITION) != condition:
            continue
        level = [one for one in detail.decision.offers if one.method == RepaymentMethod.EQUAL_INSTALMENT.value]
        if level:
            dearest = max(level, key=lambda offer: offer.nominal_rate)
            return KnownPlan(dearest.plan_name, dearest.nominal_rate)
    return None
