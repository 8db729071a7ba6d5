"""What data sources say of the applicant."""

from typing import Final

from paddock.central.risk.inputs.feature import BOOL, FEN, INT, MATCH, RATIO, SHARE, TEXT, declare

IDENTITY: Final = (
    *declare("identity_two_factor", ("identity_result", TEXT, "身份核验", "Identity check", MATCH)),
    *declare(
        "phone_three_factor",
        ("phone_result", TEXT, "手机核验", "Phone check", MATCH),
        ("phone_tenure_months", INT, "手机入网月数", "Months since the phone was registered"),
        ("phone_in_service", BOOL, "手机在网", "Phone in service"),
    ),
    *declare(
        "face_comparison",
        ("face_similarity", RATIO, "人脸相似度", "Likeness of the face", SHARE),
        ("face_live", BOOL, "活体检测通过", "A living face"),
    ),
    *declare(
        "bank_card_four_factor",
        ("bank_card_result", TEXT, "银行卡四要素", "Bank card check", MATCH),
        ("bank_card_first_class", BOOL, "一类户", "A class I account"),
    ),
    *declare(
        "fraud_list",
        ("fraud_severity", TEXT, "欺诈名单", "Fraud list", "none watch confirmed"),
        ("names_on_phone_90d", INT, "同手机申请人数", "Names on this phone in 90 days"),
        ("phones_on_person_90d", INT, "同人手机号数", "Phones of this person in 90 days"),
        ("applications_30d", INT, "30 天申请次数", "Applications in 30 days"),
    ),
)

CREDIT: Final = (
    *declare(
        "credit_report",
        ("has_credit_history", BOOL, "有信贷记录", "Has a credit history"),
        ("history_months", INT, "信贷历史月数", "Months of credit history"),
        ("worst_loan_class", TEXT, "五级分类", "Worst loan class", "normal special_mention substandard doubtful loss"),
        ("bad_debt_accounts", INT, "呆账等账户数", "Bad-debt accounts"),
        ("current_overdue_fen", FEN, "当前逾期", "Overdue now"),
        ("max_overdue_periods_24m", INT, "两年内最长逾期期数", "Longest overdue in 24 months"),
        ("overdue_count_24m", INT, "两年内逾期次数", "Times overdue in 24 months"),
        ("overdue_count_6m", INT, "半年内逾期次数", "Times overdue in 6 months"),
        ("inquiries_1m", INT, "1 个月查询次数", "Inquiries in a month"),
        ("inquiries_3m", INT, "3 个月查询次数", "Inquiries in 3 months"),
        ("open_loans", INT, "未结清贷款数", "Open loans"),
        ("open_vehicle_loans", INT, "未结清车贷数", "Open car loans"),
        ("revolving_utilisation", RATIO, "信用卡使用率", "Card utilisation"),
        ("guaranteed_balance_fen", FEN, "对外担保余额", "Guarantees given"),
        ("guarantee_to_annual_income", RATIO, "对外担保与年收入比", "Guarantees over annual income"),
        ("dti", RATIO, "月债务收入比", "Debt to income"),
        ("existing_debt_ratio", RATIO, "现有债务收入比", "Existing debt to income"),
        ("undeclared_debt_ratio", RATIO, "未申报债务收入比", "Undeclared debt to income"),
        ("disposable_income_fen", FEN, "月可支配余额", "Left over a month", (-1e13, 1e13)),
        rise_with_down=["disposable_income_fen"],
        fall_with_down=["dti"],
    ),
    *declare(
        "bureau_a",
        ("bureau_a_score", INT, "征信机构甲评分", "Bureau A score", (300, 900)),
        ("bureau_a_m3_12m", INT, "甲: 一年内逾期 90 天以上", "Bureau A: 90 days overdue in a year"),
        ("bureau_a_online_loans_open", INT, "甲: 未结清网贷数", "Bureau A: open online loans"),
        ("sanctions_listed", BOOL, "制裁或涉恐名单", "On a sanctions list"),
        ("politically_exposed", BOOL, "特定公众人物", "Politically exposed"),
    ),
    *declare(
        "bureau_b",
        ("bureau_b_score", INT, "征信机构乙评分", "Bureau B score", (300, 900)),
        ("night_applications_90d", INT, "90 天夜间申请次数", "Applications at night in 90 days"),
        ("persons_on_device", INT, "同设备申请人数", "People on this device"),
        ("gang_risk", TEXT, "团伙关联", "Ties to a ring", "none watch confirmed"),
    ),
    *declare(
        "court_enforcement",
        ("dishonest_debtor", BOOL, "失信被执行人", "Dishonest debtor"),
        ("consumption_restricted", BOOL, "限制高消费", "Consumption restricted"),
        ("open_cases", INT, "在执行案件数", "Open enforcement cases"),
        ("open_case_amount_fen", FEN, "在执行金额", "Amount under enforcement"),
        ("closed_cases_24m", INT, "两年内结案数", "Cases closed in 24 months"),
    ),
    *declare(
        "multi_lending",
        ("lenders_7d", INT, "7 天机构数", "Lenders in 7 days"),
        ("lenders_30d", INT, "30 天机构数", "Lenders in 30 days"),
        ("lenders_90d", INT, "90 天机构数", "Lenders in 90 days"),
        ("small_lenders_90d", INT, "90 天小贷消金数", "Small lenders in 90 days"),
        ("rejected_30d", INT, "30 天被拒次数", "Rejections in 30 days"),
    ),
    *declare(
        "repayment_record",
        ("our_overdue_fen", FEN, "我司当前逾期", "Overdue with us"),
        ("our_max_overdue_days_24m", INT, "我司两年内最长逾期天数", "Longest overdue with us in days"),
        ("our_written_off", BOOL, "我司核销记录", "Written off by us"),
        ("our_open_contracts", INT, "我司在租合同数", "Open contracts with us"),
        ("our_exposure_fen", FEN, "我司敞口 (含本笔)", "Exposure with us, this deal included"),
        fall_with_down=["our_exposure_fen"],
    ),
)

