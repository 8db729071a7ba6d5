"""One contract for an application, whatever happens."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from paddock.central.applications.models import ApplicationRecord
from paddock.central.changes.models import ChangeRecord, Feed
from paddock.central.contracts.desk import ContractDesk, open_desk
from paddock.central.contracts.drawing import areas_of, draw_up_contract
from paddock.central.contracts.models import ContractFile, ContractRecord
from paddock.central.contracts.rendering import render_contract
from paddock.central.database import Database
from paddock.central.identity.models import Dealer, StaffMember, Workstation
from paddock.central.keys import KeyFolder
from paddock.central.migrations.run import upgrade
from paddock.domain.plans import PlanKind
from paddock.domain.states import ApplicationState
from paddock.wire.decisions import Offer
from paddock.wire.messages import canonical_json, sha256_hex
from tests.helpers.contracts import APPLICATION_ID, DEALER_ID, offer, submission, terms

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'central.db'}")
    upgrade(database)
    body = canonical_json(submission())
    staff, workstation = uuid4(), uuid4()
    with database.writing() as session:
        session.add(Dealer(id=DEALER_ID, name="杭州湖畔名车", city="杭州", created_at=NOW))
        session.flush()
        session.add_all(
            [
                Feed(dealer_id=DEALER_ID, feed_id=uuid4(), last_sequence=0),
                StaffMember(id=staff, dealer_id=DEALER_ID, name="李娜"),
            ]
        )
        session.flush()
        session.add(
            Workstation(
                id=workstation,
                dealer_id=DEALER_ID,
                staff_id=staff,
                token_sha256="00" * 32,
                enrolled_at=NOW,
                revoked_at=None,
            )
        )
        session.flush()
        session.add(
            ApplicationRecord(
                id=APPLICATION_ID,
                dealer_id=DEALER_ID,
                workstation_id=workstation,
                received_at=NOW,
                body=body,
                body_sha256=sha256_hex(body),
                vin="LSVAU2A32N2183294",
                state=ApplicationState.APPROVED.value,
                version=1,
            )
        )
    yield database
    database.close()


@pytest.fixture
def desk(tmp_path: Path) -> ContractDesk:
    return open_desk(KeyFolder(tmp_path / "keys"), "http://127.0.0.1:9/tsa", NOW, uses_sandbox=True)


def plan_offer(kind: PlanKind = PlanKind.SALE_AND_LEASEBACK) -> Offer:
    return offer().model_copy(update={"kind": kind})


def draw(database: Database, desk: ContractDesk, accepted: Offer) -> ContractRecord:
    with database.writing() as session:
        application = session.get_one(ApplicationRecord, APPLICATION_ID)
        return draw_up_contract(session, desk, application, accepted, NOW)


def test_asking_twice_gives_the_same_contract_and_tells_the_dealer_once(database: Database, desk: ContractDesk) -> None:
    first, again = (draw(database, desk, plan_offer()) for _ in range(2))
    assert (first.id, first.number, first.document_sha256) == (again.id, again.number, again.document_sha256)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ContractRecord)) == 1
        assert session.scalar(select(func.count()).select_from(ContractFile)) == 1
        assert session.scalar(select(func.count()).select_from(ChangeRecord)) == 1


def test_the_kept_file_is_the_rendered_one_and_the_areas_come_back(database: Database, desk: ContractDesk) -> None:
    contract = draw(database, desk, plan_offer(PlanKind.DIRECT_LEASE))
    with database.reading() as session:
        file = session.get_one(ContractFile, (contract.id, 1))
        assert sha256_hex(file.pdf) == file.sha256 == contract.document_sha256
    assert areas_of(contract) == render_contract(terms()).areas


def test_the_database_itself_refuses_a_second_contract(database: Database, desk: ContractDesk) -> None:
    contract = draw(database, desk, plan_offer())
    twin = ContractRecord(
        id=uuid4(),
        dealer_id=DEALER_ID,
        application_id=APPLICATION_ID,
        number="ZL0",
        state="drafted",
        version=1,
        document_sha256=contract.document_sha256,
        pages=1,
        clause_version="2026-11",
        signature_areas="[]",
        customer_name="欧阳晓雯",
        application_sha256="00" * 32,
        created_at=NOW,
    )
    with pytest.raises(IntegrityError), database.writing() as session:
        session.add(twin)
