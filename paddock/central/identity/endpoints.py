"""`GET /v1/me`."""

from fastapi import APIRouter

from paddock.central.centre import CentreHere
from paddock.central.identity.dependencies import CurrentScope
from paddock.wire.identity import WorkstationIdentity

router = APIRouter(prefix="/v1", tags=["identity"])


@router.get("/me")
def read_me(scope: CurrentScope, centre: CentreHere) -> WorkstationIdentity:
    """Who the workstation is."""
    return WorkstationIdentity(
        workstation_id=scope.workstation_id,
        dealer_id=scope.dealer_id,
        dealer_name=scope.dealer_name,
        staff_name=scope.staff_name,
        sandbox=centre.settings.uses_sandbox,
    )
