"""A decision against bare zen on the same tables and inputs, in the same run.

Ours, without offers: reading nine answers, eighty inputs with their checks, the score, every rule and the reasons.
Ours, with offers: the whole `decide`, every plan worked out with its schedule and true annual rate; without the flip
advice, which asks the engine again and again and has a limit of its own. Bare zen: one evaluation of the same compiled
tables with the inputs ready made.
"""

from datetime import UTC, datetime
from itertools import product
from statistics import median
from time import perf_counter
from typing import Any

import zen

from benchmarks.figures import Figure
from paddock.central.risk.engine import Circumstances, DecisionEngine
from paddock.central.risk.explanations import reasons_for
from paddock.central.risk.features import Evidence
from paddock.central.sources.answers import SourceAnswer
from paddock.central.sources.sandbox import sandbox_answers
from paddock.domain.states import DecisionOutcome
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.decisions import Reason
from tests.helpers.applications import APPLICATION_ID, submission

GOAL = 3.0
ROUNDS = 12
NO_ADVICE = Circumstances(advice=0)
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def run() -> list[Figure]:
    """Label, ratio of the medians over a mix of applications, and goal, with and without the offers."""
    engine = DecisionEngine.load()
    bare = zen.ZenEngine().create_decision(zen.ZenDecisionContent(engine.rules.graph_json))
    cases = [(application, sandbox_answers(application, NOW)) for application in _mix()]
    contexts = [_context(engine, application, answers) for application, answers in cases]
    raw, pure, whole = [], [], []
    for _ in range(ROUNDS):
        for (application, answers), context in zip(cases, contexts, strict=True):
            # Turn about, so that whatever else the machine does falls on all alike.
            raw.append(_timed(bare.evaluate, context))
            pure.append(_timed(_without_offers, engine, application, answers))
            whole.append(_timed(engine.decide, application, answers, NOW, NO_ADVICE))
    zen_alone = median(raw)
    return [
        Figure(f"decision ({_us(pure)}) / bare zen ({_us(raw)})", median(pure) / zen_alone, GOAL),
        Figure(f"decision with offers ({_us(whole)}) / bare zen ({_us(raw)})", median(whole) / zen_alone, GOAL),
    ]


def _without_offers(
    engine: DecisionEngine, application: ApplicationSubmission, answers: dict[str, SourceAnswer]
) -> tuple[DecisionOutcome, list[Reason]]:
    evidence = Evidence.read(answers)
    assessor = engine.assessor(NOW, spared=evidence.spared)
    found = assessor.assess(application, evidence, NOW)
    hits = assessor.rules.hits(found.outcomes, found.features, evidence.summaries)
    return found.verdict, reasons_for(hits, assessor.rules, evidence.summaries)


def _us(seconds: list[float]) -> str:
    return f"{median(seconds) * 1e6:.0f} µs"


def _mix() -> list[ApplicationSubmission]:
    """New and used cars, three terms, three incomes, and one person in three turned down."""
    used = {"condition": "used"}
    new = {"condition": "new", "first_registered_on": "", "plate": "", "odometer": "20"}
    phones = ("13871234567", "13912345678", "13871239010")
    texts = [
        car | {"term": term, "monthly_income": income, "phone": phone}
        for car, term, income, phone in product((used, new), ("24", "36", "48"), ("9000", "15000", "26000"), phones)
    ]
    return [submission(APPLICATION_ID, **changes) for changes in texts]


def _context(
    engine: DecisionEngine, application: ApplicationSubmission, answers: dict[str, SourceAnswer]
) -> dict[str, Any]:
    evidence = Evidence.read(answers)
    features = engine.assessor(NOW, spared=evidence.spared).assess(application, evidence, NOW).features
    return {name: value for name, value in features.items() if value is not None}


def _timed(call: Any, *arguments: Any) -> float:
    begun = perf_counter()
    call(*arguments)
    return perf_counter() - begun
