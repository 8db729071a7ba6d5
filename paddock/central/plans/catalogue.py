"""The catalogue of finance plans 融资方案, read from data and identified by the hash of its content."""

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from paddock.domain.errors import EnvironmentFault
from paddock.domain.money import Fen
from paddock.domain.plans import FinancePlan, PlanEligibility, PlanKind, RepaymentMethod, RepaymentShape
from paddock.domain.schedules import level_payment
from paddock.domain.sentences import Sentence
from paddock.wire.applications import Occupation, VehicleCondition

_Ratio = Annotated[Decimal, Field(ge=0, lt=1)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _EligibilityRow(_Row):
    conditions: list[VehicleCondition] = []
    new_energy_only: bool = False
    occupations: list[Occupation] = []
    min_score: Annotated[int, Field(ge=0, le=1000)] | None = None
    max_vehicle_age_months: Annotated[int, Field(gt=0)] | None = None
    max_odometer_km: Annotated[int, Field(gt=0)] | None = None
    max_ltv: Annotated[Decimal, Field(gt=0, le=1)] | None = None


class _ShapeRow(_Row):
    balloon_ratio: _Ratio = Decimal(0)
    step_ratio: _Ratio = Decimal(0)
    step_months: Annotated[int, Field(gt=0)] = 12
    deferral_months: Annotated[int, Field(ge=0)] = 0


class _PlanRow(_Row):
    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{3,40}$")]
    version: Annotated[int, Field(gt=0)]
    name: Sentence
    method: RepaymentMethod
    kind: PlanKind
    nominal_rate: _Ratio
    terms: Annotated[list[Annotated[int, Field(ge=6, le=84)]], Field(min_length=1)]
    min_down_payment: _Ratio
    max_financed_fen: Annotated[int, Field(gt=0)]
    fee_ratio: _Ratio
    shape: _ShapeRow = _ShapeRow()
    eligibility: _EligibilityRow = _EligibilityRow()
    reference: bool = False

    @model_validator(mode="after")
    def _method_has_what_it_needs(self) -> Self:
        needs = {
            RepaymentMethod.BALLOON: self.shape.balloon_ratio > 0,
            RepaymentMethod.STEP_UP: self.shape.step_ratio > 0,
            RepaymentMethod.DEFERRED_START: 0 < self.shape.deferral_months < min(self.terms),
            RepaymentMethod.INTEREST_FREE: self.nominal_rate == 0,
        }
        if not needs.get(self.method, True):
            raise ValueError(f"plan {self.id}: {self.method} lacks its shape or rate")
        return self

    def plan(self) -> FinancePlan:
        """The plan as the domain knows it."""
        return FinancePlan(
            id=self.id,
            version=self.version,
            name=self.name,
            method=self.method,
            kind=self.kind,
            nominal_rate=self.nominal_rate,
            terms=tuple(sorted(set(self.terms))),
            min_down_payment=self.min_down_payment,
            max_financed_fen=self.max_financed_fen,
            fee_ratio=self.fee_ratio,
            shape=RepaymentShape(**self.shape.model_dump()),
            eligibility=PlanEligibility(
                **self.eligibility.model_dump(exclude={"conditions", "occupations"}),
                conditions=tuple(condition.value for condition in self.eligibility.conditions),
                occupations=tuple(occupation.value for occupation in self.eligibility.occupations),
            ),
            reference=self.reference,
        )


class _CatalogueFile(_Row):
    catalogue: str
    version: str
    plans: Annotated[list[_PlanRow], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once_and_one_reference_each(self) -> Self:
        ids = [plan.id for plan in self.plans]
        if len(set(ids)) != len(ids):
            raise ValueError("a plan id stands twice")
        for condition in VehicleCondition:
            references = [p for p in self.plans if p.reference and condition in p.eligibility.conditions]
            if [p.method for p in references] != [RepaymentMethod.EQUAL_INSTALMENT]:
                raise ValueError(f"{condition} cars need exactly one reference plan, of equal instalments")
        return self


@dataclass(frozen=True)
class PlanCatalogue:
    """Every plan on offer, with the SHA-256 of the canonical JSON it was read from."""

    version: str
    plans: tuple[FinancePlan, ...]
    sha256: str
    text: str
    """The file's own text, to be kept with decisions."""

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read the catalogue at `path`, or the one in the package.

        Raises:
            EnvironmentFault: the file cannot be read or breaks the schema; nothing is half loaded.
        """
        try:
            text = (resources.files(__package__) / "catalogue.json" if path is None else path).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise _unusable(error) from error
        return cls.from_text(text)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The catalogue that `text` holds. Raises `EnvironmentFault` like `load`."""
        try:
            document: dict[str, Any] = json.loads(text)
            file = _CatalogueFile.model_validate(document)
        except (ValueError, ValidationError) as error:
            raise _unusable(error) from error
        canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return cls(
            file.version, tuple(row.plan() for row in file.plans), hashlib.sha256(canonical.encode()).hexdigest(), text
        )

    @cached_property
    def _references(self) -> dict[str, FinancePlan]:
        return {condition: plan for plan in self.plans if plan.reference for condition in plan.eligibility.conditions}

    def reference_plan(self, condition: str) -> FinancePlan:
        """The plan with which affordability is reckoned for `new` or `used` cars."""
        return self._references[condition]

    def reference_payment(self, condition: str, amount_fen: Fen, term_months: int) -> Fen:
        """The monthly payment of the reference plan at its term nearest to `term_months`; 0 for no amount."""
        plan = self.reference_plan(condition)
        if amount_fen <= 0:
            return 0
        return level_payment(amount_fen, plan.nominal_rate, nearest_term(plan.terms, term_months))


def _unusable(error: Exception) -> EnvironmentFault:
    return EnvironmentFault(
        Sentence(
            "融资方案目录无法读取, 请恢复随安装提供的 catalogue.json: {error}",
            "The plan catalogue cannot be used; restore the installed catalogue.json: {error}",
        ).format(error=str(error).replace("\n", " "))
    )


def nearest_term(terms: tuple[int, ...], wanted: int, *, prefer_longer: bool = False) -> int:
    """The term closest to `wanted` months; of two as close, the shorter unless `prefer_longer`."""
    return min(terms, key=lambda term: (abs(term - wanted), -term if prefer_longer else term))
