"""The append-only log: leaves in, proofs and signed tree heads out (RFC 9162, section 2.1).

Appends are serialised by the log's one row, which stays locked until the caller's transaction ends: a leaf, its
nodes and its tree head become true together with whatever else that transaction does, or not at all. Inner nodes
are kept, so that an append and a proof cost a few row look-ups however long the log is.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import Select, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from paddock.central.evidence.models import EvidenceLeafRow, EvidenceLogRow, EvidenceNodeRow, TreeHeadRow
from paddock.domain.merkle import (
    EMPTY_ROOT,
    Hash,
    consistency_path,
    inclusion_path,
    leaf_hash,
    node_hash,
    split_point,
)
from paddock.wire.evidence import (
    ConsistencyProof,
    EvidenceEvent,
    EvidenceLeaf,
    EvidenceRecord,
    SignedTreeHead,
    tree_head_bytes,
)
from paddock.wire.messages import canonical_json

_THE_LOG = 1


@dataclass(frozen=True, slots=True)
class LogSigner:
    """The log's identity: its Ed25519 key."""

    key: Ed25519PrivateKey

    @property
    def public_key(self) -> bytes:
        """The raw 32 bytes."""
        return self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def log_id(self) -> str:
        """SHA-256 of the public key, hexadecimal."""
        return hashlib.sha256(self.public_key).hexdigest()

    def sign(self, tree_size: int, root: Hash, at: datetime) -> SignedTreeHead:
        """The signed head of a tree."""
        at = at.replace(microsecond=at.microsecond // 1000 * 1000)
        signature = self.key.sign(tree_head_bytes(tree_size, root.hex(), at))
        return SignedTreeHead(
            log_id=self.log_id,
            tree_size=tree_size,
            root_hash=root.hex(),
            signed_at=at,
            signature=base64.b64encode(signature).decode(),
        )


def append_leaf(session: Session, leaf: EvidenceLeaf, signer: LogSigner, now: datetime) -> EvidenceRecord:
    """Append `leaf` and prove it, in the caller's transaction; other appends wait until that ends."""
    index, head = append_leaves(session, [leaf], signer, now)
    return _record(session, leaf, index, head)


def append_leaves(
    session: Session, leaves: Sequence[EvidenceLeaf], signer: LogSigner, now: datetime
) -> tuple[int, SignedTreeHead]:
    """Append `leaves` under one signed head, in the caller's transaction; the first one's index, and the head."""
    size = _grow(session, len(leaves))
    first = size - len(leaves)
    bodies = [canonical_json(leaf) for leaf in leaves]
    session.execute(
        insert(EvidenceLeafRow),
        [
            {"leaf_index": index, "contract_id": leaf.contract_id, "event": leaf.event, "body": body}
            for index, (leaf, body) in enumerate(zip(leaves, bodies, strict=True), start=first)
        ],
    )
    fresh = _new_nodes(session, first, bodies)
    session.execute(
        insert(EvidenceNodeRow),
        [{"level": level, "position": position, "hash": node} for (level, position), node in fresh.items()],
    )
    head = signer.sign(size, root_of(session, size), now)
    session.add(
        TreeHeadRow(
            tree_size=size,
            root_hash=head.root_hash,
            signed_at=head.signed_at,
            signature=head.signature,
            log_id=head.log_id,
        )
    )
    session.flush()
    return first, head


def evidence_of(session: Session, contract_id: UUID) -> EvidenceRecord | None:
    """The proof that a contract was signed by all, against the newest tree head; None if it is not logged."""
    row = session.scalars(_leaf_of(contract_id, EvidenceEvent.CONTRACT_SIGNED)).one_or_none()
    return None if row is None else _record_of(session, row, _head_row(session))


def first_evidence_of(
    session: Session, contract_id: UUID, event: str = EvidenceEvent.CONTRACT_SIGNED
) -> EvidenceRecord | None:
    """The record as it was made when the contract was logged, of the newest such event: the same for ever."""
    row = session.scalars(_leaf_of(contract_id, event).order_by(EvidenceLeafRow.leaf_index.desc()).limit(1)).first()
    return None if row is None else _record_of(session, row, _head_row(session, holding=row.leaf_index))


def events_of(session: Session, contract_id: UUID) -> list[EvidenceRecord]:
    """Every leaf of a contract in the order of the log, each proven against the newest tree head."""
    query = select(EvidenceLeafRow).where(EvidenceLeafRow.contract_id == contract_id)
    rows = session.scalars(query.order_by(EvidenceLeafRow.leaf_index))
    head = _head_row(session)
    return [_record_of(session, row, head) for row in rows]


def _leaf_of(contract_id: UUID, event: str) -> Select[EvidenceLeafRow]:
    return select(EvidenceLeafRow).where(
        EvidenceLeafRow.contract_id == contract_id, EvidenceLeafRow.event == str(event)
    )


def _record_of(session: Session, row: EvidenceLeafRow, head: TreeHeadRow | None) -> EvidenceRecord:
    if head is None:
        raise LookupError("the log has leaves but no tree head")
    return _record(session, EvidenceLeaf.model_validate_json(row.body), row.leaf_index, _head(head))


def newest_tree_head(session: Session, signer: LogSigner, now: datetime) -> SignedTreeHead:
    """The newest signed head; for a log without leaves, one signed now."""
    row = _head_row(session)
    return signer.sign(0, EMPTY_ROOT, now) if row is None else _head(row)


def consistency_proof(session: Session, first: int, second: int) -> ConsistencyProof:
    """The proof between two sizes the log has had.

    Raises:
        ValueError: not 0 < first <= second <= the log's size.
    """
    newest = _head_row(session)
    if newest is None or second > newest.tree_size:
        raise ValueError(f"the log has no size {second}")
    path = consistency_path(first, second, lambda start, end: _subtree(session, start, end))
    return ConsistencyProof(first=first, second=second, path=[node.hex() for node in path])


def root_of(session: Session, size: int) -> Hash:
    """The root of the first `size` leaves."""
    return _subtree(session, 0, size) if size else EMPTY_ROOT


def _grow(session: Session, by: int) -> int:
    """Lock the log's row and count up; the new size."""
    longer = (
        update(EvidenceLogRow)
        .where(EvidenceLogRow.id == _THE_LOG)
        .values(tree_size=EvidenceLogRow.tree_size + by)
        .returning(EvidenceLogRow.tree_size)
        .execution_options(synchronize_session=False)
    )
    size = session.scalars(longer).one_or_none()
    if size is not None:
        return size
    try:
        with session.begin_nested():
            session.add(EvidenceLogRow(id=_THE_LOG, tree_size=0))
    except IntegrityError:
        # Another worker has just begun the log; its row is there now.
        session.expire_all()
    return session.scalars(longer).one()


def _new_nodes(session: Session, first: int, bodies: Sequence[bytes]) -> dict[tuple[int, int], Hash]:
    """Level and position → hash of every perfect subtree that the leaves from index `first` on complete."""
    made: dict[tuple[int, int], Hash] = {}
    for index, body in enumerate(bodies, start=first):
        level, position, node = 0, index, leaf_hash(body)
        made[level, position] = node
        while position & 1:
            left = made.get((level, position - 1))
            node = node_hash(_node(session, level, position - 1) if left is None else left, node)
            level, position = level + 1, position >> 1
            made[level, position] = node
    return made


def _subtree(session: Session, start: int, end: int) -> Hash:
    width = end - start
    if _is_perfect(start, width):
        level = width.bit_length() - 1
        return _node(session, level, start >> level)
    middle = start + split_point(width)
    return node_hash(_subtree(session, start, middle), _subtree(session, middle, end))


def _node(session: Session, level: int, position: int) -> Hash:
    row = session.get(EvidenceNodeRow, (level, position))
    if row is None:
        raise LookupError(f"the log has no node {position} on level {level}")
    return row.hash


def _head_row(session: Session, *, holding: int | None = None) -> TreeHeadRow | None:
    """The newest head; with `holding`, the first whose tree holds that leaf."""
    if holding is not None:
        query = select(TreeHeadRow).where(TreeHeadRow.tree_size > holding).order_by(TreeHeadRow.tree_size)
        return session.scalars(query.limit(1)).one_or_none()
    return session.scalars(select(TreeHeadRow).order_by(TreeHeadRow.tree_size.desc()).limit(1)).one_or_none()


def _head(row: TreeHeadRow) -> SignedTreeHead:
    return SignedTreeHead(
        log_id=row.log_id,
        tree_size=row.tree_size,
        root_hash=row.root_hash,
        signed_at=row.signed_at,
        signature=row.signature,
    )


def _record(session: Session, leaf: EvidenceLeaf, index: int, head: SignedTreeHead) -> EvidenceRecord:
    nodes = _nodes(session, _perfect_subtrees_of(index, head.tree_size))
    path = inclusion_path(index, head.tree_size, lambda start, end: _from(nodes, start, end))
    return EvidenceRecord(leaf=leaf, leaf_index=index, inclusion_path=[node.hex() for node in path], tree_head=head)


def _perfect_subtrees_of(index: int, size: int) -> list[tuple[int, int]]:
    """Level and position of every kept node that the leaf's path is made of."""
    needed: list[tuple[int, int]] = []

    def note(start: int, end: int) -> Hash:
        width = end - start
        if _is_perfect(start, width):
            needed.append((width.bit_length() - 1, start >> (width.bit_length() - 1)))
        else:
            middle = start + split_point(width)
            note(start, middle)
            note(middle, end)
        return EMPTY_ROOT

    inclusion_path(index, size, note)
    return needed


def _nodes(session: Session, wanted: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Hash]:
    """Those nodes, by one question."""
    place = tuple_(EvidenceNodeRow.level, EvidenceNodeRow.position)
    query = select(EvidenceNodeRow.level, EvidenceNodeRow.position, EvidenceNodeRow.hash).where(place.in_(wanted))
    return {(level, position): node for level, position, node in session.execute(query)} if wanted else {}


def _from(nodes: Mapping[tuple[int, int], Hash], start: int, end: int) -> Hash:
    width = end - start
    if _is_perfect(start, width):
        level = width.bit_length() - 1
        return nodes[level, start >> level]
    middle = start + split_point(width)
    return node_hash(_from(nodes, start, middle), _from(nodes, middle, end))


def _is_perfect(start: int, width: int) -> bool:
    return width & (width - 1) == 0 and start % width == 0
