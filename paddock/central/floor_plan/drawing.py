"""Drawing on a line: one more unit financed, if the line, its class and the car allow it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.centre import chinese_date
from paddock.central.changes.models import Feed
from paddock.central.floor_plan.accounts import limits_of, open_unit, open_units, unit_views, use_of
from paddock.central.floor_plan.grading import grade_of
from paddock.central.floor_plan.models import FloorPlanEntryRecord, FloorPlanLine, FloorPlanUnit
from paddock.central.floor_plan.tables import terms_for, terms_text
from paddock.central.identity.scope import DealerScope
from paddock.central.inventory.models import InventoryRecord
from paddock.central.problems import Refusal
from paddock.central.writes import Write
from paddock.domain.checks import Fault
from paddock.domain.floor_plan import FloorPlanTerms, LimitClass
from paddock.domain.floor_plan_line import draw_refusals
from paddock.domain.money import format_yuan
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState
from paddock.domain.vehicle_class import vehicle_class
from paddock.wire.floor_plan import DrawRequest, FloorPlanReceipt
from paddock.wire.inventory import UnitState
from paddock.wire.problems import ProblemCode

_ELSEWHERE: Final = Sentence(
    "此车架号已在另一经销商名下融资, 请核对车架号与来源, 有疑问请联系融资机构",
    "This VIN is financed at another dealer: check the VIN and where the car came from, or call the lender",
)


def locked_line(session: Session, scope: DealerScope) -> FloorPlanLine:
    """The dealer's line, locked until the transaction ends; the feed before it, as every other writer does.

    Raises `Refusal(not_found)` for a dealer without a line.
    """
    session.get(Feed, scope.dealer_id, with_for_update=True)
    line = session.scalars(scope.select(FloorPlanLine).with_for_update()).one_or_none()
    if line is None:
        raise Refusal(ProblemCode.NOT_FOUND)
    return line


def draw(session: Session, write: Write, unit_id: UUID) -> FloorPlanReceipt:
    """Finance a unit of stock, in the caller's transaction.

    Raises `Refusal`: `malformed_request`, `not_found` (no line, no such car), `draw_refused` with every reason.
    """
    wanted = write.parse(DrawRequest)
    write.require_same("id", wanted.id, unit_id)
    write.require_same("Idempotency-Key", write.key, unit_id)
    now = write.centre.clock()
    today = chinese_date(now)
    line = locked_line(session, write.scope)
    car = write.scope.get(session, InventoryRecord, wanted.inventory_unit_id, lock=True)
    limit_class = class_of(car)
    terms = terms_for(limit_class, grade_of(session, write.scope.dealer_id, today).tier)
    refusals = [
        *_car_refusals(session, car),
        *_amount_refusals(wanted, terms),
        *draw_refusals(limits_of(line), use_of(open_units(session, line)), limit_class, wanted.amount_fen, today),
    ]
    if refusals:
        raise _refused(refusals)
    unit = FloorPlanUnit(
        id=unit_id,
        dealer_id=line.dealer_id,
        line_id=line.id,
        inventory_unit_id=car.id,
        vin=car.vin,
        limit_class=limit_class.value,
        cost_fen=wanted.cost_fen,
        drawn_fen=wanted.amount_fen,
        principal_fen=wanted.amount_fen,
        drawn_on=today,
        terms_json=terms_text(terms),
    )
    session.add(unit)
    try:
        session.flush()
    except IntegrityError:
        # Another dealer drew on the same VIN between our look and this row: the index has the last word.
        raise _refused([_ELSEWHERE]) from None
    session.add(entry_of_draw(unit, now, write.scope.staff_name))
    session.flush()
    return FloorPlanReceipt(unit=unit_views(session, [unit], today)[0])


def _refused(refusals: list[Sentence]) -> Refusal:
    return Refusal(ProblemCode.DRAW_REFUSED, faults=[Fault("", "refused", sentence) for sentence in refusals])


def entry_of_draw(unit: FloorPlanUnit, now: datetime, by: str) -> FloorPlanEntryRecord:
    """The movement a unit's account begins with."""
    return FloorPlanEntryRecord(
        id=unit.id,
        unit_id=unit.id,
        dealer_id=unit.dealer_id,
        kind="draw",
        on=unit.drawn_on,
        drawn_fen=unit.drawn_fen,
        principal_paid_fen=0,
        interest_paid_fen=0,
        recorded_at=now,
        by=by,
    )


def class_of(car: InventoryRecord) -> LimitClass:
    """The sub-limit a car falls under."""
    if vehicle_class(car.vin, car.model).is_commercial:
        return LimitClass.COMMERCIAL
    return LimitClass(car.condition)


def _amount_refusals(wanted: DrawRequest, terms: FloorPlanTerms) -> list[Sentence]:
    most = wanted.cost_fen * terms.advance_percent // 100
    if wanted.amount_fen <= most:
        return []
    return [
        Sentence(
            f"最多可融资购车成本的 {terms.advance_percent}%: {format_yuan(most)}",
            f"At most {terms.advance_percent}% of the cost is financed: {format_yuan(most)}",
        )
    ]


def _car_refusals(session: Session, car: InventoryRecord) -> list[Sentence]:
    """What speaks against the car itself. Another dealer's hold on it is said without naming the dealer."""
    refusals = []
    if car.state == UnitState.SOLD:
        refusals.append(Sentence("此车已售出", "The car is sold"))
    holder = open_unit(session, car.vin)
    if holder is not None and holder.dealer_id == car.dealer_id:
        refusals.append(Sentence("此车已在库融资中", "The car is financed already"))
    elif holder is not None:
        refusals.append(_ELSEWHERE)
    signed = select(ApplicationRecord.id).where(
        ApplicationRecord.vin == car.vin, ApplicationRecord.state == ApplicationState.SIGNED.value
    )
    if car.state != UnitState.SOLD and session.scalars(signed.limit(1)).first() is not None:
        refusals.append(
            Sentence(
                "此车架号有履约中的零售合同, 须先结清", "This VIN is under a running retail contract: settle it first"
            )
        )
    return refusals
