"""Thirty days without a network work like one: everything is there, counted, and goes out in its order."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from paddock.app.services.unsent import unsent_work
from paddock.app.store import ledger, queries
from paddock.app.store.ledger import Counts
from paddock.app.store.views import QueuePart, WaitingFor
from paddock.sync.engine import Pace, SyncEngine
from tests.helpers.fault_server import fault_server
from tests.helpers.months import month_offline
from tests.helpers.workstations import open_profile

APPLICATIONS, PICTURES = 40, 5
PACE = Pace(row=lambda _n: 0.0, link=lambda _n: 0.0)


def test_a_month_offline_is_counted_shown_and_sent_like_a_day(tmp_path: Path) -> None:
    with open_profile(tmp_path / "profile") as store:
        ids = month_offline(store, APPLICATIONS, PICTURES)
        nobody = SyncEngine(store, "http://127.0.0.1:9", "token", pace=PACE)
        for _day in range(3):
            assert not nobody.run_once().online
        summary = queries.queue_summary(store, datetime.now(UTC))
        assert (summary.created, summary.waiting, summary.waiting_for) == (
            APPLICATIONS, APPLICATIONS, WaitingFor.NETWORK,
        )  # fmt: skip
        found = ledger.ledger(store)
        assert found.pictures == Counts(APPLICATIONS * PICTURES, 0, 0, 0, APPLICATIONS * PICTURES)
        page = queries.queue_page(store, QueuePart.UNSENT, 10)
        assert page.more
        assert [row.application_id for row in page.rows] == ids[: -10 - 1 : -1], "the newest first"
        assert unsent_work(store).would_be_lost
        oldest = queries.queue_page(store, QueuePart.ALL, 10, ids[0]).rows[-1]
        assert datetime.now(UTC) - oldest.created_at > timedelta(days=29)

        with fault_server() as centre:
            report = SyncEngine(store, centre.url, "token", pace=PACE).run_once()
            sent = centre.puts("/v1/")
        assert report.accepted == len(sent) == APPLICATIONS * (PICTURES + 1), "each once"
        places = {asked.path.rsplit("/", 1)[1]: number for number, asked in enumerate(sent)}
        with store.read() as connection:
            needs = connection.exec_driver_sql(
                "SELECT need.outbox_id, picture.body_sha256 FROM outbox_needs need "
                "JOIN outbox picture ON picture.id = need.needed_id"
            ).all()
        hex_ids = {application_id.hex: str(application_id) for application_id in ids}
        assert all(places[sha256] < places[hex_ids[owner]] for owner, sha256 in needs), "pictures go before"
        assert ledger.ledger(store).requests == Counts(APPLICATIONS, APPLICATIONS, 0, 0, 0)
        assert not unsent_work(store).would_be_lost
