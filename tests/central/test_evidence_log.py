"""The evidence log: RFC 9162 against pymerkle, and appends that meet each other on both databases."""

import base64
import hashlib
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree
from sqlalchemy import event, func, select, text

from paddock.app.services.verification.tree_heads import check_record
from paddock.central.database import Database
from paddock.central.evidence.log import (
    LogSigner,
    append_leaf,
    consistency_proof,
    evidence_of,
    first_evidence_of,
    newest_tree_head,
    root_of,
)
from paddock.central.evidence.models import EvidenceLeafRow, EvidenceNodeRow
from paddock.central.tables import METADATA
from paddock.domain.merkle import (
    EMPTY_ROOT,
    consistency_path,
    inclusion_path,
    is_consistent,
    leaf_hash,
    node_hash,
    root_from_inclusion,
    split_point,
)
from paddock.wire.evidence import ConsistencyProof, EvidenceLeaf, TrustAnchors
from paddock.wire.messages import canonical_json
from paddock.wire.tree_heads import consistency_holds, signature_holds
from tests.helpers.postgresql import new_database

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
SIGNER = LogSigner(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


def plain_root(leaves: list[bytes], start: int, end: int) -> bytes:
    """MTH straight from the definition."""
    if end - start == 1:
        return leaf_hash(leaves[start])
    middle = start + split_point(end - start)
    return node_hash(plain_root(leaves, start, middle), plain_root(leaves, middle, end))


def leaves_of(size: int) -> list[bytes]:
    return [f"leaf {index}".encode() for index in range(size)]


def reference_tree(size: int) -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    for leaf in leaves_of(size):
        tree.append_entry(leaf)
    return tree


def test_roots_and_proofs_are_those_of_pymerkle() -> None:
    for size in range(1, 41):
        leaves, tree = leaves_of(size), reference_tree(size)
        assert plain_root(leaves, 0, size) == tree.get_root()
        for index in range(size):
            path = inclusion_path(index, size, partial(plain_root, leaves))
            # pymerkle's path starts with the leaf itself.
            assert path == tree.prove_inclusion(index + 1).path[1:]
            assert root_from_inclusion(leaf_hash(leaves[index]), index, size, path) == tree.get_root()
        for first in range(1, size):
            path = consistency_path(first, size, partial(plain_root, leaves))
            assert is_consistent(first, tree.get_root(first), size, tree.get_root(), path)


@given(size=st.integers(1, 70), data=st.data())
def test_a_proof_with_any_change_proves_nothing(size: int, data: st.DataObject) -> None:
    leaves = leaves_of(size)
    index = data.draw(st.integers(0, size - 1))
    path = inclusion_path(index, size, partial(plain_root, leaves))
    root, leaf = plain_root(leaves, 0, size), leaf_hash(leaves[index])
    assert root_from_inclusion(leaf, index, size, path) == root
    other = data.draw(st.integers(-2, size + 2).filter(lambda number: number != index))
    assert root_from_inclusion(leaf, other, size, path) != root
    assert root_from_inclusion(leaf_hash(b"forged"), index, size, path) != root
    assert root_from_inclusion(leaf, index, size, [*path, root]) != root
    if path:
        assert root_from_inclusion(leaf, index, size, path[:-1]) != root
        assert root_from_inclusion(leaf, index, size, path[1:]) != root


@given(second=st.integers(2, 70), data=st.data())
def test_a_rewritten_history_is_not_consistent(second: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, second - 1))
    leaves = leaves_of(second)
    rewritten = list(leaves)
    rewritten[data.draw(st.integers(0, first - 1))] = b"rewritten"
    old_root = plain_root(leaves, 0, first)
    for history, consistent in ((leaves, True), (rewritten, False)):
        path = consistency_path(first, second, partial(plain_root, history))
        new_root = plain_root(history, 0, second)
        assert is_consistent(first, old_root, second, new_root, path) is consistent
        assert not is_consistent(first, old_root, second, new_root, path[:-1])


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'log.db'}")

    # The log is looked at alone here: its leaves have no contracts.
    @event.listens_for(database.engine, "connect")
    def _no_foreign_keys(connection: sqlite3.Connection, _entry: object) -> None:
        connection.execute("PRAGMA foreign_keys=OFF")

    METADATA.create_all(database.engine)
    yield database
    database.close()


def leaf_for(number: int, contract_id: UUID | None = None) -> EvidenceLeaf:
    return EvidenceLeaf(
        event="contract_signed",
        contract_id=contract_id or uuid4(),
        contract_number=f"ZL{number:018d}",
        document_sha256=hashlib.sha256(str(number).encode()).hexdigest(),
        recorded_at=NOW,
    )


