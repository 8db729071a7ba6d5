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
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id"), index=True)
    event: Mapped[str] = mapped_column(String(40))
    """As in the body, to be found by."""
    body: Mapped[bytes]
    """`canonical_json` of the `EvidenceLeaf`."""


class EvidenceNodeRow(Base):
    """The hash of a perfect subtree: 2^level leaves from leaf position * 2^level on. Never changes once there."""

    __tablename__ = "evidence_nodes"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class TreeHeadRow(Base):
    """A signed tree head; one for every batch that was appended."""

    __tablename__ = "evidence_tree_heads"

    tree_size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    root_hash: Mapped[str] = mapped_column(String(64))
    signed_at: Mapped[datetime]
    signature: Mapped[str] = mapped_column(String(88))
    log_id: Mapped[str] = mapped_column(String(64))


class AnchorRow(Base):
    """A tree head on its way to the chain.

    The transaction is made once and kept before it is sent: sending it again, after whatever accident, can only be the
    same transaction.
    """

    __tablename__ = "evidence_anchors"

    tree_size: Mapped[int] = mapped_column(ForeignKey("evidence_tree_heads.tree_size"), primary_key=True)
    root_hash: Mapped[str] = mapped_column(String(64))
    chain_id: Mapped[int]
    sender: Mapped[str] = mapped_column(String(42))
    nonce: Mapped[int]
    transaction_hash: Mapped[str] = mapped_column(String(66), unique=True)
    raw_transaction: Mapped[bytes]
    made_at: Mapped[datetime]
    block_number: Mapped[int | None]
    block_hash: Mapped[str | None] = mapped_column(String(66))
    confirmed_at: Mapped[datetime | None]
