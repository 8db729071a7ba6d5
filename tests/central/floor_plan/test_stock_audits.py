"""An audit names what is missing and what is too much, says why as far as anybody knows, and marks odd scans."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from paddock.central.floor_plan.audits import receive_audit
from paddock.central.floor_plan.grading import grade_of
from paddock.central.writes import Write
from paddock.domain.stock_audit import LotScan, ScanFlag, audit
from paddock.wire.floor_plan import FloorPlanReceipt
from paddock.wire.messages import canonical_json
from paddock.wire.receipts import ReceiptKind
from paddock.wire.stock_audits import AuditScan, AuditSubmission, AuditView
from tests.helpers.central_server import new_id
from tests.helpers.floor_plans import START, FloorPlanBench

UNKNOWN = "LSVAU2A37N2183294"


def send(bench: FloorPlanBench, scans: list[AuditScan]) -> AuditView:
    audit_id = new_id()
    sent = AuditSubmission(
        id=audit_id,
        started_at=bench.now() - timedelta(hours=2),
        finished_at=bench.now(),
        audited_by="周岚",
        scans=scans,
    )
    write = Write(bench.centre, bench.scopes["东湖"], audit_id, canonical_json(sent))
    answer = write.answer(ReceiptKind.AUDIT, audit_id, lambda session: receive_audit(session, write, audit_id))
    assert answer.status_code == 200, answer.body
    return AuditView.model_validate_json(bytes(answer.body))


def scan(bench: FloorPlanBench, vin: str, photo: str | None = "a", **place: float) -> AuditScan:
    sha256 = None if photo is None else photo.ljust(64, "0")
    return AuditScan(vin=vin, at=bench.now() - timedelta(hours=1), image_sha256=sha256, **place)


def test_what_is_missing_what_is_too_much_and_why(bench: FloorPlanBench) -> None:
    financed = bench.cars()[:4]
    for car in financed:
        bench.drawn(car, 40_000)
    theirs = bench.cars("南湖")[5]
    assert isinstance(bench.draw(theirs, 10_000, name="南湖"), FloorPlanReceipt)
    bench.sell(financed[3].vin)
    own = bench.cars()[6]
    bench.days = 2
    view = send(
        bench,
        [
            scan(bench, financed[0].vin, "a", latitude=30.59, longitude=114.31),
            scan(bench, financed[1].vin, "a", latitude=30.59, longitude=114.31),
            scan(bench, own.vin, None, latitude=30.59, longitude=114.31),
            scan(bench, theirs.vin, "c", latitude=31.2, longitude=114.31),
            scan(bench, UNKNOWN, "d"),
        ],
    )
    assert (view.matched, view.missing, view.extra) == (2, 2, 3)
    assert view.missing_principal_fen == 8_000_000
    said = {line.vin: (line.explanation.zh, line.flags) for line in view.lines}
    assert "说明去向" in said[financed[2].vin][0]
    assert "售出" in said[financed[3].vin][0]
    assert said[own.vin] == ("自有库存, 未融资", [ScanFlag.NO_PHOTO])
    assert "另一经销商" in said[theirs.vin][0]
    assert said[theirs.vin][1] == [ScanFlag.FAR_AWAY]
    assert "未登记" in said[UNKNOWN][0]
    assert said[financed[0].vin][1] == [ScanFlag.PHOTO_USED_TWICE]
    assert [line.outcome for line in view.lines][:2] == ["missing", "missing"]


def test_missing_cars_cost_points(bench: FloorPlanBench) -> None:
    cars = bench.cars()[:2]
    for car in cars:
        bench.drawn(car, 40_000)
    send(bench, [scan(bench, car.vin) for car in cars])
    whole = points(bench)
    send(bench, [scan(bench, cars[0].vin)])
    # A quarter of the cars of both audits was missing.
    assert (whole["audit_missing_percent"], points(bench)["audit_missing_percent"]) == (15, 0)


def points(bench: FloorPlanBench) -> dict[str, int]:
    with bench.centre.database.reading() as session:
        found = grade_of(session, bench.scopes["东湖"].dealer_id, bench.today)
    return {line.measure.name: line.points for line in found.lines}


vins = st.sampled_from([f"LSVAU2A37N218{number:04d}" for number in range(8)])


@given(st.sets(vins), st.lists(vins))
def test_every_car_is_in_exactly_one_list(expected: set[str], seen: list[str]) -> None:
    scans = [LotScan(vin, START, None, None, None) for vin in seen]
    found = audit(expected, scans, START, START)
    assert sorted([*found.matched, *found.missing, *found.extra]) == sorted(expected | set(seen))
    assert set(found.matched) | set(found.missing) == expected
    assert set(found.flags) == set(seen)