def trust() -> TrustAnchors:
    return TrustAnchors(
        log_public_key=base64.b64encode(SIGNER.public_key).decode(), certificate_roots_pem=[], test_authority=True
    )


def test_every_record_proves_itself_then_and_later(database: Database) -> None:
    leaves = [leaf_for(number) for number in range(20)]
    for size, leaf in enumerate(leaves, start=1):
        with database.writing() as session:
            record = append_leaf(session, leaf, SIGNER, NOW)
        assert record.tree_head.tree_size == size
        assert all(check.passed for check in check_record(record, trust()))
    with database.reading() as session:
        expected = plain_root([canonical_json(leaf) for leaf in leaves], 0, 20)
        assert root_of(session, 20) == expected
        for index, leaf in enumerate(leaves):
            newest, first = evidence_of(session, leaf.contract_id), first_evidence_of(session, leaf.contract_id)
            assert newest is not None
            assert first is not None
            assert (newest.tree_head.tree_size, first.tree_head.tree_size) == (20, index + 1)
            assert newest.leaf == leaf
            assert all(check.passed for check in [*check_record(newest, trust()), *check_record(first, trust())])
            proof = consistency_proof(session, index + 1, 20)
            assert consistency_holds(first.tree_head, newest.tree_head, proof)


def test_an_empty_log_signs_an_empty_head_and_has_no_proofs(database: Database) -> None:
    with database.reading() as session:
        head = newest_tree_head(session, SIGNER, NOW)
        assert (head.tree_size, head.root_hash) == (0, EMPTY_ROOT.hex())
        assert signature_holds(head, trust())
        assert evidence_of(session, uuid4()) is None
        with pytest.raises(ValueError, match="no size 1"):
            consistency_proof(session, 1, 1)


def append_and_die(database: Database) -> None:
    with database.writing() as session:
        append_leaf(session, leaf_for(2), SIGNER, NOW)
        raise RuntimeError("killed here")


def test_an_append_that_is_rolled_back_leaves_nothing(database: Database) -> None:
    with database.writing() as session:
        append_leaf(session, leaf_for(1), SIGNER, NOW)
    with pytest.raises(RuntimeError):
        append_and_die(database)
    with database.writing() as session:
        record = append_leaf(session, leaf_for(3), SIGNER, NOW)
    assert record.leaf_index == 1
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(EvidenceLeafRow)) == 2
        assert session.scalar(select(func.count()).select_from(EvidenceNodeRow)) == 3


def append_many(database: Database, numbers: range) -> None:
    for number in numbers:
        with database.writing() as session:
            append_leaf(session, leaf_for(number), SIGNER, NOW)


def all_prove(database: Database, count: int) -> None:
    with database.reading() as session:
        rows = list(session.scalars(select(EvidenceLeafRow).order_by(EvidenceLeafRow.leaf_index)))
        assert [row.leaf_index for row in rows] == list(range(count))
        assert root_of(session, count) == plain_root([row.body for row in rows], 0, count)
        for row in rows:
            record = evidence_of(session, row.contract_id)
            assert record is not None
            assert all(check.passed for check in check_record(record, trust()))


def test_appends_at_once_on_sqlite_come_one_after_the_other(database: Database) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda part: append_many(database, range(part * 10, part * 10 + 10)), range(6)))
    all_prove(database, 60)


def test_appends_at_once_on_postgresql_come_one_after_the_other(postgresql_server: str) -> None:
    url = new_database(postgresql_server).replace("postgresql://", "postgresql+psycopg://", 1)
    # Several engines, as several worker processes have.
    databases = [Database(url, pool_size=2) for _ in range(4)]
    METADATA.create_all(databases[0].engine)
    with databases[0].writing() as session:
        session.execute(text("ALTER TABLE evidence_leaves DROP CONSTRAINT fk_evidence_leaves_contract_id"))
    with ThreadPoolExecutor(8) as pool:
        list(
            pool.map(
                lambda part: append_many(databases[part % 4], range(part * 10, part * 10 + 10)),
                range(8),
            )
        )
    all_prove(databases[0], 80)
    for database in databases:
        database.close()


def test_a_forked_log_is_noticed_by_its_heads() -> None:
    roots = [leaf_hash(b"one"), leaf_hash(b"another")]
    heads = [SIGNER.sign(1, root, NOW) for root in roots]
    assert not consistency_holds(heads[0], heads[1], ConsistencyProof(first=1, second=1, path=[]))
    assert consistency_holds(heads[0], heads[0], ConsistencyProof(first=1, second=1, path=[]))
