"""A car's history with the inputs it gives to the rules: those of the newest application over it."""

from dataclasses import replace
from functools import cache

from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.risk.feature_list import Features
from paddock.central.risk.features import Evidence, compute_features
from paddock.central.settings import Settings
from paddock.central.valuation.history import Question, history_of
from paddock.central.valuation.known_vehicle import OwnRecords
from paddock.central.valuation.model import Appraiser
from paddock.central.valuation.trial_answers import trial_answers
from paddock.wire.vehicles import VehicleHistory


def report(
    question: Question, records: OwnRecords, appraiser: Appraiser | None, *, from_sandbox: bool
) -> VehicleHistory:
    """The whole history of the car asked about.

    Where there is no application, nothing was asked; `from_sandbox` lets a sandbox invent the answers, which say so.
    """
    inputs: Features = {}
    if records.application is None and from_sandbox:
        records = replace(records, answers=trial_answers(question.vin, records.vehicle, question.at))
    if records.application is not None:
        evidence = Evidence.read(records.answers)
        inputs = compute_features(records.application, evidence, question.at, _catalogue())
    return history_of(question, records, inputs, appraiser)


def asks_sandbox(settings: Settings) -> bool:
    """Whether invented answers may stand in where nothing was asked."""
    return settings.is_trial and not settings.sources_url


@cache
def _catalogue() -> PlanCatalogue:
    return PlanCatalogue.load()
