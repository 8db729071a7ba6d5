"""Every input a rule or the scorecard may use: its type, its name for people, and where it comes from.

Nothing else reaches the rule engine. Money is whole fen; only ratios are floats; what is not known is `None`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from paddock.domain.money import format_yuan
from paddock.domain.sentences import Sentence

Value: TypeAlias = str | int | float | bool | None
Features: TypeAlias = dict[str, Value]

APPLICATION: Final = "application"
SCORECARD: Final = "scorecard"


class FeatureKind(StrEnum):
    """The type of an input, which decides what a rule may compare it with."""

    INTEGER = "integer"
    FEN = "fen"
    RATIO = "ratio"
    BOOLEAN = "boolean"
    TEXT = "text"

    @property
    def python_type(self) -> type:
        """The only type a value of this kind may have."""
        return _TYPES[self]


_TYPES = {
    FeatureKind.INTEGER: int,
    FeatureKind.FEN: int,
    FeatureKind.RATIO: float,
    FeatureKind.BOOLEAN: bool,
    FeatureKind.TEXT: str,
}


CHOICES: Final = {
    "employed": Sentence("企业职工", "employed by a company"),
    "public_sector": Sentence("公职人员", "public sector"),
    "self_employed": Sentence("个体经营", "self-employed"),
    "farmer": Sentence("务农", "farmer"),
    "retired": Sentence("退休", "retired"),
    "other": Sentence("其他", "other"),
    "new": Sentence("新车", "new"),
    "used": Sentence("二手车", "used"),
    "match": Sentence("一致", "match"),
    "mismatch": Sentence("不一致", "mismatch"),
    "no_record": Sentence("无记录", "no record"),
    "none": Sentence("无", "none"),
    "watch": Sentence("关注", "watch"),
    "confirmed": Sentence("已确认", "confirmed"),
    "normal": Sentence("正常", "normal"),
    "special_mention": Sentence("关注", "special mention"),
    "substandard": Sentence("次级", "substandard"),
    "doubtful": Sentence("可疑", "doubtful"),
    "loss": Sentence("损失", "loss"),
    "mortgaged": Sentence("已抵押", "mortgaged"),
    "sealed": Sentence("已查封", "sealed"),
    "stolen": Sentence("被盗抢", "stolen"),
    "scrapped": Sentence("已报废", "scrapped"),
}
"""The words for every text a feature may have."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One input. `source` is a data source's name, `application` or `scorecard`; `choices` bound a text."""

    name: str
    kind: FeatureKind
    caption: Sentence
    source: str
    choices: tuple[str, ...] = ()

    def show(self, value: Value) -> Sentence:
        """The value as staff read it, in both languages."""
        if value is None:
            return Sentence("—", "—")
        if self.kind is FeatureKind.BOOLEAN:
            return Sentence("是", "yes") if value else Sentence("否", "no")
        if self.kind is FeatureKind.TEXT:
            return CHOICES[str(value)]
        text = str(value)
        if self.kind is FeatureKind.FEN and isinstance(value, int):
            text = format_yuan(value)
        elif self.kind is FeatureKind.RATIO and isinstance(value, float):
            text = f"{value:.1%}"
        return Sentence(text, text)


def _features(
    source: str, *rows: tuple[str, FeatureKind, str, str] | tuple[str, FeatureKind, str, str, str]
) -> list[Feature]:
    return [
        Feature(row[0], row[1], Sentence(row[2], row[3]), source, tuple(row[4].split()) if len(row) == 5 else ())
        for row in rows
    ]


_INT, _FEN, _RATIO, _BOOL, _TEXT = FeatureKind

