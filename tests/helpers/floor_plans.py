"""A centre with two dealers, their stock and their lines, below HTTP and with a calendar of its own."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from fastapi import Response
from sqlalchemy import select

from paddock.central.applications.models import ApplicationRecord
from paddock.central.centre import Centre, chinese_date
from paddock.central.floor_plan.drawing import draw
from paddock.central.floor_plan.lender import LineOrder, set_line
from paddock.central.floor_plan.overview import overview
from paddock.central.floor_plan.paying import note_sale, pay
from paddock.central.identity.models import StaffMember, Workstation
from paddock.central.identity.sample import add_dealer
from paddock.central.identity.scope import DealerScope
from paddock.central.identity.tokens import new_token, token_hash
from paddock.central.inventory.models import InventoryRecord
from paddock.central.inventory.service import stock_sample
from paddock.central.migrations.run import upgrade
from paddock.central.settings import Settings
from paddock.central.writes import Write
from paddock.domain.floor_plan import LimitClass
from paddock.domain.states import ApplicationState
from paddock.wire.floor_plan import DrawRequest, FloorPlanReceipt, FloorPlanUnitView, FloorPlanView, PaymentRequest
from paddock.wire.messages import canonical_json
from paddock.wire.problems import Problem
from paddock.wire.receipts import ReceiptKind
from tests.helpers.central_server import new_id

START = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
YUAN = 100


@dataclass
class FloorPlanBench:
    """Everything a test asks of the floor plan; `days` moves the calendar."""

    data_dir: Path
    database_url: str = ""
    days: int = 0
    centre: Centre = field(init=False)
    scopes: dict[str, DealerScope] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.centre = Centre.opened(Settings(data_dir=self.data_dir, database_url=self.database_url))
        self.centre.clock = self.now
        upgrade(self.centre.database)
        for name in ("东湖", "南湖"):
            self.scopes[name] = self._dealer(name)

    def now(self) -> datetime:
        return START + timedelta(days=self.days)

    @property
    def today(self) -> date:
        return chinese_date(self.now())

    def _dealer(self, name: str) -> DealerScope:
        scope = DealerScope(new_id(), name, new_id(), "李娜")
        staff_id = new_id()
        with self.centre.database.writing() as session:
            add_dealer(session, scope.dealer_id, name, "武汉", self.now())
            session.add(StaffMember(id=staff_id, dealer_id=scope.dealer_id, name="李娜"))
            session.flush()
            session.add(
                Workstation(
                    id=scope.workstation_id,
                    dealer_id=scope.dealer_id,
                    staff_id=staff_id,
                    token_sha256=token_hash(new_token()),
                    enrolled_at=self.now(),
                )
            )
            stock_sample(session, scope.dealer_id, self.now())
        self.set_line(scope, 3_000_000)
        return scope

    def set_line(self, scope: DealerScope, total_yuan: int, *, frozen: bool = False) -> None:
        limits = {LimitClass.NEW: total_yuan * YUAN, LimitClass.USED: total_yuan * YUAN // 2}
        order = LineOrder(scope.dealer_id, total_yuan * YUAN, limits, date(2028, 12, 31), frozen=frozen)
        set_line(self.centre, order, "周岚")

    def cars(self, name: str = "东湖", condition: str = "used") -> list[InventoryRecord]:
        query = select(InventoryRecord).where(
            InventoryRecord.dealer_id == self.scopes[name].dealer_id, InventoryRecord.condition == condition
        )
        with self.centre.database.reading() as session:
            return list(session.scalars(query.order_by(InventoryRecord.vin)))

    def draw(
        self,
        car: InventoryRecord,
        amount_yuan: int,
        *,
        name: str = "东湖",
        cost_yuan: int = 0,
        unit_id: UUID | None = None,
        centre: Centre | None = None,
    ) -> FloorPlanReceipt | Problem:
        unit_id = unit_id or new_id()
        wanted = DrawRequest(
            id=unit_id,
            inventory_unit_id=car.id,
            cost_fen=(cost_yuan or 2 * amount_yuan) * YUAN,
            amount_fen=amount_yuan * YUAN,
        )
        write = Write(centre or self.centre, self.scopes[name], unit_id, canonical_json(wanted))
        return read(write.answer(ReceiptKind.DRAW, unit_id, lambda session: draw(session, write, unit_id)))

    def drawn(self, car: InventoryRecord, amount_yuan: int) -> FloorPlanUnitView:
        receipt = self.draw(car, amount_yuan)
        assert isinstance(receipt, FloorPlanReceipt), receipt
        return receipt.unit

    def pay(self, unit_id: UUID, amount_fen: int, *, name: str = "东湖") -> FloorPlanReceipt | Problem:
        payment_id = new_id()
        wanted = PaymentRequest(id=payment_id, unit_id=unit_id, amount_fen=amount_fen)
        write = Write(self.centre, self.scopes[name], payment_id, canonical_json(wanted))
        return read(write.answer(ReceiptKind.PAYMENT, payment_id, lambda session: pay(session, write, payment_id)))

    def sell(self, vin: str, name: str = "东湖") -> UUID:
        """Note the sale of a signed retail deal."""
        scope = self.scopes[name]
        record = ApplicationRecord(
            id=new_id(),
            dealer_id=scope.dealer_id,
            workstation_id=scope.workstation_id,
            received_at=self.now(),
            body=b"{}",
            body_sha256="0" * 64,
            vin=vin,
            state=ApplicationState.SIGNED.value,
            version=6,
        )
        with self.centre.database.writing() as session:
            session.add(record)
            session.flush()
            note_sale(session, record, self.now())
        return record.id

    def overview(self, name: str = "东湖") -> FloorPlanView:
        with self.centre.database.reading() as session:
            return overview(session, self.scopes[name].dealer_id, self.today)


def read(response: Response) -> FloorPlanReceipt | Problem:
    """The answer, whichever it is."""
    body = bytes(response.body)
    return (
        FloorPlanReceipt.model_validate_json(body) if response.status_code == 200 else Problem.model_validate_json(body)
    )
