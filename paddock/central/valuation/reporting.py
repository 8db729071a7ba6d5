"""A car's history with the inputs it gives to the rules: those of the newest application over it."""

from functools import cache

from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.risk.feature_list import Features
from paddock.central.risk.features import Evidence, compute_features
from paddock.central.valuation.history import Question, history_of
from paddock.central.valuation.known_vehicle import OwnRecords
from paddock.central.valuation.model import Appraiser
from paddock.wire.vehicles import VehicleHistory


def report(question: Question, records: OwnRecords, appraiser: Appraiser | None) -> VehicleHistory:
    """The whole history of the car asked about."""
    inputs: Features = {}
    if records.application is not None:
        evidence = Evidence.read(records.answers)
        inputs = compute_features(records.application, evidence, question.at, _catalogue())
    return history_of(question, records, inputs, appraiser)


@cache
def _catalogue() -> PlanCatalogue:
    return PlanCatalogue.load()