_ALL = [
    *_features(
        APPLICATION,
        ("applicant_age", _INT, "申请人年龄", "Applicant's age"),
        ("age_at_end", _INT, "到期时年龄", "Age when the term ends"),
        ("id_number_valid", _BOOL, "身份证号校验", "ID number checks"),
        ("id_fields_consistent", _BOOL, "证件信息一致", "ID fields agree with the number"),
        ("id_region_known", _BOOL, "证件地区码已知", "ID region known"),
        ("id_days_left", _INT, "证件剩余天数", "Days until the ID card expires"),
        ("occupation", _TEXT, "职业", "Occupation", "employed public_sector self_employed farmer retired other"),
        ("years_in_occupation", _INT, "从业年限", "Years in occupation"),
        ("monthly_income_fen", _FEN, "月收入", "Monthly income"),
        ("condition", _TEXT, "新旧", "Condition", "new used"),
        ("new_energy", _BOOL, "新能源", "New energy"),
        ("vin_valid", _BOOL, "车架号校验", "VIN check digit"),
        ("vin_maker_known", _BOOL, "制造厂已知", "Maker known"),
        ("model_year_gap", _INT, "年款与登记年份差", "Years between model year and registration"),
        ("vehicle_age_months", _INT, "车龄 (月)", "Age of the car in months"),
        ("vehicle_age_at_end_months", _INT, "到期车龄 (月)", "Age of the car when the term ends"),
        ("odometer_km", _INT, "里程 (公里)", "Odometer in km"),
        ("km_a_year", _INT, "年均里程", "Kilometres a year"),
        ("amount_financed_fen", _FEN, "融资额", "Amount financed"),
        ("down_payment_ratio", _RATIO, "首付比例", "Down payment ratio"),
        ("term_months", _INT, "期限 (月)", "Term in months"),
        ("pti", _RATIO, "月供收入比", "Payment to income"),
        ("financed_to_annual_income", _RATIO, "融资额与年收入比", "Amount financed over annual income"),
        ("consent_complete", _BOOL, "授权齐全", "Consent is complete"),
        ("consent_age_days", _INT, "授权天数", "Days since consent"),
    ),
    *_features(
        "identity_two_factor", ("identity_result", _TEXT, "身份核验", "Identity check", "match mismatch no_record")
    ),
    *_features(
        "phone_three_factor",
        ("phone_result", _TEXT, "手机核验", "Phone check", "match mismatch no_record"),
        ("phone_tenure_months", _INT, "手机入网月数", "Months since the phone was registered"),
        ("phone_in_service", _BOOL, "手机在网", "Phone in service"),
    ),
    *_features(
        "fraud_list",
        ("fraud_severity", _TEXT, "欺诈名单", "Fraud list", "none watch confirmed"),
        ("names_on_phone_90d", _INT, "同手机申请人数", "Names on this phone in 90 days"),
        ("phones_on_person_90d", _INT, "同人手机号数", "Phones of this person in 90 days"),
        ("applications_30d", _INT, "30 天申请次数", "Applications in 30 days"),
    ),
    *_features(
        "credit_report",
        ("has_credit_history", _BOOL, "有信贷记录", "Has a credit history"),
        ("history_months", _INT, "信贷历史月数", "Months of credit history"),
        (
            "worst_loan_class",
            _TEXT,
            "五级分类",
            "Worst loan class",
            "normal special_mention substandard doubtful loss",
        ),
        ("bad_debt_accounts", _INT, "呆账等账户数", "Bad-debt accounts"),
        ("current_overdue_fen", _FEN, "当前逾期", "Overdue now"),
        ("max_overdue_periods_24m", _INT, "两年内最长逾期期数", "Longest overdue in 24 months"),
        ("overdue_count_24m", _INT, "两年内逾期次数", "Times overdue in 24 months"),
        ("overdue_count_6m", _INT, "半年内逾期次数", "Times overdue in 6 months"),
        ("inquiries_1m", _INT, "1 个月查询次数", "Inquiries in a month"),
        ("inquiries_3m", _INT, "3 个月查询次数", "Inquiries in 3 months"),
        ("open_loans", _INT, "未结清贷款数", "Open loans"),
        ("open_vehicle_loans", _INT, "未结清车贷数", "Open car loans"),
        ("revolving_utilisation", _RATIO, "信用卡使用率", "Card utilisation"),
        ("guaranteed_balance_fen", _FEN, "对外担保余额", "Guarantees given"),
        ("dti", _RATIO, "月债务收入比", "Debt to income"),
        ("existing_debt_ratio", _RATIO, "现有债务收入比", "Existing debt to income"),
        ("undeclared_debt_ratio", _RATIO, "未申报债务收入比", "Undeclared debt to income"),
    ),
    *_features(
        "court_enforcement",
        ("dishonest_debtor", _BOOL, "失信被执行人", "Dishonest debtor"),
        ("consumption_restricted", _BOOL, "限制高消费", "Consumption restricted"),
        ("open_cases", _INT, "在执行案件数", "Open enforcement cases"),
        ("open_case_amount_fen", _FEN, "在执行金额", "Amount under enforcement"),
        ("closed_cases_24m", _INT, "两年内结案数", "Cases closed in 24 months"),
    ),
    *_features(
        "multi_lending",
        ("lenders_7d", _INT, "7 天机构数", "Lenders in 7 days"),
        ("lenders_30d", _INT, "30 天机构数", "Lenders in 30 days"),
        ("lenders_90d", _INT, "90 天机构数", "Lenders in 90 days"),
        ("small_lenders_90d", _INT, "90 天小贷消金数", "Small lenders in 90 days"),
        ("rejected_30d", _INT, "30 天被拒次数", "Rejections in 30 days"),
    ),
    *_features(
        "vehicle_registry",
        ("registry_found", _BOOL, "登记库有记录", "In the registry"),
        ("registry_status", _TEXT, "登记状态", "Registry status", "normal mortgaged sealed stolen scrapped"),
        ("registration_date_matches", _BOOL, "初登日期一致", "Registration date agrees"),
        ("commercial_use", _BOOL, "营运性质", "Commercial use"),
        ("transfers", _INT, "过户次数", "Changes of owner"),
        ("transfers_12m", _INT, "一年内过户次数", "Changes of owner in a year"),
        ("inspection_valid", _BOOL, "年检有效", "Inspection valid"),
    ),
    *_features(
        "valuation",
        ("ltv", _RATIO, "贷款价值比", "Loan to value"),
        ("price_to_valuation", _RATIO, "售价与估值比", "Price over valuation"),
        ("valuation_confidence", _RATIO, "估值把握", "Confidence of the valuation"),
    ),
    *_features(
        "pledge_registry",
        ("active_pledges", _INT, "有效登记数", "Active registrations"),
        ("pledged_to_others", _INT, "他人登记数", "Registrations to others"),
    ),
    *_features(SCORECARD, ("score", _INT, "评分", "Score")),
]

FEATURES: Final = {feature.name: feature for feature in _ALL}
"""Every input by name, in the order in which the handbook lists them."""
