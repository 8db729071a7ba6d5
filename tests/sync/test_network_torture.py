"""The real engine and the real centre over a network that does everything a network can do, against a simple model.

The model has no network: what was submitted is at the centre, once, with its pictures, and what the centre decided is
here. After any steps, and then a quiet hour, both sides have to be as the model says. The seed is fixed;
`PADDOCK_SEED=N` plays another one, `PADDOCK_RUNS=N` says how often; a failure prints its steps, and
`PADDOCK_SHRINK=1` makes them few.
"""

import os
import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar
from unittest.mock import patch
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import select

from paddock.app.services.images import keep_image
from paddock.app.services.submission import submit_application
from paddock.app.store import outbox, queries
from paddock.app.store.models import CentralApplicationRow, OutboxRow
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import OutboxKind, OutboxState
from paddock.central.applications.models import ApplicationRecord
from paddock.central.applications.repository import lock, move
from paddock.central.centre import Centre
from paddock.central.identity.models import StaffMember, Workstation
from paddock.central.identity.sample import add_dealer
from paddock.central.identity.tokens import new_token, token_hash
from paddock.central.images.models import ImageRecord
from paddock.central.serving import serving_beside
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState
from paddock.sync import engine as engine_module
from paddock.sync import sender as sender_module
from paddock.sync.engine import Pace, SyncEngine
from paddock.wire.messages import sha256_hex
from paddock.wire.receipts import read_receipt
from tests.helpers.central_server import new_id
from tests.helpers.dealers import TwoDealers
from tests.helpers.fault_proxy import ANSWERS, PASSES, Fault, FaultProxy
from tests.helpers.rounds import rounds
from tests.helpers.workstations import JPEG, STAFF, faultless_draft, keyed_store

SEED = int(os.environ.get("PADDOCK_SEED", "20261125"))
RUNS = int(os.environ.get("PADDOCK_RUNS", rounds(3, 2000)))
STEPS = rounds(20, 100)
PHASES = (Phase.generate, Phase.shrink) if os.environ.get("PADDOCK_SHRINK") else (Phase.generate,)
"""Making a failure's steps few takes minutes: only when asked for."""
DAY = timedelta(days=1)

PARTS = st.sampled_from([0.0, 0.01, 0.2, 0.5, 0.9, 0.99, 0.9999])
"""Before anything, in the request line, in the headers, where they end, in the body, before its last byte."""
FAULTS = st.one_of(
    st.just(PASSES),
    st.builds(lambda part: Fault("request cut", request_part=part), PARTS),
    st.builds(lambda part: Fault("answer cut", answer_part=part), PARTS),
    st.just(Fault("twice", twice=True)),
    st.just(Fault("late", late=True)),
    st.builds(lambda part: Fault("twice, answer cut", twice=True, answer_part=part), PARTS),
    st.builds(lambda name: Fault(f"{name} instead", instead=ANSWERS[name]), st.sampled_from(sorted(ANSWERS))),
    st.builds(lambda name: Fault(f"{name} afterwards", afterwards=ANSWERS[name]), st.sampled_from(sorted(ANSWERS))),
)


class Clock:
    """The workstation's clock on the wall, which may be put forward and back."""

    offset: ClassVar[timedelta] = timedelta(0)

    class Shifted(datetime):
        """What the engine takes for `datetime`."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a plain one is what it means
            return datetime.now(tz or UTC) + Clock.offset


@dataclass
class World:
    """A centre that all runs share; every run is another dealer's."""

    dealers: TwoDealers
    url: str

    @property
    def centre(self) -> Centre:
        return self.dealers.centre

    def enrol(self) -> tuple[UUID, str]:
        """A new dealer with one workstation; its id and the workstation's token."""
        dealer_id, staff_id, token, now = new_id(), new_id(), new_token(), self.centre.clock()
        with self.centre.database.writing() as session:
            add_dealer(session, dealer_id, "一店", "武汉", now)
            session.add(StaffMember(id=staff_id, dealer_id=dealer_id, name=STAFF))
            session.flush()
            session.add(
                Workstation(
                    id=new_id(),
                    dealer_id=dealer_id,
                    staff_id=staff_id,
                    token_sha256=token_hash(token),
                    enrolled_at=now,
                )
            )
        return dealer_id, token


@contextmanager
def world() -> Iterator[World]:
    with ExitStack() as stack:
        dealers = TwoDealers(Path(stack.enter_context(TemporaryDirectory())))
        stack.callback(dealers.centre.database.close)
        stack.enter_context(patch.object(engine_module, "datetime", Clock.Shifted))
        stack.enter_context(patch.object(sender_module, "datetime", Clock.Shifted))
        yield World(dealers, stack.enter_context(serving_beside(dealers.app, "centre")))


@dataclass(frozen=True)
class Expected:
    """What the model knows of one application."""

    pictures: frozenset[str]
    refused: bool


