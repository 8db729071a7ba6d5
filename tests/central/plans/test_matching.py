import json
from decimal import Decimal
from pathlib import Path

import pytest
import pyxirr

from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.plans.matching import Matched, OfferCaps, highest_instalment, match_plans
from paddock.domain.errors import EnvironmentFault
from paddock.domain.plans import RepaymentMethod
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.decisions import Lane, Offer
from tests.helpers.applications import TODAY, submission

CATALOGUE = PlanCatalogue.load()
NEW_CAR = {"condition": "new", "first_registered_on": "", "plate": "", "odometer": "12"}
CAPS = OfferCaps(max_monthly_fen=10**7, valuation_fen=10_000_000, vehicle_age_months=53)


def match(application: ApplicationSubmission, score: int | None = 700, caps: OfferCaps = CAPS) -> Matched:
    return match_plans(application, score=score, lane=Lane.RETAIL_USED, caps=caps, start=TODAY, catalogue=CATALOGUE)


def a_new_car(**changes: str) -> ApplicationSubmission:
    return submission(**{**NEW_CAR, **changes})  # type: ignore[arg-type]


def test_the_catalogue_has_every_method_and_enough_plans() -> None:
    assert len(CATALOGUE.plans) >= 8
    assert {plan.method for plan in CATALOGUE.plans} >= {RepaymentMethod.BALLOON, RepaymentMethod.STEP_UP}


def test_every_plan_is_offered_or_refused_with_its_reason() -> None:
    matched = match(submission())
    assert len(matched.offers) >= 6
    named = [offer.plan for offer in matched.offers] + [refusal.plan for refusal in matched.refused]
    assert sorted(named) == sorted(plan.id for plan in CATALOGUE.plans)
    assert all(refusal.reason.zh and refusal.reason.en for refusal in matched.refused)


@pytest.mark.parametrize("application", [submission(), a_new_car(down_payment="60000", new_energy="true")])
def test_the_figures_of_every_offer_add_up(application: ApplicationSubmission) -> None:
    for offer in match(application, caps=OfferCaps(None, 9_800_000, 0)).offers:
        payments = [line.payment_fen for line in offer.schedule]
        assert len(payments) == offer.term_months
        assert offer.price_fen == offer.down_payment_fen + offer.amount_financed_fen
        assert sum(line.principal_fen for line in offer.schedule) == offer.amount_financed_fen
        assert offer.total_payable_fen == sum(payments) + offer.fee_fen
        assert offer.total_cost_fen == offer.total_payable_fen - offer.amount_financed_fen
        assert offer.monthly_payment_fen == payments[0]
        monthly = pyxirr.irr([-(offer.amount_financed_fen - offer.fee_fen), *payments])
        assert monthly is not None
        assert float(offer.annual_rate) == pytest.approx((1 + monthly) ** 12 - 1, abs=6e-7)
        # To rounding of the instalments, the effective rate is never under the nominal one.
        assert offer.annual_rate >= offer.nominal_rate - Decimal("0.00001")


def test_offer_ids_are_the_same_every_time_and_name_plan_version_and_term() -> None:
    first, again = match(submission()), match(submission())
    assert first == again
    assert [offer.id for offer in first.offers] == [f"{o.plan}-v1-{o.term_months}" for o in first.offers]


@pytest.mark.parametrize(
    ("aim", "figure"),
    [
        ("lowest_monthly", highest_instalment),
        ("lowest_total", lambda offer: offer.total_cost_fen),
        ("shortest", lambda offer: offer.term_months),
    ],
)
def test_offers_are_ranked_by_the_aim(aim: str, figure: object) -> None:
    offers = match(a_new_car(down_payment="60000", aim=aim)).offers
    figures = [figure(offer) for offer in offers]  # type: ignore[operator]
    assert len(offers) > 3
    assert figures == sorted(figures)


def test_months_of_interest_only_do_not_win_the_lowest_payment() -> None:
    offers = match(submission()).offers
    assert min(offers, key=lambda offer: offer.monthly_payment_fen).plan == "principal-deferred"
    assert offers[0].plan != "principal-deferred"


def reason_for(plan: str, matched: Matched) -> str:
    return next(refusal.reason.en for refusal in matched.refused if refusal.plan == plan)


