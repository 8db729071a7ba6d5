"""The engine against a real centre: work done offline arrives once, and news come back by themselves."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar
from uuid import UUID

import pytest

from paddock.app.services.contract_quotes import QuoteWish, contract_quotes
from paddock.app.services.contracts import contract_pdf, export_contract
from paddock.app.services.offers import accept_offer
from paddock.app.services.plan_catalogue import known_plans
from paddock.app.services.signing import PadSignature, sign_contract
from paddock.app.store import projections, queries
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import DealDetail, OutboxState, WaitingFor, WhoseTurn
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState, SignerRole
from paddock.sync.backoff import exponential_backoff
from paddock.sync.engine import Pace, SyncEngine
from paddock.sync.events import SyncEvent, SyncEventKind
from paddock.wire.applications import ApplicationView, StateChange
from paddock.wire.changes import Change, ChangeKind
from paddock.wire.contracts import ContractView, StrokePoint
from tests.helpers.central_server import CentralServer, central_server, new_id
from tests.helpers.workstations import JPEG, STAFF, open_profile, submitted

PACE = Pace(poll_listening=30.0, poll_deaf=1.0, row=lambda _n: 0.1, link=lambda _n: 0.1)
Found = TypeVar("Found")


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CentralServer]:
    with central_server(tmp_path_factory.mktemp("central")) as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_profile(tmp_path / "profile") as opened:
        yield opened


def eventually(look: Callable[[], Found | Literal[False] | None], seconds: float = 30) -> Found:
    deadline = time.monotonic() + seconds
    while (found := look()) is None or found is False:
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)
    return found


def deal(store: Store, application_id: UUID) -> DealDetail:
    found = queries.deal(store, application_id)
    assert found is not None
    return found


def _decided(store: Store, application_id: UUID) -> DealDetail | None:
    found = queries.deal(store, application_id)
    return found if found and found.decision else None


def _contract_with(store: Store, application_id: UUID, signatures: int) -> ContractView | None:
    """The contract once its PDF with that many signatures (two: and its evidence) is here."""
    found = deal(store, application_id)
    contract = found.contract if found.contract_pdf_ready else None
    if contract is None or len(contract.signatures) != signatures:
        return None
    return contract if signatures < 2 or contract.evidence else None


def test_one_deal_from_offline_over_a_restart_to_signed_with_evidence(tmp_path: Path, centre: CentralServer) -> None:
    profile = tmp_path / "profile"
    with open_profile(profile) as store:
        nobody = SyncEngine(store, "http://127.0.0.1:9", "token", pace=PACE)
        application_id = submitted(store, JPEG + b"front", JPEG + b"plate")
        assert not nobody.run_once().online
        assert queries.queue_summary(store, datetime.now(UTC)).waiting_for is WaitingFor.NETWORK

    events: list[SyncEvent] = []
    with open_profile(profile) as store:
        engine = SyncEngine(store, centre.url, centre.token, events.append, PACE)
        engine.start()
        try:
            decided = eventually(lambda: _decided(store, application_id))
            assert decided.outbox_state is OutboxState.ACCEPTED
            assert decided.decision is not None
            assert [line.at for line in decided.timeline] == sorted(line.at for line in decided.timeline)
            said = [line.text.zh for line in decided.timeline]
            assert said.index("已送达中心") < said.index(ApplicationState.RECEIVED.name_for_people.zh)
            status = queries.sync_status(store)
            assert (status.online, status.dealer_name, status.sandbox) == (True, "东湖一店", True)

            accept_offer(store, application_id, decided.decision.offers[0].id, STAFF)
            with pytest.raises(BadInput):
                accept_offer(store, application_id, decided.decision.offers[0].id, STAFF)
            _sign_both(store, application_id)
            contract = eventually(lambda: _contract_with(store, application_id, 3))
            assert deal(store, application_id).central_state is ApplicationState.SIGNED
            written = export_contract(store, contract.id, tmp_path / "contract.pdf")
            assert written.pdf.read_bytes().startswith(b"%PDF")
            assert written.evidence == tmp_path / "contract.evidence.json"
            assert queries.trust_anchors(store) is not None
            offers = decided.decision.offers
            soon = QuoteWish(offers[0].schedule[0].due_date, part_fen=100_000, months=60)
            quotes = contract_quotes(store, contract.id, soon)
            assert (quotes.paid, quotes.may_settle) == (1, False)
            assert quotes.settlement.principal_fen == offers[0].schedule[0].balance_fen
            assert len(queries.inventory_units(store)) > 0
        finally:
            engine.stop()
    assert {event.kind for event in events} == set(SyncEventKind)
    with centre.client() as client:
        steps = [
            change for change in client.changes() if change.application and change.application.id == application_id
        ]
    assert [step.application.version for step in steps if step.application] == list(range(1, len(steps) + 1))


def _sign_both(store: Store, application_id: UUID) -> None:
    pen = PadSignature([[StrokePoint(x=0.1, y=0.2, ms=0), StrokePoint(x=0.8, y=0.6, ms=90)]], 3.0)
    for number, (role, name) in enumerate(((SignerRole.CUSTOMER, "王小川"), (SignerRole.DEALER, STAFF))):
        ready = eventually(partial(_contract_with, store, application_id, number))
        pdf = contract_pdf(store, ready.id)
        sign_contract(store, ready.id, role, name, pen, pdf.sha256)
        with pytest.raises(BadInput):
            sign_contract(store, ready.id, role, name, pen, pdf.sha256)


def test_news_come_by_push_long_before_the_next_poll(store: Store, centre: CentralServer) -> None:
    engine = SyncEngine(store, centre.url, centre.token, pace=PACE)
    engine.start()
    try:
        eventually(lambda: engine._stream.connected or None)
        with centre.client() as client:
            application_id = client.submit()
            client.decided(application_id)
        started = time.monotonic()
        eventually(lambda: _decided(store, application_id), 10)
        assert time.monotonic() - started < 5
    finally:
        engine.stop()
    card = next(card for card in queries.deal_cards(store) if card.application_id == application_id)
    assert card.local_state is None, "made at another workstation of the dealer"


def test_work_done_while_it_runs_goes_out_at_once(store: Store, centre: CentralServer) -> None:
    engine = SyncEngine(store, centre.url, centre.token, pace=PACE)
    engine.start()
    try:
        eventually(lambda: queries.sync_status(store).online)
        application_id = submitted(store)
        eventually(lambda: deal(store, application_id).outbox_state is OutboxState.ACCEPTED or None, 10)
    finally:
        engine.stop()


def test_two_engines_on_one_profile_are_refused(store: Store, centre: CentralServer) -> None:
    engine = SyncEngine(store, centre.url, centre.token, pace=PACE)
    engine.start()
    try:
        with pytest.raises(EnvironmentFault):
            SyncEngine(store, centre.url, centre.token).run_once()
    finally:
        engine.stop()
    assert SyncEngine(store, centre.url, centre.token).run_once().online


def test_stopping_is_quick_and_leaves_no_thread(store: Store, centre: CentralServer) -> None:
    before = set(threading.enumerate())
    engine = SyncEngine(store, centre.url, centre.token, pace=PACE)
    engine.start()
    eventually(lambda: engine._stream.connected or None)
    started = time.monotonic()
    engine.stop()
    assert time.monotonic() - started < 5
    assert set(threading.enumerate()) <= before


def _change(view: ApplicationView, sequence: int) -> Change:
    return Change(sequence=sequence, at=datetime.now(UTC), kind=ChangeKind.APPLICATION, application=view)


def test_an_older_page_after_a_newer_one_changes_nothing(store: Store) -> None:
    application_id, now = new_id(), datetime.now(UTC)

    def view(version: int, state: ApplicationState) -> ApplicationView:
        step = StateChange(state=state, at=now, reason=Sentence("测试", "test"))
        return ApplicationView(id=application_id, version=version, state=state, timeline=[step])

    newer, older = view(3, ApplicationState.APPROVED), view(1, ApplicationState.RECEIVED)
    for changes in ([newer], [older], [older, newer], [newer]):
        with store.write(Topic.SYNC) as connection:
            projections.apply_changes(connection, [_change(one, 1) for one in changes], "c")
        assert deal(store, application_id).central_state is ApplicationState.APPROVED


def test_backoff_doubles_up_to_its_limit_and_never_below_half() -> None:
    assert [exponential_backoff(randomness=lambda: 1.0)(n) for n in (1, 2, 3, 20, 10_000)] == [2, 4, 8, 300, 300]
    assert [exponential_backoff(randomness=lambda: 0.0)(n) for n in (1, 2, 3)] == [1, 2, 4]


def test_the_same_key_with_another_body_is_shown_as_a_conflict(store: Store, centre: CentralServer) -> None:
    application_id = submitted(store)
    with centre.client() as client:
        client.submit(application_id)
    assert SyncEngine(store, centre.url, centre.token).run_once().conflict == 1
    item = queries.queue_item(store, application_id)
    assert item is not None
    assert (item.row.state, item.row.whose_turn) == (OutboxState.CONFLICT, WhoseTurn.ME)
    assert item.problem is not None
    assert item.problem.hashes["received"] == item.body_sha256
    assert item.problem.hashes["stored"] != item.body_sha256


def test_the_signed_plans_come_along_and_are_asked_for_once(store: Store, centre: CentralServer) -> None:
    assert known_plans(store) is None
    engine = SyncEngine(store, centre.url, centre.token, pace=PACE)
    engine.run_once()
    known = known_plans(store)
    assert known is not None
    assert len(known.plans) == 36
    with centre.client() as client:
        again = client.get("/v1/plans", params={"known": known.published.catalogue_sha256})
        assert (again.status_code, again.content) == (204, b"")
