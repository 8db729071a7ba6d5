"""What the lender does with lines: open, change, freeze, and see what was sold and not paid."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from paddock.central.centre import Centre
from paddock.central.floor_plan.accounts import unit_views
from paddock.central.floor_plan.models import FloorPlanLine, FloorPlanUnit
from paddock.central.identity.models import Dealer
from paddock.domain.errors import BadInput
from paddock.domain.floor_plan import LimitClass
from paddock.domain.floor_plan_line import LineLimits
from paddock.domain.money import Fen
from paddock.domain.sentences import Sentence
from paddock.wire.floor_plan import FloorPlanUnitView


@dataclass(frozen=True, slots=True)
class LineOrder:
    """What a line shall be from now on."""

    dealer_id: UUID
    total_fen: Fen
    by_class: Mapping[LimitClass, Fen]
    valid_until: date
    frozen: bool = False


def set_line(centre: Centre, order: LineOrder, by: str) -> None:
    """Open the dealer's line, or change it. A limit below what is drawn stops new draws and takes nothing back.

    Raises:
        BadInput: no such dealer, or limits that contradict each other.
    """
    try:
        LineLimits(order.total_fen, order.by_class, order.valid_until)
    except ValueError:
        raise BadInput(
            Sentence(
                "额度不能为负, 且分项额度不能超过总额度", "Limits are not negative, and no sub-limit is above the whole"
            )
        ) from None
    now = centre.clock()
    with centre.database.writing() as session:
        if session.get(Dealer, order.dealer_id) is None:
            raise BadInput(Sentence(f"没有经销商 {order.dealer_id}", f"There is no dealer {order.dealer_id}"))
        query = select(FloorPlanLine).where(FloorPlanLine.dealer_id == order.dealer_id).with_for_update()
        line = session.scalars(query).one_or_none()
        if line is None:
            line = FloorPlanLine(id=uuid7(), dealer_id=order.dealer_id, opened_at=now)
            session.add(line)
        line.total_limit_fen = order.total_fen
        line.limits_json = json.dumps({one.value: fen for one, fen in order.by_class.items()})
        line.valid_until = order.valid_until
        line.frozen = order.frozen
        line.changed_at = now
        line.changed_by = by


def sold_not_paid(session: Session, today: date) -> list[FloorPlanUnitView]:
    """Every dealer's sold units that still owe, the longest overdue first."""
    units = list(session.scalars(select(FloorPlanUnit).where(FloorPlanUnit.closed_on.is_(None))))
    sold = [view for view in unit_views(session, units, today) if view.sale is not None]
    return sorted(sold, key=lambda view: view.sale.pay_by if view.sale else today)
