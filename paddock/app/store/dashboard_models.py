"""What the dashboard counts: a few columns for each deal the centre told us about, beside its large body.

Written only by `dashboard_facts`, in the transaction that writes the application itself.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from paddock.app.store.models import Base
from paddock.domain.sentences import Sentence

_IN_KEY_ORDER = {"sqlite_with_rowid": False}
"""A count reads these rows and nothing else."""


class DealFactRow(Base):
    """One deal of this dealer as the centre last told it."""

    __tablename__ = "deal_facts"
    __table_args__ = _IN_KEY_ORDER

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """The application's."""
    state: Mapped[str]
    """An `ApplicationState`."""
    received_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    """When the last decision was made; None while none is, and while it lies with a person."""
    outcome: Mapped[str | None]
    """A `DecisionOutcome`; `referred` while it lies with a person."""
    lane: Mapped[str | None]
    """A `Lane`; None while the centre has not said."""
    accepted_at: Mapped[datetime | None]
    """When the customer's choice became a contract."""
    accepted_plan: Mapped[str | None]
    signed_at: Mapped[datetime | None]


class DealOfferRow(Base):
    """A plan that was offered in a deal."""

    __tablename__ = "deal_offers"
    __table_args__ = _IN_KEY_ORDER

    application_id: Mapped[UUID] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(primary_key=True)
    plan_name: Mapped[Sentence]
