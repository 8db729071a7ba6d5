"""`/v1/vehicles`: what is known of one car, for the dealer who has it."""

from typing import Annotated

from fastapi import APIRouter, FastAPI, Path, Query, Request

from paddock.central.applications.models import ApplicationRecord
from paddock.central.centre import Centre, CentreHere
from paddock.central.identity.dependencies import CurrentScope
from paddock.central.inventory.models import InventoryRecord
from paddock.central.valuation.appraisers import AppraiserShelf
from paddock.central.valuation.history import Question
from paddock.central.valuation.known_vehicle import RecordQueries, own_records
from paddock.central.valuation.reporting import asks_sandbox, report
from paddock.wire.vehicles import VehicleHistory

router = APIRouter(prefix="/v1/vehicles", tags=["vehicles"])


@router.get("/{vin}/history")
def read_history(
    request: Request,
    scope: CurrentScope,
    centre: CentreHere,
    vin: Annotated[str, Path(pattern=r"^[A-HJ-NPR-Z0-9]{17}$")],
    term_months: Annotated[int, Query(ge=1, le=84)] = 36,
    annual_km: Annotated[int | None, Query(ge=0, le=300_000)] = None,
) -> VehicleHistory:
    """The car decoded, valued, and its past, from this dealer's stock and applications and the answers kept for them.

    Nothing is asked of a source: that takes an application with the customer's consent. In trials the sandbox's answers
    stand in, and say so.
    """
    shelf: AppraiserShelf = request.app.state.appraisers
    queries = RecordQueries(scope.select(InventoryRecord), scope.select(ApplicationRecord))
    with centre.database.reading() as session:
        records = own_records(session, queries, vin)
    question = Question(vin, centre.clock(), term_months, annual_km)
    return report(question, records, shelf.current(), from_sandbox=asks_sandbox(centre.settings))


def install_vehicles(app: FastAPI, centre: Centre) -> None:
    """Put the endpoint on `app`. Raises `BadInput` if the valuation model that the settings name cannot be used."""
    app.state.appraisers = AppraiserShelf(centre.settings)
    app.include_router(router)
