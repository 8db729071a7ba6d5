"""Why a decision came out as it did, and what to bring: ordered reasons and stipulations 补件."""

from collections.abc import Callable, Mapping
from typing import Final

from paddock.central.risk.feature_list import APPLICATION, FEATURES, SCORECARD, Features
from paddock.central.risk.live_rules import LiveRules
from paddock.central.risk.register import RuleCard
from paddock.central.sources.answers import SourceStatus
from paddock.central.sources.declarations import SOURCES_BY_NAME
from paddock.domain.money import Fen
from paddock.domain.sentences import Sentence
from paddock.domain.states import DecisionOutcome
from paddock.wire.decisions import Reason, RuleHit, RuleOutcome

NO_PLAN: Final = Reason(
    code="R990",
    staff=Sentence("没有适合的融资方案, 请人工调整方案", "No finance plan fits: a person has to find one"),
    customer=Sentence("我们将人工为您选择合适的方案", "We will look for a suitable plan for you"),
)
NO_COUNTEROFFER: Final = Reason(
    code="R991",
    staff=Sentence("提高首付或缩短期限也无法达到要求", "No down payment or term brings it within the limits"),
    customer=Sentence("所选车辆与方案超出可提供的范围", "The car and the terms are beyond what we can offer"),
)
_LATER: Final = Sentence("部分核验暂未完成, 我们会尽快联系您", "Some checks are not finished: we will be in touch")


def reasons_for(hits: list[RuleHit], rules: LiveRules, summaries: Mapping[str, str]) -> list[Reason]:
    """One reason per reason code, the gravest first; what could not be told is said once for each source."""
    reasons: dict[str, Reason] = {}
    for hit in hits:
        if hit.outcome is RuleOutcome.NOT_EVALUATED:
            for reason in _missing(hit, summaries):
                reasons.setdefault(reason.code, reason)
        else:
            card = rules.card(hit.id)
            reason = Reason(code=hit.reason_code, staff=hit.sentence, customer=card.customer.sentence)
            reasons.setdefault(reason.code, reason)
    return list(reasons.values())


def _missing(hit: RuleHit, summaries: Mapping[str, str]) -> list[Reason]:
    sources = dict.fromkeys(FEATURES[name].source for name, value in hit.values.items() if value is None)
    asked = [SOURCES_BY_NAME[name] for name in sources if name not in {APPLICATION, SCORECARD}]
    if APPLICATION in sources or any(summaries[source.name] == SourceStatus.ANSWERED for source in asked):
        # The source answered and knows nothing of this one thing: only the rule can say what is missing.
        return [Reason(code=hit.reason_code, staff=hit.sentence, customer=_LATER)]
    return [
        Reason(
            code=f"S{source.number:02d}",
            staff=Sentence(
                f"{source.caption.zh}未取得结果 ({summaries[source.name]})",
                f"Nothing from {source.caption.en} ({summaries[source.name]})",
            ),
            customer=_LATER,
        )
        for source in asked
    ]


def is_anti_fraud(card: RuleCard) -> bool:
    """Whether what a rule asks for would tell how fraud is looked for."""
    return card.group == _ANTI_FRAUD


def stipulations_for(
    outcome: DecisionOutcome, hits: list[RuleHit], rules: LiveRules, features: Features, *, for_customer: bool = False
) -> list[Sentence]:
    """What to bring before payout, or before a person can decide; nothing after a decline.

    `for_customer`: without what the rules against fraud ask staff to do.
    """
    if outcome is DecisionOutcome.DECLINED:
        return []
    cards = [rules.card(hit.id) for hit in hits if hit.outcome is RuleOutcome.REFER]
    found = [
        card.stipulation.sentence for card in cards if card.stipulation and not (for_customer and is_anti_fraud(card))
    ]
    found += [sentence for applies, sentence in _STANDING if applies(features)]
    return list(dict.fromkeys(found))


_ANTI_FRAUD: Final = "fraud"
"""The group of rules whose staff sentences and stipulations no customer may read."""
_STATEMENTS_ABOVE_PTI: Final = 0.35
_PROOF_ABOVE: Final[Fen] = 30_000_000


def _over(features: Features, name: str, limit: float) -> bool:
    value = features[name]
    return isinstance(value, (int, float)) and value > limit


_STANDING: Final[tuple[tuple[Callable[[Features], bool], Sentence], ...]] = (
    (
        lambda features: features["condition"] == "used",
        Sentence(
            "机动车登记证书原件, 放款前办理抵押登记",
            "The original registration certificate, and the mortgage registered before payout",
        ),
    ),
    (
        lambda features: features["occupation"] == "self_employed",
        Sentence("营业执照副本", "A copy of the business licence"),
    ),
    (
        lambda features: features["guarantor"] is True,
        Sentence(
            "担保人的征信授权、身份证与收入证明, 签约时到场",
            "The guarantor's consent to a credit report, ID card and proof of income; present when it is signed",
        ),
    ),
    (
        lambda features: _over(features, "pti", _STATEMENTS_ABOVE_PTI),
        Sentence("近 6 个月银行流水", "Six months of bank statements"),
    ),
    (
        lambda features: _over(features, "amount_financed_fen", _PROOF_ABOVE),
        Sentence("收入证明或纳税记录", "Proof of income or tax records"),
    ),
)
