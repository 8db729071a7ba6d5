"""What a finance plan 融资方案 is: how it is repaid, what it costs and whom it is for."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from paddock.domain.day_counts import DayCount
from paddock.domain.eligibility import Row
from paddock.domain.financed_extras import FinancedExtra
from paddock.domain.sentences import Sentence

CONDITION: Final = "condition"
"""The input that tells new cars from used ones."""


class RepaymentMethod(StrEnum):
    """How the amount financed is paid back; the formulas stand in `paddock.domain.schedules`."""

    EQUAL_INSTALMENT = "equal_instalment"
    EQUAL_PRINCIPAL = "equal_principal"
    BALLOON = "balloon"
    INTEREST_FREE = "interest_free"
    STEP_UP = "step_up"
    DEFERRED_START = "deferred_start"
    STEP_DOWN = "step_down"
    SEASONAL = "seasonal"
    SUBSIDISED_START = "subsidised_start"

    @property
    def name_for_people(self) -> Sentence:
        """What offers and contracts call it."""
        return _METHODS[self]


_METHODS = {
    RepaymentMethod.EQUAL_INSTALMENT: Sentence("等额本息", "Equal instalments"),
    RepaymentMethod.EQUAL_PRINCIPAL: Sentence("等额本金", "Equal principal"),
    RepaymentMethod.BALLOON: Sentence("弹性尾款", "Balloon"),
    RepaymentMethod.INTEREST_FREE: Sentence("免息分期", "Interest free"),
    RepaymentMethod.STEP_UP: Sentence("阶梯还款", "Step-up"),
    RepaymentMethod.DEFERRED_START: Sentence("先息后本", "Principal deferred"),
    RepaymentMethod.STEP_DOWN: Sentence("逐年递减", "Step-down"),
    RepaymentMethod.SEASONAL: Sentence("旺季还款", "Seasonal"),
    RepaymentMethod.SUBSIDISED_START: Sentence("前段免息", "Interest free at first"),
}


class PlanKind(StrEnum):
    """The legal form: 直租 (the lessor buys from the dealer) or 售后回租 (the lessor buys from the customer)."""

    DIRECT_LEASE = "direct_lease"
    SALE_AND_LEASEBACK = "sale_and_leaseback"

    @property
    def name_for_people(self) -> Sentence:
        """What a contract calls it."""
        return _KINDS[self]


_KINDS = {
    PlanKind.DIRECT_LEASE: Sentence("直接租赁", "Direct lease"),
    PlanKind.SALE_AND_LEASEBACK: Sentence("售后回租", "Sale and leaseback"),
}


@dataclass(frozen=True, slots=True)
class RepaymentShape:
    """What some repayment methods need besides rate and term; zero where the method has no use for it."""

    balloon_ratio: Decimal = Decimal(0)
    """Balloon over the amount financed."""
    step_ratio: Decimal = Decimal(0)
    """How much the instalment grows, or falls, every `step_months`: 0.1 is by a tenth."""
    step_months: int = 12
    deferral_months: int = 0
    """Months at the start in which interest only is paid."""
    peak_months: tuple[int, ...] = ()
    """The months of the year (1 to 12) with money in them: harvest, or the freight season."""
    slack_ratio: Decimal = Decimal(0)
    """What is paid in the other months over what is paid in a peak month; 0: interest only."""
    free_months: int = 0
    """Months at the start that bear no interest: somebody else pays it."""


@dataclass(frozen=True, slots=True)
class FinancePlan:
    """One plan of the catalogue; a plan that has been used is never changed, it gets a new version.

    Rates and ratios are Decimal fractions (0.0718 is 7.18%), amounts are fen, terms are months.
    """

    id: str
    version: int
    name: Sentence
    method: RepaymentMethod
    kind: PlanKind
    nominal_rate: Decimal
    """What the customer pays per year on the balance."""
    terms: tuple[int, ...]
    fee_ratio: Decimal
    """Fee at the start over the amount financed."""
    when: tuple[Row, ...]
    """Whom and what it is for: open where one row holds."""
    shape: RepaymentShape = field(default_factory=RepaymentShape)
    day_count: DayCount = DayCount.THIRTY_360
    business_days: bool = False
    """Whether due dates move to the next business day."""
    extras: tuple[FinancedExtra, ...] = ()
    note: Sentence | None = None
    """What a customer should know beside the figures."""
    offered_from: date | None = None
    offered_until: date | None = None
    """The last day of a promotion; None: without end."""
    reference: bool = False
    """Whether affordability is reckoned with this plan before the customer has chosen one."""

    def serves(self, condition: str) -> bool:
        """Whether some row is open to `new` or `used` cars."""
        return any(all(c.input != CONDITION or condition in c.words for c in row) for row in self.when)
