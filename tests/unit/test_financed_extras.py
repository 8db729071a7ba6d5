from datetime import date
from decimal import Decimal

import pytest

from paddock.domain.financed_extras import ExtraKind, FinancedExtra, purchase_tax

DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("price", "new_energy", "day", "tax"),
    [
        (11_300_000, False, DAY, 1_000_000),
        (11_300_000, True, DAY, 500_000),
        (11_300_000, True, date(2028, 1, 1), 1_000_000),
        # Half of 40,000 would spare 20,000: no more than 15,000 is spared.
        (45_200_000, True, DAY, 2_500_000),
        (9_800_000, False, DAY, 867_257),
    ],
)
def test_purchase_tax_is_a_tenth_without_vat_and_half_for_new_energy(
    price: int,
    new_energy: bool,  # noqa: FBT001
    day: date,
    tax: int,
) -> None:
    assert purchase_tax(price, day, new_energy=new_energy) == tax
    assert FinancedExtra(ExtraKind.PURCHASE_TAX).amount(price, day, new_energy=new_energy) == tax


def test_other_extras_are_an_amount_and_a_share_of_the_price() -> None:
    insurance = FinancedExtra(ExtraKind.INSURANCE, 95_000, Decimal("0.028"))
    assert insurance.amount(10_000_000, DAY, new_energy=False) == 375_000
