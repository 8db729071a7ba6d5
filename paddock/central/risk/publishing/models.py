"""The tables of publishing: documents by their hash, drafts, releases, snoozes, what the shadow said, and the audit."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from paddock.central.database import Base


class PolicyDocument(Base):
    """A rule set, scorecard or plan catalogue under its hash: what decisions pin is kept for ever."""

    __tablename__ = "policy_documents"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(Text)
    stored_at: Mapped[datetime]


class RuleDraft(Base):
    """A rule set being written."""

    __tablename__ = "rule_drafts"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(20), index=True)
    """A `messages.DraftState`."""
    author_id: Mapped[UUID] = mapped_column(ForeignKey("lender_staff.id"))
    contributors: Mapped[str] = mapped_column(Text)
    """Ids of all who changed anything in it, with commas between; none of them may approve it."""
    base_sha256: Mapped[str] = mapped_column(String(64))
    """The rule set it began as."""
    body: Mapped[str] = mapped_column(Text)
    """Canonical JSON of the files."""
    sha256: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int]
    """Counts up with every change: two people cannot overwrite each other."""
    checked_sha256: Mapped[str | None] = mapped_column(String(64))
    """The hash that passed the whole gate last."""
    backtest: Mapped[str | None] = mapped_column(Text)
    """The newest backtest as JSON, perhaps unfinished."""
    note: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class RuleRelease(Base):
    """One line-up of rule sets in force; the highest number is what decides. Rows are only added."""

    __tablename__ = "rule_releases"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    champion: Mapped[str] = mapped_column(String(64))
    challenger: Mapped[str | None] = mapped_column(String(64))
    challenger_percent: Mapped[int]
    """Of applications that the challenger decides, chosen by their ids."""
    shadow: Mapped[str | None] = mapped_column(String(64))
    """Evaluated beside, recorded, and never used."""
    action: Mapped[str] = mapped_column(String(30))
    title: Mapped[str] = mapped_column(String(100))
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("lender_staff.id"))
    approver_id: Mapped[UUID] = mapped_column(ForeignKey("lender_staff.id"))
    draft_id: Mapped[UUID | None] = mapped_column(ForeignKey("rule_drafts.id"))
    restores: Mapped[int | None]
    """The earlier release whose champion this one brings back."""
    at: Mapped[datetime]


class RuleSnooze(Base):
    """A rule left out for one dealer, car or person, for a time."""

    __tablename__ = "rule_snoozes"
    __table_args__ = (Index(None, "subject_sha256", "until"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(String(10))
    subject_kind: Mapped[str] = mapped_column(String(10))
    subject_sha256: Mapped[str] = mapped_column(String(64))
    subject_label: Mapped[str] = mapped_column(String(60))
    """The subject as people may read it: a person's number is masked."""
    reason: Mapped[str] = mapped_column(Text)
    until: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("lender_staff.id"))
    by_name: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ShadowDecision(Base):
    """What a shadow rule set would have decided."""

    __tablename__ = "shadow_decisions"

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    rule_set_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(20))
    used_outcome: Mapped[str] = mapped_column(String(20))
    """What was decided in earnest."""
    rules: Mapped[str] = mapped_column(Text)
    """Ids of the rules that did not pass, with commas between."""
    decided_at: Mapped[datetime]


class ChallengerRecord(Base):
    """What a challenger said of an application that the card decided. Dealers never see it."""

    __tablename__ = "challenger_scores"

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    challenger: Mapped[str] = mapped_column(String(170))
    """`name@version:SHA-256`."""
    bad_probability: Mapped[float]
    scorecard: Mapped[str] = mapped_column(String(170))
    """The card that decided."""
    score: Mapped[int | None]
    outcome: Mapped[str] = mapped_column(String(20))
    decided_at: Mapped[datetime]


class RiskAudit(Base):
    """Who did what to the rules, when. No personal data of customers."""

    __tablename__ = "risk_audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("lender_staff.id"))
    """None where nobody known did it: a refused sign-in."""
    staff_name: Mapped[str] = mapped_column(String(60))
    action: Mapped[str] = mapped_column(String(30))
    subject: Mapped[str] = mapped_column(String(100))
    detail: Mapped[str] = mapped_column(Text)
