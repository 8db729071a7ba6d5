"""How to steer the sandbox provider: the last four characters of the phone and of the VIN choose a scenario.

`docs/sandbox.md` says the same to testers, and a test keeps the two together.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Scenario:
    """What a magic ending does: the fields of one source's answer that it changes."""

    ending: str
    source: str
    changes: dict[str, Any]
    meaning: str


PERSON_SCENARIOS: Final = (
    Scenario("9001", "identity_two_factor", {"result": "mismatch"}, "姓名与身份证号不一致"),
    Scenario("9002", "identity_two_factor", {"result": "no_record"}, "公安库无此号码"),
    Scenario("9003", "phone_three_factor", {"result": "mismatch"}, "手机号不属于本人"),
    Scenario("9004", "phone_three_factor", {"tenure_months": 2}, "手机入网仅 2 个月"),
    Scenario("9005", "phone_three_factor", {"in_service": False}, "手机已停机"),
    Scenario(
        "9010",
        "credit_report",
        {"current_overdue_fen": 1_260_000, "max_overdue_periods_24m": 3, "overdue_count_24m": 7, "overdue_count_6m": 3},
        "当前逾期 12,600 元",
    ),
    Scenario("9011", "credit_report", {"bad_debt_accounts": 1, "worst_loan_class": "loss"}, "有呆账"),
    Scenario(
        "9012",
        "credit_report",
        {
            "has_credit_history": False,
            "history_months": 0,
            "open_loans": 0,
            "revolving_limit_fen": 0,
            "revolving_used_fen": 0,
            "monthly_repayment_fen": 0,
        },
        "征信白户",
    ),
    Scenario("9013", "credit_report", {"inquiries_1m": 9, "inquiries_3m": 19}, "近期查询过多"),
    Scenario(
        "9014", "credit_report", {"worst_loan_class": "special_mention", "overdue_count_24m": 4}, "贷款五级分类为关注"
    ),
    Scenario("9015", "credit_report", {"monthly_repayment_fen": 2_500_000, "open_loans": 8}, "每月还款 25,000 元"),
    Scenario("9016", "credit_report", {"max_overdue_periods_24m": 3, "overdue_count_24m": 7}, "两年内连三累六"),
    Scenario("9020", "fraud_list", {"severity": "confirmed"}, "欺诈名单命中"),
    Scenario("9021", "fraud_list", {"severity": "watch"}, "欺诈关注名单"),
    Scenario("9022", "fraud_list", {"names_on_phone_90d": 5}, "同一手机号多人申请"),
    Scenario("9030", "court_enforcement", {"dishonest_debtor": True, "open_cases": 1}, "失信被执行人"),
    Scenario("9031", "court_enforcement", {"open_cases": 1, "open_amount_fen": 3_800_000}, "有在执行案件"),
    Scenario(
        "9040",
        "multi_lending",
        {"lenders_7d": 6, "lenders_30d": 14, "lenders_90d": 22, "small_lenders_90d": 9},
        "多头严重",
    ),
    Scenario("9041", "multi_lending", {"lenders_30d": 6, "lenders_90d": 9}, "多头偏高"),
)

VEHICLE_SCENARIOS: Final = (
    Scenario("9001", "vehicle_registry", {"status": "stolen"}, "盗抢车"),
    Scenario("9002", "vehicle_registry", {"status": "sealed"}, "被查封"),
    Scenario(
        "9003",
        "vehicle_registry",
        {
            "found": False,
            "status": None,
            "registration_date_matches": None,
            "commercial_use": None,
            "transfers": None,
            "transfers_12m": None,
            "inspection_valid": None,
        },
        "登记库查无此车",
    ),
    Scenario("9004", "vehicle_registry", {"commercial_use": True}, "营运车辆"),
    Scenario("9005", "valuation", {"value_ratio": 0.6}, "估值仅为售价六成"),
    Scenario("9006", "valuation", {"confidence": 0.35}, "估值把握不足"),
    Scenario("9007", "pledge_registry", {"active_registrations": 1, "registered_to_others": 1}, "已被他人登记抵押"),
    Scenario("9008", "vehicle_registry", {"registration_date_matches": False}, "初次登记日期不符"),
    Scenario("9009", "vehicle_registry", {"transfers": 7, "transfers_12m": 4}, "过户频繁"),
    Scenario("9010", "vehicle_registry", {"status": "mortgaged"}, "登记库显示抵押中"),
    Scenario("9011", "vehicle_registry", {"status": "scrapped"}, "已报废"),
)


class FaultKind(StrEnum):
    """How a sandbox source can break."""

    ERROR = "error"
    SLOW = "slow"
    WRONG_SCHEMA = "wrong_schema"


FAULT_DIGITS: Final = {"1": FaultKind.ERROR, "2": FaultKind.SLOW, "3": FaultKind.WRONG_SCHEMA}
"""An ending `95SF` breaks source number S in the way F."""


def steering(query: dict[str, Any]) -> tuple[str, tuple[Scenario, ...]]:
    """The four characters that steer this question, and the scenarios they choose from."""
    if "phone" in query:
        return str(query["phone"])[-4:], PERSON_SCENARIOS
    return str(query["vin"])[-4:], VEHICLE_SCENARIOS


def changes_for(source: str, query: dict[str, Any]) -> dict[str, Any]:
    """What the scenario changes in the answer of `source`; empty in ordinary life."""
    ending, scenarios = steering(query)
    return next((dict(s.changes) for s in scenarios if s.ending == ending and s.source == source), {})


def fault_for(source_number: int, query: dict[str, Any]) -> FaultKind | None:
    """How the source breaks on this question, if it does."""
    ending, _ = steering(query)
    if ending[:2] == "95" and ending[2] == str(source_number):
        return FAULT_DIGITS.get(ending[3])
    return None
