"""Endings of a VIN, and what they make of the car.

`docs/sandbox.md` says the same to testers, and a test keeps the two together.
"""

from typing import Final

from paddock.central.sources.sandbox.scenarios.model import Scenario

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
    Scenario(
        "9020",
        "maintenance_history",
        {"visits": [{"on": "2026-02-01", "odometer_km": 900_000, "work": "保养"}]},
        "维保里程高于现表",
    ),
    Scenario("9021", "maintenance_history", {"flood_repair": True}, "水泡车"),
    Scenario("9022", "maintenance_history", {"major_repairs": 3}, "多次大修"),
    Scenario("9023", "maintenance_history", {"airbag_replaced": True}, "气囊更换过"),
    Scenario("9030", "insurance_claims", {"total_loss": True}, "推定全损"),
    Scenario(
        "9031",
        "insurance_claims",
        {"claims": [{"on": "2026-01-05", "paid_fen": 60_000_000, "cause": "碰撞"}]},
        "单次赔付过高",
    ),
    Scenario("9032", "insurance_claims", {"compulsory_insurance_valid": False}, "交强险无效"),
    Scenario(
        "9040",
        "mileage_records",
        {"records": [{"on": "2025-11-01", "odometer_km": 900_000, "at": "拍卖行"}]},
        "里程被回拨",
    ),
    Scenario("9050", "transfer_history", {"transfer_chain_complete": False}, "过户链不完整"),
    Scenario("9051", "transfer_history", {"title_with_seller": False}, "产权不在卖方"),
    Scenario("9052", "transfer_history", {"was_commercial": True}, "营转非"),
    Scenario("9060", "traffic_fines", {"unpaid_fines": 14, "unpaid_points": 18}, "未处理违章过多"),
    Scenario("9061", "traffic_fines", {"driving_licence_valid": False}, "驾驶证无效"),
    Scenario("9070", "gps_trajectory", {"gps_pawn_lot": True}, "进入二押停放点 (仅商用)"),
    Scenario("9080", "valuation_b", {"value_ratio": 0.7}, "两家估值相差三成"),
    Scenario("9090", "regional_economy", {"region_served": False}, "不在展业区域"),
    Scenario("9091", "regional_economy", {"region_bad_rate": 0.11}, "区域不良率过高"),
    Scenario("9092", "regional_economy", {"region_disaster": True}, "受灾地区"),
)
