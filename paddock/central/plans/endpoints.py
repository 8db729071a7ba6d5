"""`GET /v1/plans`: the signed catalogue, for indicative quotes at a counter without a network."""

import base64
from functools import lru_cache
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import APIRouter, Query, Response

from paddock.central.contracts.dependencies import DeskHere
from paddock.central.identity.dependencies import CurrentScope
from paddock.central.plans.catalogue import PlanCatalogue
from paddock.wire.plans import PublishedPlans, SignedPlans, plans_bytes

router = APIRouter(prefix="/v1", tags=["plans"])
NOTHING_NEW = 204


@router.get("/plans", response_model=None, responses={200: {"model": SignedPlans}, NOTHING_NEW: {}})
def read_plans(
    _scope: CurrentScope,
    desk: DeskHere,
    known: Annotated[str, Query(max_length=64, description="The hash of the catalogue that is kept already.")] = "",
) -> SignedPlans | Response:
    """The plans on offer; 204 without a body where the workstation has them."""
    catalogue = plans_on_offer()
    if known == catalogue.sha256:
        return Response(status_code=NOTHING_NEW)
    return sign_plans(catalogue, desk.log.key)


def sign_plans(catalogue: PlanCatalogue, key: Ed25519PrivateKey) -> SignedPlans:
    """The catalogue under the signature of the log's key, which workstations pin."""
    body = PublishedPlans(
        version=catalogue.version,
        catalogue_sha256=catalogue.sha256,
        plans=catalogue.plans,
        holidays=catalogue.holidays,
    ).model_dump_json()
    signature = base64.b64encode(key.sign(plans_bytes(body))).decode()
    return SignedPlans(catalogue_sha256=catalogue.sha256, body=body, signature=signature)


@lru_cache(maxsize=1)
def plans_on_offer() -> PlanCatalogue:
    """The catalogue in force, read once."""
    return PlanCatalogue.load()
