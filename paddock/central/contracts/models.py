"""The tables of a contract: the contract, every version of its file, and its signatures."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from paddock.central.database import Base
from paddock.central.identity.models import OwnedByDealer
from paddock.wire.contracts import ContractState


class ContractRecord(OwnedByDealer, Base):
    """A finance contract; there is at most one for an application, and the database sees to it."""

    __tablename__ = "contracts"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), unique=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    state: Mapped[str] = mapped_column(String(20))
    """A `ContractState`."""
    version: Mapped[int]
    """The newest version of the file: 1 for the draft, one more with every signature."""
    document_sha256: Mapped[str] = mapped_column(String(64))
    """Of the newest version."""
    pages: Mapped[int]
    clause_version: Mapped[str] = mapped_column(String(20))
    signature_areas: Mapped[str] = mapped_column(Text)
    """JSON: where each role signs, in the order of signing."""
    signers: Mapped[str | None] = mapped_column(Text)
    """JSON: role and name of each, in order; None for contracts of lessee and dealer alone."""
    customer_name: Mapped[str] = mapped_column(String(60))
    application_sha256: Mapped[str] = mapped_column(String(64))
    """Named in the customer's one-time certificate."""
    created_at: Mapped[datetime]

    signatures: Mapped[list["SignatureRecord"]] = relationship(
        order_by="SignatureRecord.version", cascade="all, delete-orphan"
    )

    @property
    def contract_state(self) -> ContractState:
        """Where it stands."""
        return ContractState(self.state)


class ContractFile(Base):
    """One version of the contract's PDF; never changed, never deleted."""

    __tablename__ = "contract_files"

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(String(64))
    pdf: Mapped[bytes]


class SignatureRecord(Base):
    """A signature that is in the contract; the pen's points are kept encrypted, for a dispute about who wrote."""

    __tablename__ = "contract_signatures"
    __table_args__ = (UniqueConstraint("contract_id", "version"),)

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    """A `SignerRole`; the primary key is why nobody signs twice."""
    version: Mapped[int]
    """The version of the file this signature made."""
    signer_name: Mapped[str] = mapped_column(String(60))
    signed_at: Mapped[datetime]
    """By the workstation's clock."""
    timestamped_at: Mapped[datetime]
    """By the timestamp authority."""
    level: Mapped[str] = mapped_column(String(20))
    message_id: Mapped[UUID | None]
    """Of the submission that brought it; None for the lessor's, and for those from before this was kept."""
    identity: Mapped[str | None] = mapped_column(String(40))
    """How the signer was identified: an `IdentityMethod`; None: not asked for."""
    strokes: Mapped[bytes | None]
    """What the pad recorded, sealed by `StrokeVault`."""
    seen_sha256: Mapped[str | None] = mapped_column(String(64))
    """Of the file the signer saw."""
    sealed_at: Mapped[datetime | None]
    """When it was sealed at a workstation without a network; None: signed at the centre at once."""


class SigningLink(OwnedByDealer, Base):
    """A link with which somebody signs on a phone of their own: once, and not for long."""

    __tablename__ = "signing_links"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    made_by: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    code_sha256: Mapped[str | None] = mapped_column(String(64))
    """Of the code that was sent last."""
    code_sent_at: Mapped[datetime | None]
    codes_sent: Mapped[int]
    code_tries: Mapped[int]
    """Wrong codes so far; too many and the link is dead."""
    identified_at: Mapped[datetime | None]
