"""Invented but steady answers: the same question always gets the same answer, and an ordinary one is harmless."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from paddock.central.sources.answers import SourceAnswer, SourceStatus, failed, not_asked
from paddock.central.sources.client import CHINA_TIME
from paddock.central.sources.declarations import SOURCES, SOURCES_BY_NAME, DataSource
from paddock.central.sources.sandbox.scenarios import FaultKind, changes_for, fault_for
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.messages import sha256_hex

USUAL_KM_A_MONTH: Final = 1_250
"""15,000 km a year, the yardstick of Chinese used-car trade."""


class _Dice:
    """Numbers drawn from a hash of who or what is asked about."""

    def __init__(self, *subject: str) -> None:
        self._seed = "\x1f".join(subject)

    def between(self, low: int, high: int, about: str) -> int:
        """A whole number from `low` to `high`, both possible."""
        digest = hashlib.sha256(f"{self._seed}\x1e{about}".encode()).digest()
        return low + int.from_bytes(digest[:8]) % (high - low + 1)


def sandbox_answer(source_name: str, query: dict[str, Any]) -> dict[str, Any]:
    """The sandbox's answer of one source to the JSON form of its query; pure."""
    return _INVENTORS[source_name](query, changes_for(source_name, query))


def sandbox_answers(application: ApplicationSubmission, now: datetime) -> dict[str, SourceAnswer]:
    """What `gather` would bring back from the sandbox provider, worked out in process."""
    return {source.name: _in_process(source, application, now) for source in SOURCES}


def _in_process(source: DataSource, application: ApplicationSubmission, now: datetime) -> SourceAnswer:
    reason = source.why_not(application)
    if reason is not None:
        return not_asked(source, reason, now)
    query = source.query(application, now.astimezone(CHINA_TIME).date()).model_dump(mode="json")
    fault = fault_for(source.number, query)
    if fault is not None:
        return failed(source, _CAUSES[fault].format(limit=source.time_limit_seconds), now, sandbox=True)
    read = source.answer_model.model_validate(sandbox_answer(source.name, query))
    return SourceAnswer(
        source=source.name,
        status=SourceStatus.ANSWERED,
        payload=read.model_dump(mode="json"),
        received_at=now,
        sha256=sha256_hex(read.model_dump_json().encode()),
        sandbox=True,
    )


_CAUSES = {
    FaultKind.ERROR: "http 500",
    FaultKind.SLOW: "no answer within {limit:g} s",
    FaultKind.WRONG_SCHEMA: "wrong schema: body",
}


def _person_dice(query: dict[str, Any]) -> _Dice:
    return _Dice(query["name"], query["resident_id_number"], query["phone"])


def _identity(_query: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {"result": "match"} | changes


def _phone(query: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    tenure = _person_dice(query).between(14, 160, "tenure")
    return {"result": "match", "tenure_months": tenure, "in_service": True} | changes


def _credit_report(query: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    dice = _person_dice(query)
    limit = dice.between(2, 12, "limit") * 1_000_000
    ordinary = {
        "has_credit_history": True,
        "history_months": dice.between(30, 140, "history"),
        "worst_loan_class": "normal",
        "bad_debt_accounts": 0,
        "current_overdue_fen": 0,
        "max_overdue_periods_24m": dice.between(0, 5, "late") // 5,
        "overdue_count_24m": dice.between(0, 5, "late") // 5,
        "overdue_count_6m": 0,
        "inquiries_1m": dice.between(0, 2, "inquiries"),
        "inquiries_3m": dice.between(2, 4, "inquiries"),
        "open_loans": dice.between(0, 2, "loans"),
        "open_vehicle_loans": 0,
        "monthly_repayment_fen": dice.between(0, 6, "repayment") * 20_000,
        "revolving_limit_fen": limit,
        "revolving_used_fen": limit * dice.between(5, 45, "used") // 100,
        "guaranteed_balance_fen": 0,
    }
    return ordinary | changes


def _fraud_list(query: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    seen = _person_dice(query).between(0, 1, "applications")
    ordinary = {"severity": "none", "names_on_phone_90d": 1, "phones_on_person_90d": 1, "applications_30d": seen}
    return ordinary | changes


def _court(_query: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    ordinary: dict[str, Any] = {
        "dishonest_debtor": False,
        "consumption_restricted": False,
        "open_cases": 0,
        "open_amount_fen": 0,
        "closed_cases_24m": 0,
    }
    return ordinary | changes


def _multi_lending(query: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    lenders = _person_dice(query).between(0, 2, "lenders")
    ordinary = {
        "lenders_7d": 0,
        "lenders_30d": lenders,
        "lenders_90d": lenders + 1,
        "small_lenders_90d": 0,
        "rejected_30d": 0,
    }
    return ordinary | changes


def _vehicle_registry(query: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    ordinary = {
        "found": True,
        "status": "normal",
        "registration_date_matches": True,
        "commercial_use": False,
        "transfers": _Dice(query["vin"]).between(0, 2, "transfers"),
        "transfers_12m": 0,
        "inspection_valid": True,
    }
    return ordinary | changes


def _valuation(query: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The asking price with a few per cent of noise by VIN, less for hard use, more for light use.

    A car driven more than the usual distance loses up to 15%, one driven less gains up to 3%.
    """
    ratio = changes.get("value_ratio")
    used = query["condition"] == "used"
    if ratio is None:
        noise = _Dice(query["vin"]).between(-30, 40, "noise") if used else _Dice(query["vin"]).between(-5, 20, "noise")
        ratio = 1 + noise / 1000 + (_use_adjustment(query["age_months"], query["odometer_km"]) if used else 0.0)
    value = int(query["asking_price_fen"] * ratio) // 10_000 * 10_000 or query["asking_price_fen"]
    spread = value * (8 if used else 3) // 100
    confidence = 0.9 if not used else 0.85 if query["odometer_km"] < 200_000 else 0.6
    return {
        "value_fen": value,
        "low_fen": value - spread,
        "high_fen": value + spread,
        "confidence": changes.get("confidence", confidence),
    }


def _use_adjustment(age_months: int, odometer_km: int) -> float:
    usual = max(age_months, 6) * USUAL_KM_A_MONTH
    excess = odometer_km / usual - 1
    return max(-0.15, -0.1 * (excess - 0.3)) if excess > 0.3 else min(0.03, -0.03 * excess) if excess < 0 else 0.0


def _pledge(_query: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {"active_registrations": 0, "registered_to_others": 0} | changes


_INVENTORS: Final[dict[str, Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]]] = {
    "identity_two_factor": _identity,
    "phone_three_factor": _phone,
    "credit_report": _credit_report,
    "fraud_list": _fraud_list,
    "court_enforcement": _court,
    "multi_lending": _multi_lending,
    "vehicle_registry": _vehicle_registry,
    "valuation": _valuation,
    "pledge_registry": _pledge,
}
assert set(_INVENTORS) == set(SOURCES_BY_NAME)  # noqa: S101 -- a source without an invention would fail at runtime
