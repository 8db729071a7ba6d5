"""Every application gets a lane, by the first row that fits; a table that is not whole is not used at all."""

import json
from dataclasses import replace
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given

from paddock.central.lanes.clock import FEWEST, promise_of
from paddock.central.lanes.table import FLOOD, LaneFacts, LaneTable, installed_lanes
from paddock.domain.errors import EnvironmentFault
from paddock.domain.vehicle_class import VehicleClass, vehicle_class
from paddock.wire.applications import ApplicationSubmission, VehicleUse
from paddock.wire.lanes import SubmissionBatch
from tests.central.risk.test_engine import NEW_CAR, an_application, applications
from tests.helpers.applications import NOW, vin_with_check_digit

BATCH = SubmissionBatch(id=UUID(int=1), size=5000)
INSTALLED = json.loads((resources.files("paddock.central.lanes") / "lanes.json").read_text("utf-8"))


def lane_of(application: ApplicationSubmission, **more: Any) -> str:
    return installed_lanes().assign(LaneFacts.of(application, **more)).lane.id


def test_a_new_car_goes_the_fast_lane_and_a_used_one_its_own() -> None:
    assert lane_of(an_application(**NEW_CAR)) == "retail_fast"
    assert lane_of(an_application()) == "retail_used"


def test_a_declared_batch_is_wholesale_and_a_small_one_is_not() -> None:
    one = an_application()
    assert lane_of(one.model_copy(update={"batch": BATCH})) == "wholesale"
    assert lane_of(one.model_copy(update={"batch": BATCH.model_copy(update={"size": 3})})) == "retail_used"


def test_a_flood_that_nobody_declared_is_one_all_the_same() -> None:
    assert lane_of(an_application(), waiting=FLOOD) == "wholesale"
    assert lane_of(an_application(), waiting=FLOOD - 1) == "retail_used"


@pytest.mark.parametrize(
    ("vin", "model", "kind"),
    [
        ("LZZ5CXSA", "中国重汽 豪沃 牵引车", VehicleClass.TRUCK),
        ("LFWSRXRJ", "解放 J6P", VehicleClass.TRUCK),
        ("LZYTATB6", "宇通 ZK6128", VehicleClass.BUS),
        ("LZK2CXSA", "黄河 公路 JK6128", VehicleClass.BUS),
        ("LSVAU2A3", "华骏 仓栅式半挂车", VehicleClass.TRAILER),
        ("LSVAU2A3", "大众 朗逸 1.5L", VehicleClass.PASSENGER),
        ("LGA12345", "东风 小型普通客车", VehicleClass.PASSENGER),
        ("XXXXXXXX", "不知何物", VehicleClass.PASSENGER),
    ],
)
def test_the_class_is_told_by_model_and_maker(vin: str, model: str, kind: VehicleClass) -> None:
    assert vehicle_class(vin_with_check_digit(vin, "N2183294"), model) is kind


def test_a_truck_is_commercial_and_so_is_a_car_that_earns_money_if_it_is_dear() -> None:
    truck = an_application(vin=vin_with_check_digit("LFWSRXRJ", "N2183294"), brand_model="解放 J6P")
    assert lane_of(truck) == "commercial_vip"
    taxi = an_application(price="400000", down_payment="100000")
    taxi = taxi.model_copy(update={"vehicle": taxi.vehicle.model_copy(update={"use": VehicleUse.OPERATING})})
    assert lane_of(taxi) == "commercial_vip"
    assert lane_of(an_application(price="400000", down_payment="100000")) == "retail_used"


@given(applications())
def test_every_application_has_a_lane_whose_queue_there_is(application: ApplicationSubmission) -> None:
    table = installed_lanes()
    assigned = table.assign(LaneFacts.of(application))
    assert table.queue_of(assigned.lane) in table.queues
    assert table.lane(assigned.lane.id) == assigned.lane


def test_a_lane_that_is_gone_from_the_table_is_served_as_any_other() -> None:
    assert installed_lanes().lane("gone").id == "retail_fast"
    assert installed_lanes().lane(None).id == "retail_fast"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda table: table["rows"].pop(),
        lambda table: table["rows"].insert(0, {"id": "LN-99", "lane": "wholesale"}),
        lambda table: table["rows"][0].update(lane="nowhere"),
        lambda table: table["rows"][0].update(min_batch="20"),
        lambda table: table["rows"][0].update(id="LN-02"),
        lambda table: table["rows"][1].update(vehicle_classes=[]),
        lambda table: table["rows"][1].update(vehicle_classes=["boat"]),
        lambda table: table["lanes"][0].update(queue="nowhere"),
        lambda table: table["lanes"].append(table["lanes"][0]),
        lambda table: table["queues"][0].update(at_once=0),
        lambda table: table.clear(),
    ],
)
def test_a_table_that_is_not_whole_is_refused(spoil: Any, tmp_path: Path) -> None:
    document = json.loads(json.dumps(INSTALLED))
    spoil(document)
    path = tmp_path / "lanes.json"
    path.write_text(json.dumps(document), "utf-8")
    with pytest.raises(EnvironmentFault) as refused:
        LaneTable.load(path)
    assert "lanes.json" in refused.value.sentence.zh


def test_a_dealer_can_have_a_row_of_its_own(tmp_path: Path) -> None:
    dealer = UUID(int=7)
    document = json.loads(json.dumps(INSTALLED))
    document["rows"].insert(0, {"id": "LN-07", "lane": "commercial_vip", "dealers": [str(dealer)]})
    path = tmp_path / "lanes.json"
    path.write_text(json.dumps(document), "utf-8")
    table, facts = LaneTable.load(path), LaneFacts.of(an_application(), dealer)
    assert table.assign(facts).row == "LN-07"
    assert table.assign(replace(facts, dealer_id=UUID(int=8))).row == "LN-05"
    assert table.sha256 != installed_lanes().sha256


def test_the_clock_says_when_nine_in_ten_were_answered() -> None:
    spans = [timedelta(seconds=second) for second in range(1, 101)]
    assert promise_of(spans, NOW).by == NOW + timedelta(seconds=90)
    assert promise_of(spans[:20], NOW).by == NOW + timedelta(seconds=18)


def test_the_clock_says_nothing_from_a_handful() -> None:
    few = promise_of([timedelta(seconds=1)] * (FEWEST - 1), NOW)
    assert (few.by, few.sample) == (None, FEWEST - 1)
