"""Endings of a phone, and what they make of its owner.

`docs/sandbox.md` says the same to testers, and a test keeps the two together.
"""

from typing import Final

from paddock.central.sources.sandbox.scenarios.model import Scenario

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
    Scenario("9050", "face_comparison", {"face_similarity": 0.41}, "人脸与证件不是同一人"),
    Scenario("9051", "face_comparison", {"face_live": False}, "活体检测未通过"),
    Scenario("9052", "bank_card_four_factor", {"bank_card_result": "mismatch"}, "还款卡不属于本人"),
    Scenario("9053", "bank_card_four_factor", {"bank_card_first_class": False}, "还款卡为二类户"),
    Scenario("9060", "bureau_a", {"bureau_a_score": 430}, "征信机构甲评分 430"),
    Scenario("9061", "bureau_a", {"sanctions_listed": True}, "命中制裁名单"),
    Scenario("9062", "bureau_a", {"bureau_a_m3_12m": 1}, "一年内逾期 90 天以上"),
    Scenario("9063", "bureau_a", {"politically_exposed": True}, "特定公众人物"),
    Scenario("9064", "bureau_b", {"bureau_b_score": 430}, "征信机构乙评分 430"),
    Scenario("9065", "bureau_b", {"gang_risk": "confirmed"}, "关联欺诈团伙"),
    Scenario("9066", "bureau_b", {"persons_on_device": 7}, "同一设备多人申请"),
    Scenario("9070", "repayment_record", {"our_overdue_fen": 230_000, "our_open_contracts": 1}, "我司当前逾期"),
    Scenario("9071", "repayment_record", {"our_written_off": True}, "我司核销记录"),
    Scenario("9080", "income_social_security", {"social_paid": False, "social_months": 0}, "社保已断缴"),
    Scenario("9081", "income_social_security", {"employer_matches": False}, "工作单位不一致"),
    Scenario("9082", "bank_statement_flow", {"statement_genuine": False}, "流水不真实"),
    Scenario("9083", "bank_statement_flow", {"gambling_payments_6m": 4}, "流水涉赌"),
    Scenario("9084", "bank_statement_flow", {"monthly_inflow_fen": 100_000}, "流水远低于申报收入"),
    Scenario("9085", "bank_statement_flow", {"returned_payments_6m": 3}, "多次扣款失败"),
    Scenario("9090", "business_registry", {"business_owner": "mismatch"}, "经营者不是本人 (仅自雇)"),
    Scenario("9091", "business_registry", {"business_status": "revoked"}, "营业执照已吊销 (仅自雇)"),
)
