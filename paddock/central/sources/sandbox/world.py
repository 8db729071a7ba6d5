"""The invented people and cars behind the answers.

What a source says is read off them, so that two sources never contradict each other about the same person or car: the
bureaus' scores follow the repayments in the credit report, and the odometer at every workshop lies on one line. An
ordinary person and an ordinary car are harmless.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from paddock.central.sources.sandbox.dice import Dice
from paddock.domain.schedules import add_months, months_between

_MONTHS_BETWEEN_VISITS: Final = 9
_UNKNOWN_AGE_MONTHS: Final = 48
"""How old a car is taken to be that is asked about without its first registration."""
_POPULATION: Final = "person 200666"
"""One of many possible populations: this one has ordinary people where documents and examples need them."""
_TIERS: Final = {"11": "t1", "31": "t1", "4401": "t1", "4403": "t1"}
_INCOME_OF_TIER_FEN: Final = {"t1": 1_400_000, "t2": 1_050_000, "t3": 850_000, "t4": 700_000}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with this ID number; `dice` draws what has no need to agree with anything."""

    dice: Dice

    @classmethod
    def of(cls, resident_id_number: str) -> "Person":
        """The person of a number."""
        return cls(Dice(_POPULATION, resident_id_number))

    @property
    def missed_payments(self) -> int:
        """Single late payments in two years: one person in six has one."""
        return self.dice.between(0, 5, "late") // 5

    @property
    def open_loans(self) -> int:
        """Loans not yet repaid."""
        return self.dice.between(0, 2, "loans")

    @property
    def recent_lenders(self) -> int:
        """Lenders applied to within a month."""
        return self.dice.between(0, 2, "lenders")

    def bureau_score(self, bureau: str) -> int:
        """What a bureau makes of it: bureaus differ by a few points."""
        base = self.dice.between(655, 790, "score") - 35 * self.missed_payments - 8 * self.recent_lenders
        return base + self.dice.between(-12, 12, bureau)


@dataclass(frozen=True, slots=True)
class Car:
    """The car of a VIN and its past up to `until`."""

    dice: Dice
    first_registered_on: date
    until: date

    @classmethod
    def of(cls, vin: str, first_registered_on: date | None, until: date) -> "Car":
        """The car of a VIN."""
        first = first_registered_on or add_months(until, -_UNKNOWN_AGE_MONTHS)
        return cls(Dice("car", vin), min(first, until), until)

    def odometer_on(self, day: date) -> int:
        """What the odometer showed: privately owned cars of light use, so that an honest reading lies above it."""
        months = max(months_between(self.first_registered_on, day), 0)
        return 12 + months * self.dice.between(250, 450, "km a month")

    @property
    def visits(self) -> list[date]:
        """The days on which it was serviced."""
        count = months_between(self.first_registered_on, self.until) // _MONTHS_BETWEEN_VISITS
        return [add_months(self.first_registered_on, _MONTHS_BETWEEN_VISITS * (n + 1)) for n in range(count)]

    @property
    def owner_changes(self) -> list[date]:
        """The days on which it changed hands, the last of them more than half a year ago."""
        age = (self.until - self.first_registered_on).days
        wanted = self.dice.between(0, 2, "transfers") if age > 800 else 0
        return [self.first_registered_on + timedelta(days=age * (n + 1) // (wanted + 2)) for n in range(wanted)]


@dataclass(frozen=True, slots=True)
class Place:
    """Where people of a region code (GB/T 2260) live."""

    dice: Dice
    tier: str

    @classmethod
    def of(cls, region_code: str) -> "Place":
        """The place of a code: the four great cities, provincial capitals, and the others."""
        tier = _TIERS.get(region_code[:4]) or _TIERS.get(region_code[:2])
        if tier is None:
            tier = "t2" if region_code[2:4] in {"01", "02"} else "t3"
        return cls(Dice("place", region_code), tier)

    @property
    def average_income_fen(self) -> int:
        """Mean monthly income."""
        return _INCOME_OF_TIER_FEN[self.tier]
