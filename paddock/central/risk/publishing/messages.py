"""What the page for risk managers and the command line exchange with the centre."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from paddock.central.identity.lender import LenderRole
from paddock.central.risk.cases import RuleCase
from paddock.central.risk.live_rules import Dormancy
from paddock.central.risk.publishing.backtest import BacktestSource
from paddock.central.risk.publishing.difference import Change
from paddock.central.risk.publishing.edits import Edit
from paddock.central.risk.publishing.snoozes import SubjectKind
from paddock.central.risk.register import RuleCard, RuleGroup
from paddock.domain.sentences import Sentence
from paddock.wire.decisions import RuleOutcome


class DraftState(StrEnum):
    """Where a draft stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Target(StrEnum):
    """What an approved draft becomes."""

    CHAMPION = "champion"
    CHALLENGER = "challenger"
    SHADOW = "shadow"


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Title = Annotated[str, Field(min_length=1, max_length=100)]
Note = Annotated[str, Field(max_length=1000)]
Reason = Annotated[str, Field(min_length=4, max_length=300)]


class SignIn(_Message):
    """The body of `POST /v1/risk/session`."""

    token: Annotated[str, Field(max_length=200)]


class WhoAmI(_Message):
    """Who is signed in, and the token that the browser's writes must carry."""

    id: UUID
    name: str
    roles: list[LenderRole]
    csrf_token: str | None


class NewDraft(_Message):
    """Begin a draft: from what is in force, or from an earlier rule set."""

    title: Title
    from_sha256: str | None = None


class EditOrder(_Message):
    """Changes to a draft as it stood at `revision`."""

    revision: int
    edits: Annotated[list[Edit], Field(min_length=1, max_length=500)]


class RebaseOrder(_Message):
    """Bring what was published meanwhile into a draft as it stood at `revision`."""

    revision: int


class SubmitOrder(_Message):
    """Hand a draft in, with what the second person should know."""

    note: Note = ""


class ApproveOrder(_Message):
    """Approve exactly what was read: the hash must still be the draft's."""

    sha256: str
    target: Target = Target.CHAMPION
    percent: Annotated[int, Field(ge=1, le=50)] = 10
    """For a challenger: of how many applications in a hundred it decides."""


class ReturnOrder(_Message):
    """Give a draft back to its author."""

    reason: Reason


class BacktestOrder(_Message):
    """Begin a backtest, or go on with the one under way when nothing is named."""

    source: BacktestSource | None = None
    limit: Annotated[int, Field(ge=1, le=100_000)] = 1_000


class RestoreOrder(_Message):
    """Go back to an earlier release's champion."""

    number: Annotated[int, Field(ge=0)]
    reason: Reason


class StopOrder(_Message):
    """Take the challenger or the shadow out."""

    what: Target
    reason: Reason


class CellOrder(_Message):
    """A cell to be looked at while it is typed."""

    feature: str
    text: Annotated[str, Field(max_length=200)]


class SnoozeRequest(_Message):
    """Snooze a rule for a dealer's id, a VIN or an ID number."""

    rule: Annotated[str, Field(max_length=10)]
    kind: SubjectKind
    subject: Annotated[str, Field(min_length=1, max_length=60, repr=False)]
    reason: Reason
    until: datetime


class FaultView(_Message):
    """A fault of the gate, with its place."""

    file: str
    row: str | None
    column: str | None
    message: Sentence


class CaseView(_Message):
    """A test case and what the engine says of it."""

    number: int
    case: RuleCase
    said: RuleOutcome | None
    passed: bool


class CheckView(_Message):
    """What the gate found."""

    sha256: str
    passed: bool
    faults: list[FaultView]
    notices: list[FaultView]
    cases: int
    cases_failed: int


class FeatureView(_Message):
    """An input a rule may compare."""

    name: str
    kind: str
    kind_caption: Sentence
    caption: Sentence
    source: str
    connected: bool
    choices: dict[str, Sentence]
    low: str | None
    high: str | None


class CellView(_Message):
    """What the gate says of one cell."""

    passed: bool
    message: Sentence | None


class RowView(_Message):
    """A row of a table."""

    id: str
    rule: str
    outcome: str
    cells: dict[str, str]


class TableView(_Message):
    """A decision table."""

    group: RuleGroup
    columns: list[str]
    rows: list[RowView]


class RuleSetView(_Message):
    """A rule set as the page shows it."""

    sha256: str
    version: str
    tables: list[TableView]
    cards: list[RuleCard]
    cases: dict[str, int]
    dormant: dict[str, Dormancy]


class DraftSummary(_Message):
    """A draft in a list."""

    id: UUID
    title: str
    state: DraftState
    author: str
    mine: bool
    """Whether the one who asks wrote in it, and so may not approve it."""
    base_sha256: str
    base_is_live: bool
    sha256: str
    revision: int
    checked: bool
    backtested: bool
    note: str
    updated_at: datetime


class DraftView(_Message):
    """A draft with its rule set and what the gate says of it, test cases of the touched rules included."""

    draft: DraftSummary
    rules: RuleSetView | None
    faults: list[FaultView]
    cases: dict[str, list[CaseView]]


class ReleaseView(_Message):
    """A line of the history."""

    number: int
    champion: str
    challenger: str | None
    challenger_percent: int
    shadow: str | None
    action: str
    title: str
    author: str | None
    approver: str | None
    restores: int | None
    at: datetime | None


class LiveView(_Message):
    """What is in force."""

    release: ReleaseView
    version: str
    rules: int
    dormant: int
    installed_sha256: str
    shadow_compared: int
    """Decisions the shadow was asked about, and"""
    shadow_agreed: int
    """those in which it said the same."""


class DifferenceView(_Message):
    """What a draft changes."""

    base_sha256: str
    sha256: str
    changes: list[Change]


class SnoozeView(_Message):
    """A snooze."""

    id: UUID
    rule: str
    kind: SubjectKind
    subject: str
    reason: str
    until: datetime
    by: str
    created_at: datetime
    ended_at: datetime | None
    active: bool


class DealerView(_Message):
    """A dealer to snooze a rule for."""

    id: UUID
    name: str


class AuditView(_Message):
    """A line of the audit."""

    id: int
    at: datetime
    who: str
    action: str
    subject: str
    detail: str
