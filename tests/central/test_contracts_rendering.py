"""The contract's pages: everything stated, exactly, and nothing left blank."""

import io
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from pypdf import PdfReader

from paddock.central.contracts.clauses import Deal, clause_book, merge_clauses
from paddock.central.contracts.places import percent
from paddock.central.contracts.rendering import RenderedContract, render_contract
from paddock.central.contracts.terms import DealerParty
from paddock.domain.errors import BadInput
from paddock.domain.financed_extras import ExtraKind
from paddock.domain.money import amount_in_words, format_yuan
from paddock.domain.plans import PlanKind, RepaymentMethod
from paddock.domain.states import SignerRole
from paddock.wire.applications import ConsentPurpose
from paddock.wire.decisions import OfferExtra
from tests.helpers.contracts import offer, submission, terms


def text_of(rendered: RenderedContract) -> list[str]:
    """The text layer page by page, without the spaces of the layout."""
    reader = PdfReader(io.BytesIO(rendered.pdf))
    return [re.sub(r"\s+", "", page.extract_text()) for page in reader.pages]


def test_the_same_terms_give_the_same_bytes() -> None:
    assert render_contract(terms()).pdf == render_contract(terms()).pdf


def test_parties_vehicle_and_amounts_stand_in_the_text_layer() -> None:
    contract = terms()
    text = "".join(text_of(render_contract(contract)))
    person, car, deal = contract.application.applicant, contract.application.vehicle, contract.offer
    for stated in (
        person.name,
        person.resident_id_number,
        person.phone,
        person.address,
        car.vin,
        car.plate or "",
        car.brand_model,
        contract.number,
        contract.lender.name,
        contract.dealer.name,
        deal.plan_name.zh,
        percent(deal.annual_rate),
        percent(deal.nominal_rate),
    ):
        assert stated.replace(" ", "") in text
    for amount in (
        deal.price_fen,
        deal.down_payment_fen,
        deal.amount_financed_fen,
        deal.fee_fen,
        deal.monthly_payment_fen,
        deal.total_payable_fen,
        deal.total_cost_fen,
    ):
        assert format_yuan(amount) + amount_in_words(amount) in text


def test_every_instalment_is_in_the_annex_and_adds_up() -> None:
    contract = terms(accepted=offer(method=RepaymentMethod.BALLOON, months=60))
    text = "".join(text_of(render_contract(contract)))
    for line in contract.offer.schedule:
        figures = (line.payment_fen, line.principal_fen, line.interest_fen, line.balance_fen)
        row = f"{line.number}{line.due_date:%Y-%m-%d}" + "".join(format_yuan(figure, symbol="") for figure in figures)
        assert row in text
    assert format_yuan(sum(line.principal_fen for line in contract.offer.schedule), symbol="") in text
    assert format_yuan(contract.offer.balloon_fen) in text


def test_every_page_carries_number_page_and_the_test_note() -> None:
    contract = terms()
    rendered = render_contract(contract)
    pages = text_of(rendered)
    assert len(pages) == rendered.pages
    assert 5 <= rendered.pages <= 7
    for index, page in enumerate(pages, start=1):
        assert f"合同编号{contract.number}" in page
        assert f"第{index}页共{rendered.pages}页" in page
        assert "测试/沙箱" in page


def test_a_contract_that_is_no_test_does_not_say_so() -> None:
    contract = replace(
        terms(), sandbox=False, lender=replace(terms().lender, name="某某融资租赁有限公司", sandbox=False)
    )
    assert "测试/沙箱" not in "".join(text_of(render_contract(contract)))


@pytest.mark.parametrize(
    ("kind", "said", "unsaid"),
    [
        (PlanKind.DIRECT_LEASE, "本合同为直接租赁", "占有改定"),
        (PlanKind.SALE_AND_LEASEBACK, "占有改定", "本合同为直接租赁"),
    ],
)
def test_the_clauses_follow_the_legal_form(kind: PlanKind, said: str, unsaid: str) -> None:
    text = "".join(text_of(render_contract(terms(kind=kind))))
    assert said in text
    assert unsaid not in text