INCOME: Final = (
    *declare(
        "income_social_security",
        ("social_months", INT, "社保连续缴存月数", "Months of social security without a gap"),
        ("social_paid", BOOL, "社保在缴", "Social security is being paid"),
        ("declared_to_social_base", RATIO, "收入与社保基数比", "Declared income over social security base"),
        ("employer_matches", BOOL, "单位一致", "Employer agrees"),
    ),
    *declare(
        "bank_statement_flow",
        ("declared_to_inflow", RATIO, "收入与流水比", "Declared income over money coming in"),
        ("salary_months_6m", INT, "半年内工资入账月数", "Months with a salary in 6", (0, 6)),
        ("payment_to_balance", RATIO, "月供与日均余额比", "Payment over the average balance"),
        ("returned_payments_6m", INT, "半年内扣款失败次数", "Returned payments in 6 months"),
        ("in_and_out_share", RATIO, "快进快出占比", "Share of money in and out at once", SHARE),
        ("gambling_payments_6m", INT, "半年内涉赌交易数", "Payments to gambling in 6 months"),
        ("statement_genuine", BOOL, "流水真实", "The statement is genuine"),
        fall_with_down=["payment_to_balance"],
    ),
    *declare(
        "regional_economy",
        ("region_tier", TEXT, "城市等级", "City tier", "t1 t2 t3 t4"),
        ("region_served", BOOL, "在展业区域内", "Region is served"),
        ("region_bad_rate", RATIO, "区域不良率", "Bad rate of the region", SHARE),
        ("region_unemployment", RATIO, "区域失业率", "Unemployment of the region", SHARE),
        ("income_to_region", RATIO, "收入与当地平均比", "Income over the region's average"),
        ("region_money_laundering_risk", BOOL, "洗钱高风险地区", "Region of high laundering risk"),
        ("region_disaster", BOOL, "受灾地区", "Region struck by disaster"),
        ("region_price_fall_12m", RATIO, "当地二手车价年跌幅", "Fall of used-car prices in a year", SHARE),
        ("emission_allowed", BOOL, "当地排放标准允许", "Emission standard allowed there"),
        ("plate_quota_needed", BOOL, "需要购车指标", "A plate quota is needed"),
        ("dealer_distance_km", INT, "客户与门店距离", "Kilometres between customer and dealer"),
    ),
)
