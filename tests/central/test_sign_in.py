"""Staff sign in at an enrolled workstation: password and code, short tokens, refresh that is good once, roles."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from argon2 import PasswordHasher
from sqlalchemy import select

from paddock.central.identity import passwords
from paddock.central.identity.dealer_staff import NewLogin, add_login, disable_login
from paddock.central.identity.passwords import fitting_step, password_hash, totp, totp_step
from paddock.central.identity.sign_in import ACCESS_LASTS, MOST_FAILURES, SIGN_IN_LASTS, WITHIN
from paddock.central.identity.sign_in_models import SignInEvent, SignInToken, StaffLogin
from paddock.central.serving import serving_beside
from paddock.wire.receipts import RECEIPT_HEADER
from paddock.wire.staff import REVOKE_PATH, TOKEN_PATH, StaffRole, TokenGrant
from tests.helpers.applications import submission_body
from tests.helpers.central_server import CentralClient, new_id
from tests.helpers.dealers import TwoDealers, movement_body, two_dealers
from tests.helpers.postgresql import new_database


class Desk:
    """Dealer A's workstation, at which people sign in, and a clock that a test may put on."""

    def __init__(self, dealers: TwoDealers, url: str) -> None:
        self.dealers = dealers
        self.url = url
        self.now = datetime.now(UTC)
        dealers.centre.clock = lambda: self.now
        dealers.centre.settings = dealers.centre.settings.model_copy(update={"staff_sign_in": True})

    def add(self, login: str, role: StaffRole = StaffRole.COUNTER, *, with_totp: bool = False) -> NewLogin:
        with self.dealers.centre.database.writing() as session:
            return add_login(session, self.dealers.ids["A"], "李娜", login, role, with_totp=with_totp)

    def ask(self, path: str = TOKEN_PATH, dealer: str = "A", **form: str) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.dealers.tokens[dealer]}"}
        return requests.post(self.url + path, data=form, headers=headers, timeout=30)

    def sign_in(self, login: NewLogin, code: str = "") -> TokenGrant:
        answer = self.ask(grant_type="password", username=login.login, password=login.password, otp=code)
        assert answer.status_code == 200, answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        return TokenGrant.model_validate_json(answer.content)

    def refresh(self, token: str) -> requests.Response:
        return self.ask(grant_type="refresh_token", refresh_token=token)

    def refreshed(self, token: str) -> TokenGrant:
        return TokenGrant.model_validate_json(self.refresh(token).content)

    def lets_in(self, token: str) -> bool:
        with CentralClient(self.url, token) as client:
            return client.get("/v1/me").status_code == 200

    def events(self) -> list[str]:
        with self.dealers.centre.database.reading() as session:
            return list(session.scalars(select(SignInEvent.event).order_by(SignInEvent.id)))


