"""Why a person decides as they do: codes to choose from, each with words for staff and for the customer."""

from dataclasses import dataclass
from typing import Final

from paddock.central.problems import malformed_field
from paddock.domain.sentences import Sentence
from paddock.wire.reviews import ReviewVerdict


@dataclass(frozen=True, slots=True)
class ReviewReason:
    """One reason."""

    code: str
    verdict: ReviewVerdict
    staff: Sentence
    customer: Sentence


_APPROVED: Final = Sentence("人工审核通过", "Approved after a person has looked at it")
_NOT_NOW: Final = Sentence("综合评估不符合要求", "It does not meet our requirements")
REASONS: Final = {
    reason.code: reason
    for reason in (
        ReviewReason(
            "H101", ReviewVerdict.APPROVED, Sentence("补充材料已核实", "What was asked for has been checked"), _APPROVED
        ),
        ReviewReason(
            "H102",
            ReviewVerdict.APPROVED,
            Sentence("电话核实无异常", "A telephone check found nothing wrong"),
            _APPROVED,
        ),
        ReviewReason(
            "H103",
            ReviewVerdict.APPROVED,
            Sentence("数据缺失项已人工核验", "What no source told was checked by hand"),
            _APPROVED,
        ),
        ReviewReason(
            "H104", ReviewVerdict.APPROVED, Sentence("风险已有补偿措施", "The risk is made up for otherwise"), _APPROVED
        ),
        ReviewReason(
            "H201", ReviewVerdict.DECLINED, Sentence("还款能力不足", "The means to repay are too small"), _NOT_NOW
        ),
        ReviewReason(
            "H202",
            ReviewVerdict.DECLINED,
            Sentence("材料不实或无法核实", "Papers are false or cannot be checked"),
            _NOT_NOW,
        ),
        ReviewReason(
            "H203",
            ReviewVerdict.DECLINED,
            Sentence("车辆价值或权属存疑", "The car's value or title is in doubt"),
            _NOT_NOW,
        ),
        ReviewReason(
            "H204", ReviewVerdict.DECLINED, Sentence("补充材料逾期未提供", "What was asked for did not come"), _NOT_NOW
        ),
        ReviewReason(
            "H205",
            ReviewVerdict.DECLINED,
            Sentence("客户放弃申请", "The customer no longer wants it"),
            Sentence("申请已按您的意愿终止", "The application was ended as you wished"),
        ),
    )
}


def reason_for(code: str, verdict: ReviewVerdict) -> ReviewReason:
    """The reason of a code. Raises `Refusal(malformed_request)` for one that is no reason for such a verdict."""
    found = REASONS.get(code)
    if found is None or found.verdict is not verdict:
        codes = ", ".join(reason.code for reason in REASONS.values() if reason.verdict is verdict)
        raise malformed_field("reason_code", Sentence(f"请选择原因: {codes}", f"Choose one of {codes}"))
    return found
