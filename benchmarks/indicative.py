"""What one move of a slider costs at the money step: 36 plans held against a deal, and those that fit worked out.

Offline and pure, on the plans as a workstation keeps them. The goal is that of the screen: 50 ms, everything else
included; the arithmetic alone is measured, warm, at the 95th of a hundred moves.
"""

from datetime import date
from time import perf_counter

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.figures import Figure
from paddock.app.services.indicative_quotes import deal_of, quote_all
from paddock.app.services.plan_catalogue import read_signed
from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.plans.endpoints import sign_plans
from paddock.domain.application_draft import FieldPath
from tests.helpers.applications import faultless_texts
from tests.helpers.signed_plans import anchors_of

MOVES = 200


def run() -> list[Figure]:
    """Milliseconds at the 95th percentile of as many moves as there are per cents and terms."""
    key = Ed25519PrivateKey.generate()
    known = read_signed(sign_plans(PlanCatalogue.load(), key), anchors_of(key))
    assert known is not None
    texts = faultless_texts() | {
        FieldPath.CONDITION: "new",
        FieldPath.FIRST_REGISTERED_ON: "",
        FieldPath.ODOMETER: "10",
        FieldPath.NEW_ENERGY: "true",
        FieldPath.PRICE: "168000",
    }
    spent, shown = [], 0
    for move in range(MOVES):
        down = 168_000 * (10 + move % 60) // 100
        moved = texts | {FieldPath.DOWN_PAYMENT: str(down), FieldPath.TERM: str((12, 24, 36, 48, 60)[move % 5])}
        begun = perf_counter()
        deal = deal_of(moved, date(2026, 11, 25))
        assert deal is not None
        shown = max(shown, len(quote_all(known, deal)))
        spent.append((perf_counter() - begun) * 1_000)
    label = f"a slider's move: {len(known.plans)} plans, up to {shown} quotes, p95"
    return [Figure(label, sorted(spent)[int(MOVES * 0.95)], 50, "ms")]
