"""Two dealers of one centre in this process, and what they may ask it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from fastapi import FastAPI
from sqlalchemy import select

from paddock.central.assembly import create_full_app
from paddock.central.centre import Centre
from paddock.central.floor_plan.models import FloorPlanUnit
from paddock.central.floor_plan.sample import floor_plan_sample
from paddock.central.identity.models import StaffMember, Workstation
from paddock.central.identity.sample import DEALER_ID, DEALER_NAME, STAFF_NAME, WORKSTATION_ID, add_dealer
from paddock.central.identity.scope import DealerScope
from paddock.central.identity.tokens import new_token, token_hash
from paddock.central.inventory.service import stock_sample
from paddock.central.migrations.run import upgrade
from paddock.central.settings import Settings
from tests.helpers.applications import submission
from tests.helpers.central_server import new_id


def scope_of_sample(centre: Centre) -> DealerScope:
    """The sample workstation, as the endpoints see it."""
    with centre.database.reading() as session:
        session.get_one(Workstation, WORKSTATION_ID)
    return DealerScope(DEALER_ID, DEALER_NAME, WORKSTATION_ID, STAFF_NAME)


class TwoDealers:
    """Dealer A, who has stock, and dealer B, who has none; one workstation each."""

    def __init__(self, data_dir: Path, database_url: str = "") -> None:
        self.centre = Centre.opened(
            Settings(data_dir=data_dir, database_url=database_url, sandbox_url="http://127.0.0.1:9")
        )
        upgrade(self.centre.database)
        self.ids = {"A": new_id(), "B": new_id()}
        self.tokens = {name: new_token() for name in self.ids}
        self.workstations = {name: new_id() for name in self.ids}
        now = self.centre.clock()
        with self.centre.database.writing() as session:
            for name, dealer_id in self.ids.items():
                add_dealer(session, dealer_id, f"{name} 店", "武汉", now)
                staff_id = new_id()
                session.add(StaffMember(id=staff_id, dealer_id=dealer_id, name=name))
                session.flush()
                session.add(
                    Workstation(
                        id=self.workstations[name],
                        dealer_id=dealer_id,
                        staff_id=staff_id,
                        token_sha256=token_hash(self.tokens[name]),
                        enrolled_at=now,
                    )
                )
        with self.centre.database.writing() as session:
            stock_sample(session, self.ids["A"], now)
            floor_plan_sample(session, self.ids["A"], now)
            floor_plan_sample(session, self.ids["B"], now)
        self.app: FastAPI = create_full_app(self.centre)

    @property
    def financed(self) -> FloorPlanUnit:
        """A financed car of dealer A."""
        query = select(FloorPlanUnit).where(FloorPlanUnit.dealer_id == self.ids["A"]).limit(1)
        with self.centre.database.reading() as session:
            return session.scalars(query).one()

    def revoke(self, name: str) -> None:
        """The dealer's workstation is not to be let in any more."""
        with self.centre.database.writing() as session:
            session.get_one(Workstation, self.workstations[name]).revoked_at = self.centre.clock()


@contextmanager
def two_dealers(data_dir: Path, database_url: str = "") -> Iterator[TwoDealers]:
    """The two on a new database, closed at the end."""
    dealers = TwoDealers(data_dir, database_url)
    try:
        yield dealers
    finally:
        dealers.centre.database.close()


def endpoints(app: FastAPI) -> set[tuple[str, str]]:
    """Every method and path the application answers."""
    return {(method, path) for path, methods in app.openapi()["paths"].items() for method in map(str.upper, methods)}


def path_for(path: str, application_id: UUID) -> str:
    """The path with every name filled in: ids by `application_id`."""
    names = (
        "application_id",
        "contract_id",
        "draft_id",
        "snooze_id",
        "stipulation_id",
        "unit_id",
        "payment_id",
        "audit_id",
        "clause_id",
    )
    ids = dict.fromkeys(names, application_id)
    return path.format(**ids, role="customer", sha256="0" * 64, number=1, rule="ID-01", vin=submission().vehicle.vin)


def acceptance_body(key: UUID, application_id: UUID) -> bytes:
    """An `OfferAcceptance`."""
    return (
        f'{{"id":"{key}","application_id":"{application_id}","offer_id":"x",'
        '"accepted_at":"2026-11-23T06:00:00Z","accepted_by":"李娜"}'
    ).encode()


def answer_body(key: UUID, application_id: UUID) -> bytes:
    """A `StipulationAnswer`."""
    return (
        f'{{"id":"{key}","application_id":"{application_id}","stipulation_id":"{application_id}","text":"已补",'
        '"images":[],"answered_at":"2026-11-23T06:00:00Z","answered_by":"李娜"}'
    ).encode()


def signature_body(key: UUID, contract_id: UUID) -> bytes:
    """A `SignatureSubmission`."""
    stroke = ",".join(f'{{"x":0.{n},"y":0.{n},"ms":{n * 20}}}' for n in range(1, 10))
    return (
        f'{{"id":"{key}","contract_id":"{contract_id}","role":"customer","signer_name":"王小川",'
        f'"signed_at":"2026-11-23T06:00:00Z","document_sha256":"{"0" * 64}","pad_aspect":2.5,'
        f'"strokes":[[{stroke}],[{stroke}]]}}'
    ).encode()


def movement_body(path: str, key: UUID, unit: FloorPlanUnit) -> bytes:
    """A payment for, or a draw on, a financed car."""
    if path.endswith("{payment_id}"):
        return f'{{"id":"{key}","unit_id":"{unit.id}","amount_fen":1}}'.encode()
    return f'{{"id":"{key}","inventory_unit_id":"{unit.inventory_unit_id}","cost_fen":2,"amount_fen":1}}'.encode()