def test_all_consents_and_the_law_they_rest_on_are_annexed() -> None:
    last = "".join(text_of(render_contract(terms())))
    for consent in clause_book().consents.values():
        assert consent.title in last
        assert consent.law.replace(" ", "") in last


def test_fonts_are_embedded_and_the_archive_profile_is_kept() -> None:
    pdf = render_contract(terms()).pdf
    reader = PdfReader(io.BytesIO(pdf))
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert {name.partition("+")[2] for name in fonts} == {"NotoSansSC-Regular", "NotoSansSC-Bold"}
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf


def test_there_is_one_area_to_sign_for_each_and_they_do_not_overlap() -> None:
    areas = {area.role: area for area in render_contract(terms()).areas}
    assert list(areas) == [SignerRole.CUSTOMER, SignerRole.DEALER, SignerRole.LESSOR]
    customer, dealer = areas[SignerRole.CUSTOMER], areas[SignerRole.DEALER]
    assert customer.page == dealer.page
    assert dealer.bottom + dealer.height < customer.bottom
    for area in areas.values():
        assert 0 < area.left < area.left + area.width < 595
        assert 0 < area.bottom < area.bottom + area.height < 842


def test_signs_that_mean_something_to_the_typesetter_are_only_text() -> None:
    tricky = submission()
    tricky = tricky.model_copy(
        update={"vehicle": tricky.vehicle.model_copy(update={"brand_model": r"#panic() *粗* $x$ _y_ \u{4e00} <a> @b"})}
    )
    text = "".join(text_of(render_contract(terms(application=tricky))))
    assert r"#panic()*粗*$x$_y_\u{4e00}<a>@b" in text


def test_the_longest_contract_still_fits_its_pages() -> None:
    long_name = "阿卜杜热合曼·买买提伊力亚斯·吐尔逊阿依古丽"
    deal = submission(months=84)
    person = deal.applicant.model_copy(update={"name": long_name, "address": "新疆维吾尔自治区" * 20})
    contract = terms(application=deal.model_copy(update={"applicant": person}), accepted=offer(months=84))
    rendered = render_contract(contract)
    assert rendered.pages <= 8
    assert long_name in "".join(text_of(rendered))


def test_whatever_is_missing_is_named_at_once() -> None:
    bare = submission()
    bare = bare.model_copy(
        update={
            "applicant": bare.applicant.model_copy(update={"address": " "}),
            "consent": bare.consent.model_copy(update={"purposes": [ConsentPurpose.CREDIT_REPORT]}),
        }
    )
    with pytest.raises(BadInput) as caught:
        replace(terms(), application=bare, dealer=DealerParty("", "杭州"))
    for gap in ("applicant.address", "consent.identity_check", "consent.personal_information", "dealer.name"):
        assert gap in caught.value.sentence.en


def test_a_place_without_a_value_stops_the_contract() -> None:
    with pytest.raises(KeyError):
        merge_clauses(clause_book(), Deal(PlanKind.DIRECT_LEASE), {"vin": "LSVAB4BR3EN123456"})


@pytest.mark.parametrize(
    ("rate", "said"),
    [("0.0718", "7.18%"), ("0.085205", "8.5205%"), ("0", "0.00%"), ("0.1", "10.00%"), ("0.0899999", "9.00%")],
)
def test_rates_are_said_with_two_to_four_decimals(rate: str, said: str) -> None:
    assert percent(Decimal(rate)) == said


def test_what_is_financed_beside_the_car_is_stated_in_digits_and_in_words() -> None:
    extra = OfferExtra(kind="purchase_tax", name=ExtraKind.PURCHASE_TAX.name_for_people, amount_fen=867_257)
    contract = terms()
    contract = replace(contract, offer=contract.offer.model_copy(update={"extras": [extra]}))
    text = "".join(text_of(render_contract(contract)))
    assert "随车融资：车辆购置税" in text
    assert format_yuan(867_257) in text
    assert amount_in_words(867_257) in text
