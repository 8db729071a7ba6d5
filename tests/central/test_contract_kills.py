"""Kill -9 between any two steps from the accepted offer to the anchor: one contract, one entry, nothing half-signed."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from paddock.app.services.verification import Verdict
from paddock.app.services.verification.packages import verify_package
from paddock.central.archive.models import ArchiveEntry
from paddock.central.centre import Centre
from paddock.central.contracts.desk import open_desk
from paddock.central.contracts.models import ContractFile, ContractRecord
from paddock.central.evidence.log import events_of
from paddock.central.evidence.models import AnchorRow, EvidenceLeafRow
from paddock.central.evidence.packaging import package_of, trust_of
from paddock.central.keys import keys_of
from paddock.central.migrations.run import upgrade
from paddock.central.seeding import seed_sample
from paddock.central.settings import Settings
from paddock.wire.contracts import ContractState
from tests.helpers.central_server import child_environment
from tests.helpers.chain_node import ChainNode, chain_node
from tests.helpers.contract_kill_rig import POINTS
from tests.helpers.contracts import sandbox_tsa, submission
from tests.helpers.received import received
from tests.helpers.rounds import TORTURE

SLICE = ("draft logged", "lessor stamped", "anchor kept")
"""In the gate; `make torture` takes them all."""
CHOSEN = tuple(POINTS) if TORTURE else SLICE


@contextmanager
def rig() -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.helpers.contract_kill_rig"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=child_environment({})
    )
    try:
        yield process
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.wait(60)
        process.stdout.close()


def ordered(process: "subprocess.Popen[str]", **order: str | None) -> int:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()
    return int(process.stdout.readline())


def signed_is_whole(folder: Path) -> None:
    """Whatever was killed: what is shown as signed is signed by all, and every version has its signature."""
    centre = Centre.opened(Settings(data_dir=folder))
    with centre.database.reading() as session:
        for contract in session.scalars(select(ContractRecord)):
            versions = session.scalar(select(func.count()).select_from(ContractFile))
            assert versions == contract.version == 1 + len(contract.signatures)
            said = [event.leaf.event for event in events_of(session, contract.id)]
            complete = contract.contract_state is ContractState.SIGNED
            assert complete == ("contract_signed" in said) == (len(contract.signatures) == 3)
    centre.database.close()


@pytest.mark.torture
@pytest.mark.timeout(1200)
def test_whatever_is_killed_there_is_one_contract_and_one_entry(tmp_path: Path) -> None:
    with rig() as process, chain_node() as (node, chain):
        for point in CHOSEN:
            node.blocks.clear()
            folder = tmp_path / point.replace(" ", "-")
            centre = Centre.opened(Settings(data_dir=folder))
            upgrade(centre.database)
            seed_sample(centre)
            received(centre, submission(months=6))
            keys = keys_of(centre.settings)
            centre.database.close()
            with sandbox_tsa(keys) as tsa:
                order = {"data_dir": str(folder), "tsa": tsa, "chain": chain}
                assert ordered(process, **order, point=point) == signal.SIGKILL, point
                signed_is_whole(folder)
                assert ordered(process, **order, point=None) == 0, point
                signed_is_whole(folder)
                is_one_of_everything(folder, node, tsa)


def is_one_of_everything(folder: Path, node: ChainNode, tsa: str) -> None:
    centre = Centre.opened(Settings(data_dir=folder))
    desk = open_desk(keys_of(centre.settings), tsa, centre.clock(), uses_sandbox=True)
    with centre.database.reading() as session:
        contract = session.scalars(select(ContractRecord)).one()
        assert contract.contract_state is ContractState.SIGNED
        assert session.scalars(select(ArchiveEntry)).one().contract_id == contract.id
        events = [event.leaf.event for event in events_of(session, contract.id)]
        assert len(events) == len(set(events)) == session.scalar(select(func.count()).select_from(EvidenceLeafRow))
        assert events[-2:] == ["contract_signed", "contract_archived"]
        anchors = session.scalars(select(AnchorRow)).all()
        assert [row.block_number is not None for row in anchors] == [True]
        assert len(node.blocks) == 1
        package = package_of(session, contract, trust_of(desk), centre.clock())
        assert verify_package(package, trust_of(desk)).verdict is Verdict.VALID
    centre.database.close()
