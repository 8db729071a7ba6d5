"""What the application itself says, and the score."""

from typing import Final

from paddock.central.risk.inputs.feature import APPLICATION, BOOL, FEN, INT, RATIO, SCORECARD, TEXT, declare

_DAYS: Final = (-100_000.0, 100_000.0)

FROM_APPLICATION: Final = declare(
    APPLICATION,
    ("application_kind", TEXT, "业务类型", "Kind of business", "retail commercial enterprise"),
    ("applicant_age", INT, "申请人年龄", "Applicant's age", (-200, 200)),
    ("age_at_end", INT, "到期时年龄", "Age when the term ends", (-200, 200)),
    ("age_when_work_began", INT, "参加工作时年龄", "Age when work began", (-200, 200)),
    ("id_number_valid", BOOL, "身份证号校验", "ID number checks"),
    ("id_fields_consistent", BOOL, "证件信息一致", "ID fields agree with the number"),
    ("id_region_known", BOOL, "证件地区码已知", "ID region known"),
    ("id_days_left", INT, "证件剩余天数", "Days until the ID card expires", _DAYS),
    ("id_days_since_issue", INT, "证件签发天数", "Days since the ID card was issued", _DAYS),
    ("id_validity_lawful", BOOL, "证件有效期合法", "ID card's validity is lawful for the age"),
    ("phone_virtual_operator", BOOL, "虚拟运营商号段", "Phone of a virtual operator"),
    ("occupation", TEXT, "职业", "Occupation", "employed public_sector self_employed farmer retired other"),
    ("years_in_occupation", INT, "从业年限", "Years in occupation", (0, 60)),
    ("monthly_income_fen", FEN, "月收入", "Monthly income"),
    ("declared_debt_ratio", RATIO, "自报债务收入比", "Declared debt to income"),
    ("condition", TEXT, "新旧", "Condition", "new used"),
    ("new_energy", BOOL, "新能源", "New energy"),
    ("vin_valid", BOOL, "车架号校验", "VIN check digit"),
    ("vin_maker_known", BOOL, "制造厂已知", "Maker known"),
    ("vin_serial_plausible", BOOL, "车架号序号合理", "VIN serial is plausible"),
    ("plate_suits_energy", TEXT, "号牌与能源类型", "Plate and energy type", "match mismatch none"),
    ("plate_province", TEXT, "号牌与户籍省份", "Plate's and ID's province", "match mismatch none"),
    ("model_year_gap", INT, "年款与登记年份差", "Years between model year and registration"),
    ("vehicle_age_months", INT, "车龄 (月)", "Age of the car in months", (-2400, 2400)),
    ("vehicle_age_at_end_months", INT, "到期车龄 (月)", "Age of the car when the term ends", (-2400, 2400)),
    ("odometer_km", INT, "里程 (公里)", "Odometer in km"),
    ("km_a_year", INT, "年均里程", "Kilometres a year", (0, 6_000_000)),
    ("price_fen", FEN, "车价", "Price"),
    ("price_to_annual_income", RATIO, "车价与年收入比", "Price over annual income"),
    ("amount_financed_fen", FEN, "融资额", "Amount financed", (-1e13, 1e13)),
    ("down_payment_ratio", RATIO, "首付比例", "Down payment ratio"),
    ("term_months", INT, "期限 (月)", "Term in months", (6, 84)),
    ("pti", RATIO, "月供收入比", "Payment to income"),
    ("financed_to_annual_income", RATIO, "融资额与年收入比", "Amount financed over annual income"),
    ("guarantor", BOOL, "有担保人", "There is a guarantor"),
    ("fields_corrected", INT, "人工改动字段数", "Fields corrected by hand", (0, 200)),
    ("sure_reading_overruled", BOOL, "高置信识别被改写", "A sure reading was overruled"),
    ("consent_complete", BOOL, "授权齐全", "Consent is complete"),
    ("consent_current", BOOL, "授权文本为现行版本", "Consent to the present text"),
    ("consent_age_days", INT, "授权天数", "Days since consent", _DAYS),
    rise_with_down=["down_payment_ratio"],
    fall_with_down=["amount_financed_fen", "pti", "financed_to_annual_income"],
)
FROM_SCORECARD: Final = declare(SCORECARD, ("score", INT, "评分", "Score", (-5000, 5000)))
