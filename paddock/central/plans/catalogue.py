"""The catalogue of finance plans 融资方案, read from data and identified by the hash of its content."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any, Final, Self

from pydantic import ValidationError

from paddock.central.plans.catalogue_file import CatalogueFile
from paddock.central.plans.trial import trial_faults
from paddock.central.risk.faults import GateFault
from paddock.domain.business_days import HolidayCalendar
from paddock.domain.errors import EnvironmentFault
from paddock.domain.money import Fen
from paddock.domain.plan_fit import nearest_term
from paddock.domain.plans import FinancePlan, RepaymentMethod
from paddock.domain.schedules import level_payment
from paddock.domain.sentences import Sentence
from paddock.wire.applications import VehicleCondition
from paddock.wire.holidays import HolidayTable

FILE: Final = "catalogue.json"
_HOLIDAYS: Final = "holidays"


@dataclass(frozen=True)
class PlanCatalogue:
    """Every plan on offer, with the SHA-256 of the canonical JSON it was read from.

    The table of holidays is part of it: a decision that is made again has the due dates it had, whatever has been
    published since.
    """

    version: str
    plans: tuple[FinancePlan, ...]
    sha256: str
    text: str
    """The file's own text, to be kept with decisions."""
    holidays: HolidayTable | None = None

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read the catalogue at `path`, or the one in the package, with the table of holidays that is shipped.

        Raises:
            EnvironmentFault: a file cannot be read or the gate refuses the plans; nothing is half loaded.
        """
        try:
            text = (resources.files(__package__) / FILE if path is None else path).read_text("utf-8")
            document = json.loads(text)
            if _HOLIDAYS not in document:
                table = resources.files("paddock.resources") / "calendars" / "cn.json"
                document[_HOLIDAYS] = json.loads(table.read_text("utf-8"))
        except (OSError, ValueError, TypeError) as error:
            raise _unusable(str(error)) from error
        return cls._of(document, json.dumps(document, ensure_ascii=False))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The catalogue that `text` holds, as it was kept. Raises `EnvironmentFault` like `load`."""
        try:
            document = json.loads(text)
        except ValueError as error:
            raise _unusable(str(error)) from error
        return cls._of(document, text)

    @classmethod
    def _of(cls, document: dict[str, Any], text: str) -> Self:
        try:
            file = CatalogueFile.model_validate(document)
        except ValidationError as error:
            raise _unusable(str(error)) from error
        faults: list[GateFault] = []
        plans = tuple(row.plan(FILE, faults) for row in file.plans)
        if not faults:
            faults += [*_reference_faults(plans), *trial_faults(FILE, plans)]
        if faults:
            raise _unusable("; ".join(str(fault) for fault in faults))
        canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return cls(file.version, plans, hashlib.sha256(canonical.encode()).hexdigest(), text, file.holidays)

    @cached_property
    def calendar(self) -> HolidayCalendar | None:
        """The holidays due dates are shifted by; None in catalogues of the first format."""
        return None if self.holidays is None else self.holidays.to_calendar()

    @cached_property
    def _references(self) -> dict[str, FinancePlan]:
        return {
            condition.value: plan
            for plan in self.plans
            if plan.reference
            for condition in VehicleCondition
            if plan.serves(condition)
        }

    def reference_plan(self, condition: str) -> FinancePlan:
        """The plan with which affordability is reckoned for `new` or `used` cars."""
        return self._references[condition]

    def reference_payment(self, condition: str, amount_fen: Fen, term_months: int) -> Fen:
        """The monthly payment of the reference plan at its term nearest to `term_months`; 0 for no amount."""
        plan = self.reference_plan(condition)
        if amount_fen <= 0:
            return 0
        return level_payment(amount_fen, plan.nominal_rate, nearest_term(plan.terms, term_months))


def _reference_faults(plans: tuple[FinancePlan, ...]) -> list[GateFault]:
    faults = []
    for condition in VehicleCondition:
        references = [plan.method for plan in plans if plan.reference and plan.serves(condition)]
        if references != [RepaymentMethod.EQUAL_INSTALMENT]:
            sentence = Sentence(
                f"{condition} 车须恰好有一个等额本息的基准方案",
                f"{condition} cars need exactly one reference plan, of equal instalments",
            )
            faults.append(GateFault(FILE, sentence))
    return faults


def _unusable(error: str) -> EnvironmentFault:
    return EnvironmentFault(
        Sentence(
            "融资方案目录无法读取, 请恢复随安装提供的 catalogue.json: {error}",
            "The plan catalogue cannot be used; restore the installed catalogue.json: {error}",
        ).format(error=error.replace("\n", " "))
    )
