"""One car's history 车辆档案, put together from what is known and what was answered; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from paddock.central.centre import chinese_date
from paddock.central.risk.feature_list import Features
from paddock.central.risk.inputs.vehicle import VEHICLE
from paddock.central.sources.answers import SourceAnswer, SourceStatus
from paddock.central.sources.declarations import SOURCES
from paddock.central.valuation.known_vehicle import OwnRecords
from paddock.central.valuation.mileage import MileageCheck
from paddock.central.valuation.model import Appraiser
from paddock.central.valuation.readings import Reading, check_readings
from paddock.central.valuation.residuals import Valued, residual_of
from paddock.domain.sentences import Sentence
from paddock.domain.vin import check_vin, describe_vin
from paddock.wire.vehicles import (
    ClaimFindings,
    DecodedVehicle,
    KnownVehicle,
    MaintenanceFindings,
    MileageFindings,
    NamedCheck,
    OdometerReading,
    SourceState,
    TransferFindings,
    ValueOpinion,
    VehicleHistory,
    VehicleInput,
)

TOLD_OF_THE_CAR: Final = (
    "vehicle_registry",
    "valuation",
    "valuation_b",
    "pledge_registry",
    "maintenance_history",
    "insurance_claims",
    "mileage_records",
    "transfer_history",
)
"""The sources that speak of the car itself; fines and trajectories speak of whoever drove it."""
_M = TypeVar("_M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the car, when, and how far ahead."""

    vin: str
    at: datetime
    term_months: int = 36
    annual_km: int | None = None


def history_of(
    question: Question, records: OwnRecords, inputs: Features, appraiser: Appraiser | None
) -> VehicleHistory:
    """The history of a car.

    Args:
        question: the car and the term.
        records: what is known of it, and the answers kept for the newest application.
        inputs: what that application's decision sees; empty without one.
        appraiser: the valuation model, if there is one.
    """
    today = chinese_date(question.at)
    answers = records.answers
    valued = _valued(records.vehicle, appraiser, today, question)
    return VehicleHistory(
        vin=question.vin,
        at=question.at,
        decoded=_decoded(question.vin, today),
        known=records.vehicle,
        residual=valued.residual if isinstance(valued, Valued) else None,
        residual_missing=valued if isinstance(valued, Sentence) else None,
        opinions=[opinion for name in ("valuation", "valuation_b") if (opinion := _opinion(answers.get(name)))],
        mileage=_mileage(records, valued.mileage if isinstance(valued, Valued) else None),
        transfers=_transfers(answers),
        claims=_claims(answers),
        maintenance=_payload(answers, "maintenance_history", MaintenanceFindings),
        sources=_states(answers),
        inputs=_inputs(inputs),
    )


def _valued(
    vehicle: KnownVehicle | None, appraiser: Appraiser | None, today: date, question: Question
) -> Valued | Sentence:
    if appraiser is None:
        return _NO_MODEL
    if vehicle is None:
        return _NOT_KNOWN
    return residual_of(vehicle, appraiser, today, question.term_months, question.annual_km)


def _decoded(vin: str, today: date) -> DecodedVehicle:
    facts = describe_vin(vin, today)
    checks = [
        NamedCheck(check=check.name, result="passed" if check.passed else "failed", sentence=check.message)
        for check in check_vin(vin, today)
    ]
    return DecodedVehicle(maker=facts.maker, country=facts.country, model_year=facts.model_year, checks=checks)


def _mileage(records: OwnRecords, against_class: MileageCheck | None) -> MileageFindings:
    found = check_readings(_readings(records))
    checks = [NamedCheck(check="odometer_readings", result=found.result, sentence=found.result.sentence)]
    if against_class is not None:
        result = against_class.result
        checks.insert(0, NamedCheck(check="mileage_plausibility", result=result, sentence=result.sentence))
    return MileageFindings(
        checks=checks,
        km_a_year=None if against_class is None else round(against_class.km_a_year_wan * 10_000),
        turned_back_km=found.turned_back_km,
        readings=[
            OdometerReading(on=reading.on, odometer_km=reading.odometer_km, source=reading.source, at=reading.at)
            for reading in found.readings
        ],
    )


