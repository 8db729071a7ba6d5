"""What a plan may ask: every input of the rules, and a few that only plans need."""

from decimal import Decimal
from typing import Final

from paddock.central.risk.feature_list import APPLICATION, CHOICES, FEATURES, Feature, FeatureKind
from paddock.domain.application_checks import MOST_UNITS
from paddock.domain.sentences import Sentence
from paddock.domain.vehicle_kind import VehicleKind

_PROVINCES: Final = {
    code: Sentence(zh, en)
    for code, zh, en in (
        ("11", "北京", "Beijing"), ("12", "天津", "Tianjin"), ("13", "河北", "Hebei"), ("14", "山西", "Shanxi"),
        ("15", "内蒙古", "Inner Mongolia"), ("21", "辽宁", "Liaoning"), ("22", "吉林", "Jilin"),
        ("23", "黑龙江", "Heilongjiang"), ("31", "上海", "Shanghai"), ("32", "江苏", "Jiangsu"),
        ("33", "浙江", "Zhejiang"), ("34", "安徽", "Anhui"), ("35", "福建", "Fujian"), ("36", "江西", "Jiangxi"),
        ("37", "山东", "Shandong"), ("41", "河南", "Henan"), ("42", "湖北", "Hubei"), ("43", "湖南", "Hunan"),
        ("44", "广东", "Guangdong"), ("45", "广西", "Guangxi"), ("46", "海南", "Hainan"), ("50", "重庆", "Chongqing"),
        ("51", "四川", "Sichuan"), ("52", "贵州", "Guizhou"), ("53", "云南", "Yunnan"), ("54", "西藏", "Tibet"),
        ("61", "陕西", "Shaanxi"), ("62", "甘肃", "Gansu"), ("63", "青海", "Qinghai"), ("64", "宁夏", "Ningxia"),
        ("65", "新疆", "Xinjiang"),
    )
}  # fmt: skip
"""GB/T 2260: the first two digits of a resident ID number."""

_ONLY_PLANS: Final = (
    Feature(
        "vehicle_class",
        FeatureKind.TEXT,
        Sentence("车辆类别", "Class of vehicle"),
        APPLICATION,
        tuple(each.value for each in VehicleKind),
    ),
    Feature(
        "units",
        FeatureKind.INTEGER,
        Sentence("购车台数", "Vehicles bought at once"),
        APPLICATION,
        low=Decimal(1),
        high=Decimal(MOST_UNITS),
    ),
    Feature("from_stock", FeatureKind.BOOLEAN, Sentence("本店库存车", "From the dealer's stock"), APPLICATION),
    Feature(
        "home_province",
        FeatureKind.TEXT,
        Sentence("户籍省份", "Home province"),
        APPLICATION,
        tuple(_PROVINCES),
    ),
)

FIRST_ASKED: Final = (
    "condition",
    "new_energy",
    "odometer_km",
    "vehicle_age_at_end_months",
    "occupation",
    "score",
    "down_payment_ratio",
    "amount_financed_fen",
    "ltv",
)
"""In this order a refusal gives its reasons; then the others as they are listed."""

_NAMED: Final = {**FEATURES, **{feature.name: feature for feature in _ONLY_PLANS}}
PLAN_INPUTS: Final = {
    **{name: _NAMED[name] for name in FIRST_ASKED},
    **{name: feature for name, feature in _NAMED.items() if name not in FIRST_ASKED},
}
"""By name, in the order in which a refusal gives its reasons."""


def word_of(feature: Feature, value: str | bool) -> Sentence:  # noqa: FBT001 -- a value, not a switch
    """What a text or a yes or no is called."""
    if isinstance(value, bool):
        return Sentence("是", "yes") if value else Sentence("否", "no")
    if feature.name == "vehicle_class":
        return VehicleKind(value).name_for_people
    return _PROVINCES[value] if feature.name == "home_province" else CHOICES[value]
