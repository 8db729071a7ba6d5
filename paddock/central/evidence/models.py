"""The log's tables: one row that says how long it is, its leaves, its nodes and its signed heads."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from paddock.central.database import Base


class EvidenceLogRow(Base):
    """The length of the log; locked by whoever appends, so that appends come one after the other."""

    __tablename__ = "evidence_log"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Always 1."""
    tree_size: Mapped[int]


class EvidenceLeafRow(Base):
    """A leaf exactly as it was hashed. Rows are only ever added."""

    __tablename__ = "evidence_leaves"

    leaf_index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 0."""
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id"), unique=True)
    body: Mapped[bytes]
    """`canonical_json` of the `EvidenceLeaf`."""


class EvidenceNodeRow(Base):
    """The hash of a perfect subtree: 2^level leaves from leaf position * 2^level on. Never changes once there."""

    __tablename__ = "evidence_nodes"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class TreeHeadRow(Base):
    """A signed tree head; one for every size the log has had."""

    __tablename__ = "evidence_tree_heads"

    tree_size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    root_hash: Mapped[str] = mapped_column(String(64))
    signed_at: Mapped[datetime]
    signature: Mapped[str] = mapped_column(String(88))
    log_id: Mapped[str] = mapped_column(String(64))