class Network(RuleBasedStateMachine):
    """One workstation, one centre, and what lies between them."""

    world: ClassVar[World]

    @initialize()
    def start(self) -> None:
        self.stack = ExitStack()
        self.folder = Path(self.stack.enter_context(TemporaryDirectory()))
        self.dealer_id, self.token = self.world.enrol()
        self.proxy = FaultProxy(self.world.url)
        self.stack.callback(self.proxy.close)
        self.model: dict[UUID, Expected] = {}
        self.chance = random.Random(SEED)  # noqa: S311 - the bytes of pictures
        Clock.offset = timedelta(0)
        self.open()

    def open(self) -> None:
        self.store: Store = keyed_store(self.folder / "profile")
        with self.store.write(Topic.SYNC) as connection:
            outbox.requeue_interrupted(connection)
        pace = Pace(row=lambda attempts: 30.0 * attempts, link=lambda _faults: 0.0)
        self.engine = SyncEngine(self.store, self.proxy.url, self.token, pace=pace)

    # Steps

    @rule(sizes=st.lists(st.sampled_from([10, 2_000, 150_000]), max_size=2), refused=st.booleans())
    def submit(self, sizes: list[int], refused: bool) -> None:  # noqa: FBT001 - drawn
        pictures = tuple(keep_image(self.store, JPEG + self.chance.randbytes(size), "vin") for size in sizes)
        draft = faultless_draft(self.store, pictures)
        if refused:
            # A car that the centre has not got: it refuses for good, and says so once.
            draft = replace(draft, inventory_unit_id=new_id())
        application_id = submit_application(self.store, draft, STAFF)
        self.model[application_id] = Expected(frozenset(one.sha256 for one in pictures), refused)

    @rule(faults=st.lists(FAULTS, max_size=10))
    def synchronise(self, faults: list[Fault]) -> None:
        coming = iter(faults)
        self.proxy.plan = lambda _passage: next(coming, PASSES)
        self.engine._pass()

    @rule(seconds=st.sampled_from([5, 60, 600]))
    def wait(self, seconds: int) -> None:
        Clock.offset += timedelta(seconds=seconds)

    @rule(jump=st.sampled_from([-DAY, DAY]))
    def clock_jumps(self, jump: timedelta) -> None:
        Clock.offset += jump

    @rule()
    def held_back_requests_arrive(self) -> None:
        self.proxy.deliver_late()

    @rule()
    def workstation_starts_anew(self) -> None:
        self.engine._close_client()
        self.store.close()
        self.open()

    @rule(pick=st.integers(0, 50))
    def centre_moves_one_on(self, pick: int) -> None:
        centre = self.world.centre
        with centre.database.writing() as session:
            query = select(ApplicationRecord.id).where(ApplicationRecord.dealer_id == self.dealer_id)
            ids = sorted(session.scalars(query))
            if ids:
                application = lock(session, ids[pick % len(ids)])
                move(session, application, ApplicationState.REFERRED, Sentence("看一看", "A look"), centre.clock())

    # The end

    def teardown(self) -> None:
        if not hasattr(self, "engine"):
            return
        try:
            self.proxy.plan = lambda _passage: PASSES
            self.proxy.deliver_late()
            for _ in range(6):
                # A quiet day, on whatever day the clock says it is.
                Clock.offset += timedelta(hours=4)
                self.engine._pass()
            self.check_here()
            self.check_there()
        finally:
            self.engine._close_client()
            self.store.close()
            self.stack.close()

    def check_here(self) -> None:
        rows = queries.queue_rows(self.store, limit=10_000)
        states = {row.application_id: row.state for row in rows if row.kind is OutboxKind.APPLICATION}
        assert states == {
            one: OutboxState.REJECTED if expected.refused else OutboxState.ACCEPTED
            for one, expected in self.model.items()
        }
        keys = self.world.centre.answers.signer.published().keys
        with self.store.read() as connection:
            settled = connection.execute(
                select(OutboxRow.id, OutboxRow.kind, OutboxRow.body_sha256, OutboxRow.signed_receipt)
            ).all()
        for row in settled:
            receipt = read_receipt(row.signed_receipt or "", keys)
            client_id = row.body_sha256 if row.kind == OutboxKind.IMAGE.value else str(row.id)
            assert (receipt.client_id, receipt.body_sha256) == (client_id, row.body_sha256)

    def check_there(self) -> None:
        accepted = {one for one, expected in self.model.items() if not expected.refused}
        pictures = {sha256 for expected in self.model.values() for sha256 in expected.pictures}
        with self.world.centre.database.reading() as session:
            mine = select(ApplicationRecord).where(ApplicationRecord.dealer_id == self.dealer_id)
            there = {record.id: (record.version, record.state) for record in session.scalars(mine)}
            kept = session.scalars(select(ImageRecord).where(ImageRecord.dealer_id == self.dealer_id)).all()
            assert {image.sha256 for image in kept} == pictures
            assert all(sha256_hex(image.body) == image.sha256 for image in kept)
        assert set(there) == accepted
        with self.store.read() as connection:
            table = CentralApplicationRow.__table__.c
            here = {
                row.id: (row.version, row.state)
                for row in connection.execute(select(table.id, table.version, table.state))
            }
        assert here == there


@pytest.mark.torture
@pytest.mark.timeout(6 * 3600)
def test_whatever_the_network_does_both_sides_end_as_without_it() -> None:
    with world() as shared:
        Network.world = shared
        machine = seed(SEED)(Network)
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=RUNS,
                stateful_step_count=STEPS,
                deadline=None,
                database=None,
                print_blob=True,
                phases=PHASES,
                suppress_health_check=list(HealthCheck),
            ),
        )
