"""The change feed: one order per dealer without gaps, resumable pages and streams."""

import json
import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from paddock.central.centre import Centre
from paddock.central.changes.cursor import read_cursor, write_cursor
from paddock.central.changes.models import ChangeRecord
from paddock.central.changes.service import read_page
from paddock.central.database import Database, utc_now
from paddock.central.identity.sample import add_dealer
from paddock.central.identity.scope import DealerScope
from paddock.central.inventory.models import InventoryRecord
from paddock.central.inventory.repository import change_unit
from paddock.central.inventory.sample import sample_units
from paddock.central.settings import Settings
from paddock.central.tables import METADATA
from paddock.wire.changes import Change, ChangeKind
from paddock.wire.inventory import UnitState
from tests.helpers.applications import TODAY
from tests.helpers.central_server import CentralClient, CentralServer
from tests.helpers.postgresql import new_database


class Stream:
    """The events of `/v1/changes/stream`, read on a thread."""

    def __init__(self, client: CentralClient, last_event_id: str = "") -> None:
        headers = {"Accept": "text/event-stream"} | ({"Last-Event-ID": last_event_id} if last_event_id else {})
        self._answer = client.session.get(
            client.url + "/v1/changes/stream", headers=headers, stream=True, timeout=(5, 20)
        )
        assert self._answer.headers["Content-Type"].startswith("text/event-stream")
        self._lines: Iterator[str] = (line.decode() for line in self._answer.iter_lines(chunk_size=1))

    def next(self) -> tuple[str, Change]:
        """The next event: its id and the change."""
        event: dict[str, str] = {}
        for line in self._lines:
            if not line and "data" in event:
                return event["id"], Change.model_validate_json(event["data"])
            name, _, value = line.partition(": ")
            if name:
                event[name] = value
        raise AssertionError("the stream ended")

    def close(self) -> None:
        self._answer.close()


@contextmanager
def streaming(server: CentralServer, last_event_id: str = "") -> Iterator[Stream]:
    with server.client() as client:
        stream = Stream(client, last_event_id)
        try:
            yield stream
        finally:
            stream.close()


def test_the_feed_has_no_gaps_and_no_doubles(client: CentralClient) -> None:
    client.decided(client.submit())
    changes = client.changes()
    assert [change.sequence for change in changes] == list(range(1, len(changes) + 1))
    stock = [change.unit for change in changes if change.kind is ChangeKind.INVENTORY]
    assert len({unit.id for unit in stock if unit}) == 60
    assert all(unit and unit.monthly_from_fen for unit in stock)


def test_pages_follow_each_other(client: CentralClient) -> None:
    first = client.get("/v1/changes", params={"limit": 7}).json()
    assert first["more"]
    second = client.get("/v1/changes", params={"limit": 7, "after": first["cursor"]}).json()
    assert [change["sequence"] for change in first["changes"] + second["changes"]] == list(range(1, 15))


def test_at_the_end_the_page_is_empty_and_its_cursor_still_good(client: CentralClient) -> None:
    client.decided(client.submit())
    end = client.get("/v1/changes", params={"limit": 500}).json()
    again = client.get("/v1/changes", params={"after": end["cursor"]}).json()
    assert (again["changes"], again["cursor"], again["more"]) == ([], end["cursor"], False)


def test_what_is_no_cursor_is_refused_on_page_and_stream(client: CentralClient) -> None:
    for path in ("/v1/changes", "/v1/changes/stream"):
        answer = client.get(path, params={"after": "nonsense"})
        assert answer.status_code == 422
        assert answer.json()["faults"][0]["field"] == "after"


def test_a_stream_brings_changes_within_moments_and_resumes_where_it_broke(
    server: CentralServer, client: CentralClient
) -> None:
    end = client.get("/v1/changes", params={"limit": 500}).json()["cursor"]
    with streaming(server, end) as stream:
        application_id = client.submit()
        seen = [stream.next() for _ in range(2)]
    assert [change.application.id for _, change in seen if change.application] == [application_id] * 2
    client.decided(application_id)
    with streaming(server, seen[0][0]) as stream:
        resumed = [stream.next()[1] for _ in range(3)]
    first = seen[0][1].sequence
    assert [change.sequence for change in resumed] == [first + 1, first + 2, first + 3]


def test_many_listeners_all_hear_of_it(server: CentralServer, client: CentralClient) -> None:
    end = client.get("/v1/changes", params={"limit": 500}).json()["cursor"]
    ready = threading.Barrier(41)

    def listen(_number: int) -> UUID | None:
        with streaming(server, end) as stream:
            ready.wait(20)
            change = stream.next()[1]
            return change.application.id if change.application else None

    with ThreadPoolExecutor(40) as pool:
        heard = [pool.submit(listen, number) for number in range(40)]
        ready.wait(20)
        application_id = client.submit()
        assert {future.result(20) for future in heard} == {application_id}


@given(sequence=st.integers(0, 2**40), last=st.integers(0, 2**40), feed=st.uuids(), other=st.uuids())
def test_a_cursor_says_where_it_stands_and_in_which_feed(sequence: int, last: int, feed: UUID, other: UUID) -> None:
    cursor = write_cursor(feed, sequence)
    assert read_cursor(cursor, feed, last) == (sequence if sequence <= last else 0)
    if other.hex[:16] != feed.hex[:16]:
        assert read_cursor(cursor, other, last) == 0


