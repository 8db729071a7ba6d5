"""Quotes at the counter without the centre: signed plans only, the centre's own figures, nothing taken for granted."""

import base64
import json
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from paddock.app.services.indicative_quotes import IndicativeQuote, deal_of, quote_all
from paddock.app.services.plan_catalogue import KnownPlans, read_signed
from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.plans.endpoints import sign_plans
from paddock.central.plans.matching import OfferCaps, match_plans
from paddock.domain.application_draft import FieldPath, FieldTexts
from paddock.wire.decisions import Lane
from paddock.wire.plans import SignedPlans, plans_bytes
from tests.helpers.applications import TODAY, faultless_texts, submission
from tests.helpers.signed_plans import anchors_of

CATALOGUE = PlanCatalogue.load()
KEY = Ed25519PrivateKey.generate()
SIGNED = sign_plans(CATALOGUE, KEY)
NEW_CAR = {FieldPath.CONDITION: "new", FieldPath.FIRST_REGISTERED_ON: "", FieldPath.PLATE: "", FieldPath.ODOMETER: "12"}


def known() -> KnownPlans:
    found = read_signed(SIGNED, anchors_of(KEY))
    assert found is not None
    return found


def quotes(texts: FieldTexts) -> list[IndicativeQuote]:
    deal = deal_of(texts, TODAY)
    assert deal is not None
    return quote_all(known(), deal)


def test_the_plans_and_their_holidays_arrive_as_they_are_at_the_centre() -> None:
    assert known().plans == CATALOGUE.plans
    assert known().calendar == CATALOGUE.calendar
    assert known().published.catalogue_sha256 == CATALOGUE.sha256


def test_what_the_pinned_key_did_not_sign_is_not_used() -> None:
    assert read_signed(SIGNED, anchors_of(Ed25519PrivateKey.generate())) is None
    cheaper = SIGNED.model_copy(update={"body": SIGNED.body.replace("0.0798", "0.0098")})
    assert read_signed(cheaper, anchors_of(KEY)) is None
    assert read_signed(SIGNED.model_copy(update={"signature": "no base 64"}), anchors_of(KEY)) is None


def test_an_older_workstation_passes_over_a_plan_it_does_not_understand() -> None:
    body = json.loads(SIGNED.body)
    body["plans"][1]["method"] = "by_the_moon"
    body["plans"][2]["something_new"] = 1
    text = json.dumps(body)
    signature = base64.b64encode(KEY.sign(plans_bytes(text))).decode()
    found = read_signed(SignedPlans(catalogue_sha256="0" * 64, body=text, signature=signature), anchors_of(KEY))
    assert found is not None
    assert [plan.id for plan in found.plans] == [plan.id for plan in CATALOGUE.plans if plan.id != "new-low-down"]


@pytest.mark.parametrize("aim", ["lowest_monthly", "lowest_total", "shortest"])
@pytest.mark.parametrize("car", [{}, NEW_CAR, {**NEW_CAR, FieldPath.NEW_ENERGY: "true"}])
def test_what_the_centre_offers_was_quoted_here_to_the_fen(car: FieldTexts, aim: str) -> None:
    texts = faultless_texts() | car | {FieldPath.AIM: aim}
    application = submission(**{path.name.lower(): text for path, text in texts.items()})  # type: ignore[arg-type]
    offered = match_plans(
        application,
        score=700,
        lane=Lane.RETAIL_FAST,
        caps=OfferCaps(None, 12_000_000, 0 if car else 53),
        start=TODAY,
        catalogue=CATALOGUE,
        features={"applicant_age": 41, "vehicle_age_months": 0 if car else 53},
    ).offers
    quoted = {made.quote.plan.id: made for made in quotes(texts)}
    assert len(offered) >= 5
    for offer in offered:
        made = quoted[offer.plan]
        assert [line.payment_fen for line in made.quote.lines] == [line.payment_fen for line in offer.schedule]
        assert [line.due_date for line in made.quote.lines] == [line.due_date for line in offer.schedule]
        assert (made.annual_rate, made.quote.fee_fen) == (offer.annual_rate, offer.fee_fen)
    order = [made.quote.plan.id for made in quotes(texts) if made.quote.plan.id in {offer.plan for offer in offered}]
    assert order == [offer.plan for offer in offered]


def test_a_quote_names_what_only_the_centre_can_tell() -> None:
    by_plan = {made.quote.plan.id: made for made in quotes(faultless_texts())}
    assert by_plan["used-standard"].hangs_on == ()
    assert "评分" in by_plan["used-prime"].hangs_on[0].zh
    assert "new-standard" not in by_plan  # what is known speaks against it


@pytest.mark.parametrize("missing", [FieldPath.PRICE, FieldPath.DOWN_PAYMENT, FieldPath.TERM, FieldPath.CONDITION])
def test_without_the_figures_nothing_is_quoted(missing: FieldPath) -> None:
    assert deal_of(faultless_texts() | {missing: ""}, TODAY) is None
    assert deal_of(faultless_texts() | {FieldPath.DOWN_PAYMENT: "98000"}, TODAY) is None
    assert deal_of(faultless_texts() | {FieldPath.TERM: "99"}, TODAY) is None


def test_an_unfinished_form_is_quoted_on_what_it_says() -> None:
    texts = {
        FieldPath.PRICE: "12.8万",
        FieldPath.DOWN_PAYMENT: "40000",
        FieldPath.TERM: "36",
        FieldPath.CONDITION: "used",
    }
    deal = deal_of(texts, date(2026, 11, 25))
    assert deal is not None
    made = {each.quote.plan.id: each for each in quote_all(known(), deal)}
    said = [sentence.en for sentence in made["used-standard"].hangs_on]
    assert any("Class of vehicle" in words for words in said)
    assert any("Odometer" in words for words in said)
