"""Whether an application is declined already, by something that no terms can change: then nobody dearer is asked."""

from datetime import datetime
from typing import Final

from paddock.central.risk.advice import Terms
from paddock.central.risk.assessment import Assessor
from paddock.central.risk.feature_list import FEATURES, SCORECARD
from paddock.central.risk.features import Evidence
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.decisions import RuleOutcome

_SCORES: Final = frozenset(name for name, feature in FEATURES.items() if feature.source == SCORECARD)
_SHORTEST, _LONGEST = 6, 84


def declined_for_good(
    assessor: Assessor, application: ApplicationSubmission, evidence: Evidence, now: datetime
) -> str | None:
    """The rule that declines on what is known so far and hangs neither on the terms nor on the score; None if none.

    A rule that could be met by other terms does not count: whoever may still be made an offer is looked at in full.
    """
    found = assessor.assess(application, evidence, now)
    declining = [rule for rule, outcome in found.outcomes.items() if outcome is RuleOutcome.DECLINE]
    if not declining:
        return None
    other = assessor.assess(_other_terms(application), evidence, now).features
    moved = {name for name, value in found.features.items() if other[name] != value} | _SCORES
    return next((rule for rule in declining if moved.isdisjoint(assessor.rules.inputs(rule))), None)


def _other_terms(application: ApplicationSubmission) -> ApplicationSubmission:
    """The same with everything changed that the counter can change."""
    asked = application.financing
    price = asked.price_fen + 100
    down = price - 100 if asked.down_payment_fen < price // 2 else 0
    term = _LONGEST if asked.term_months != _LONGEST else _SHORTEST
    return Terms(price, down, term, guarantor=True).put_into(application)
