"""Invented but steady answers: the same question always gets the same answer, and an ordinary one is harmless."""

from collections.abc import Callable
from typing import Any, Final

from paddock.central.sources.declarations import OWN_SOURCES
from paddock.central.sources.sandbox.inventions import income, person, vehicle
from paddock.central.sources.sandbox.scenarios import changes_for

_INVENTORS: Final[dict[str, Callable[..., dict[str, Any]]]] = {
    "identity_two_factor": person.identity,
    "phone_three_factor": person.phone,
    "face_comparison": person.face,
    "bank_card_four_factor": person.bank_card,
    "fraud_list": person.fraud_list,
    "credit_report": person.credit_report,
    "bureau_a": person.bureau_a,
    "bureau_b": person.bureau_b,
    "court_enforcement": person.court,
    "multi_lending": person.multi_lending,
    "repayment_record": person.repayment_record,
    "income_social_security": income.social_security,
    "bank_statement_flow": income.statement_flow,
    "business_registry": income.business_registry,
    "regional_economy": income.region,
    "vehicle_registry": vehicle.vehicle_registry,
    "valuation": vehicle.valuation,
    "valuation_b": vehicle.second_valuation,
    "pledge_registry": vehicle.pledge,
    "maintenance_history": vehicle.maintenance,
    "insurance_claims": vehicle.insurance,
    "mileage_records": vehicle.mileage,
    "transfer_history": vehicle.transfer_history,
    "traffic_fines": vehicle.traffic_fines,
    "gps_trajectory": vehicle.trajectory,
}
assert set(_INVENTORS) == {source.name for source in OWN_SOURCES}  # noqa: S101 -- else it would fail when asked


def sandbox_answer(source_name: str, query: dict[str, Any]) -> dict[str, Any]:
    """The sandbox's answer of one source to the JSON form of its query; pure."""
    changes = changes_for(source_name, query)
    ratio = {name: changes.pop(name) for name in ("value_ratio",) if name in changes}
    return _INVENTORS[source_name](query, **ratio) | changes