ON_BOTH = pytest.mark.parametrize("desk", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """As slow as a password's hash has to be, it is no help here."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64))


@pytest.fixture
def desk(request: pytest.FixtureRequest, data_dir: Path) -> Iterator[Desk]:
    is_postgresql = getattr(request, "param", "sqlite") == "postgresql"
    url = new_database(request.getfixturevalue("postgresql_server")) if is_postgresql else ""
    with two_dealers(data_dir, url) as dealers, serving_beside(dealers.app, "centre") as address:
        yield Desk(dealers, address)


def code_of(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@ON_BOTH
def test_a_day_of_signing_in_and_out(desk: Desk) -> None:
    assert not desk.lets_in(desk.dealers.tokens["A"]), "the workstation alone is nobody"
    lina = desk.add("lina")
    grant = desk.sign_in(lina)
    assert (grant.role, grant.staff_name) == (StaffRole.COUNTER, "李娜")
    assert desk.lets_in(grant.access_token)
    assert not desk.lets_in(grant.refresh_token), "a refresh token opens nothing"
    desk.now += ACCESS_LASTS
    assert not desk.lets_in(grant.access_token)
    following = desk.refreshed(grant.refresh_token)
    assert desk.lets_in(following.access_token)
    assert desk.ask(REVOKE_PATH, token=following.access_token).status_code == 204
    assert not desk.lets_in(following.access_token)
    assert code_of(desk.refresh(following.refresh_token)) == (401, "sign_in_refused")
    assert desk.ask(REVOKE_PATH, token="unknown").status_code == 204
    assert desk.events() == ["signed_in", "signed_out"]
    with desk.dealers.centre.database.reading() as session:
        kept = json.dumps([token.token_sha256 for token in session.scalars(select(SignInToken))])
        hashed = session.scalars(select(StaffLogin.password_hash)).one()
    assert grant.access_token not in kept
    assert hashed.startswith("$argon2id$")


@ON_BOTH
def test_a_refresh_whose_answer_was_lost_may_be_repeated_and_a_stolen_one_ends_everything(desk: Desk) -> None:
    first = desk.sign_in(desk.add("lina"))
    lost, second = desk.refreshed(first.refresh_token), desk.refreshed(first.refresh_token)
    assert desk.lets_in(second.access_token)
    third = desk.refreshed(second.refresh_token)
    # The first one again, after its successor was used: two parties hold it.
    assert code_of(desk.refresh(first.refresh_token)) == (401, "sign_in_refused")
    assert not desk.lets_in(third.access_token)
    assert code_of(desk.refresh(third.refresh_token)) == (401, "sign_in_refused")
    assert desk.events()[-1] == "refresh_token_reused"
    again = desk.sign_in(NewLogin(first.staff_id, "lina", _password(desk), None))
    withdrawn, _kept = desk.refreshed(again.refresh_token), desk.refreshed(again.refresh_token)
    assert code_of(desk.refresh(withdrawn.refresh_token)) == (401, "sign_in_refused"), "withdrawn, and used after all"
    assert not desk.lets_in(_kept.access_token)
    assert lost.refresh_token != second.refresh_token


def _password(desk: Desk) -> str:
    with desk.dealers.centre.database.writing() as session:
        session.scalars(select(StaffLogin)).one().password_hash = password_hash("another one")
    return "another one"


def test_one_time_codes_are_wanted_and_none_is_good_twice(desk: Desk) -> None:
    login = desk.add("lina", with_totp=True)
    assert login.totp_uri is not None
    assert login.totp_uri.startswith("otpauth://totp/")
    missing = desk.ask(grant_type="password", username="lina", password=login.password)
    assert code_of(missing) == (401, "one_time_code_needed")
    with desk.dealers.centre.database.reading() as session:
        secret = session.scalars(select(StaffLogin.totp_secret)).one()
    assert secret is not None
    code = totp(secret, totp_step(desk.now))
    desk.sign_in(login, code)
    again = desk.ask(grant_type="password", username="lina", password=login.password, otp=code)
    assert code_of(again) == (401, "sign_in_refused")
    desk.now += timedelta(seconds=60)
    desk.sign_in(login, totp(secret, totp_step(desk.now)))


def test_whoever_guesses_is_slowed_down_and_learns_nothing(desk: Desk) -> None:
    login = desk.add("lina")
    wrong = {"grant_type": "password", "username": "lina", "password": "wrong"}
    nobody = {"grant_type": "password", "username": "nobody", "password": "wrong"}
    assert desk.ask(**wrong).json() == desk.ask(**nobody).json()
    for _ in range(MOST_FAILURES - 1):
        desk.ask(**wrong)
    right = {"grant_type": "password", "username": "lina", "password": login.password}
    assert code_of(desk.ask(**right)) == (429, "rate_limited")
    desk.now += WITHIN
    desk.sign_in(login)


def test_who_left_is_out_at_once(desk: Desk) -> None:
    login = desk.add("lina")
    grant = desk.sign_in(login)
    with desk.dealers.centre.database.writing() as session:
        disable_login(session, desk.dealers.ids["A"], "lina", desk.now)
    assert not desk.lets_in(grant.access_token)
    assert code_of(desk.refresh(grant.refresh_token)) == (401, "sign_in_refused")
    again = desk.ask(grant_type="password", username="lina", password=login.password)
    assert code_of(again) == (401, "sign_in_refused")


def test_a_sign_in_ends_after_two_weeks_and_belongs_to_its_workstation(desk: Desk) -> None:
    login = desk.add("lina")
    grant = desk.sign_in(login)
    elsewhere = desk.ask(dealer="B", grant_type="refresh_token", refresh_token=grant.refresh_token)
    assert code_of(elsewhere) == (401, "sign_in_refused")
    stranger = desk.ask(dealer="B", grant_type="password", username="lina", password=login.password)
    assert code_of(stranger) == (401, "sign_in_refused")
    assert desk.lets_in(grant.access_token), "another workstation's try ends nothing"
    desk.now += SIGN_IN_LASTS
    assert code_of(desk.refresh(grant.refresh_token)) == (401, "sign_in_refused")


def test_what_is_no_sign_in_is_refused(desk: Desk) -> None:
    for form in ({}, {"grant_type": "client_credentials"}, {"grant_type": "password", "username": "x"}):
        assert code_of(desk.ask(**form)) == (422, "malformed_request")
    unenrolled = requests.post(desk.url + TOKEN_PATH, data={"grant_type": "password"}, timeout=30)
    assert code_of(unenrolled) == (401, "not_authenticated")


def test_roles_decide_what_may_be_written_and_no_refusal_for_one_is_kept(desk: Desk) -> None:
    counter = desk.sign_in(desk.add("counter", StaffRole.COUNTER))
    trader = desk.sign_in(desk.add("trader", StaffRole.TRADER))
    manager = desk.sign_in(desk.add("manager", StaffRole.MANAGER))
    application, draw = new_id(), new_id()
    body = submission_body(application)
    drawing = movement_body("/v1/floor-plan/draws/{unit_id}", draw, desk.dealers.financed)

    def submitted_by(grant: TokenGrant) -> requests.Response:
        with CentralClient(desk.url, grant.access_token) as client:
            return client.put(f"/v1/applications/{application}", body, application)

    def drawn_by(grant: TokenGrant) -> requests.Response:
        with CentralClient(desk.url, grant.access_token) as client:
            return client.put(f"/v1/floor-plan/draws/{draw}", drawing, draw)

    refused = submitted_by(trader)
    assert code_of(refused) == (403, "not_permitted")
    assert RECEIPT_HEADER not in refused.headers
    assert code_of(drawn_by(counter)) == (403, "not_permitted")
    assert submitted_by(counter).status_code == 200
    assert submitted_by(manager).status_code == 200
    assert drawn_by(trader).status_code != 403


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "94287082"), (1111111109, "07081804"), (1234567890, "89005924"), (20000000000, "65353130")],
)
def test_codes_are_those_of_rfc_6238_appendix_b(seconds: int, code: str) -> None:
    secret = b"12345678901234567890"
    moment = datetime.fromtimestamp(seconds, UTC)
    assert totp(secret, totp_step(moment), digits=8) == code
    assert fitting_step(secret, code[2:], moment + timedelta(seconds=30), None) == totp_step(moment)
    assert fitting_step(secret, code[2:], moment + timedelta(seconds=90), None) is None
