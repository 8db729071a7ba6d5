"""How to steer the sandbox provider: the last four characters of the VIN, or else of the phone, choose a scenario."""

from typing import Any

from paddock.central.sources.sandbox.scenarios.model import Scenario
from paddock.central.sources.sandbox.scenarios.person import PERSON_SCENARIOS
from paddock.central.sources.sandbox.scenarios.vehicle import VEHICLE_SCENARIOS

__all__ = ["PERSON_SCENARIOS", "VEHICLE_SCENARIOS", "Scenario", "changes_for", "steering"]


def steering(query: dict[str, Any]) -> tuple[str, tuple[Scenario, ...]]:
    """The four characters that steer this question, and the scenarios they choose from."""
    if "vin" in query:
        return str(query["vin"])[-4:], VEHICLE_SCENARIOS
    return str(query["phone"])[-4:], PERSON_SCENARIOS


def changes_for(source: str, query: dict[str, Any]) -> dict[str, Any]:
    """What the scenario changes in the answer of `source`; empty in ordinary life."""
    ending, scenarios = steering(query)
    return next((dict(s.changes) for s in scenarios if s.ending == ending and s.source == source), {})
