"""What screens and the command line see of the store: frozen values, no tables, no sessions."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from paddock.domain.application_draft import ApplicationDraft
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState
from paddock.wire.applications import StageTime
from paddock.wire.contracts import ContractView
from paddock.wire.decisions import Decision
from paddock.wire.inventory import UnitState
from paddock.wire.lanes import ServiceClock
from paddock.wire.problems import Problem
from paddock.wire.reviews import Stipulation


class OutboxState(StrEnum):
    """Where a piece of local work stands on its way to the centre."""

    DRAFT = "draft"
    """Being written; nothing is to be sent yet."""
    QUEUED = "queued"
    SENDING = "sending"
    """On its way; goes back to `queued` when the program starts again."""
    ACCEPTED = "accepted"
    """The centre has it; its receipt is kept."""
    REJECTED = "rejected"
    """The centre refused it for good; a person mends it and sends it again."""
    CONFLICT = "conflict"
    """The centre has another version; a person compares the two."""

    @property
    def name_for_people(self) -> Sentence:
        """What staff see on the screen."""
        return _STATE_NAMES[self]

    @property
    def is_waiting(self) -> bool:
        """Whether the system still has to send it."""
        return self in {OutboxState.QUEUED, OutboxState.SENDING}

    @property
    def needs_person(self) -> bool:
        """Whether nothing more happens until a person acts."""
        return self in {OutboxState.REJECTED, OutboxState.CONFLICT}


_STATE_NAMES = {
    OutboxState.DRAFT: Sentence("草稿", "Draft"),
    OutboxState.QUEUED: Sentence("待发送", "Waiting to be sent"),
    OutboxState.SENDING: Sentence("发送中", "Being sent"),
    OutboxState.ACCEPTED: Sentence("已送达", "Delivered"),
    OutboxState.REJECTED: Sentence("被退回", "Sent back"),
    OutboxState.CONFLICT: Sentence("冲突", "Conflict"),
}


class OutboxKind(StrEnum):
    """What an outbox row carries."""

    IMAGE = "image"
    APPLICATION = "application"
    ACCEPTANCE = "acceptance"
    SIGNATURE = "signature"
    ANSWER = "answer"

    @property
    def name_for_people(self) -> Sentence:
        """What staff see on the screen."""
        return _KIND_NAMES[self]


_KIND_NAMES = {
    OutboxKind.IMAGE: Sentence("影像", "Image"),
    OutboxKind.APPLICATION: Sentence("进件", "Application"),
    OutboxKind.ACCEPTANCE: Sentence("接受报价", "Offer taken"),
    OutboxKind.SIGNATURE: Sentence("签名", "Signature"),
    OutboxKind.ANSWER: Sentence("补件答复", "Answer to the reviewer"),
}


class WhoseTurn(StrEnum):
    """Who has to do something next."""

    ME = "me"
    SYSTEM = "system"
    CENTRE = "centre"
    NOBODY = "nobody"

    @property
    def name_for_people(self) -> Sentence:
        """What staff see on the screen."""
        return _TURN_NAMES[self]


_TURN_NAMES = {
    WhoseTurn.ME: Sentence("我", "Me"),
    WhoseTurn.SYSTEM: Sentence("系统", "The system"),
    WhoseTurn.CENTRE: Sentence("中心", "The centre"),
    WhoseTurn.NOBODY: Sentence("无", "Nobody"),
}


class WaitingFor(StrEnum):
    """Why unsent work is still here."""

    NOTHING = "nothing"
    """Nothing is unsent."""
    SENDING = "sending"
    """It is being sent right now, or is about to be."""
    NETWORK = "network"
    """The centre cannot be reached; tried again at `until`."""
    PAUSED = "paused"
    """The centre is reachable but had a passing fault; tried again at `until`."""
    SIGN_IN = "sign_in"
    """The login has expired; work is kept until somebody signs in."""
    ME = "me"
    """Nothing can be sent by itself; a person has to act."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One act of the counter on its way to the centre (an application, an offer taken, a signature)."""

    outbox_id: UUID
    application_id: UUID
    kind: OutboxKind
    applicant_name: str
    vehicle: str
    """Brand and model, or the VIN when that is all there is."""
    state: OutboxState
    attempts: int
    next_attempt_at: datetime | None
    """UTC; None: at once, or never (accepted, rejected, conflict)."""
    last_problem: Sentence | None
    what_next: Sentence
    whose_turn: WhoseTurn
    created_at: datetime


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The first rows of a part."""

    rows: tuple[QueueRow, ...]
    more: bool
    """Whether there are further ones."""


class QueuePart(StrEnum):
    """A part of the queue; every number of the ledger opens one."""

    ALL = "all"
    NEEDS_ME = "needs_me"
    """Sent back or in conflict: a person has to act."""
    UNSENT = "unsent"
    """On its way: the system sends it by itself."""
    DELIVERED = "delivered"
    SENT_BACK = "sent_back"
    CONFLICT = "conflict"
    PICTURES = "pictures"
    """The pictures that travel with the requests; not counted among them."""

    @property
    def groups(self) -> tuple[tuple[OutboxState, ...], ...]:
        """The states of the part, the most urgent first; in each the newest come first."""
        return _GROUPS.get(self, (_REFUSED, _WAITING, (OutboxState.ACCEPTED,)))


_REFUSED = (OutboxState.REJECTED, OutboxState.CONFLICT)
_WAITING = (OutboxState.QUEUED, OutboxState.SENDING)
_GROUPS: dict[QueuePart, tuple[tuple[OutboxState, ...], ...]] = {
    QueuePart.NEEDS_ME: (_REFUSED,),
    QueuePart.UNSENT: (_WAITING,),
    QueuePart.DELIVERED: ((OutboxState.ACCEPTED,),),
    QueuePart.SENT_BACK: ((OutboxState.REJECTED,),),
    QueuePart.CONFLICT: ((OutboxState.CONFLICT,),),
}


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A queue row with everything there is to know about it."""

    row: QueueRow
    body: bytes
    """The frozen body as it was or will be sent."""
    body_sha256: str
    problem: Problem | None
    """The centre's last answer when it refused: all faults, and for a conflict both hashes."""
    receipt: bytes | None
    sent_at: datetime | None
    signed_receipt: str | None
    """The centre's signed word for its answer."""
    images_waiting: int
    """Pictures that must arrive before this row can go."""


