"""How the vehicles of a batch look and what is said of them."""

from PySide6.QtCore import QFileInfo

from paddock.app.store.batch_views import BatchVehicle, DealOfVehicle, Sighting, VehicleState
from paddock.domain.vin import describe_vin
from paddock.ui.clock import today
from paddock.ui.states import Look, look_of_application, look_of_outbox, look_of_unit
from paddock.ui.widgets.table import Column
from paddock.ui.widgets.vin_strip import grouped
from paddock.ui.words import moment, say, translate


def look_of_vehicle(vehicle: BatchVehicle) -> Look:
    """Where a vehicle stands; verified is only what capture verified."""
    if vehicle.state is VehicleState.REMOVED:
        return Look("calm", "trash", translate("Batch", "Taken out"))
    if vehicle.state is VehicleState.OPEN:
        return Look("warn", "question", translate("Batch", "To confirm"))
    if vehicle.verified:
        return Look("good", "circle-wavy-check", translate("Batch", "Verified"))
    return Look("good", "check-circle", translate("Batch", "Accepted"))


def look_of_deal(deal: DealOfVehicle) -> Look:
    """The deal a vehicle has already."""
    return look_of_application(deal.central_state) if deal.central_state else look_of_outbox(deal.local_state)


def known_words(vehicle: BatchVehicle) -> str:
    """What the workstation knows of the vehicle besides this batch: stock and deal; empty for nothing."""
    parts = []
    if vehicle.unit:
        parts.append(look_of_unit(vehicle.unit.state).text)
    if vehicle.deal:
        parts.append(translate("Batch", "Deal: {0}").format(look_of_deal(vehicle.deal).text))
    return " · ".join(parts)


def car_words(vehicle: BatchVehicle) -> str:
    """Maker and model year, as the VIN says."""
    said = describe_vin(vehicle.vin, today())
    year = translate("Batch", "model year {0}").format(said.model_year) if said.model_year else ""
    return " · ".join(part for part in (say(said.maker) if said.maker else "", year) if part)


def source_words(vehicle: BatchVehicle) -> str:
    """Where it was seen best, and how often."""
    words = say(vehicle.kind.name_for_people)
    if vehicle.kind.value == "list":
        words += " " + translate("Batch", "row {0}").format(vehicle.origin)
    elif vehicle.origin:
        words += f" {QFileInfo(vehicle.origin).fileName()}"
    return f"{words}  ×{vehicle.sightings}" if vehicle.sightings > 1 else words


def loose_words(sighting: Sighting) -> str:
    """What is the matter with a picture without a VIN."""
    if sighting.problem:
        return say(sighting.problem)
    kinds = {
        "resident_id_front": translate("Batch", "Resident ID card, no vehicle"),
        "resident_id_back": translate("Batch", "Resident ID card, no vehicle"),
        "vehicle_licence": translate("Batch", "Vehicle licence, its VIN cannot be read"),
    }
    return kinds.get(sighting.shows, translate("Batch", "No VIN found in it"))


def vehicle_columns() -> list[Column[BatchVehicle]]:
    """Of the list of vehicles."""
    return [
        Column(translate("Batch", "VIN"), lambda vehicle: grouped(vehicle.vin) or "–", below=car_words, stretch=5),
        Column(translate("Batch", "State"), lambda vehicle: look_of_vehicle(vehicle).text, look=look_of_vehicle),
        Column(
            translate("Batch", "Seen"),
            source_words,
            below=lambda vehicle: moment(vehicle.seen_at),
            stretch=4,
        ),
        Column(
            translate("Batch", "Known already"),
            known_words,
            below=lambda vehicle: vehicle.deal.applicant if vehicle.deal else "",
            stretch=4,
        ),
    ]


def loose_columns() -> list[Column[Sighting]]:
    """Of the list of pictures without a VIN."""
    return [
        Column(translate("Batch", "Picture"), lambda sighting: sighting.origin, stretch=2),
        Column(translate("Batch", "What is the matter"), loose_words, stretch=5),
        Column(translate("Batch", "Seen"), lambda sighting: moment(sighting.at)),
    ]
