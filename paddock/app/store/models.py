"""The tables of the workstation's encrypted database.

What is made here (drafts, applications, outbox, timeline) is written by the services. What the centre decides
(`central_*`, contract files, stock, evidence) is written only from its change feed. Screens show both together.

The queue is the table `outbox`, not an object: an act of the counter and its outbox rows are one transaction, so
that a crash at any moment leaves either all of it or nothing. A row's body is frozen when it is queued; its `id`
is both its identity and its idempotency key at the centre, which is why `sending` may go back to `queued`.
Triggers (migration 0004) hold what the columns cannot say: a queued row is never changed and never deleted, and
none is accepted without the centre's answer.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from paddock.app.store.columns import SentenceText, UtcTime
from paddock.domain.sentences import Sentence


class Base(DeclarativeBase):
    """All tables of one profile."""

    type_annotation_map: ClassVar = {datetime: UtcTime, Sentence: SentenceText, str: Text}


class DraftRow(Base):
    """An application being written; gone once it is submitted."""

    __tablename__ = "drafts"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """UUIDv7; stays the application's identity at the centre."""
    body: Mapped[str]
    """The draft as JSON (`draft_json`)."""
    applicant: Mapped[str]
    """The applicant's name as far as it is known; for lists."""
    vehicle: Mapped[str]
    """Brand and model or VIN; for lists."""
    vin: Mapped[str] = mapped_column(index=True, server_default="")
    """As written, empty when it is not known; says whether a car has a deal already."""
    updated_at: Mapped[datetime] = mapped_column(index=True)
    discarded_at: Mapped[datetime | None]
    """When it was thrown away; removed for good seven days later."""


class ApplicationRow(Base):
    """A submitted application, as it was written."""

    __tablename__ = "applications"
    # Counting by day and staff reads this index alone, never the bodies.
    __table_args__ = (Index("ix_applications_submitted", "submitted_at", "submitted_by", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    body: Mapped[str]
    """The draft it was made from, as JSON; what was sent is in `outbox`."""
    applicant: Mapped[str]
    vehicle: Mapped[str]
    vin: Mapped[str] = mapped_column(index=True, server_default="")
    submitted_at: Mapped[datetime]
    submitted_by: Mapped[str]
    updated_at: Mapped[datetime] = mapped_column(index=True)
    """The last local or central step; lists are sorted by it."""


class OutboxRow(Base):
    """One request to the centre: frozen, sent until it is settled, never dropped."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("kind IN ('image', 'application', 'acceptance', 'signature', 'answer')", name="kind_known"),
        CheckConstraint("state IN ('queued', 'sending', 'accepted', 'rejected', 'conflict')", name="state_known"),
        Index("ix_outbox_state_next", "state", "next_attempt_at"),
        Index("ix_outbox_application_kind", "application_id", "kind"),
        Index("ix_outbox_target", "target"),
        Index("ix_outbox_kind_state_sequence", "kind", "state", "sequence"),
        {"sqlite_autoincrement": True},
    )

    sequence: Mapped[int] = mapped_column(primary_key=True)
    """The order in which rows were queued; never used twice."""
    id: Mapped[UUID] = mapped_column(unique=True)
    """UUIDv7; the idempotency key. For an application its own id."""
    kind: Mapped[str]
    """An `OutboxKind`."""
    application_id: Mapped[UUID | None]
    """The deal it belongs to; None for a picture, which several deals may share."""
    target: Mapped[str]
    """The path it is PUT to (`/v1/applications/…`); frozen like the body."""
    body: Mapped[bytes]
    """The exact bytes to send; for a picture its SHA-256 in hexadecimal, the bytes being on disk."""
    body_sha256: Mapped[str]
    """Of the bytes that are sent."""
    state: Mapped[str]
    """An `OutboxState` other than `draft`."""
    attempts: Mapped[int] = mapped_column(default=0)
    """How often it was sent, or tried."""
    next_attempt_at: Mapped[datetime | None]
    """Not before; None: as soon as possible."""
    last_problem: Mapped[Sentence | None]
    """Why the last attempt did not settle it."""
    problem: Mapped[str | None]
    """The centre's problem document, as JSON, when it refused."""
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    """When it was settled (accepted, rejected or conflict)."""
    receipt: Mapped[bytes | None]
    """The centre's answer that settled it as accepted."""
    signed_receipt: Mapped[str | None]
    """The centre's signed word for its last answer (`wire.receipts`), checked before it was kept."""


class OutboxNeedRow(Base):
    """`outbox_id` may only be sent once `needed_id` has been accepted."""

    __tablename__ = "outbox_needs"

    outbox_id: Mapped[UUID] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True)
    needed_id: Mapped[UUID] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True, index=True)


class AuditRow(Base):
    """One comparison of this workstation's ledger with the centre's."""

    __tablename__ = "audits"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    differences: Mapped[int]
    body: Mapped[str]
    """The whole `ledger_audit.Audit` as JSON."""


