"""Somebody signs in at a workstation of a centre that wants it: sends, is refreshed, is away, comes back offline."""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from paddock.app.__main__ import main
from paddock.app.store import queries
from paddock.app.store.store import Store
from paddock.app.store.views import OutboxState
from paddock.central.identity import passwords
from paddock.central.identity.dealer_staff import NewLogin, add_login, disable_login
from paddock.central.serving import serving_beside
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.sync import staff_session
from paddock.sync.engine import SyncEngine
from paddock.sync.staff_session import StaffSession
from paddock.wire.staff import TOKEN_PATH, StaffRole
from tests.helpers.dealers import TwoDealers, two_dealers
from tests.helpers.fault_proxy import PASSES, PORTAL, Fault, FaultProxy, Passage, fault_proxy
from tests.helpers.workstations import open_profile, submitted


@dataclass
class Counter:
    """A workstation of dealer A behind a network, its store, and one person's login."""

    dealers: TwoDealers
    proxy: FaultProxy
    store: Store
    login: NewLogin

    def session(self) -> StaffSession:
        """As a process has it when it has just started."""
        return StaffSession(self.store, lambda: self.proxy.url, lambda: self.dealers.tokens["A"])

    def synchronise(self, session: StaffSession) -> list[OutboxState]:
        SyncEngine(self.store, self.proxy.url, session.token).run_once()
        return [row.state for row in queries.queue_rows(self.store)]

    def exchanges(self) -> int:
        return sum(passage.path == TOKEN_PATH for passage, _ in self.proxy.passages)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """As slow as a password's hash has to be, it is no help here."""
    for module in (passwords, staff_session):
        monkeypatch.setattr(module, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64))


@pytest.fixture
def counter(data_dir: Path, tmp_path: Path) -> Iterator[Counter]:
    with two_dealers(data_dir) as dealers, serving_beside(dealers.app, "centre") as url, fault_proxy(url) as proxy:
        dealers.centre.settings = dealers.centre.settings.model_copy(update={"staff_sign_in": True})
        with dealers.centre.database.writing() as session:
            login = add_login(session, dealers.ids["A"], "李娜", "lina", StaffRole.COUNTER, with_totp=False)
        with open_profile(tmp_path / "profile") as store:
            yield Counter(dealers, proxy, store, login)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "centre"


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    class Then(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # noqa: ARG003
            return moment

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staff_session, "datetime", Then)
        yield


def test_work_waits_for_a_sign_in_and_goes_out_after_it(counter: Counter) -> None:
    session = counter.session()
    submitted(counter.store)
    assert counter.synchronise(session) == [OutboxState.QUEUED]
    with pytest.raises(BadInput):
        session.sign_in("lina", "wrong")
    found = session.sign_in("lina", counter.login.password)
    assert (found.name, found.role) == ("李娜", StaffRole.COUNTER)
    assert counter.synchronise(session) == [OutboxState.ACCEPTED]
    assert session.staff() == found


def test_another_process_goes_on_with_a_refresh_and_a_lost_answer_costs_nothing(counter: Counter) -> None:
    counter.session().sign_in("lina", counter.login.password)
    submitted(counter.store)

    def lost_at_first(passage: Passage) -> Fault:
        return Fault("lost", answer_part=0.0) if passage.path == TOKEN_PATH else PASSES

    counter.proxy.plan = lost_at_first
    assert counter.synchronise(counter.session()) == [OutboxState.QUEUED]
    counter.proxy.plan = lambda passage: Fault("portal", instead=PORTAL) if passage.path == TOKEN_PATH else PASSES
    assert counter.synchronise(counter.session()) == [OutboxState.QUEUED]
    counter.proxy.plan = lambda _passage: PASSES
    assert counter.synchronise(counter.session()) == [OutboxState.ACCEPTED]


def test_a_token_is_asked_for_once_and_again_only_near_its_end(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = counter.session()
    session.sign_in("lina", counter.login.password)
    first = session.token()
    assert (session.token(), counter.exchanges()) == (first, 1)
    monkeypatch.setattr(staff_session, "_BEFORE_THE_END", 3600.0)
    assert session.token() != first
    assert counter.exchanges() == 2


def test_who_is_disabled_is_signed_out_and_work_stays(counter: Counter) -> None:
    session = counter.session()
    session.sign_in("lina", counter.login.password)
    with counter.dealers.centre.database.writing() as database:
        disable_login(database, counter.dealers.ids["A"], "lina", counter.dealers.centre.clock())
    submitted(counter.store)
    later = counter.session()
    assert counter.synchronise(later) == [OutboxState.QUEUED]
    assert later.staff() is None


def test_without_a_network_the_last_one_is_let_in_for_a_week_and_nobody_else(counter: Counter) -> None:
    session = counter.session()
    session.sign_in("lina", counter.login.password)
    counter.proxy.close()
    with pytest.raises(EnvironmentFault):
        counter.session().sign_in("lina", counter.login.password)
    assert counter.session().let_in_offline("lina", counter.login.password).name == "李娜"
    for name, password in (("lina", "wrong"), ("other", counter.login.password)):
        with pytest.raises(BadInput):
            counter.session().let_in_offline(name, password)
    with at(datetime.now(UTC) + timedelta(days=8)), pytest.raises(BadInput, match="sign in once"):
        counter.session().let_in_offline("lina", counter.login.password)


def test_a_sign_out_ends_it_at_the_centre_too(counter: Counter) -> None:
    session = counter.session()
    session.sign_in("lina", counter.login.password)
    access = session.token()
    session.sign_out()
    assert session.staff() is None
    assert session.token() == counter.dealers.tokens["A"]
    with pytest.raises(BadInput):
        session.let_in_offline("lina", counter.login.password)
    assert access != session.token()
    submitted(counter.store)
    assert counter.synchronise(session) == [OutboxState.QUEUED]


def test_the_command_line_signs_in_shows_and_signs_out(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def paddock(*arguments: str, password: str = "") -> tuple[object, str]:
        with monkeypatch.context() as patch:
            patch.setenv("PADDOCK_PASSPHRASE", "invented")
            patch.setenv("PADDOCK_TOKEN", counter.dealers.tokens["A"])
            patch.setattr(sys, "stdin", io.StringIO(password))
            patch.setattr(
                sys,
                "argv",
                ["paddock", "--profile", str(tmp_path / "other"), "--central", counter.proxy.url, *arguments],
            )
            capfd.readouterr()
            with pytest.raises(SystemExit) as left:
                main()
        return left.value.code, capfd.readouterr().out

    code, shown = paddock("staff", "sign-in", "lina", "--json", password=f"{counter.login.password}\n")
    assert (code, json.loads(shown)["role"]) == (0, "counter")
    assert paddock("staff", "sign-in", "lina", "--offline", password="wrong\n")[0] == 2
    assert paddock("staff", "sign-out", "--json")[0] == 0
    assert json.loads(paddock("staff", "show", "--json")[1]) == {}
