"""Floor plan 在库融资 between workstation and centre: draws, payments, and what is owed."""

from datetime import date
from typing import Annotated

from pydantic import Field

from paddock.domain.floor_plan import AgeingBucket, LimitClass
from paddock.domain.sentences import Sentence
from paddock.wire.messages import UUID, Answer, Moment, NonNegativeFen, Request

PositiveFen = Annotated[int, Field(gt=0, le=10**12)]
"""An amount of at least one fen."""


class DrawRequest(Request):
    """Finance one unit of stock; `id` becomes the unit's id on the floor plan and is the idempotency key."""

    id: UUID
    inventory_unit_id: UUID
    cost_fen: PositiveFen
    """What the dealer paid for it, by its invoice."""
    amount_fen: PositiveFen


class PaymentRequest(Request):
    """Pay on one unit: a curtailment, interest, or all of it; interest is met first."""

    id: UUID
    unit_id: UUID
    amount_fen: PositiveFen


class CurtailmentView(Answer):
    """The next curtailment that is not met."""

    due_on: date
    open_fen: NonNegativeFen
    overdue: bool


class SaleView(Answer):
    """A unit that was sold and is not paid off."""

    application_id: UUID
    sold_on: date
    pay_by: date
    overdue: bool


class FloorPlanUnitView(Answer):
    """One financed unit as it stands on a day."""

    id: UUID
    vin: str
    inventory_unit_id: UUID
    model: str
    limit_class: LimitClass
    cost_fen: NonNegativeFen
    drawn_fen: NonNegativeFen
    drawn_on: date
    as_of: date
    days: int
    bucket: AgeingBucket
    principal_fen: NonNegativeFen
    interest_fen: NonNegativeFen
    payoff_fen: NonNegativeFen
    overdue_fen: NonNegativeFen
    interest_a_day_fen: NonNegativeFen
    next_due: CurtailmentView | None
    sale: SaleView | None
    closed_on: date | None


class ClassUse(Answer):
    """One sub-limit and what is left of it."""

    limit_class: LimitClass
    limit_fen: NonNegativeFen
    used_fen: NonNegativeFen
    available_fen: NonNegativeFen
    units: int
    annual_rate: str
    """A decimal: 0.072 is 7.2% a year, the tier's discount taken off."""
    advance_percent: int


class AgeingRow(Answer):
    """The open units of one ageing bucket."""

    bucket: AgeingBucket
    units: int
    principal_fen: NonNegativeFen


class FloorPlanView(Answer):
    """A dealer's line with every open unit, the most pressing first."""

    limit_fen: NonNegativeFen
    used_fen: NonNegativeFen
    valid_until: date
    frozen: bool
    as_of: date
    tier: str
    classes: list[ClassUse]
    ageing: list[AgeingRow]
    units: list[FloorPlanUnitView]


class FloorPlanReceipt(Answer):
    """What a draw or a payment came to."""

    unit: FloorPlanUnitView
    interest_paid_fen: NonNegativeFen = 0
    principal_paid_fen: NonNegativeFen = 0


class StatementLine(Answer):
    """One movement."""

    on: date
    recorded_at: Moment
    by: str
    unit_id: UUID
    vin: str
    kind: str
    """draw, payment or disbursement."""
    drawn_fen: NonNegativeFen
    principal_paid_fen: NonNegativeFen
    interest_paid_fen: NonNegativeFen


class Statement(Answer):
    """A period of a line: opening and closing principal, and everything between."""

    first: date
    last: date
    opening_fen: NonNegativeFen
    drawn_fen: NonNegativeFen
    principal_paid_fen: NonNegativeFen
    interest_paid_fen: NonNegativeFen
    interest_accrued_fen: int
    closing_fen: NonNegativeFen
    lines: list[StatementLine]


class GradeLineView(Answer):
    """What one measure of the dealer's record earned."""

    measure: str
    words: Sentence
    value: str | None
    points: int


class ImprovementView(Answer):
    """What would earn more points."""

    measure: str
    sentence: Sentence
    gain: int


class BulkQuote(Answer):
    """What a bulk purchase would be financed at, with the tier explained."""

    table_version: str
    as_of: date
    tier: str
    points: int
    lines: list[GradeLineView]
    next_tier: str | None
    to_next: list[ImprovementView]
    limit_class: LimitClass
    units: int
    amount_fen: NonNegativeFen
    annual_rate: str
    interest_a_day_fen: NonNegativeFen
    """On the whole amount, after the free days."""
    refusals: list[Sentence]
    """Empty: it would be financed today."""
