"""What we are owed, by customer, dealer, region and the like, against the limits.

Owed is what contracts finance from the moment they are drawn up, less what the loan book says was repaid.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, ScalarSelect, func, or_, select
from sqlalchemy.orm import Session

from paddock.central.consents.ledger import person_hash
from paddock.central.records.facts import brand_of, kept_as, region_of
from paddock.central.records.limits import Dimension, installed_limits, own_limits
from paddock.central.records.models import ApplicationFacts
from paddock.central.records.remembered import Remembered
from paddock.central.sources.payloads import Exposure, PortfolioAnswer
from paddock.domain.money import Fen
from paddock.wire.applications import ApplicationSubmission

LONG_TERM_MONTHS: Final = 48
"""Longer than this is a long term, as rule CC-07 has it."""
_LIFE: Final = timedelta(seconds=60)
_RETAIL: Final = "retail"


@dataclass(frozen=True, slots=True)
class Employer:
    """What is known of the applicant's employer: a code, or that nobody had to be asked."""

    called_for: bool
    code: str | None = None


@dataclass(slots=True)
class _Whole:
    """The sums over the whole book."""

    regions: dict[str, Fen] = field(default_factory=dict)
    brands: dict[str, Fen] = field(default_factory=dict)
    others: dict[Dimension, Fen] = field(default_factory=dict)


class Portfolio:
    """Answers for one process; the sums over the whole book are remembered for a minute."""

    def __init__(self) -> None:
        self._whole: Remembered[None, _Whole] = Remembered(_LIFE)

    def answer(
        self, session: Session, dealer_id: UUID, submission: ApplicationSubmission, employer: Employer, now: datetime
    ) -> PortfolioAnswer:
        """What is owed at `now`; what the customer, the group, the dealer and the employer owe is counted afresh."""
        facts, applicant = ApplicationFacts, submission.applicant
        own = facts.person_sha256 == person_hash(applicant.resident_id_number)
        phone = facts.phone_sha256 == kept_as("phone", applicant.phone)
        address = facts.address_sha256 == kept_as("address", applicant.address)
        whole = self._whole.get(None, now, lambda: _whole(session))
        region, brand = region_of(applicant.resident_id_number), brand_of(submission.vehicle.brand_model)
        limits = _Limits(session)
        works_there = facts.employer_sha256 == ("" if employer.code is None else kept_as("employer", employer.code))
        owed = session.execute(
            select(
                _owed(own).label("customer"),
                _owed(or_(own, phone, address)).label("group"),
                _owed(facts.dealer_id == dealer_id).label("dealer"),
                _owed(works_there).label("employer"),
            )
        ).one()
        return PortfolioAnswer(
            customer=limits.on(Dimension.CUSTOMER, int(owed.customer or 0)),
            group=limits.on(Dimension.GROUP, int(owed.group or 0)),
            dealer=limits.on(Dimension.DEALER, int(owed.dealer or 0), str(dealer_id)),
            region=limits.on(Dimension.REGION, whole.regions.get(region, 0), region),
            brand=limits.on(Dimension.BRAND, whole.brands.get(brand, 0), brand),
            # Whoever was asked for the employer and did not say leaves it open: a person decides then.
            employer=None
            if employer.called_for and employer.code is None
            else limits.on(Dimension.EMPLOYER, int(owed.employer or 0)),
            new_energy=limits.on(Dimension.NEW_ENERGY, whole.others[Dimension.NEW_ENERGY]),
            long_term=limits.on(Dimension.LONG_TERM, whole.others[Dimension.LONG_TERM]),
            used=limits.on(Dimension.USED, whole.others[Dimension.USED]),
            commercial=limits.on(Dimension.COMMERCIAL, whole.others[Dimension.COMMERCIAL]),
            thin_file=limits.on(Dimension.THIN_FILE, whole.others[Dimension.THIN_FILE]),
        )


class _Limits:
    """The limits in force, read once."""

    def __init__(self, session: Session) -> None:
        self._installed, self._own = installed_limits(), own_limits(session)

    def on(self, dimension: Dimension, owed: Fen, key: str = "") -> Exposure:
        """What is owed beside its limit: the one for this key, else the lender's own, else the installed one."""
        limit = self._own.get((dimension, key), self._own.get((dimension, ""), self._installed[dimension]))
        return Exposure(owed_fen=owed, limit_fen=limit)


def _owed(condition: ColumnElement[bool]) -> ScalarSelect[int | None]:
    query = select(func.sum(ApplicationFacts.booked_fen)).where(condition, ApplicationFacts.booked_fen > 0)
    return query.scalar_subquery()


def _whole(session: Session) -> _Whole:
    facts = ApplicationFacts
    long_term = (facts.term_months > LONG_TERM_MONTHS).label("long_term")
    groups = (facts.region, facts.brand, facts.kind, facts.used, facts.new_energy, facts.thin_file, long_term)
    query = select(*groups, func.sum(facts.booked_fen).label("owed")).where(facts.booked_fen > 0).group_by(*groups)
    whole = _Whole(others=dict.fromkeys(Dimension, 0))
    for row in session.execute(query):
        _add(whole, row)
    return whole


def _add(whole: _Whole, row: Row[str, str, str, bool, bool, bool | None, bool, int | None]) -> None:
    owed = int(row.owed or 0)
    whole.regions[row.region] = whole.regions.get(row.region, 0) + owed
    whole.brands[row.brand] = whole.brands.get(row.brand, 0) + owed
    belongs = {
        Dimension.NEW_ENERGY: row.new_energy,
        Dimension.LONG_TERM: row.long_term,
        Dimension.USED: row.used,
        Dimension.COMMERCIAL: row.kind != _RETAIL,
        Dimension.THIN_FILE: row.thin_file,
    }
    for dimension in (each for each, holds in belongs.items() if holds):
        whole.others[dimension] += owed
