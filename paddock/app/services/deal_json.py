"""Deals as plain values, for the command line."""

from typing import Any

from paddock.app.store.views import DealCard, DealDetail
from paddock.domain.sentences import Sentence


def card_as_json(card: DealCard) -> dict[str, Any]:
    """A deal of the list."""
    return {
        "id": str(card.application_id),
        "applicant": card.applicant,
        "vehicle": card.vehicle,
        "local_state": card.local_state and card.local_state.value,
        "central_state": card.central_state and card.central_state.value,
        "contract_id": card.contract_id and str(card.contract_id),
        "updated_at": card.updated_at.isoformat(),
    }


def deal_as_json(deal: DealDetail) -> dict[str, Any]:
    """Everything about one deal; decision and contract as the centre sent them."""
    return {
        "id": str(deal.application_id),
        "local_state": deal.outbox_state and deal.outbox_state.value,
        "central_state": deal.central_state and deal.central_state.value,
        "problem": deal.problem.model_dump(mode="json") if deal.problem else None,
        "timeline": [
            {"at": line.at.isoformat(), "text": _pair(line.text), "reason": _pair(line.reason)}
            for line in deal.timeline
        ],
        "decision": deal.decision.model_dump(mode="json") if deal.decision else None,
        "accepted_offer_id": deal.accepted_offer_id,
        "pending_offer_id": deal.pending_offer_id,
        "contract": deal.contract.model_dump(mode="json") if deal.contract else None,
        "contract_pdf_ready": deal.contract_pdf_ready,
        "pending_signatures": list(deal.pending_signatures),
        "service": deal.service.model_dump(mode="json") if deal.service else None,
        "stages": [stage.model_dump(mode="json") for stage in deal.stages],
        "stipulations": [asked.model_dump(mode="json") for asked in deal.stipulations],
        "pending_answers": [str(asked) for asked in deal.pending_answers],
    }


def _pair(sentence: Sentence | None) -> dict[str, str] | None:
    return None if sentence is None else {"zh": sentence.zh, "en": sentence.en}