@given(st.text(min_size=1, max_size=40))
def test_any_other_text_is_no_cursor(given_text: str) -> None:
    with pytest.raises(ValueError, match="not a cursor"):
        read_cursor(given_text, UUID(int=0), 5)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_writers_at_the_same_time_leave_no_gap(kind: str, data_dir: Path, request: pytest.FixtureRequest) -> None:
    url = "" if kind == "sqlite" else new_database(request.getfixturevalue("postgresql_server"))
    centre = Centre.opened(Settings(data_dir=data_dir, database_url=url))
    dealer_id = uuid4()
    METADATA.create_all(centre.database.engine)
    with centre.database.writing() as session:
        add_dealer(session, dealer_id, "四店", "武汉", utc_now())
    units = sample_units(dealer_id, TODAY)

    def sell_in_vain(unit: InventoryRecord) -> None:
        with centre.database.writing() as session:
            change_unit(session, unit, UnitState.SOLD, utc_now())
            raise RuntimeError

    def write(start: int) -> None:
        for unit in units[start::6]:
            with centre.database.writing() as session:
                change_unit(session, unit, UnitState.IN_STOCK, utc_now())
            # A transaction that fails must not use up a number.
            with pytest.raises(RuntimeError):
                sell_in_vain(unit)

    try:
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(write, range(6)))
        assert _sequences(centre.database, dealer_id) == list(range(1, 61))
    finally:
        centre.database.close()


def _sequences(database: Database, dealer_id: UUID) -> list[int]:
    with database.reading() as session:
        records = session.query(ChangeRecord).filter_by(dealer_id=dealer_id).order_by(ChangeRecord.sequence)
        return [json.loads(record.body)["sequence"] for record in records]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_snapshot_and_its_tail_are_the_whole_feed_without_its_past(
    kind: str, data_dir: Path, request: pytest.FixtureRequest
) -> None:
    url = "" if kind == "sqlite" else new_database(request.getfixturevalue("postgresql_server"))
    with feeding(data_dir, url) as (centre, scope, units):
        for state in (UnitState.IN_STOCK, UnitState.RESERVED, UnitState.SOLD):
            for unit in units[:9]:
                _change(centre, unit, state)
        first = read_page(centre.database, scope, "", 4, newest_only=True)
        # What is on the first page already changes again while the snapshot is read.
        _change(centre, units[0], UnitState.IN_STOCK)
        kept = {change.unit.id: change.unit for change in first.changes if change.unit}
        cursor, more, pages = first.cursor, first.more, 1
        while more:
            page = read_page(centre.database, scope, cursor, 4, newest_only=True)
            kept |= {change.unit.id: change.unit for change in page.changes if change.unit}
            cursor, more, pages = page.cursor, page.more, pages + 1
        whole = read_page(centre.database, scope, "", 500)
        assert len(whole.changes) == 28
        assert kept == {change.unit.id: change.unit for change in whole.changes if change.unit}
        assert (cursor, pages) == (whole.cursor, 3)


def test_a_reader_beside_slow_commits_on_postgresql_misses_none(data_dir: Path, request: pytest.FixtureRequest) -> None:
    """Numbers are handed out before the commit: whoever read n must never find a smaller one afterwards."""
    url = new_database(request.getfixturevalue("postgresql_server"))
    with feeding(data_dir, url) as (centre, scope, units):
        chance = random.Random(5)  # noqa: S311 - how long each commit is held back, repeatable
        waits = {unit.id: chance.choice((0.0, 0.0, 0.002, 0.02)) for unit in units}

        def write(start: int) -> None:
            for unit in units[start::6]:
                with centre.database.writing() as session:
                    change_unit(session, unit, UnitState.IN_STOCK, utc_now())
                    session.execute(text("SELECT pg_sleep(:seconds)"), {"seconds": waits[unit.id]})

        with ThreadPoolExecutor(6) as pool:
            writers = [pool.submit(write, start) for start in range(6)]
            seen: list[int] = []
            cursor, is_last = "", False
            while not is_last:
                is_last = all(writer.done() for writer in writers)
                more = True
                while more:
                    page = read_page(centre.database, scope, cursor, 7)
                    seen += [change.sequence for change in page.changes]
                    cursor, more = page.cursor, page.more
            for writer in writers:
                writer.result()
        assert seen == list(range(1, len(units) + 1))


def test_with_the_database_s_own_sequence_such_a_reader_would_miss_some(
    data_dir: Path, request: pytest.FixtureRequest
) -> None:
    """That the test above can fail: the same reader over numbers of a PostgreSQL sequence."""
    with feeding(data_dir, new_database(request.getfixturevalue("postgresql_server"))) as (centre, _scope, _units):
        engine = centre.database.engine
        with engine.begin() as setup:
            setup.execute(text("CREATE TABLE naive (number bigserial PRIMARY KEY)"))
        with engine.connect() as slow, engine.connect() as reader:
            early = slow.execute(text("INSERT INTO naive DEFAULT VALUES RETURNING number")).scalar_one()
            with engine.begin() as quick:
                quick.execute(text("INSERT INTO naive DEFAULT VALUES"))
            after = reader.execute(text("SELECT max(number) FROM naive")).scalar_one()
            slow.commit()
            assert early < after, "committed after it was read past"


@contextmanager
def feeding(data_dir: Path, url: str) -> Iterator[tuple[Centre, DealerScope, list[InventoryRecord]]]:
    """A centre with one dealer and stock that is in no feed yet."""
    centre = Centre.opened(Settings(data_dir=data_dir, database_url=url))
    dealer_id = uuid4()
    METADATA.create_all(centre.database.engine)
    with centre.database.writing() as session:
        add_dealer(session, dealer_id, "五店", "武汉", utc_now())
    try:
        yield centre, DealerScope(dealer_id, "五店", uuid4(), "李娜"), sample_units(dealer_id, TODAY)
    finally:
        centre.database.close()


def _change(centre: Centre, unit: InventoryRecord, state: UnitState) -> None:
    with centre.database.writing() as session:
        change_unit(session, session.merge(unit), state, utc_now())
