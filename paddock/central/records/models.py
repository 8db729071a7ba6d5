"""The tables behind our own records. People, phones and addresses are kept as hashes, by which they are counted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from paddock.central.database import Base
from paddock.central.identity.models import OwnedByDealer


class ApplicationFacts(OwnedByDealer, Base):
    """One application by what is counted over many: a column for each thing that a window or a limit asks for."""

    __tablename__ = "application_facts"
    __table_args__ = (
        Index("ix_application_facts_dealer_window", "dealer_id", "received_at"),
        Index("ix_application_facts_booked", "booked_fen"),
    )

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    received_at: Mapped[datetime]
    person_sha256: Mapped[str] = mapped_column(String(64), index=True)
    phone_sha256: Mapped[str] = mapped_column(String(64), index=True)
    address_sha256: Mapped[str] = mapped_column(String(64), index=True)
    employer_sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    """Of the employer's code, once social security told it."""
    vin: Mapped[str] = mapped_column(String(17), index=True)
    brand: Mapped[str] = mapped_column(String(60))
    """The first word of the car's name."""
    region: Mapped[str] = mapped_column(String(4))
    """City of the ID card: the first four digits of the number (GB/T 2260)."""
    kind: Mapped[str] = mapped_column(String(20))
    used: Mapped[bool]
    new_energy: Mapped[bool]
    in_batch: Mapped[bool]
    term_months: Mapped[int]
    income_fen: Mapped[int] = mapped_column(BigInteger)
    price_fen: Mapped[int] = mapped_column(BigInteger)
    valuation_fen: Mapped[int | None] = mapped_column(BigInteger)
    thin_file: Mapped[bool | None]
    """Whether the credit report knew no history; None before it was read."""
    outcome: Mapped[str | None] = mapped_column(String(20))
    """The decision in force, a `DecisionOutcome`."""
    fraud_hit: Mapped[bool]
    """Whether a rule against fraud declined it."""
    booked_fen: Mapped[int | None] = mapped_column(BigInteger)
    """What is owed: the amount financed from the contract on, the balance once the loan book tells it."""


class DealerAccount(Base):
    """How the lender stands with a dealer, as its own people entered it."""

    __tablename__ = "dealer_accounts"

    dealer_id: Mapped[UUID] = mapped_column(ForeignKey("dealers.id"), primary_key=True)
    standing: Mapped[str] = mapped_column(String(20))
    """A `DealerStanding`."""
    partner_since: Mapped[date]
    licence_until: Mapped[date | None]
    """None: not entered, so that nobody knows."""
    deposit_fen: Mapped[int] = mapped_column(BigInteger)
    deposit_required_fen: Mapped[int] = mapped_column(BigInteger)
    updated_at: Mapped[datetime]


class DealerComplaint(OwnedByDealer, Base):
    """A complaint about a dealer."""

    __tablename__ = "dealer_complaints"

    id: Mapped[int] = mapped_column(primary_key=True)
    received_on: Mapped[date]
    subject: Mapped[str] = mapped_column(String(200))


class LoanBookLoad(Base):
    """One loading of the lender's loan book."""

    __tablename__ = "loan_book_loads"

    id: Mapped[int] = mapped_column(primary_key=True)
    as_of: Mapped[datetime]
    loaded_at: Mapped[datetime]
    file_sha256: Mapped[str] = mapped_column(String(64))
    loans: Mapped[int]


class LoanStanding(OwnedByDealer, Base):
    """How one contract of ours is repaid, by the newest loan book that names it."""

    __tablename__ = "loan_standings"

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    balance_fen: Mapped[int] = mapped_column(BigInteger)
    days_overdue: Mapped[int]
    first_payment_missed: Mapped[bool]
    papers_late: Mapped[bool]
    mortgage_late: Mapped[bool]


class ExposureLimit(Base):
    """A limit of the lender's own in place of the installed one."""

    __tablename__ = "exposure_limits"

    dimension: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Which dealer, region or brand; empty for all that have none of their own."""
    limit_fen: Mapped[int] = mapped_column(BigInteger)
    set_at: Mapped[datetime]
