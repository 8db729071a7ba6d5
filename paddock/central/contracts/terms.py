"""Everything a contract states, typed and complete before a page is set."""

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib import resources
from uuid import UUID

from paddock.central.contracts.clauses import Deal
from paddock.domain.errors import BadInput
from paddock.domain.financed_extras import ExtraKind
from paddock.domain.plans import PlanKind, RepaymentMethod
from paddock.domain.sentences import Sentence
from paddock.domain.states import SignerRole
from paddock.domain.vehicle_class import vehicle_class
from paddock.domain.vehicle_kind import vehicle_kind
from paddock.wire.applications import ApplicationSubmission, ConsentPurpose
from paddock.wire.decisions import Offer

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The zone contracts are dated in; China has had no summer time since 1991."""


@dataclass(frozen=True, slots=True)
class Lender:
    """The lessor 出租人."""

    name: str
    registration_number: str
    """统一社会信用代码; the sandbox lender's is visibly not one."""
    address: str
    phone: str
    sandbox: bool


@dataclass(frozen=True, slots=True)
class DealerParty:
    """The dealer 经销商 as named in the contract."""

    name: str
    city: str


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """What is merged into the contract: the application, the accepted offer and the parties.

    Raises:
        BadInput: something a contract must state is missing; every gap is named at once.
    """

    contract_id: UUID
    number: str
    drawn_up_at: datetime
    kind: PlanKind
    lender: Lender
    dealer: DealerParty
    application: ApplicationSubmission
    offer: Offer
    sandbox: bool
    """Whether any part of the deal (lender, data source, certificate) is a sandbox."""

    @property
    def signers(self) -> tuple[tuple[SignerRole, str], ...]:
        """Who signs, in order, with the name that stands in the contract."""
        beside = {SignerRole(one.role.value): one.name for one in self.application.co_signers}
        names = {
            SignerRole.CUSTOMER: self.application.applicant.name,
            **beside,
            SignerRole.DEALER: self.dealer.name,
            SignerRole.LESSOR: self.lender.name,
        }
        return tuple((role, names[role]) for role in SignerRole if role in names)

    @property
    def deal(self) -> Deal:
        """What of it decides which clauses apply."""
        vehicle = self.application.vehicle
        return Deal(
            kind=self.kind,
            method=RepaymentMethod(self.offer.method),
            condition=vehicle.condition,
            vehicle_class=vehicle_class(vehicle.vin, vehicle.brand_model),
            vehicle_kind=vehicle_kind(vehicle.vin, vehicle.brand_model),
            new_energy=vehicle.new_energy,
            extras=frozenset(ExtraKind(extra.kind) for extra in self.offer.extras),
            signers=frozenset(role for role, _name in self.signers),
        )

    def __post_init__(self) -> None:
        gaps = [*_empty_texts("lender", self.lender), *_empty_texts("dealer", self.dealer), *self._gaps()]
        if gaps:
            raise BadInput(
                Sentence(
                    "合同资料不全, 请补齐后重新生成: {gaps}",
                    "The contract lacks data; fill in and draw up again: {gaps}",
                ).format(gaps=", ".join(gaps))
            )

    def _gaps(self) -> list[str]:
        applicant = self.application.applicant
        texts = {
            "number": self.number,
            "applicant.name": applicant.name,
            "applicant.address": applicant.address,
            "vehicle.brand_model": self.application.vehicle.brand_model,
            "offer.plan_name": self.offer.plan_name.zh,
        }
        texts |= {f"{one.role.value}.address": one.address for one in self.application.co_signers}
        gaps = [name for name, text in texts.items() if not text.strip()]
        if self.drawn_up_at.tzinfo is None:
            gaps.append("drawn_up_at")
        if len(self.offer.schedule) != self.offer.term_months:
            gaps.append("offer.schedule")
        missing = set(ConsentPurpose) - set(self.application.consent.purposes)
        return gaps + sorted(f"consent.{purpose.value}" for purpose in missing)


def _empty_texts(prefix: str, party: Lender | DealerParty) -> list[str]:
    return [f"{prefix}.{f.name}" for f in fields(party) if not str(getattr(party, f.name)).strip()]


@cache
def sandbox_lender() -> Lender:
    """The lessor of the sandbox, named so that nobody can take it for a company."""
    file = resources.files("paddock.central.contracts").joinpath("lender_sandbox.json")
    return Lender(**json.loads(file.read_text(encoding="utf-8")))


def contract_number(application_id: UUID, drawn_up_at: datetime) -> str:
    """The number printed on the contract: `ZL` (租赁), the day in Beijing, and ten digits made from the application."""
    digits = int.from_bytes(hashlib.sha256(application_id.bytes).digest()[:8], "big") % 10**10
    return f"ZL{drawn_up_at.astimezone(BEIJING):%Y%m%d}{digits:010d}"
