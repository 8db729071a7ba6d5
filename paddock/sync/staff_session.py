"""Somebody is signed in at this workstation: keeps their tokens fresh, and lets them in for a while without a network.

The refresh token and a verifier of the password (Argon2id) are kept in the encrypted database, whose key is in the
system's keyring or behind the passphrase; the access token is only in memory. A refresh is asked for before the access
token ends and written down before it is used; one whose answer was lost is asked for again, which the centre allows.
"""

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TypeAlias

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pydantic import BaseModel, ValidationError

from paddock.app.store import settings
from paddock.app.store.locks import ProfileLock
from paddock.app.store.store import Store, Topic
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.sync.client import CentreClient, Reply
from paddock.sync.link_faults import NOT_SIGNED_IN, STARTING, Passing
from paddock.sync.verdicts import not_understood, read_problem, sentence_of
from paddock.wire.messages import Moment
from paddock.wire.problems import Remedy
from paddock.wire.staff import REVOKE_PATH, TOKEN_PATH, StaffRole, TokenGrant

Provider: TypeAlias = Callable[[], str | None]

_KEPT: Final = "staff_session"
_BEFORE_THE_END: Final = 60.0
"""Seconds before its end that an access token is exchanged."""
_PATIENCE: Final = 15.0
"""Seconds between two tries to refresh while the centre cannot be reached."""
_HASHER: Final = PasswordHasher()

_WRONG = Sentence("用户名或密码不正确", "The name or the password is wrong")
_OFFLINE_ENDED = Sentence(
    "离线登录期限已过, 请联网登录一次; 未发送的工作仍在本机",
    "Nobody is let in without a network any more: sign in once with one; unsent work is kept here",
)


class _Kept(BaseModel):
    """What is written down of a sign-in."""

    login: str
    staff_name: str
    role: StaffRole
    refresh_token: str | None
    """None once the centre refused it, or after a sign-out: the verifier may still let the person in."""
    verifier: str
    offline_until: Moment


@dataclass(frozen=True, slots=True)
class SignedInStaff:
    """Who is signed in."""

    login: str
    name: str
    role: StaffRole
    offline_until: datetime


