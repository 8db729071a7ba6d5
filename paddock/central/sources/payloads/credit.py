"""What is owed and how it was repaid: the credit report, bureaus, courts, other lenders and ourselves."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from paddock.central.sources.payloads.base import Count, Fen, Payload, Suspected


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


Score = Annotated[int, Field(ge=300, le=900)]


class BureauAAnswer(Payload):
    """Commercial bureau A 征信机构甲: a score with what stands behind it, and the lists a bank must screen."""

    bureau_a_score: Score
    bureau_a_m3_12m: Count
    """Times 90 days or more overdue in 12 months."""
    bureau_a_online_loans_open: Count
    sanctions_listed: bool
    politically_exposed: bool


class BureauBAnswer(Payload):
    """Commercial bureau B 征信机构乙: a score, and how the person and their device apply elsewhere."""

    bureau_b_score: Score
    night_applications_90d: Count
    persons_on_device: Count
    gang_risk: Suspected


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


class RepaymentRecordAnswer(Payload):
    """How the person repaid us 我司还款记录, from the lender's core system."""

    our_overdue_fen: Fen
    our_max_overdue_days_24m: Count
    our_written_off: bool
    our_open_contracts: Count
    our_balance_fen: Fen
    """What is outstanding on their contracts, without the deal in question."""
