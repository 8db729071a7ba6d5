"""What a person's verdict makes of the engine's decision."""

from paddock.domain.states import DecisionOutcome
from paddock.wire.decisions import Decision, Reason
from paddock.wire.reviews import Review, ReviewVerdict


def with_review(decision: Decision, review: Review) -> Decision:
    """The decision with a person's verdict: it comes first among the reasons, and a declined one offers nothing.

    Pure, so that a replay of the engine's decision with the same review gives the same bytes.
    """
    reason = Reason(code=review.reason_code, staff=review.staff, customer=review.customer)
    changes: dict[str, object] = {"review": review, "reasons": [reason, *decision.reasons]}
    if review.verdict is ReviewVerdict.DECLINED:
        changes |= {
            "decision": DecisionOutcome.DECLINED,
            "offers": [],
            "advice": [],
            "counteroffer": None,
            "stipulations": [],
            "customer_stipulations": [],
        }
    return decision.model_copy(update=changes)
