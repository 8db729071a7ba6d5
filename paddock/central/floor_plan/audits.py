"""Stock audits: the dealer's financed cars against what was scanned on its lot, with what explains each difference."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.centre import Centre
from paddock.central.floor_plan.accounts import open_unit, open_units
from paddock.central.floor_plan.drawing import locked_line
from paddock.central.floor_plan.models import FloorPlanSale, FloorPlanUnit, StockAudit
from paddock.central.inventory.models import InventoryRecord
from paddock.central.problems import Refusal
from paddock.central.writes import Write
from paddock.domain.sentences import Sentence
from paddock.domain.stock_audit import AuditOutcome, LotScan, audit
from paddock.wire.inventory import UnitState
from paddock.wire.problems import ProblemCode
from paddock.wire.stock_audits import AuditLine, AuditScan, AuditSubmission, AuditView

_FOUND = Sentence("在场", "On the lot")


def receive_audit(session: Session, write: Write, audit_id: UUID) -> AuditView:
    """Take an audit in, in the caller's transaction.

    Raises `Refusal`: `malformed_request`, `not_found` for a dealer without a line.
    """
    sent = write.parse(AuditSubmission)
    write.require_same("id", sent.id, audit_id)
    write.require_same("Idempotency-Key", write.key, audit_id)
    now = write.centre.clock()
    units = {unit.vin: unit for unit in open_units(session, locked_line(session, write.scope))}
    scans = [LotScan(one.vin, one.at, one.latitude, one.longitude, one.image_sha256) for one in sent.scans]
    found = audit(units.keys(), scans, sent.started_at, sent.finished_at)
    explain = _Explaining(session, write.scope.dealer_id)
    first_seen = {one.vin: one for one in reversed(sent.scans)}
    lines = [
        *(_line(vin, "missing", explain.missing(units[vin]), found, units, first_seen) for vin in found.missing),
        *(_line(vin, "extra", explain.unexpected(vin), found, units, first_seen) for vin in found.extra),
        *(_line(vin, "matched", _FOUND, found, units, first_seen) for vin in found.matched),
    ]
    view = AuditView(
        id=audit_id,
        received_at=now,
        started_at=sent.started_at,
        finished_at=sent.finished_at,
        audited_by=sent.audited_by,
        matched=len(found.matched),
        missing=len(found.missing),
        extra=len(found.extra),
        missing_principal_fen=sum(units[vin].principal_fen for vin in found.missing),
        lines=lines,
    )
    session.add(
        StockAudit(
            id=audit_id,
            dealer_id=write.scope.dealer_id,
            received_at=now,
            finished_at=sent.finished_at,
            body=write.body,
            financed=len(units),
            missing=len(found.missing),
            view_json=view.model_dump_json(),
        )
    )
    session.flush()
    return view


def audit_of(centre: Centre, audit_id: UUID) -> AuditView:
    """Any dealer's audit, for the lender. Raises `Refusal(not_found)`."""
    with centre.database.reading() as session:
        kept = session.get(StockAudit, audit_id)
    if kept is None:
        raise Refusal(ProblemCode.NOT_FOUND)
    return AuditView.model_validate_json(kept.view_json)


def _line(
    vin: str,
    outcome: str,
    explanation: Sentence,
    found: AuditOutcome,
    units: dict[str, FloorPlanUnit],
    seen: dict[str, AuditScan],
) -> AuditLine:
    unit, scan = units.get(vin), seen.get(vin)
    return AuditLine(
        vin=vin,
        outcome=outcome,
        explanation=explanation,
        flags=list(found.flags.get(vin, ())),
        principal_fen=unit.principal_fen if unit else None,
        seen_at=scan.at if scan else None,
        latitude=scan.latitude if scan else None,
        longitude=scan.longitude if scan else None,
        image_sha256=scan.image_sha256 if scan else None,
    )


class _Explaining:
    """What the centre knows of a car that was not where it should be."""

    def __init__(self, session: Session, dealer_id: UUID) -> None:
        self._session, self._dealer_id = session, dealer_id

    def missing(self, unit: FloorPlanUnit) -> Sentence:
        query = select(FloorPlanSale).where(
            FloorPlanSale.vin == unit.vin,
            FloorPlanSale.dealer_id == self._dealer_id,
            FloorPlanSale.sold_on >= unit.drawn_on,
        )
        sale = self._session.scalars(query).first()
        if sale is not None:
            return Sentence(
                f"已于 {sale.sold_on} 售出, 应在 {sale.pay_by} 前结清",
                f"Sold on {sale.sold_on}: to be paid off by {sale.pay_by}",
            )
        return Sentence(
            "未在场: 请说明去向 (试驾、维修、异地展示), 或立即结清",
            "Not on the lot: say where it is (test drive, repair, shown elsewhere), or pay it off now",
        )

    def unexpected(self, vin: str) -> Sentence:
        if open_unit(self._session, vin) is not None:
            return Sentence(
                "此车在另一经销商名下融资, 请立即联系融资机构", "Financed at another dealer: call the lender at once"
            )
        own = self._session.scalars(
            select(InventoryRecord).where(InventoryRecord.vin == vin, InventoryRecord.dealer_id == self._dealer_id)
        ).first()
        if own is None:
            return Sentence("未登记入库: 请登记或核对车架号", "Not in stock: register it, or check the VIN")
        if own.state == UnitState.SOLD:
            return Sentence("已售出, 尚未交车", "Sold, and not handed over yet")
        return Sentence("自有库存, 未融资", "Own stock, not financed")
