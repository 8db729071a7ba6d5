"""How long it takes to find what would turn a decision into an approval, over declines, referrals and counteroffers.

The whole decision is timed, advice and all plans included: that is what a counter waits for.
"""

from datetime import UTC, datetime
from itertools import product
from statistics import quantiles
from time import perf_counter

from benchmarks.figures import Figure
from paddock.central.risk.engine import DecisionEngine
from paddock.central.sources.sandbox import sandbox_answers
from tests.helpers.applications import APPLICATION_ID, submission

GOAL_MS = 1_000
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def run() -> list[Figure]:
    """The 99th percentile in milliseconds over decisions with advice, and over all that are no approval."""
    engine = DecisionEngine.load()
    advised: list[float] = []
    others: list[float] = []
    for income, price, share, term in product(
        ("4000", "6000", "9000"), (98_000, 186_000, 320_000), (6, 20, 29), ("12", "36", "60")
    ):
        application = submission(
            APPLICATION_ID,
            monthly_income=income,
            monthly_debt="0",
            price=str(price),
            down_payment=str(price * share // 100),
            term=term,
        )
        answers = sandbox_answers(application, NOW)
        begun = perf_counter()
        decision = engine.decide(application, answers, NOW)
        (advised if decision.advice else others).append((perf_counter() - begun) * 1_000)
    return [
        Figure(f"decision with flip advice, p99 of {len(advised)}", _p99(advised), GOAL_MS, "ms"),
        Figure(f"decision without any to give, p99 of {len(others)}", _p99(others), GOAL_MS, "ms"),
    ]


def _p99(milliseconds: list[float]) -> float:
    return quantiles(milliseconds, n=100, method="inclusive")[-1]
