"""How long real sources take, for a sandbox that should feel like them."""

from typing import Final

from paddock.central.sources.sandbox.dice import Dice

USUAL_MILLISECONDS: Final = {
    "identity_two_factor": 120,
    "phone_three_factor": 150,
    "face_comparison": 320,
    "bank_card_four_factor": 180,
    "fraud_list": 90,
    "credit_report": 700,
    "bureau_a": 280,
    "bureau_b": 310,
    "court_enforcement": 260,
    "multi_lending": 240,
    "repayment_record": 60,
    "income_social_security": 480,
    "bank_statement_flow": 620,
    "business_registry": 350,
    "regional_economy": 60,
    "vehicle_registry": 380,
    "valuation": 210,
    "valuation_b": 260,
    "pledge_registry": 300,
    "maintenance_history": 560,
    "insurance_claims": 520,
    "mileage_records": 230,
    "transfer_history": 340,
    "traffic_fines": 290,
    "gps_trajectory": 410,
}


def latency_seconds(source: str, key: str) -> float:
    """How long `source` takes for the question `key`: its usual time, up to a third more or less, steady by key."""
    percent = Dice("latency", source, key).between(67, 114, "percent")
    return USUAL_MILLISECONDS[source] * percent / 100_000
