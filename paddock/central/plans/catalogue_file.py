"""The catalogue as its owners write it: one JSON file, strict, a plan a block."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from paddock.central.plans.criteria import read_rows
from paddock.central.plans.first_format import row_of
from paddock.central.risk.faults import GateFault
from paddock.domain.day_counts import DayCount
from paddock.domain.financed_extras import ExtraKind, FinancedExtra
from paddock.domain.plans import FinancePlan, PlanKind, RepaymentMethod, RepaymentShape
from paddock.domain.sentences import Sentence
from paddock.wire.holidays import HolidayTable

_Ratio = Annotated[Decimal, Field(ge=0, lt=1)]
_MonthOfYear = Annotated[int, Field(ge=1, le=12)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Shape(_Part):
    balloon_ratio: _Ratio = Decimal(0)
    step_ratio: _Ratio = Decimal(0)
    step_months: Annotated[int, Field(gt=0)] = 12
    deferral_months: Annotated[int, Field(ge=0)] = 0
    peak_months: tuple[_MonthOfYear, ...] = ()
    slack_ratio: _Ratio = Decimal(0)
    free_months: Annotated[int, Field(ge=0)] = 0


class _Extra(_Part):
    kind: ExtraKind
    fixed_fen: Annotated[int, Field(ge=0)] = 0
    price_ratio: _Ratio = Decimal(0)

    @model_validator(mode="after")
    def _has_an_amount(self) -> Self:
        if (self.kind is ExtraKind.PURCHASE_TAX) == bool(self.fixed_fen or self.price_ratio):
            raise ValueError(f"{self.kind}: the tax follows the law, everything else needs an amount")
        return self


class PlanBlock(_Part):
    """One plan: `when` holds the rows of its eligibility table, input → cell in the language of the rules."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{3,40}$")]
    version: Annotated[int, Field(gt=0)]
    name: Sentence
    note: Sentence | None = None
    method: RepaymentMethod
    kind: PlanKind
    nominal_rate: _Ratio
    terms: Annotated[list[Annotated[int, Field(ge=6, le=84)]], Field(min_length=1)]
    fee_ratio: _Ratio
    when: Annotated[list[dict[str, str]], Field(min_length=1)]
    shape: _Shape = _Shape()
    day_count: DayCount = DayCount.THIRTY_360
    business_days: bool = False
    extras: tuple[_Extra, ...] = ()
    offered_from: date | None = None
    offered_until: date | None = None
    reference: bool = False

    @model_validator(mode="before")
    @classmethod
    def _first_format(cls, block: Any) -> Any:
        if not isinstance(block, dict) or "when" in block or "min_down_payment" not in block:
            return block
        kept = {key: value for key, value in block.items() if key not in _FIRST_LIMITS}
        return {**kept, "when": [row_of(block)]}

    @model_validator(mode="after")
    def _method_has_what_it_needs(self) -> Self:
        needs = {
            RepaymentMethod.BALLOON: self.shape.balloon_ratio > 0,
            RepaymentMethod.STEP_UP: self.shape.step_ratio > 0,
            RepaymentMethod.STEP_DOWN: self.shape.step_ratio > 0,
            RepaymentMethod.DEFERRED_START: 0 < self.shape.deferral_months < min(self.terms),
            RepaymentMethod.SEASONAL: 0 < len(set(self.shape.peak_months)) < 12,
            RepaymentMethod.SUBSIDISED_START: 0 < self.shape.free_months < min(self.terms) and self.nominal_rate > 0,
            RepaymentMethod.INTEREST_FREE: self.nominal_rate == 0,
        }
        if not needs.get(self.method, True):
            raise ValueError(f"plan {self.id}: {self.method} lacks its shape or rate")
        if self.offered_from and self.offered_until and self.offered_until < self.offered_from:
            raise ValueError(f"plan {self.id}: the promotion ends before it begins")
        return self

    def plan(self, file: str, faults: list[GateFault]) -> FinancePlan:
        """The plan as the domain knows it; what is wrong with its rows goes into `faults`."""
        return FinancePlan(
            id=self.id,
            version=self.version,
            name=self.name,
            note=self.note,
            method=self.method,
            kind=self.kind,
            nominal_rate=self.nominal_rate,
            terms=tuple(sorted(set(self.terms))),
            fee_ratio=self.fee_ratio,
            when=read_rows(file, self.id, self.when, faults),
            shape=RepaymentShape(**self.shape.model_dump()),
            day_count=self.day_count,
            business_days=self.business_days,
            extras=tuple(FinancedExtra(each.kind, each.fixed_fen, each.price_ratio) for each in self.extras),
            offered_from=self.offered_from,
            offered_until=self.offered_until,
            reference=self.reference,
        )


_FIRST_LIMITS = frozenset({"min_down_payment", "max_financed_fen", "eligibility"})


class CatalogueFile(_Part):
    """The whole file; `holidays` is put in when it is loaded."""

    catalogue: str
    version: str
    plans: Annotated[list[PlanBlock], Field(min_length=1)]
    holidays: HolidayTable | None = None

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        ids = [plan.id for plan in self.plans]
        if len(set(ids)) != len(ids):
            raise ValueError("a plan id stands twice")
        return self
