from datetime import date
from decimal import Decimal

import pytest
import pyxirr

from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.plans.matching import Matched, OfferCaps, match_plans
from paddock.domain.plans import RepaymentMethod
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.decisions import Lane, Offer
from tests.helpers.applications import TODAY, submission

CATALOGUE = PlanCatalogue.load()
VERSIONS = {plan.id: plan.version for plan in CATALOGUE.plans}
NEW_CAR = {"condition": "new", "first_registered_on": "", "plate": "", "odometer": "12"}
CAPS = OfferCaps(max_monthly_fen=10**7, valuation_fen=10_000_000, vehicle_age_months=53)


def match(application: ApplicationSubmission, score: int | None = 700, caps: OfferCaps = CAPS) -> Matched:
    return match_plans(application, score=score, lane=Lane.RETAIL_USED, caps=caps, start=TODAY, catalogue=CATALOGUE)


def highest_instalment(offer: Offer) -> int:
    return max(line.payment_fen for line in offer.schedule[:-1])


def a_new_car(**changes: str) -> ApplicationSubmission:
    return submission(**{**NEW_CAR, **changes})  # type: ignore[arg-type]


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
        extras = sum(extra.amount_fen for extra in offer.extras)
        assert offer.price_fen + extras == offer.down_payment_fen + offer.amount_financed_fen
        assert sum(line.principal_fen for line in offer.schedule) == offer.amount_financed_fen
        assert offer.total_payable_fen == sum(payments) + offer.fee_fen
        assert offer.total_cost_fen == offer.total_payable_fen - offer.amount_financed_fen
        assert offer.monthly_payment_fen == payments[0]
        monthly = pyxirr.irr([-(offer.amount_financed_fen - offer.fee_fen), *payments])
        assert monthly is not None
        assert float(offer.annual_rate) == pytest.approx((1 + monthly) ** 12 - 1, abs=6e-7)
        if offer.method != RepaymentMethod.SUBSIDISED_START:
            # To rounding of the instalments, the effective rate is never under the nominal one.
            assert offer.annual_rate >= offer.nominal_rate - Decimal("0.00001")


def test_offer_ids_are_the_same_every_time_and_name_plan_version_and_term() -> None:
    first, again = match(submission()), match(submission())
    assert first == again
    assert [offer.id for offer in first.offers] == [
        f"{offer.plan}-v{VERSIONS[offer.plan]}-{offer.term_months}" for offer in first.offers
    ]


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


def test_the_lines_of_an_offer_are_what_the_validator_would_have_made() -> None:
    offers = match(submission()).offers
    assert offers
    for offer in offers:
        read = Offer.model_validate_json(offer.model_dump_json(), strict=False)
        assert read == offer
        assert offer.model_copy(deep=True) == offer
        assert [line.model_fields_set for line in read.schedule] == [line.model_fields_set for line in offer.schedule]


def test_what_a_plan_finances_beside_the_car_is_named_and_bounded() -> None:
    application = a_new_car(down_payment="60000")
    offer = next(offer for offer in match(application).offers if offer.plan == "new-all-in")
    assert [extra.kind for extra in offer.extras] == ["purchase_tax", "plate", "insurance"]
    # 98,000 / 1.13 / 10 of tax, 500 for the plates, 950 and 2.8% for the insurance.
    assert [extra.amount_fen for extra in offer.extras] == [867_257, 50_000, 369_400]
    capped = match(application, caps=OfferCaps(10**7, 10_000_000, 0, max_financed_fen=4_000_000))
    assert "everything beside the car" in reason_for("new-all-in", capped)
    assert any(offer.plan == "new-standard" for offer in capped.offers)


@pytest.mark.parametrize(
    ("plan", "changes", "says"),
    [
        ("graduate-step-up", NEW_CAR, "Applicant's age is not known"),
        ("used-veteran", {"down_payment": "60000"}, "Age of the car in months is not known"),
        ("floor-plan-conversion", NEW_CAR, "The plan asks for: From the dealer's stock"),
        ("tractor-standard", NEW_CAR, "Class of vehicle must be tractor"),
        ("fleet", NEW_CAR, "Vehicles bought at once 1; the plan asks for ≥ 3"),
    ],
)
def test_what_nobody_knows_refuses(plan: str, changes: dict[str, str], says: str) -> None:
    assert says in reason_for(plan, match(submission(**changes)))  # type: ignore[arg-type]


def test_a_promotion_is_offered_in_its_time_and_place() -> None:
    wanted = a_new_car()
    assert any(offer.plan == "new-regional" for offer in match(wanted).offers)
    late = match_plans(wanted, score=700, lane=Lane.RETAIL_FAST, caps=CAPS, start=date(2027, 2, 1), catalogue=CATALOGUE)
    assert "The promotion runs from 2026-11-01 to 2027-01-31" in reason_for("new-regional", late)


@pytest.mark.parametrize(
    ("model", "occupation", "plans"),
    [
        ("解放 J6P 牵引车", "self_employed", {"tractor-standard", "freight-seasonal"}),
        ("解放 J6P 牵引车 + 中集 半挂", "self_employed", {"tractor-trailer", "freight-seasonal"}),
        ("中集 半挂车", "self_employed", {"trailer"}),
        ("雷沃 谷神 收割机", "farmer", {"agri-machinery"}),
        ("江铃 顺达 轻卡", "farmer", {"light-truck", "equal-principal", "business-owner", "farmer-seasonal"}),
        ("宇通 客车 ZK6", "employed", set()),
    ],
)
def test_commercial_vehicles_get_the_plans_made_for_them(model: str, occupation: str, plans: set[str]) -> None:
    application = a_new_car(brand_model=model, occupation=occupation, price="280000", down_payment="90000", term="24")
    assert {offer.plan for offer in match(application, caps=OfferCaps(None, 28_000_000, 0)).offers} == plans


def test_a_fleet_pays_the_less_down_the_more_it_buys() -> None:
    def down_for(units: int, down: str) -> bool:
        application = a_new_car(price="100000", down_payment=down)
        financing = application.financing.model_copy(update={"units": units})
        offers = match(application.model_copy(update={"financing": financing}), caps=OfferCaps(None, 10_000_000, 0))
        return any(offer.plan == "fleet" for offer in offers.offers)

    assert [down_for(units, "20000") for units in (2, 3)] == [False, True]
    assert [down_for(units, "15000") for units in (4, 5)] == [False, True]
    assert [down_for(units, "10000") for units in (19, 20)] == [False, True]


def test_every_due_date_is_a_business_day() -> None:
    calendar = CATALOGUE.calendar
    assert calendar is not None
    for offer in match(submission()).offers:
        assert all(calendar.is_business_day(line.due_date) for line in offer.schedule)