class StaffSession:
    """The person at this workstation; safe to ask from any thread but the window's: it may ask the centre."""

    def __init__(self, store: Store, address: Provider, own_token: Provider) -> None:
        """`own_token` is what this workstation was enrolled with."""
        self._store = store
        self._address = address
        self._own_token = own_token
        self._lock = threading.Lock()
        # Two processes of one profile must not exchange the same token: the centre would take it for stolen.
        self._exchange = ProfileLock(store.profile, "staff")
        self._access = ""
        self._good_until = 0.0
        self._try_at = 0.0

    def token(self) -> str | None:
        """What requests show: the access token of whoever is signed in, fresh if it can be, else the workstation's."""
        with self._lock:
            kept = self._read()
            if kept is None or kept.refresh_token is None:
                return self._own_token()
            now = time.monotonic()
            if now >= self._good_until - _BEFORE_THE_END and now >= self._try_at:
                self._refresh_alone()
            # One that has ended is answered with 401, and the queue waits for a sign-in: nothing is dropped.
            return self._access or self._own_token()

    def staff(self) -> SignedInStaff | None:
        """Who is signed in; None for nobody."""
        kept = self._read()
        if kept is None or kept.refresh_token is None:
            return None
        return SignedInStaff(kept.login, kept.staff_name, kept.role, kept.offline_until)

    def sign_in(self, login: str, password: str, code: str = "") -> SignedInStaff:
        """Sign somebody in at the centre.

        Raises:
            BadInput: name, password or code are not right; the sentence says what to do.
            EnvironmentFault: the centre cannot be reached, or this workstation is not enrolled.
        """
        form = {"grant_type": "password", "username": login.strip(), "password": password, "otp": code.strip()}
        with self._lock:
            grant = self._ask(form)
            if isinstance(grant, Passing):
                raise EnvironmentFault(grant.why)
            if isinstance(grant, Sentence):
                raise BadInput(grant)
            self._keep(grant, login.strip(), _HASHER.hash(password))
        return SignedInStaff(login.strip(), grant.staff_name, grant.role, grant.offline_until)

    def sign_out(self) -> None:
        """Sign out here, and at the centre if it can be reached; nobody is let in without a network afterwards."""
        with self._lock:
            kept = self._read()
            with self._store.write(Topic.SETTINGS) as connection:
                settings.remove(connection, _KEPT)
            self._access, self._good_until = "", 0.0
            if kept is not None and kept.refresh_token is not None:
                self._post(REVOKE_PATH, {"token": kept.refresh_token})

    def let_in_offline(self, login: str, password: str) -> SignedInStaff:
        """Whether whoever was signed in last may go on without the centre.

        Raises:
            BadInput: it is not them, or it has been too long.
        """
        kept = self._read()
        if kept is None or kept.login != login.strip() or not _fits(kept.verifier, password):
            raise BadInput(_WRONG)
        if datetime.now(UTC) >= kept.offline_until:
            raise BadInput(_OFFLINE_ENDED)
        return SignedInStaff(kept.login, kept.staff_name, kept.role, kept.offline_until)

    def _refresh_alone(self) -> None:
        if not self._exchange.acquire():
            self._try_at = time.monotonic() + 1.0
            return
        try:
            # Again, now that nobody else writes it.
            kept = self._read()
            if kept is not None and kept.refresh_token is not None:
                self._refresh(kept, kept.refresh_token)
        finally:
            self._exchange.release()

    def _refresh(self, kept: _Kept, refresh_token: str) -> None:
        grant = self._ask({"grant_type": "refresh_token", "refresh_token": refresh_token})
        if isinstance(grant, TokenGrant):
            self._keep(grant, kept.login, kept.verifier)
        elif isinstance(grant, Sentence):
            # Refused for good: the workstation's own token gets the answer that asks for a sign-in.
            self._write(kept.model_copy(update={"refresh_token": None}))
            self._access = ""
        else:
            self._try_at = time.monotonic() + _PATIENCE

    def _ask(self, form: Mapping[str, str]) -> TokenGrant | Sentence | Passing:
        """The grant; a sentence for a refusal; what is passing else."""
        reply = self._post(TOKEN_PATH, form)
        if isinstance(reply, Passing):
            return reply
        if reply.status == 200:
            try:
                return TokenGrant.model_validate_json(reply.body)
            except ValidationError:
                return not_understood(reply)
        problem = read_problem(reply)
        if problem is None or problem.remedy in {Remedy.RETRY, Remedy.UPDATE} or reply.status >= 500:
            return not_understood(reply) if problem is None else Passing(sentence_of(problem), answered=True)
        return sentence_of(problem)

    def _post(self, target: str, form: Mapping[str, str]) -> Reply | Passing:
        address, token = self._address(), self._own_token()
        if address is None:
            return Passing(STARTING)
        if token is None:
            return Passing(NOT_SIGNED_IN)
        with closing(CentreClient(address, token)) as client:
            return client.post_form(target, form)

    def _keep(self, grant: TokenGrant, login: str, verifier: str) -> None:
        """Written down before it is used: the token it replaces is good no more."""
        self._write(
            _Kept(
                login=login,
                staff_name=grant.staff_name,
                role=grant.role,
                refresh_token=grant.refresh_token,
                verifier=verifier,
                offline_until=grant.offline_until,
            )
        )
        self._access = grant.access_token
        self._good_until = time.monotonic() + grant.expires_in
        self._try_at = 0.0

    def _write(self, kept: _Kept) -> None:
        with self._store.write(Topic.SETTINGS) as connection:
            settings.put(connection, _KEPT, kept.model_dump_json())

    def _read(self) -> _Kept | None:
        with self._store.read() as connection:
            text = settings.get(connection, _KEPT)
        return None if text is None else _Kept.model_validate_json(text)


def _fits(verifier: str, password: str) -> bool:
    try:
        return _HASHER.verify(verifier, password)
    except (VerificationError, InvalidHashError):
        return False
