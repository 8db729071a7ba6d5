"""Giving a dealer's staff their logins, and taking them away."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.identity.models import Dealer, StaffMember
from paddock.central.identity.passwords import new_totp_secret, password_hash, totp_uri
from paddock.central.identity.sign_in_models import SignIn, StaffLogin
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from paddock.wire.staff import StaffRole

_ISSUER = "车融工作台"


@dataclass(frozen=True, slots=True)
class NewLogin:
    """What is shown once and kept nowhere in clear."""

    staff_id: UUID
    login: str
    password: str
    totp_uri: str | None


def add_login(
    session: Session, dealer_id: UUID, name: str, login: str, role: StaffRole, *, with_totp: bool
) -> NewLogin:
    """Add a person with a login, a made-up password and, if wanted, a secret for one-time codes.

    Raises:
        BadInput: there is no such dealer, or the login is taken or empty.
    """
    login, name = login.strip(), name.strip()
    if session.get(Dealer, dealer_id) is None:
        raise BadInput(Sentence("没有这个经销商编号, 请核对", "There is no dealer with this id: check it"))
    taken = select(StaffLogin).where(StaffLogin.dealer_id == dealer_id, StaffLogin.login == login)
    if not login or not name or len(login) > 60 or len(name) > 60 or session.scalars(taken).first() is not None:
        raise BadInput(
            Sentence(
                f"用户名“{login}”已被使用, 或姓名、用户名不是 1 至 60 个字, 请换一个",
                f"The login “{login}” is taken, or name or login are not 1 to 60 characters: choose another",
            )
        )
    staff_id, password = uuid4(), secrets.token_urlsafe(12)
    secret = new_totp_secret() if with_totp else None
    session.add(StaffMember(id=staff_id, dealer_id=dealer_id, name=name))
    session.flush()
    session.add(
        StaffLogin(
            staff_id=staff_id,
            dealer_id=dealer_id,
            login=login,
            password_hash=password_hash(password),
            role=role.value,
            totp_secret=secret,
        )
    )
    return NewLogin(staff_id, login, password, totp_uri(secret, login, _ISSUER) if secret else None)


def disable_login(session: Session, dealer_id: UUID, login: str, now: datetime) -> None:
    """Let nobody in with it any more; whoever is signed in is signed out.

    Raises:
        BadInput: there is no such login.
    """
    query = select(StaffLogin).where(StaffLogin.dealer_id == dealer_id, StaffLogin.login == login.strip())
    found = session.scalars(query).one_or_none()
    if found is None:
        raise BadInput(Sentence(f"没有用户名“{login}”, 请核对", f"There is no login “{login}”: check it"))
    found.disabled_at = found.disabled_at or now
    for sign_in in session.scalars(select(SignIn).where(SignIn.staff_id == found.staff_id, SignIn.ended_at.is_(None))):
        sign_in.ended_at = now
