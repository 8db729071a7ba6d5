"""The tables of an application: what was sent, where it stands, and every step on the way."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from paddock.central.database import Base
from paddock.central.desk.models import ReviewStipulation
from paddock.central.identity.models import OwnedByDealer
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.decisions import Decision

UNDECIDED: Final = tuple(state.value for state in ApplicationState if not state.is_decided)
"""The states of an application that waits for its decision."""


class ApplicationRecord(OwnedByDealer, Base):
    """A credit application as the centre holds it."""

    __tablename__ = "applications"
    # The second index is what a lane's clock reads, and nothing else of the row.
    __table_args__ = (Index(None, "state", "received_at"), Index(None, "lane", "decided_at", "received_at"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """Made at the workstation; also the idempotency key and the workflow's id."""
    workstation_id: Mapped[UUID] = mapped_column(ForeignKey("workstations.id"))
    received_at: Mapped[datetime]
    body: Mapped[bytes]
    """The submission's bytes exactly as received."""
    body_sha256: Mapped[str] = mapped_column(String(64))
    vin: Mapped[str] = mapped_column(String(17), index=True)
    """The car's, out of the submission, to find it by."""
    state: Mapped[str] = mapped_column(String(30))
    """An `ApplicationState`; changed by `repository.move` only."""
    version: Mapped[int]
    decision_json: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None]
    accepted_offer_id: Mapped[str | None] = mapped_column(String(60))
    contract_id: Mapped[UUID | None]
    lane: Mapped[str | None] = mapped_column(String(30))
    """The lane that serves it, by `central.lanes`; None for one received before there were lanes."""
    lane_row: Mapped[str | None] = mapped_column(String(10))
    """The row of the table of lanes that chose it."""
    expected_by: Mapped[datetime | None]
    """When nine in ten like it have an answer, as reckoned when its wait began."""
    expected_from: Mapped[int | None]
    """From how many it was reckoned."""

    steps: Mapped[list["ApplicationStep"]] = relationship(
        order_by="ApplicationStep.number", cascade="all, delete-orphan"
    )

    asked: Mapped[list[ReviewStipulation]] = relationship(order_by=ReviewStipulation.number)
    """What a reviewer has asked the counter for."""

    @property
    def submission(self) -> ApplicationSubmission:
        """What the workstation sent."""
        return ApplicationSubmission.model_validate_json(self.body)

    @property
    def decision(self) -> Decision | None:
        """What was decided, if it has been."""
        return None if self.decision_json is None else Decision.model_validate_json(self.decision_json)

    @property
    def application_state(self) -> ApplicationState:
        """Where it stands."""
        return ApplicationState(self.state)


class ApplicationStep(Base):
    """One line of an application's timeline."""

    __tablename__ = "application_steps"

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """1, 2, 3 …: the application's version after this step."""
    state: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime]
    reason_zh: Mapped[str] = mapped_column(Text)
    reason_en: Mapped[str] = mapped_column(Text)

    @property
    def reason(self) -> Sentence:
        """Why, for people."""
        return Sentence(self.reason_zh, self.reason_en)


class SourceAnswerRecord(Base):
    """A data source's answer as received; asked once per application and source."""

    __tablename__ = "source_answers"
    __table_args__ = (Index(None, "query_sha256"),)

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    source: Mapped[str] = mapped_column(String(60), primary_key=True)
    received_at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text)
    """What was made of it: a `SourceAnswer`."""
    received: Mapped[bytes | None]
    """The answer's bytes exactly as received; None where nothing came."""
    query_sha256: Mapped[str | None] = mapped_column(String(64))
    """Of the question it answers, by which it serves again within its cache life; None for what is no answer."""
