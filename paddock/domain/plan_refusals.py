"""The sentences that say why a plan does not fit."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from paddock.domain.eligibility import Criterion, Value
from paddock.domain.money import format_yuan
from paddock.domain.plans import CONDITION, FinancePlan
from paddock.domain.sentences import Sentence

AGE_AT_END: Final = "vehicle_age_at_end_months"
_MOST_SAID: Final = 4_096
_SAID: Final[dict[tuple[str, str, Value], Sentence]] = {}


def failed_sentence(criterion: Criterion, value: Value) -> Sentence:
    """Why a known `value` is not what the plan asks for."""
    # Most of the plans are refused for the same few reasons, in every decision and every step of a search.
    key = (criterion.input, criterion.limit.zh, value)
    found = _SAID.get(key)
    if found is None:
        if len(_SAID) >= _MOST_SAID:
            _SAID.clear()
        found = _SAID[key] = _failed(criterion, value)
    return found


def _failed(criterion: Criterion, value: Value) -> Sentence:
    special = _SPECIAL.get(criterion.input)
    said = special(criterion, value) if special else None
    if said is not None:
        return said
    if isinstance(value, bool):
        zh, en = ("方案要求: {zh}", "The plan asks for: {en}") if True in criterion.words else _NOT
        return Sentence(zh, en).format(**_words(criterion))
    if isinstance(value, int):
        return Sentence("{zh} {value}, 方案要求 {limit_zh}", "{en} {value}; the plan asks for {limit_en}").format(
            value=value, **_words(criterion)
        )
    return Sentence("{zh}须为 {limit_zh}", "{en} must be {limit_en}").format(**_words(criterion))


def unknown_sentence(criterion: Criterion) -> Sentence:
    """That nobody knows what the plan asks for: a reason to refuse, never to let pass."""
    special = _UNKNOWN.get(criterion.input)
    if special is not None:
        return special(criterion, None)
    return Sentence("缺少{zh}, 方案要求 {limit_zh}", "{en} is not known; the plan asks for {limit_en}").format(
        **_words(criterion)
    )


def open_sentence(criterion: Criterion) -> Sentence:
    """What a quote still hangs on where nobody has decided yet."""
    return Sentence("{zh} {limit_zh}", "{en} {limit_en}").format(**_words(criterion))


def age_sentence(age_months: int, limit_months: int) -> Sentence:
    """That the car gets too old whatever term is taken."""
    return Sentence(
        "车龄 {age} 个月, 加上最短期限超过上限 {limit} 个月",
        "The car is {age} months old: with the shortest term it passes the limit of {limit} months",
    ).format(age=age_months, limit=limit_months)


def term_sentence(plan: FinancePlan) -> Sentence:
    """That no term of the plan is near the one asked for, or short enough for the car."""
    return Sentence(
        "方案期限为 {terms} 个月, 与申请期限或车龄不符",
        "The plan runs {terms} months, which does not suit the term or the car",
    ).format(terms="/".join(str(term) for term in plan.terms))


def period_sentence(plan: FinancePlan) -> Sentence:
    """That the promotion has not begun or is over."""
    first, last = plan.offered_from, plan.offered_until
    return Sentence("活动期为 {first} 至 {last}", "The promotion runs from {first} to {last}").format(
        first=first.isoformat() if first else "—", last=last.isoformat() if last else "—"
    )


def joined(reasons: Sequence[Sentence]) -> Sentence:
    """All reasons in one sentence."""
    return Sentence("；".join(reason.zh for reason in reasons), "; ".join(reason.en for reason in reasons))


_NOT: Final = ("方案不适用于: {zh}", "Not with: {en}")


def _words(criterion: Criterion) -> dict[str, str]:
    return {
        "zh": criterion.caption.zh,
        "en": criterion.caption.en,
        "limit_zh": criterion.limit.zh,
        "limit_en": criterion.limit.en,
    }


def _condition(criterion: Criterion, _value: Value) -> Sentence:
    if "new" in criterion.words:
        return Sentence("仅限新车", "New cars only")
    return Sentence("仅限二手车", "Used cars only")


def _energy(criterion: Criterion, _value: Value) -> Sentence:
    if True in criterion.words:
        return Sentence("仅限新能源车", "New-energy cars only")
    return Sentence("仅限燃油车", "Petrol and diesel cars only")


def _odometer(criterion: Criterion, value: Value) -> Sentence | None:
    if criterion.low is not None:
        return None
    return Sentence(
        "里程 {km} 公里, 超过上限 {limit} 公里", "{km} km on the clock, more than the limit of {limit} km"
    ).format(km=value, limit=criterion.high)


def _occupation(_criterion: Criterion, _value: Value) -> Sentence:
    return Sentence("职业不在方案范围内", "Not for this occupation")


def _score(criterion: Criterion, value: Value) -> Sentence:
    if criterion.low is None:
        return Sentence("评分 {score}, 方案面向 {limit} 以下", "Score {score}; the plan is for up to {limit}").format(
            score="—" if value is None else value, limit=criterion.high
        )
    return Sentence("评分 {score}, 方案要求 {limit} 以上", "Score {score}; the plan asks for {limit}").format(
        score="—" if value is None else value, limit=criterion.low
    )


def _down_payment(criterion: Criterion, value: Value) -> Sentence:
    if criterion.low is not None and isinstance(value, Decimal) and value < criterion.low:
        return Sentence("首付比例不足 {limit:.0%}", "Less than {limit:.0%} down").format(limit=criterion.low)
    return Sentence("首付比例须为 {limit_zh}", "The down payment must be {limit_en}").format(**_words(criterion))


def _amount(criterion: Criterion, value: Value) -> Sentence | None:
    if criterion.high is None or not isinstance(value, int) or value <= criterion.high:
        return None
    return Sentence("融资额超过方案上限 {limit}", "More is financed than the plan's {limit}").format(
        limit=format_yuan(int(criterion.high))
    )


def _ltv(criterion: Criterion, _value: Value) -> Sentence:
    return Sentence("融资额超过估值的 {limit:.0%}", "More is financed than {limit:.0%} of the valuation").format(
        limit=criterion.high
    )


_SPECIAL: Final[dict[str, Callable[[Criterion, Value], Sentence | None]]] = {
    CONDITION: _condition,
    "new_energy": _energy,
    "odometer_km": _odometer,
    "occupation": _occupation,
    "score": _score,
    "down_payment_ratio": _down_payment,
    "amount_financed_fen": _amount,
    "ltv": _ltv,
}
_UNKNOWN: Final[dict[str, Callable[[Criterion, Value], Sentence]]] = {"score": _score, "ltv": _ltv}
