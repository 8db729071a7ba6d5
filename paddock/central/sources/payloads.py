"""What data sources are asked and what they answer: the schemas of the published contract.

Answers are strict: a number sent as text is a wrong schema, never a guess. Every field is required, and one that a
source may not know is `null` outright, so that a spelling mistake cannot pass as "unknown". Unknown extra fields are
passed over: providers add them without notice.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Count: TypeAlias = Annotated[int, Field(ge=0, le=100_000)]
Fen: TypeAlias = Annotated[int, Field(ge=0, le=10**13)]
Ratio: TypeAlias = Annotated[float, Field(ge=0, le=1)]


class Query(BaseModel):
    """What is sent to a source; the centre makes it, so unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PersonQuery(Query):
    """A question about a person."""

    name: str = Field(repr=False)
    resident_id_number: str = Field(repr=False)
    phone: str = Field(repr=False)


class VehicleQuery(Query):
    """A question about a registered car."""

    vin: str = Field(repr=False)
    plate: str | None = Field(repr=False)
    first_registered_on: date | None


class ValuationQuery(Query):
    """A question about what a car is worth."""

    vin: str = Field(repr=False)
    brand_model: str
    condition: str
    new_energy: bool
    age_months: Count
    odometer_km: Annotated[int, Field(ge=0, le=3_000_000)]
    asking_price_fen: Fen


class Payload(BaseModel):
    """What a source answers."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


# Strict models take an enumeration member only; from JSON it comes as its text.
class Match(StrEnum):
    """Whether what was sent belongs together."""

    MATCH = "match"
    MISMATCH = "mismatch"
    NO_RECORD = "no_record"


_Match = Annotated[Match, Field(strict=False)]


class IdentityAnswer(Payload):
    """Identity two-factor 身份二要素: does the name belong to the number?"""

    result: _Match


class PhoneAnswer(Payload):
    """Phone three-factor 手机三要素: do name, number and phone belong together, and since when?"""

    result: _Match
    tenure_months: Count | None
    in_service: bool | None


class LoanClass(StrEnum):
    """The five classes of loan quality 五级分类 (PBOC 《贷款风险分类指引》)."""

    NORMAL = "normal"
    SPECIAL_MENTION = "special_mention"
    SUBSTANDARD = "substandard"
    DOUBTFUL = "doubtful"
    LOSS = "loss"


class CreditReportAnswer(Payload):
    """A personal credit report 个人信用报告, reduced to what the rules use; amounts in fen."""

    has_credit_history: bool
    history_months: Count
    worst_loan_class: Annotated[LoanClass, Field(strict=False)]
    bad_debt_accounts: Count
    """呆账, 资产处置 and 保证人代偿 accounts."""
    current_overdue_fen: Fen
    max_overdue_periods_24m: Count
    overdue_count_24m: Count
    overdue_count_6m: Count
    inquiries_1m: Count
    inquiries_3m: Count
    open_loans: Count
    open_vehicle_loans: Count
    monthly_repayment_fen: Fen
    revolving_limit_fen: Fen
    revolving_used_fen: Fen
    guaranteed_balance_fen: Fen


class FraudSeverity(StrEnum):
    """How bad an entry of the industry's fraud list is."""

    NONE = "none"
    WATCH = "watch"
    CONFIRMED = "confirmed"


class FraudListAnswer(Payload):
    """The industry's fraud list 欺诈名单."""

    severity: Annotated[FraudSeverity, Field(strict=False)]
    names_on_phone_90d: Count
    """How many names applied with this phone in 90 days."""
    phones_on_person_90d: Count
    applications_30d: Count


class CourtAnswer(Payload):
    """Court enforcement 法院执行 (中国执行信息公开网): open and closed cases."""

    dishonest_debtor: bool
    """失信被执行人."""
    consumption_restricted: bool
    """限制高消费."""
    open_cases: Count
    open_amount_fen: Fen
    closed_cases_24m: Count


class MultiLendingAnswer(Payload):
    """Borrowing from several lenders at once 多头借贷."""

    lenders_7d: Count
    lenders_30d: Count
    lenders_90d: Count
    small_lenders_90d: Count
    """Consumer-loan and micro-loan companies among them."""
    rejected_30d: Count


class RegistryStatus(StrEnum):
    """The state of a car in the registry of motor vehicles."""

    NORMAL = "normal"
    MORTGAGED = "mortgaged"
    SEALED = "sealed"
    STOLEN = "stolen"
    SCRAPPED = "scrapped"


class VehicleRegistryAnswer(Payload):
    """The registry of motor vehicles 机动车登记."""

    found: bool
    status: Annotated[RegistryStatus, Field(strict=False)] | None
    registration_date_matches: bool | None
    commercial_use: bool | None
    """营运: taxi, ride hailing, rental or freight."""
    transfers: Count | None
    transfers_12m: Count | None
    inspection_valid: bool | None


class ValuationAnswer(Payload):
    """What the car is worth 估值: fair value and its range in fen."""

    value_fen: Fen
    low_fen: Fen
    high_fen: Fen
    confidence: Ratio


class PledgeAnswer(Payload):
    """The movable-property registry 中登网 (动产融资统一登记公示系统)."""

    active_registrations: Count
    registered_to_others: Count
    """Active registrations whose secured party is somebody else."""