def _readings(records: OwnRecords) -> list[Reading]:
    """The odometer now, and as inspections and workshops wrote it down."""
    readings = []
    if records.vehicle is not None:
        readings.append(Reading(records.vehicle.odometer_on, records.vehicle.odometer_km, records.vehicle.known_from))
    kept = _payload(records.answers, "mileage_records", _Records)
    if kept is not None:
        readings += [Reading(r.on, r.odometer_km, "mileage_records", r.at) for r in kept.records]
    served = _payload(records.answers, "maintenance_history", MaintenanceFindings)
    if served is not None:
        readings += [Reading(v.on, v.odometer_km, "maintenance_history", v.work) for v in served.visits]
    return readings


class _Record(BaseModel):
    on: date
    odometer_km: int
    at: str


class _Records(BaseModel):
    records: list[_Record]


class _Registry(BaseModel):
    transfers: int | None
    transfers_12m: int | None


def _transfers(answers: Mapping[str, SourceAnswer]) -> TransferFindings | None:
    registry = _payload(answers, "vehicle_registry", _Registry)
    chain = _payload(answers, "transfer_history", TransferFindings, {"count": None, "count_12m": None})
    if registry is None and chain is None:
        return None
    return TransferFindings(
        count=None if registry is None else registry.transfers,
        count_12m=None if registry is None else registry.transfers_12m,
        changes=[] if chain is None else chain.changes,
    )


def _claims(answers: Mapping[str, SourceAnswer]) -> ClaimFindings | None:
    found = _payload(answers, "insurance_claims", ClaimFindings, {"paid_fen": 0})
    if found is None:
        return None
    return found.model_copy(update={"paid_fen": sum(claim.paid_fen for claim in found.claims)})


def _opinion(answer: SourceAnswer | None) -> ValueOpinion | None:
    if answer is None:
        return None
    more = {"source": answer.source, "received_at": answer.received_at}
    return _payload({answer.source: answer}, answer.source, ValueOpinion, more)


def _payload(
    answers: Mapping[str, SourceAnswer], source: str, model: type[_M], more: Mapping[str, Any] | None = None
) -> _M | None:
    """What a source answered, as `model` reads it (kept answers keep their contract); None without an answer."""
    answer = answers.get(source)
    if answer is None or answer.status is not SourceStatus.ANSWERED:
        return None
    try:
        return model.model_validate({**(answer.payload or {}), **(more or {})})
    except ValidationError:
        return None  # the answer of another version's contract


def _states(answers: Mapping[str, SourceAnswer]) -> list[SourceState]:
    states = []
    for source in SOURCES:
        if source.name in TOLD_OF_THE_CAR:
            answer = answers.get(source.name)
            states.append(
                SourceState(
                    source=source.name,
                    caption=source.caption,
                    status="not_asked: no application" if answer is None else answer.summary,
                    received_at=None if answer is None else answer.received_at,
                    sandbox=answer is not None and answer.sandbox,
                )
            )
    return states


def _inputs(features: Features) -> list[VehicleInput]:
    told = [feature for feature in VEHICLE if feature.source in TOLD_OF_THE_CAR]
    return [
        VehicleInput(name=feature.name, caption=feature.caption, value=value, shown=feature.show(value))
        for feature in told
        if (value := features.get(feature.name)) is not None
    ]


_NO_MODEL: Final = Sentence(
    "没有估值模型: 请用自己的成交数据运行 paddock-central valuation fit, 并设置 PADDOCK_CENTRAL_VALUATION_FILE",
    "There is no valuation model: run paddock-central valuation fit on your own sales and set "
    "PADDOCK_CENTRAL_VALUATION_FILE",
)
_NOT_KNOWN: Final = Sentence(
    "库存与进件中没有这辆车, 车架号本身不足以估值: 请先入库或进件",
    "The car is neither in stock nor in an application, and a VIN alone tells no value: take it into stock first",
)
