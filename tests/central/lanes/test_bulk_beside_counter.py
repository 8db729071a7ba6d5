"""A customer at a counter does not wait for a batch that came first; everything is decided in the end."""

import threading
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from paddock.central.app import create_app
from paddock.central.applications.models import ApplicationRecord
from paddock.central.centre import Centre
from paddock.central.lanes.turns import Turns
from paddock.central.migrations.run import upgrade
from paddock.central.seeding import seed_sample
from paddock.central.serving import serving_beside
from paddock.central.settings import Settings
from paddock.domain.states import ApplicationState
from paddock.wire.applications import ApplicationView
from paddock.wire.lanes import SubmissionBatch
from paddock.wire.messages import canonical_json
from tests.helpers.applications import submission
from tests.helpers.central_server import CentralClient, central_server, new_id

pytestmark = pytest.mark.timeout(240)
BULK = 14
FLEET = SubmissionBatch(id=UUID(int=5), size=5000)


def submit_of_a_batch(client: CentralClient) -> UUID:
    application = submission(new_id()).model_copy(update={"batch": FLEET})
    answer = client.put(f"/v1/applications/{application.id}", canonical_json(application), application.id)
    assert answer.status_code == 200, answer.text
    return application.id


def test_the_counters_customer_overtakes_the_batch_and_the_lane_is_told(data_dir: Path) -> None:
    with central_server(data_dir) as server, server.client() as client:
        batch = [submit_of_a_batch(client) for _ in range(BULK)]
        customer = client.decided(client.submit())
        assert customer.service is not None
        assert (customer.service.lane, customer.service.lane_name.zh) == ("retail_used", "二手车零售")
        views = [client.decided(one) for one in batch]
    assert {view.service.lane for view in views if view.service} == {"wholesale"}
    assert customer.decision is not None
    assert customer.decision.service_lane == "retail_used"
    later = [view for view in views if decided_at(view) > decided_at(customer)]
    assert len(later) >= BULK // 2, "the customer waited for the batch"
    assert [stage.seconds >= 0 for stage in customer.time_by_stage] == [True] * 3


def decided_at(view: ApplicationView) -> float:
    return view.timeline[-1].at.timestamp()


def test_the_clock_is_reckoned_from_what_really_happened_in_the_lane(data_dir: Path) -> None:
    centre = Centre.opened(Settings(data_dir=data_dir))
    upgrade(centre.database)
    dealer = seed_sample(centre)[0]
    now = centre.clock()
    with centre.database.writing() as session:
        for second in range(1, 41):
            # Every second one was used; their seconds are the odd ones.
            lane = "retail_used" if second % 2 else "retail_fast"
            session.add(
                ApplicationRecord(
                    id=new_id(),
                    dealer_id=dealer.dealer_id,
                    workstation_id=dealer.workstation_id,
                    received_at=now - timedelta(hours=1),
                    decided_at=now - timedelta(hours=1) + timedelta(seconds=second),
                    body=b"{}",
                    body_sha256="0" * 64,
                    vin="LSVAU2A30N2183294",
                    state=ApplicationState.APPROVED.value,
                    version=4,
                    lane=lane,
                )
            )
    assert dealer.token is not None
    with serving_beside(create_app(centre), "centre") as url, CentralClient(url, dealer.token) as client:
        view = client.application(client.submit())
    centre.database.close()
    assert view.service is not None
    assert (view.service.lane, view.service.sample, view.service.share_percent) == ("retail_used", 20, 90)
    # 1, 3, … 39 seconds: nine in ten of the twenty took 35 or less.
    assert view.service.expected_by == view.timeline[0].at + timedelta(seconds=35)


def test_what_yields_waits_until_nothing_that_comes_first_runs() -> None:
    turns, told = Turns(), []
    first_runs, let_go = threading.Event(), threading.Event()

    def first() -> None:
        with turns.taking(yields=False):
            first_runs.set()
            let_go.wait(10)
            told.append("first")

    def bulk() -> None:
        with turns.taking(yields=True):
            told.append("bulk")

    threads = [threading.Thread(target=first), threading.Thread(target=bulk)]
    threads[0].start()
    assert first_runs.wait(10)
    threads[1].start()
    let_go.set()
    for thread in threads:
        thread.join(10)
    assert told == ["first", "bulk"]


def test_patience_ends_so_that_a_batch_moves_on_however_busy_the_counters_are() -> None:
    turns = Turns(patience_seconds=0.01)
    with turns.taking(yields=False):
        assert not turns.step_back()
    assert turns.step_back()