class ImageRow(Base):
    """A kept picture; its bytes are an encrypted file beside the database."""

    __tablename__ = "images"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    """Of the plain bytes; the file's name does not reveal it."""
    media_type: Mapped[str]
    size_bytes: Mapped[int]
    """Of the plain bytes."""
    kept_at: Mapped[datetime]


class TimelineRow(Base):
    """One local step of a deal; the centre's steps come with its view."""

    __tablename__ = "timeline"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(index=True)
    at: Mapped[datetime]
    text: Mapped[Sentence]
    """What happened."""
    reason: Mapped[Sentence | None]
    """Why."""


class CentralApplicationRow(Base):
    """An application as the centre last told it; only a newer version replaces it."""

    __tablename__ = "central_applications"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]
    state: Mapped[str]
    """An `ApplicationState`; for lists."""
    contract_id: Mapped[UUID | None]
    updated_at: Mapped[datetime] = mapped_column(index=True)
    body: Mapped[str]
    """The whole `ApplicationView` as JSON."""


class CentralContractRow(Base):
    """A contract as the centre last told it; only a newer version replaces it."""

    __tablename__ = "central_contracts"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(index=True)
    version: Mapped[int]
    document_sha256: Mapped[str]
    """Of the PDF of this version; tells whether a download is due."""
    body: Mapped[str]
    """The whole `ContractView` as JSON."""


class ContractPdfRow(Base):
    """The newest PDF of a contract that was downloaded, its hash checked on the way in."""

    __tablename__ = "contract_pdfs"

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("central_contracts.id"), primary_key=True)
    version: Mapped[int]
    sha256: Mapped[str]
    data: Mapped[bytes]


class EvidenceRow(Base):
    """A contract's evidence record; once there it is never replaced by nothing."""

    __tablename__ = "evidence"

    contract_id: Mapped[UUID] = mapped_column(primary_key=True)
    document_sha256: Mapped[str]
    body: Mapped[str]
    """The `EvidenceRecord` as JSON."""


class EvidencePackageRow(Base):
    """What the self-verifying package of a contract holds beside its PDF, which is kept apart."""

    __tablename__ = "evidence_packages"

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("central_contracts.id"), primary_key=True)
    body: Mapped[str]
    """The `EvidencePackage` as JSON, its `pdf` empty."""


class WitnessedHeadRow(Base):
    """A tree head this workstation has seen: it is kept so that the log cannot tell another history later."""

    __tablename__ = "witnessed_heads"

    tree_size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[str]
    """The `SignedTreeHead` as JSON."""


STOCK_KEYS = ("in_stock_since", "price_fen", "monthly_from_fen", "odometer_km", "model_year", "city", "brand")
"""What the stock can be sorted by."""


class InventoryRow(Base):
    """One car of the dealer's stock as the centre last told it."""

    __tablename__ = "inventory_units"
    __table_args__ = (
        Index("ix_inventory_units_ageing", "state", "brand", "series", "in_stock_since"),
        Index("ix_stock_keys", "number", *STOCK_KEYS),
        *(Index(f"ix_stock_{name}", name, "number") for name in STOCK_KEYS),
        Index("ix_stock_facets", "state", "brand", "city", "condition", "new_energy"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]
    state: Mapped[str]
    in_stock_since: Mapped[str]
    """ISO date."""
    search_text: Mapped[str]
    """Brand, series, model, city and VIN in lower case."""
    vin: Mapped[str] = mapped_column(index=True, server_default="")
    brand: Mapped[str] = mapped_column(server_default="")
    series: Mapped[str] = mapped_column(server_default="")
    number: Mapped[int] = mapped_column(BigInteger, server_default="0")
    """What the index of the words knows the car by; stays when the file is written anew, which a rowid would not."""
    model: Mapped[str] = mapped_column(server_default="")
    condition: Mapped[str] = mapped_column(server_default="")
    new_energy: Mapped[int] = mapped_column(BigInteger, server_default="0")
    model_year: Mapped[int] = mapped_column(BigInteger, server_default="0")
    first_registered_on: Mapped[str | None]
    odometer_km: Mapped[int] = mapped_column(BigInteger, server_default="0")
    colour: Mapped[str] = mapped_column(server_default="")
    city: Mapped[str] = mapped_column(server_default="")
    price_fen: Mapped[int] = mapped_column(BigInteger, server_default="0")
    monthly_from_fen: Mapped[int] = mapped_column(BigInteger, server_default="0")
    """`stock_rows.NO_PLAN` where no plan fits."""
    body: Mapped[str]
    """The whole `InventoryUnit` as JSON."""


class SettingRow(Base):
    """A named value: the token, the identity at the centre, the feed's cursor, trust anchors, the sync status."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
