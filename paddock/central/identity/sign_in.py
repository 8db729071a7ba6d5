"""Signing staff in: a password and a one-time code once, then short access tokens by refresh tokens that rotate.

A refresh token is good once. Where its answer was lost on the way, the workstation comes with it again while nobody
has used its successor: the successor is withdrawn and a new one given. Any other repetition means that two parties
hold the same token: the whole sign-in is ended (RFC 9700, section 4.14.2).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from paddock.central.centre import Centre
from paddock.central.identity.models import StaffMember
from paddock.central.identity.passwords import fitting_step, password_fits
from paddock.central.identity.scope import DealerScope
from paddock.central.identity.sign_in_models import SignIn, SignInEvent, SignInToken, StaffLogin
from paddock.central.identity.tokens import new_token, token_hash
from paddock.central.problems import Refusal
from paddock.domain.checks import Fault
from paddock.domain.sentences import Sentence
from paddock.wire.problems import ProblemCode
from paddock.wire.staff import StaffRole, TokenGrant

ACCESS_LASTS: Final = timedelta(minutes=10)
SIGN_IN_LASTS: Final = timedelta(days=14)
OFFLINE_LASTS: Final = timedelta(days=7)
MOST_FAILURES: Final = 10
WITHIN: Final = timedelta(minutes=15)
_FAILED: Final = ("wrong_password", "wrong_code")
_TOO_MANY = Sentence(
    "连续登录失败, 请 15 分钟后再试, 或请管理员重设密码",
    "Too many failed sign-ins: try again in fifteen minutes, or have the password reset",
)


@dataclass(frozen=True, slots=True)
class SignInDesk:
    """Signs staff in at one workstation."""

    centre: Centre
    workstation: DealerScope

    def by_password(self, login: str, password: str, code: str) -> TokenGrant:
        """Sign in.

        Raises `Refusal`: `rate_limited`, `sign_in_refused`, or `one_time_code_needed` when all else is right.
        """
        now, login = self.centre.clock(), login.strip()[:60]
        with self.centre.database.reading() as session:
            known = self._usable(session, login)
        # Slow on purpose, so outside of any transaction.
        fits = password_fits(known.password_hash if known else None, password)
        with self.centre.database.writing() as session:
            # Written down even if it is refused: so the refusal is raised after the commit.
            outcome = self._by_password(session, login, code, now, fits=fits)
        if isinstance(outcome, Refusal):
            raise outcome
        return outcome

    def by_refresh(self, token: str) -> TokenGrant:
        """The next pair of tokens. Raises `Refusal(sign_in_refused)`."""
        now = self.centre.clock()
        with self.centre.database.writing() as session:
            outcome = self._by_refresh(session, token_hash(token), now)
        if outcome is None:
            raise Refusal(ProblemCode.SIGN_IN_REFUSED)
        return outcome

    def end(self, token: str) -> None:
        """Sign out, by either token; one that is unknown is fine too (RFC 7009, section 2.2)."""
        now = self.centre.clock()
        with self.centre.database.writing() as session:
            found = session.get(SignInToken, token_hash(token))
            sign_in = self._sign_in_of(session, found) if found else None
            if sign_in is not None and sign_in.ended_at is None:
                sign_in.ended_at = now
                self._note(session, self._login_of(session, sign_in).login, "signed_out", now)

    def _usable(self, session: Session, login: str) -> StaffLogin | None:
        query = self.workstation.select(StaffLogin).where(StaffLogin.login == login, StaffLogin.disabled_at.is_(None))
        return session.scalars(query.with_for_update()).one_or_none()

    def _by_password(
        self, session: Session, login: str, code: str, now: datetime, *, fits: bool
    ) -> TokenGrant | Refusal:
        usable = self._usable(session, login)
        if self._failures(session, login, now) >= MOST_FAILURES:
            self._note(session, login, "rate_limited", now)
            return Refusal(ProblemCode.RATE_LIMITED, faults=[Fault("username", "too_many_attempts", _TOO_MANY)])
        if usable is None or not fits:
            self._note(session, login, "wrong_password", now)
            return Refusal(ProblemCode.SIGN_IN_REFUSED)
        if usable.totp_secret is not None:
            if not code:
                return Refusal(ProblemCode.ONE_TIME_CODE_NEEDED)
            step = fitting_step(usable.totp_secret, code, now, usable.totp_last_step)
            if step is None:
                self._note(session, login, "wrong_code", now)
                return Refusal(ProblemCode.SIGN_IN_REFUSED)
            usable.totp_last_step = step
        sign_in = SignIn(
            id=uuid4(),
            dealer_id=self.workstation.dealer_id,
            staff_id=usable.staff_id,
            workstation_id=self.workstation.workstation_id,
            began_at=now,
            ends_at=now + SIGN_IN_LASTS,
        )
        session.add(sign_in)
        session.flush()
        self._note(session, login, "signed_in", now)
        return self._grant(session, sign_in, usable, now)[0]

    def _by_refresh(self, session: Session, sha256: str, now: datetime) -> TokenGrant | None:
        found = session.get(SignInToken, sha256)
        sign_in = self._sign_in_of(session, found) if found is not None and found.kind == "refresh" else None
        if found is None or sign_in is None:
            return None
        # Others may have exchanged it while this one waited for the sign-in's lock.
        session.refresh(found)
        login = self._login_of(session, sign_in)
        if sign_in.ended_at is not None or now >= sign_in.ends_at or login.disabled_at is not None:
            return None
        if not self._may_exchange(session, found, now):
            sign_in.ended_at = now
            self._note(session, login.login, "refresh_token_reused", now)
            return None
        grant, successor = self._grant(session, sign_in, login, now)
        found.used_at, found.successor = now, successor
        return grant

    @staticmethod
    def _may_exchange(session: Session, token: SignInToken, now: datetime) -> bool:
        if token.withdrawn_at is not None:
            return False
        if token.successor is None:
            return True
        successor = session.get_one(SignInToken, token.successor)
        if successor.used_at is not None or successor.withdrawn_at is not None:
            return False
        successor.withdrawn_at = now
        return True

    def _grant(self, session: Session, sign_in: SignIn, login: StaffLogin, now: datetime) -> tuple[TokenGrant, str]:
        access, refresh = new_token(), new_token()
        session.add_all(
            [
                SignInToken(
                    token_sha256=token_hash(access),
                    sign_in_id=sign_in.id,
                    kind="access",
                    expires_at=min(now + ACCESS_LASTS, sign_in.ends_at),
                ),
                SignInToken(
                    token_sha256=token_hash(refresh), sign_in_id=sign_in.id, kind="refresh", expires_at=sign_in.ends_at
                ),
            ]
        )
        staff = session.get_one(StaffMember, sign_in.staff_id)
        grant = TokenGrant(
            access_token=access,
            expires_in=int(ACCESS_LASTS.total_seconds()),
            refresh_token=refresh,
            staff_id=staff.id,
            staff_name=staff.name,
            role=StaffRole(login.role),
            signed_in_until=sign_in.ends_at,
            offline_until=now + OFFLINE_LASTS,
        )
        return grant, token_hash(refresh)

    def _sign_in_of(self, session: Session, token: SignInToken) -> SignIn | None:
        """The sign-in of a token, locked; None for one of another workstation."""
        sign_in = session.get_one(SignIn, token.sign_in_id, with_for_update=True)
        return sign_in if sign_in.workstation_id == self.workstation.workstation_id else None

    @staticmethod
    def _login_of(session: Session, sign_in: SignIn) -> StaffLogin:
        return session.get_one(StaffLogin, sign_in.staff_id)

    def _failures(self, session: Session, login: str, now: datetime) -> int:
        """How often this name failed lately, at any workstation of the dealer and in any process."""
        query = select(func.count()).where(
            SignInEvent.dealer_id == self.workstation.dealer_id,
            SignInEvent.login == login,
            SignInEvent.at > now - WITHIN,
            SignInEvent.event.in_(_FAILED),
        )
        return session.scalar(query) or 0

    def _note(self, session: Session, login: str, event: str, now: datetime) -> None:
        workstation = self.workstation
        session.add(
            SignInEvent(
                at=now,
                dealer_id=workstation.dealer_id,
                workstation_id=workstation.workstation_id,
                login=login,
                event=event,
            )
        )
