"""What data sources say of the car."""

from typing import Final

from paddock.central.risk.inputs.feature import BOOL, INT, RATIO, SHARE, TEXT, declare

VEHICLE: Final = (
    *declare(
        "vehicle_registry",
        ("registry_found", BOOL, "登记库有记录", "In the registry"),
        ("registry_status", TEXT, "登记状态", "Registry status", "normal mortgaged sealed stolen scrapped"),
        ("registration_date_matches", BOOL, "初登日期一致", "Registration date agrees"),
        ("commercial_use", BOOL, "营运性质", "Commercial use"),
        ("transfers", INT, "过户次数", "Changes of owner"),
        ("transfers_12m", INT, "一年内过户次数", "Changes of owner in a year"),
        ("inspection_valid", BOOL, "年检有效", "Inspection valid"),
    ),
    *declare(
        "valuation",
        ("ltv", RATIO, "贷款价值比", "Loan to value"),
        ("price_to_valuation", RATIO, "售价与估值比", "Price over valuation"),
        ("valuation_confidence", RATIO, "估值把握", "Confidence of the valuation", SHARE),
        fall_with_down=["ltv"],
    ),
    *declare(
        "valuation_b",
        ("valuation_gap", RATIO, "两家估值差", "Gap between the two valuations"),
        ("market_days", INT, "同款平均库存天数", "Days such a car stays in stock"),
    ),
    *declare(
        "pledge_registry",
        ("active_pledges", INT, "有效登记数", "Active registrations"),
        ("pledged_to_others", INT, "他人登记数", "Registrations to others"),
    ),
    *declare(
        "maintenance_history",
        ("maintenance_ahead_km", INT, "维保里程超出现表数", "Service record ahead of the odometer in km"),
        ("major_repairs", INT, "大修次数", "Major repairs"),
        ("airbag_replaced", BOOL, "气囊更换过", "Airbag was replaced"),
        ("flood_repair", BOOL, "水泡维修", "Repaired after a flood"),
        ("fire_repair", BOOL, "火烧维修", "Repaired after a fire"),
        ("months_since_service", INT, "距上次保养月数", "Months since the last service"),
        ("battery_replaced", BOOL, "动力电池更换过", "Traction battery was replaced"),
    ),
    *declare(
        "insurance_claims",
        ("claims_24m", INT, "两年内出险次数", "Claims in two years"),
        ("largest_claim_ratio", RATIO, "最大赔付与车价比", "Largest claim over the value"),
        ("total_loss", BOOL, "推定全损", "Written off by the insurer"),
        ("theft_claim", BOOL, "盗抢赔付", "A theft claim"),
        ("insured_as_commercial", BOOL, "按营运投保", "Insured as commercial"),
        ("compulsory_insurance_valid", BOOL, "交强险有效", "Compulsory insurance is valid"),
    ),
    *declare(
        "mileage_records",
        ("rollback_km", INT, "里程回拨公里数", "Odometer turned back by km"),
        ("mileage_records", INT, "里程记录数", "Mileage records"),
    ),
    *declare(
        "transfer_history",
        ("transfers_90d", INT, "90 天过户次数", "Changes of owner in 90 days"),
        ("holder_days", INT, "现车主持有天数", "Days with the present owner"),
        ("transfer_chain_complete", BOOL, "过户链完整", "Chain of owners is complete"),
        ("title_with_seller", BOOL, "产权在卖方", "Title lies with the seller"),
        ("seller_is_applicant", BOOL, "卖方即申请人", "The seller is the applicant"),
        ("was_commercial", BOOL, "曾为营运 (营转非)", "Was commercial before"),
    ),
    *declare(
        "traffic_fines",
        ("unpaid_fines", INT, "未处理违章数", "Unpaid fines"),
        ("unpaid_points", INT, "未处理记分", "Unsettled points"),
        ("driving_licence_valid", BOOL, "驾驶证有效", "Driving licence is valid"),
        ("drink_driving", BOOL, "酒驾记录", "Drink driving"),
    ),
)
