"""Paying on a unit, and paying it off from the disbursement of the retail deal it was sold with."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.applications.models import ApplicationRecord
from paddock.central.centre import Centre, chinese_date
from paddock.central.floor_plan.accounts import accounts_of, open_unit, unit_views
from paddock.central.floor_plan.drawing import locked_line
from paddock.central.floor_plan.models import FloorPlanEntryRecord, FloorPlanLine, FloorPlanSale, FloorPlanUnit
from paddock.central.floor_plan.tables import terms_of
from paddock.central.problems import Refusal, malformed_field, state_conflict
from paddock.central.writes import Write
from paddock.domain.floor_plan import PaymentSplit, split_payment
from paddock.domain.money import Fen, format_yuan
from paddock.domain.sentences import Sentence
from paddock.wire.floor_plan import FloorPlanReceipt, PaymentRequest
from paddock.wire.problems import ProblemCode


def pay(session: Session, write: Write, payment_id: UUID) -> FloorPlanReceipt:
    """Take a payment on a unit, in the caller's transaction: interest first, then principal.

    Raises `Refusal`: `malformed_request` (also for more than is owed), `not_found`, `state_conflict` when the unit
    is paid off already.
    """
    wanted = write.parse(PaymentRequest)
    write.require_same("id", wanted.id, payment_id)
    write.require_same("Idempotency-Key", write.key, payment_id)
    now = write.centre.clock()
    locked_line(session, write.scope)
    unit = write.scope.get(session, FloorPlanUnit, wanted.unit_id, lock=True)
    if unit.closed_on is not None:
        raise state_conflict(
            f"此车已于 {unit.closed_on} 结清, 无需再付", f"The unit was paid off on {unit.closed_on}: nothing is owed"
        )
    split = _book(session, unit, wanted.amount_fen, payment_id, "payment", now, write.scope.staff_name)
    return FloorPlanReceipt(
        unit=unit_views(session, [unit], chinese_date(now))[0],
        interest_paid_fen=split.interest_fen,
        principal_paid_fen=split.principal_fen,
    )


def _book(
    session: Session, unit: FloorPlanUnit, amount_fen: Fen, entry_id: UUID, kind: str, now: datetime, by: str
) -> PaymentSplit:
    today = chinese_date(now)
    owed = accounts_of(session, [unit], today)[unit.id]
    if amount_fen > owed.payoff_fen:
        said = format_yuan(owed.payoff_fen)
        raise malformed_field(
            "amount_fen",
            Sentence(f"超过应付总额: 今日结清金额 {said}", f"More than is owed: the payoff today is {said}"),
        )
    split = split_payment(owed, amount_fen)
    session.add(
        FloorPlanEntryRecord(
            id=entry_id,
            unit_id=unit.id,
            dealer_id=unit.dealer_id,
            kind=kind,
            on=today,
            drawn_fen=0,
            principal_paid_fen=split.principal_fen,
            interest_paid_fen=split.interest_fen,
            recorded_at=now,
            by=by,
        )
    )
    unit.principal_fen -= split.principal_fen
    if amount_fen == owed.payoff_fen:
        unit.closed_on = today
    session.flush()
    return split


def note_sale(session: Session, application: ApplicationRecord, now: datetime) -> None:
    """A retail deal was signed: if its car is financed by this dealer, its payoff is owed from now on.

    From this moment it is listed as sold and not paid, at the dealer's and at the lender's.
    """
    unit = open_unit(session, application.vin, application.dealer_id)
    if unit is None:
        return
    sold_on = chinese_date(now)
    session.add(
        FloorPlanSale(
            application_id=application.id,
            dealer_id=application.dealer_id,
            vin=unit.vin,
            sold_on=sold_on,
            pay_by=pay_by(unit, sold_on),
        )
    )


def pay_by(unit: FloorPlanUnit, sold_on: date) -> date:
    """The last day on which a sold unit may be paid off."""
    return sold_on + timedelta(days=terms_of(unit.terms_json).days_to_pay_after_sale)


def settle(centre: Centre, application_id: UUID, disbursed_fen: Fen, by: str) -> Fen:
    """Pay a sold unit off from what its retail deal pays out; returns what is left for the dealer, in fen.

    Calling it again for the same application changes nothing and gives the same answer. If the disbursement does not
    cover the payoff, all of it is taken and the rest stays owed.

    Raises `Refusal`: `not_found` for an application without a financed car.
    """
    now = centre.clock()
    with centre.database.writing() as session:
        sale = session.get(FloorPlanSale, application_id)
        if sale is None:
            raise Refusal(ProblemCode.NOT_FOUND)
        session.scalars(select(FloorPlanLine).where(FloorPlanLine.dealer_id == sale.dealer_id).with_for_update()).one()
        booked = session.get(FloorPlanEntryRecord, application_id)
        if booked is not None:
            return disbursed_fen - booked.principal_paid_fen - booked.interest_paid_fen
        unit = open_unit(session, sale.vin, sale.dealer_id, lock=True)
        if unit is None:
            return disbursed_fen
        payoff = accounts_of(session, [unit], chinese_date(now))[unit.id].payoff_fen
        taken = min(payoff, disbursed_fen)
        _book(session, unit, taken, application_id, "disbursement", now, by)
        return disbursed_fen - taken
