"""What a plan finances beside the car: purchase tax, plates, the first insurance, a charging pile."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from paddock.domain.day_counts import half_up
from paddock.domain.money import Fen
from paddock.domain.sentences import Sentence

_HALF_TAX_UNTIL: Final = date(2027, 12, 31)
_MOST_SPARED_FEN: Final = 1_500_000
_TAX_PERCENT: Final = 10
_WITH_VAT_PERCENT: Final = 113


class ExtraKind(StrEnum):
    """What is financed along with the car."""

    PURCHASE_TAX = "purchase_tax"
    PLATE = "plate"
    INSURANCE = "insurance"
    CHARGING_PILE = "charging_pile"

    @property
    def name_for_people(self) -> Sentence:
        """What offers and contracts call it."""
        return _NAMES[self]


_NAMES: Final = {
    ExtraKind.PURCHASE_TAX: Sentence("车辆购置税", "Purchase tax"),
    ExtraKind.PLATE: Sentence("上牌费", "Registration and plates"),
    ExtraKind.INSURANCE: Sentence("首年保险", "First year's insurance"),
    ExtraKind.CHARGING_PILE: Sentence("充电桩及安装", "Charging pile, installed"),
}


@dataclass(frozen=True, slots=True)
class FinancedExtra:
    """One thing beside the car: a fixed amount and a share of the price; the purchase tax follows the law alone."""

    kind: ExtraKind
    fixed_fen: Fen = 0
    price_ratio: Decimal = Decimal(0)

    def amount(self, price_fen: Fen, on: date, *, new_energy: bool) -> Fen:
        """In fen, rounded half up, for a car of `price_fen` bought on `on`."""
        if self.kind is ExtraKind.PURCHASE_TAX:
            return purchase_tax(price_fen, on, new_energy=new_energy)
        up, down = self.price_ratio.as_integer_ratio()
        return self.fixed_fen + half_up(price_fen * up, down)


def purchase_tax(price_fen: Fen, on: date, *, new_energy: bool) -> Fen:
    """The tax on a new car: 10% of the price without its 13% VAT (《车辆购置税法》 articles 4 and 6).

    For new-energy cars half of it, by at most 15,000 yuan less, until the end of 2027 (财政部 税务总局 工业和信息化部
    公告 2023 年第 10 号).
    """
    tax = half_up(price_fen * _TAX_PERCENT, _WITH_VAT_PERCENT)
    if new_energy and on <= _HALF_TAX_UNTIL:
        return tax - min(tax // 2, _MOST_SPARED_FEN)
    return tax
