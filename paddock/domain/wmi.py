"""Who made a vehicle and where: the first characters of a VIN (ISO 3780, GB 16737).

Chinese codes come from our own table (`wmi_china`), the others from the `vininfo` package.
"""

from dataclasses import dataclass
from typing import Final

from vininfo.dicts.countries import COUNTRIES
from vininfo.dicts.wmi import WMI

from paddock.domain.sentences import Sentence
from paddock.domain.wmi_china import CHINESE_MAKERS

_CHINA: Final = Sentence("中国", "China")
# Chinese names of the countries whose vehicles are financed here; any other keeps its English name.
_COUNTRY_ZH: Final = {
    "China": "中国",
    "Japan": "日本",
    "South Korea": "韩国",
    "Thailand": "泰国",
    "India": "印度",
    "Germany": "德国",
    "France": "法国",
    "Italy": "意大利",
    "Spain": "西班牙",
    "Sweden": "瑞典",
    "United Kingdom": "英国",
    "Austria": "奥地利",
    "Belgium": "比利时",
    "Netherlands": "荷兰",
    "Hungary": "匈牙利",
    "Czech Republic": "捷克",
    "Slovakia": "斯洛伐克",
    "Poland": "波兰",
    "Portugal": "葡萄牙",
    "Finland": "芬兰",
    "Turkey": "土耳其",
    "Russia": "俄罗斯",
    "United States": "美国",
    "Canada": "加拿大",
    "Mexico": "墨西哥",
    "Australia": "澳大利亚",
    "Brazil": "巴西",
    "South Africa": "南非",
}
_NORTH_AMERICA: Final = "12345"


@dataclass(frozen=True, slots=True)
class Origin:
    """The country a VIN was issued in, and whether its law demands the check digit at position 9.

    It does in China (GB 16735) and North America (49 CFR 565); ISO 3779 leaves it open elsewhere.
    """

    country: Sentence
    check_digit_required: bool


def find_maker(vin: str) -> Sentence | None:
    """Return the maker named by the first three characters of `vin`, or `None` when it is unknown."""
    code = vin[:3].upper()
    if len(code) < 3:
        return None
    own = CHINESE_MAKERS.get(code)
    if own is not None:
        return own.name
    # vininfo knows some makers by their first two characters only.
    found = WMI.get(code) or WMI.get(code[:2])
    if found is None:
        return None
    name = found if isinstance(found, str) else str(found.manufacturer)
    return Sentence(name, name)


def find_origin(vin: str) -> Origin | None:
    """Return where `vin` was issued by its first two characters, or `None` when they are unassigned."""
    code = vin[:2].upper()
    if code[:1] == "L":
        return Origin(_CHINA, check_digit_required=True)
    country = COUNTRIES.get(code)
    if country is None:
        return None
    name = Sentence(_COUNTRY_ZH.get(country, country), country)
    return Origin(name, check_digit_required=code[:1] in _NORTH_AMERICA)