@pytest.mark.parametrize(
    ("plan", "changes", "score", "says"),
    [
        ("new-standard", {}, 700, "New cars only"),
        ("used-standard", NEW_CAR, 700, "Used cars only"),
        ("new-energy", NEW_CAR, 700, "New-energy cars only"),
        ("used-prime", {}, 639, "Score 639; the plan asks for 640"),
        ("used-prime", {}, None, "Score —; the plan asks for 640"),
        ("used-prime", {"odometer": "120000"}, 700, "120000 km on the clock, more than the limit of 100000 km"),
        ("used-standard", {"down_payment": "10000"}, 700, "Less than 30% down"),
        ("public-sector", {}, 700, "Not for this occupation"),
        ("new-interest-free", {**NEW_CAR, "term": "60"}, 700, "The plan runs 12/18/24 months"),
        ("used-standard", {"price": "2000000", "down_payment": "700000"}, 700, "the plan's ¥500,000.00"),
    ],
)
def test_a_refusal_says_why(plan: str, changes: dict[str, str], score: int | None, says: str) -> None:
    application = submission(**changes)  # type: ignore[arg-type]
    assert says in reason_for(plan, match(application, score))


def test_an_old_car_gets_the_longest_term_its_age_allows() -> None:
    offers = match(submission(), caps=OfferCaps(None, 10_000_000, 130)).offers
    assert [(offer.plan, offer.term_months) for offer in offers] == [("used-standard", 24)]
    refused = match(submission(), caps=OfferCaps(None, 10_000_000, 150))
    assert not refused.offers
    assert "150 months old" in reason_for("used-standard", refused)


def test_no_offer_costs_more_a_month_than_is_allowed() -> None:
    everything = match(submission()).offers
    limit = sorted(highest_instalment(offer) for offer in everything)[2]
    allowed = match(submission(), caps=OfferCaps(limit, 10_000_000, 53))
    assert 0 < len(allowed.offers) < len(everything)
    assert all(highest_instalment(offer) <= limit for offer in allowed.offers)
    dear = next(offer for offer in everything if highest_instalment(offer) > limit)
    assert "affordable" in reason_for(dear.plan, allowed)


def test_the_nearest_term_serves_where_the_plan_lacks_the_one_asked_for() -> None:
    def term_of(plan: str, term: str, aim: str) -> int:
        offers: list[Offer] = match(submission(term=term, aim=aim)).offers
        return next(offer.term_months for offer in offers if offer.plan == plan)

    assert term_of("used-standard", "30", "lowest_monthly") == 36
    assert term_of("used-standard", "30", "lowest_total") == 24
    assert term_of("used-standard", "18", "lowest_total") == 18


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": "used-standard"}, "stands twice"),
        ({"method": "balloon"}, "lacks its shape"),
        ({"nominal_rate": "1.2"}, "nominal_rate"),
        ({"reference": False}, "exactly one reference plan"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_broken_catalogue_is_refused_whole(tmp_path: Path, change: dict[str, object], says: str) -> None:
    source = Path(__file__).parents[3] / "paddock" / "central" / "plans" / "catalogue.json"
    document = json.loads(source.read_text("utf-8"))
    document["plans"][0].update(change)
    broken = tmp_path / "catalogue.json"
    broken.write_text(json.dumps(document), "utf-8")
    with pytest.raises(EnvironmentFault, match=says):
        PlanCatalogue.load(broken)


def test_the_hash_follows_the_content_and_not_the_layout(tmp_path: Path) -> None:
    source = Path(__file__).parents[3] / "paddock" / "central" / "plans" / "catalogue.json"
    document = json.loads(source.read_text("utf-8"))
    copy = tmp_path / "catalogue.json"
    copy.write_text(json.dumps(document, indent=7), "utf-8")
    assert PlanCatalogue.load(copy).sha256 == CATALOGUE.sha256
    document["plans"][0]["nominal_rate"] = "0.0799"
    copy.write_text(json.dumps(document), "utf-8")
    assert PlanCatalogue.load(copy).sha256 != CATALOGUE.sha256


def test_the_lines_of_an_offer_are_what_the_validator_would_have_made() -> None:
    offers = match(submission()).offers
    assert offers
    for offer in offers:
        read = Offer.model_validate_json(offer.model_dump_json(), strict=False)
        assert read == offer
        assert offer.model_copy(deep=True) == offer
        assert [line.model_fields_set for line in read.schedule] == [line.model_fields_set for line in offer.schedule]
