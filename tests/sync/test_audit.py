"""The ledger adds up, receipts are kept, and an audit says exactly what differs between here and the centre."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection, update

from paddock.app.services.moments import moment
from paddock.app.services.queue_actions import retry
from paddock.app.store import ledger, queries, settings
from paddock.app.store.ledger import Audit, Counts, Difference, DifferenceKind
from paddock.app.store.models import OutboxRow
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import OutboxKind, OutboxState
from paddock.sync.engine import Pace, SyncEngine
from paddock.wire.messages import sha256_hex
from paddock.wire.receipts import read_receipt
from tests.helpers.central_server import CentralServer, central_server
from tests.helpers.workstations import JPEG, open_profile, submitted

PACE = Pace(row=lambda _n: 0.0, link=lambda _n: 0.0)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CentralServer]:
    with central_server(tmp_path_factory.mktemp("central"), "--no-worker") as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_profile(tmp_path / "profile") as opened:
        yield opened


def engine(store: Store, centre: CentralServer) -> SyncEngine:
    return SyncEngine(store, centre.url, centre.token, pace=PACE)


def differences(found: Audit) -> set[tuple[DifferenceKind, str]]:
    return {(one.kind, one.client_id) for one in found.differences}


def forced(connection: Connection, statement: str, outbox_id: UUID) -> None:
    """Change what the database refuses to change: a disk or a bug that went behind its back."""
    connection.exec_driver_sql("DROP TRIGGER IF EXISTS outbox_is_frozen")
    connection.exec_driver_sql(f"UPDATE outbox SET {statement} WHERE id = ?", (outbox_id.hex,))  # noqa: S608 - this test's own


def test_after_a_day_both_sides_agree_and_every_row_has_a_receipt_that_verifies(
    store: Store, centre: CentralServer
) -> None:
    pictures = [JPEG + bytes([number]) for number in range(3)]
    ids = [submitted(store, *pictures), submitted(store, pictures[0]), submitted(store)]
    refused = submitted(store)
    with store.write(Topic.OUTBOX) as connection:
        forced(connection, "body = x'7b7d', body_sha256 = '" + sha256_hex(b"{}") + "'", refused)
    synchronised = engine(store, centre)
    synchronised.run_once()
    waiting = submitted(store)
    found = ledger.ledger(store)
    assert found.requests == Counts(created=5, accepted=3, rejected=1, conflict=0, waiting=1)
    assert found.pictures == Counts(created=3, accepted=3, rejected=0, conflict=0, waiting=0)
    assert found.last_audit is None

    audit = synchronised.audit()
    assert audit.agrees, audit.differences
    assert (audit.here, audit.receipts) == (8, 7)
    assert ledger.ledger(store).last_audit == audit
    with store.read() as connection:
        keys = settings.receipt_keys(connection)
        entries = {entry.id: entry for entry in ledger.entries(connection)}
    assert len(keys) == 1
    for application_id in ids:
        signed = entries[application_id].signed_receipt
        assert signed is not None
        assert read_receipt(signed, keys).client_id == str(application_id)
    assert entries[waiting].signed_receipt is None
    signed = entries[refused].signed_receipt
    assert signed is not None
    assert not read_receipt(signed, keys).accepted


def test_work_of_another_workstation_is_no_difference(store: Store, centre: CentralServer, tmp_path: Path) -> None:
    with open_profile(tmp_path / "other") as other:
        submitted(other)
        engine(other, centre).run_once()
    submitted(store)
    ours = engine(store, centre)
    ours.run_once()
    audit = ours.audit()
    assert audit.agrees
    assert audit.elsewhere >= 1
    assert audit.there == audit.elsewhere + audit.here


def test_every_provoked_difference_is_said_exactly(store: Store, centre: CentralServer) -> None:
    gone, changed, turned, unsettled, bare, swapped = (submitted(store) for _ in range(6))
    lost = submitted(store, JPEG + b"whose file gets lost")
    ours = engine(store, centre)
    with store.write(Topic.SYNC) as connection:
        connection.execute(update(OutboxRow).where(OutboxRow.id == lost).values(state="sending"))
        sha256 = sha256_hex(JPEG + b"whose file gets lost")
        connection.execute(update(OutboxRow).where(OutboxRow.body_sha256 == sha256).values(state="sending"))
    client = ours._current_client()
    assert client is not None
    ours._sender.drain(client)
    ours._puller.pull(client)
    client.close()
    store.pictures.remove(sha256)
    with store.write(Topic.SYNC) as connection:
        rows = {entry.id: entry for entry in ledger.entries(connection)}
        forced(connection, f"body_sha256 = '{'d' * 64}'", changed)
        forced(connection, "state = 'rejected'", turned)
        forced(connection, "state = 'queued'", unsettled)
        forced(connection, "signed_receipt = NULL", bare)
        forced(connection, f"signed_receipt = '{rows[bare].signed_receipt}'", swapped)
        connection.exec_driver_sql("UPDATE central_applications SET version = 0 WHERE id = ?", (bare.hex,))
    with contextlib.closing(sqlite3.connect(centre.data_dir / "central.db", isolation_level=None)) as there:
        there.execute("DELETE FROM idempotency_keys WHERE key = ?", (gone.hex,))
    found = differences(ours.audit())
    assert found == {
        (DifferenceKind.MISSING_AT_CENTRE, str(gone)),
        (DifferenceKind.OTHER_BODY, str(changed)),
        (DifferenceKind.BAD_RECEIPT, str(changed)),
        (DifferenceKind.OTHER_VERDICT, str(turned)),
        (DifferenceKind.BAD_RECEIPT, str(turned)),
        (DifferenceKind.NOT_SETTLED_HERE, str(unsettled)),
        (DifferenceKind.NO_RECEIPT, str(bare)),
        (DifferenceKind.BAD_RECEIPT, str(swapped)),
        (DifferenceKind.NOT_TOLD, str(bare)),
        (DifferenceKind.FILE_MISSING, sha256),
    }
    # What can be mended by asking again is.
    retry(store, bare)
    ours.run_once()
    assert (DifferenceKind.NO_RECEIPT, str(bare)) not in differences(ours.audit())
    item = queries.queue_item(store, bare)
    assert item is not None
    assert item.row.state is OutboxState.ACCEPTED


def test_a_comparison_is_kept_as_it_was(store: Store) -> None:
    one = Difference(DifferenceKind.NO_RECEIPT, OutboxKind.SIGNATURE, "x", "accepted", "")
    with store.read() as connection:
        assert ledger.last_audit(connection) is None
    audit = Audit(moment(None), 3, 4, 1, 2, (one,))
    ledger.keep_audit(store, audit)
    assert ledger.ledger(store).last_audit == audit
