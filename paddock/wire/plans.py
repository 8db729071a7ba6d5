"""The plan catalogue as workstations keep it: whole, signed by the centre, usable without a network."""

from typing import Any

from pydantic import TypeAdapter, ValidationError, field_validator

from paddock.domain.plans import FinancePlan
from paddock.wire.holidays import HolidayTable
from paddock.wire.messages import Answer, Sha256

_PLAN = TypeAdapter(FinancePlan)


class PublishedPlans(Answer):
    """Every plan with the criteria the centre's gate understood; the body that is signed."""

    version: str
    catalogue_sha256: Sha256
    """As decisions pin it."""
    plans: tuple[FinancePlan, ...]
    holidays: HolidayTable | None

    @field_validator("plans", mode="before")
    @classmethod
    def _those_understood(cls, plans: Any) -> Any:
        """An older workstation passes over a plan of a kind it does not know, and keeps the others."""
        return [plan for plan in plans if _is_understood(plan)] if isinstance(plans, list) else plans


class SignedPlans(Answer):
    """The answer to `GET /v1/plans`: the JSON of a `PublishedPlans` as text, and the log key's signature over it."""

    catalogue_sha256: Sha256
    body: str
    signature: str
    """Base64 of 64 bytes, Ed25519 over `plans_bytes(body)`."""


def plans_bytes(body: str) -> bytes:
    """The bytes the signature is over: what it is for, then the body."""
    return f"paddock-plan-catalogue-v1\n{body}".encode()


def _is_understood(plan: Any) -> bool:
    try:
        _PLAN.validate_python(plan)
    except ValidationError:
        return False
    return True
