"""The sample dealer, with one member of staff and one workstation."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from paddock.central.changes.models import Feed
from paddock.central.identity.models import Dealer, StaffMember, Workstation
from paddock.central.identity.tokens import new_token, token_hash, token_is_well_formed
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

DEALER_ID = UUID("0197c000-0000-7000-8000-00000000d001")
STAFF_ID = UUID("0197c000-0000-7000-8000-00000000d002")
WORKSTATION_ID = UUID("0197c000-0000-7000-8000-00000000d003")
DEALER_NAME = "东湖一店"
STAFF_NAME = "李娜"
CITY = "武汉"


@dataclass(frozen=True, slots=True)
class SampleDealer:
    """What the seed made or found."""

    dealer_id: UUID
    workstation_id: UUID
    token: str | None
    """Only when it is new: the centre keeps no token."""


def add_dealer(session: Session, dealer_id: UUID, name: str, city: str, now: datetime) -> None:
    """Add a dealer with an empty feed."""
    session.add(Dealer(id=dealer_id, name=name, city=city, created_at=now))
    session.flush()
    session.add(Feed(dealer_id=dealer_id, feed_id=uuid4(), last_sequence=0))


def seed_dealer(session: Session, now: datetime, token: str | None) -> SampleDealer:
    """Make the sample dealer, or find it.

    `token` is one that the workstation made for itself: it becomes the workstation's. Without one, a token is
    made with the workstation and never again.

    Raises:
        BadInput: the token is not 32 bytes as 43 URL-safe characters.
    """
    if token is not None and not token_is_well_formed(token):
        raise BadInput(
            Sentence(
                "工作台令牌格式不正确: 应为 32 个随机字节的 43 位 URL 安全 Base64",
                "The workstation's token is not usable: give 32 random bytes as 43 URL-safe Base64 characters",
            )
        )
    if session.get(Dealer, DEALER_ID) is None:
        add_dealer(session, DEALER_ID, DEALER_NAME, CITY, now)
        session.add(StaffMember(id=STAFF_ID, dealer_id=DEALER_ID, name=STAFF_NAME))
        session.flush()
    workstation = session.get(Workstation, WORKSTATION_ID)
    if workstation is None:
        token = token or new_token()
        session.add(
            Workstation(
                id=WORKSTATION_ID,
                dealer_id=DEALER_ID,
                staff_id=STAFF_ID,
                token_sha256=token_hash(token),
                enrolled_at=now,
            )
        )
    elif token is not None:
        workstation.token_sha256 = token_hash(token)
    return SampleDealer(DEALER_ID, WORKSTATION_ID, token)
