"""How the lender stands with its dealers: entered by its own people, and bound to from the next decision on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from paddock.central.centre import chinese_date
from paddock.central.identity.models import Dealer
from paddock.central.records.models import DealerAccount, DealerComplaint
from paddock.central.sources.payloads import DealerStanding
from paddock.domain.errors import BadInput
from paddock.domain.money import Fen
from paddock.domain.sentences import Sentence

_SAMPLE_MONTHS_BEFORE: Final = timedelta(days=900)
_SAMPLE_LICENCE: Final = timedelta(days=3650)
_SAMPLE_DEPOSIT_FEN: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What is to be different; None stays as it is."""

    standing: DealerStanding | None = None
    partner_since: date | None = None
    licence_until: date | None = None
    deposit_fen: Fen | None = None
    deposit_required_fen: Fen | None = None


def change_account(session: Session, dealer_id: UUID, change: AccountChange, now: datetime) -> DealerAccount:
    """Change a dealer's account, or open it: a new one is in normal standing, since the dealer was added.

    Raises:
        BadInput: there is no such dealer.
    """
    dealer = require_dealer(session, dealer_id)
    account = session.get(DealerAccount, dealer_id)
    if account is None:
        account = DealerAccount(
            dealer_id=dealer_id,
            standing=DealerStanding.NORMAL.value,
            partner_since=chinese_date(dealer.created_at),
            licence_until=None,
            deposit_fen=0,
            deposit_required_fen=0,
        )
        session.add(account)
    account.standing = account.standing if change.standing is None else change.standing.value
    for name in ("partner_since", "licence_until", "deposit_fen", "deposit_required_fen"):
        value = getattr(change, name)
        if value is not None:
            setattr(account, name, value)
    account.updated_at = now
    return account


def note_complaint(session: Session, dealer_id: UUID, received_on: date, subject: str) -> None:
    """Enter a complaint. Raises `BadInput` where there is no such dealer."""
    require_dealer(session, dealer_id)
    session.add(DealerComplaint(dealer_id=dealer_id, received_on=received_on, subject=subject))


def require_dealer(session: Session, dealer_id: UUID) -> Dealer:
    """The dealer. Raises `BadInput` where there is none."""
    dealer = session.get(Dealer, dealer_id)
    if dealer is None:
        raise BadInput(
            Sentence(
                f"没有编号为 {dealer_id} 的经销商, 编号见 paddock-central dealers list",
                f"There is no dealer {dealer_id}: paddock-central dealers list shows them",
            )
        )
    return dealer


def open_sample_account(session: Session, dealer_id: UUID, now: datetime) -> None:
    """The sample dealer in good standing; one that has an account already keeps it."""
    if session.get(DealerAccount, dealer_id) is None:
        today = chinese_date(now)
        change = AccountChange(
            partner_since=today - _SAMPLE_MONTHS_BEFORE,
            licence_until=today + _SAMPLE_LICENCE,
            deposit_fen=_SAMPLE_DEPOSIT_FEN,
            deposit_required_fen=_SAMPLE_DEPOSIT_FEN,
        )
        change_account(session, dealer_id, change, now)
