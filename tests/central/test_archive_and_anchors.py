"""After the last signature: archived, anchored, found, held, looked over and destroyed."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from eth_account import Account
from pydantic import SecretStr
from sqlalchemy import select

from paddock.app.services.verification import Verdict
from paddock.app.services.verification.packages import read_package, verify_package
from paddock.central.archive.models import ArchiveEntry
from paddock.central.archive.service import (
    archive_due,
    archived_package,
    find_archived,
    place_hold,
    purge,
    release_holds,
    scrub,
)
from paddock.central.archive.vault import Vault
from paddock.central.centre import Centre
from paddock.central.contracts.desk import ContractDesk, open_desk
from paddock.central.contracts.models import ContractRecord
from paddock.central.database import utc_now
from paddock.central.evidence.anchoring import Anchorer, anchors_that_differ
from paddock.central.evidence.chain import JsonRpcChain
from paddock.central.evidence.models import AnchorRow
from paddock.central.evidence.packaging import package_of, trust_of
from paddock.central.keeping import Keeper, vault_of
from paddock.central.keys import keys_of
from paddock.central.migrations.run import upgrade
from paddock.central.seeding import seed_sample
from paddock.central.settings import Settings
from paddock.domain.errors import EnvironmentFault, Finding
from tests.helpers.chain_node import ChainNode, chain_node
from tests.helpers.contracts import offer, sandbox_tsa, submission
from tests.helpers.signed_contracts import signed_contract

KEY = "0x" + "4c" * 32


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    centre = Centre.opened(Settings(data_dir=tmp_path_factory.mktemp("centre")))
    upgrade(centre.database)
    seed_sample(centre)
    yield centre
    centre.database.close()


@pytest.fixture(scope="module")
def desk(centre: Centre) -> Iterator[ContractDesk]:
    keys = keys_of(centre.settings)
    with sandbox_tsa(keys) as url:
        yield open_desk(keys, url, centre.clock(), uses_sandbox=True)


@pytest.fixture(scope="module")
def number(centre: Centre, desk: ContractDesk) -> str:
    contract_id = signed_contract(centre, desk)
    with centre.database.reading() as session:
        return session.get_one(ContractRecord, contract_id).number


@pytest.fixture(scope="module")
def vault(centre: Centre, desk: ContractDesk, number: str) -> Vault:
    vault = vault_of(centre)
    assert archive_due(centre, desk, vault) == [number]
    assert archive_due(centre, desk, vault) == []
    return vault


def objects(centre: Centre) -> list[Path]:
    return [path for path in (centre.settings.data_dir / "archive").rglob("*") if path.is_file()]


def test_what_is_archived_is_encrypted_and_verifies_by_itself(
    centre: Centre, desk: ContractDesk, vault: Vault, number: str
) -> None:
    (file,) = objects(centre)
    raw = file.read_bytes()
    assert submission().applicant.name.encode() not in raw
    assert b"%PDF" not in raw
    with centre.database.reading() as session:
        package = read_package(archived_package(session, vault, number))
        events = [event.leaf.event for event in package.events]
        newest = package_of(session, session.scalars(select(ContractRecord)).one(), trust_of(desk), utc_now())
    assert verify_package(package, trust_of(desk)).verdict is Verdict.VALID
    assert events[:3] == ["offer_accepted", "consent_given", "contract_drafted"]
    assert [event.leaf.event for event in newest.events][-2:] == ["contract_signed", "contract_archived"]
    assert {clause.id for clause in package.clauses} >= {"rent", "ownership", "used_vehicle"}


@pytest.mark.parametrize(
    "value",
    [
        *("欧阳晓雯", "110105199003070022", "13800138000", "8000", "LSVAB4BR3EN123456", "lsvab4br3en123456", "123456"),
        *("浙A12345", "浙Ａ12345", "¥128,500.00", "二手车标准贷", "李娜"),
    ],
)
def test_a_contract_is_found_by_any_field_of_the_deal(centre: Centre, vault: Vault, number: str, value: str) -> None:
    with centre.database.reading() as session:
        found = find_archived(session, vault, value)
        if value == "李娜":
            # The dealer signs in the name of the house here.
            assert found == []
        else:
            assert [contract.number for _entry, contract in found] == [number]
        assert find_archived(session, vault, f"{value}x") == []


def test_a_scrub_names_what_is_damaged_and_the_archive_never_gives_it_out(
    centre: Centre, vault: Vault, number: str
) -> None:
    assert scrub(centre, vault).damaged == ()
    (file,) = objects(centre)
    whole = file.read_bytes()
    for damaged in (whole[:-1], whole[:100] + b"x" + whole[101:], b""):
        file.write_bytes(damaged)
        assert scrub(centre, vault).damaged == (number,)
        with centre.database.reading() as session, pytest.raises(Finding, match="damaged"):
            archived_package(session, vault, number)
    file.write_bytes(whole)
    assert scrub(centre, vault).damaged == ()


def test_nothing_is_destroyed_before_its_time_or_under_a_hold(centre: Centre, vault: Vault, number: str) -> None:
    assert purge(centre, vault) == []
    later = utc_now() + timedelta(days=366 * 7)
    centre.clock = lambda: later
    try:
        with centre.database.writing() as session:
            place_hold(session, number, "(2026) 浙 0106 民初 1 号", "法务", later)
        assert purge(centre, vault) == []
        with centre.database.writing() as session:
            assert release_holds(session, number, "法务", later) == 1
            entry = session.scalars(select(ArchiveEntry)).one()
            # Five years after the last of six instalments.
            assert entry.retain_until == offer(months=6).schedule[-1].due_date.replace(year=2032)
        (file,) = objects(centre)
        kept = file.read_bytes()
        assert purge(centre, vault) == [number]
        assert objects(centre) == []
        assert purge(centre, vault) == []
        with centre.database.writing() as session:
            session.scalars(select(ArchiveEntry)).one().purged_at = None
        file.write_bytes(kept)
    finally:
        centre.clock = utc_now


@pytest.fixture
def node() -> Iterator[tuple[ChainNode, JsonRpcChain]]:
    with chain_node() as (running, url), contextlib.closing(JsonRpcChain(url)) as chain:
        yield running, chain


@pytest.mark.usefixtures("vault")
def test_tree_heads_are_anchored_once_whatever_happens(
    centre: Centre, desk: ContractDesk, node: tuple[ChainNode, JsonRpcChain]
) -> None:
    chain_, rpc = node
    anchorer = Anchorer(centre, rpc, KEY)
    assert anchorer.sender == Account.from_key(KEY).address
    # Killed after the transaction was kept and before it was sent: as if the chain were down.
    size = anchorer._make()
    chain_.is_down = True
    with pytest.raises(EnvironmentFault):
        anchorer.turn()
    chain_.is_down = False
    chain_.waits = True
    assert anchorer.turn().confirmed == ()
    # Sent again while it waits, by another process: it is known.
    assert Anchorer(centre, rpc, KEY).turn().made is None
    chain_.mine()
    assert anchorer.turn().confirmed == (size,)
    chain_.waits = False
    done = anchorer.turn()
    assert (done.made, done.confirmed) == (None, ())
    assert len(chain_.blocks) == 1
    with centre.database.reading() as session:
        assert [row.tree_size for row in session.scalars(select(AnchorRow))] == [size]
        assert anchors_that_differ(session, rpc) == []
        contract = session.scalars(select(ContractRecord)).one()
        (receipt,) = package_of(session, contract, trust_of(desk), utc_now()).anchors
        assert (receipt.tree_size, receipt.block_number) == (size, 1)
        chain_.blocks[0]["data"] = "0x00"
        assert [row.tree_size for row in anchors_that_differ(session, rpc)] == [size]


@pytest.mark.usefixtures("vault")
def test_the_keeper_does_all_of_it_by_itself_and_bears_a_chain_that_is_down(
    centre: Centre, desk: ContractDesk, caplog: pytest.LogCaptureFixture
) -> None:
    centre.settings = Settings(
        data_dir=centre.settings.data_dir, anchor_url="http://127.0.0.1:9", anchor_key=SecretStr(KEY)
    )
    Keeper(centre, desk).round()
    assert "chain" in caplog.text