@dataclass(frozen=True, slots=True)
class QueueSummary:
    """The numbers of the status bar: `created == accepted + rejected + conflict + waiting`, always.

    Counted are acts (applications, offers taken, signatures); their pictures travel with them.
    """

    created: int
    accepted: int
    rejected: int
    conflict: int
    waiting: int
    needs_me: int
    """Rejected and conflict together."""
    waiting_for: WaitingFor
    until: datetime | None
    """UTC; when the next attempt is made, for `network` and `paused`."""


@dataclass(frozen=True, slots=True)
class DealCard:
    """A deal in a tab or a list."""

    application_id: UUID
    applicant: str
    vehicle: str
    local_state: OutboxState | None
    """None: the application was made at another workstation of this dealer."""
    central_state: ApplicationState | None
    """None: the centre has not said anything about it yet."""
    contract_id: UUID | None
    updated_at: datetime
    asked: int = 0
    """How many things a reviewer waits for."""


@dataclass(frozen=True, slots=True)
class DealRecord:
    """What a deal can be found by."""

    application_id: UUID
    applicant: str
    vehicle: str
    vin: str
    """As typed; perhaps not whole yet."""
    updated_at: datetime
    local_state: OutboxState
    central_state: ApplicationState | None = None
    contract_id: UUID | None = None
    contract_number: str = ""


@dataclass(frozen=True, slots=True)
class StockRecord:
    """What a car in stock can be found by."""

    unit_id: UUID
    vin: str
    brand: str
    series: str
    model: str
    city: str
    state: UnitState


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One step of a deal, local or at the centre, with its time (UTC) and its reason."""

    at: datetime
    text: Sentence
    reason: Sentence | None


@dataclass(frozen=True, slots=True)
class DealDetail:
    """Everything known here about one deal."""

    application_id: UUID
    draft: ApplicationDraft | None
    """The fields as written or as submitted; None for a deal of another workstation."""
    outbox_state: OutboxState | None
    outbox_id: UUID | None
    problem: Problem | None
    """Why the centre refused the application, its acceptance or its signature; None when it did not."""
    central_state: ApplicationState | None
    timeline: tuple[TimelineLine, ...]
    decision: Decision | None
    accepted_offer_id: str | None
    """As the centre has it; an acceptance still unsent is `pending_offer_id`."""
    pending_offer_id: str | None
    contract: ContractView | None
    contract_pdf_ready: bool
    """Whether the PDF of the contract's newest version is here."""
    pending_signatures: tuple[str, ...] = field(default=())
    """Signer roles signed here whose signature the centre has not confirmed."""
    service: ServiceClock | None = None
    """The lane that serves it and by when it usually has an answer; None: the centre has not said."""
    stages: tuple[StageTime, ...] = ()
    """How long it was in each state that it has left at the centre."""
    stipulations: tuple[Stipulation, ...] = ()
    """What a reviewer has asked for, answered or not."""
    pending_answers: tuple[UUID, ...] = ()
    """Stipulations answered here whose answer the centre has not confirmed."""


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """How this workstation and the centre stand with each other, as of the last attempt."""

    online: bool | None
    """None: not tried yet."""
    last_synced_at: datetime | None
    paused_until: datetime | None
    """UTC; nothing is sent before; None also while waiting for a sign-in (then `cause` says so)."""
    signed_out: bool
    cause: Sentence | None
    """Why it is not online, or why it pauses."""
    dealer_name: str | None
    staff_name: str | None
    sandbox: bool | None
    """Whether the centre runs on sandbox data sources; None: not known yet."""
