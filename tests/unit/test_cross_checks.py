"""Every contradiction between documents is found, alone, boxed, with what to do; agreement is left in peace."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.domain.application_draft import FieldPath, FieldTexts
from paddock.domain.checks import Fault
from paddock.domain.cross_checks import CROSS_CHECKS, cross_check
from paddock.domain.cross_checks.handbook import handbook
from paddock.domain.draft_documents import Correction, corrected
from tests.helpers.applications import TODAY, faultless_texts, vin_with_check_digit
from tests.helpers.documents import documents_from, new_car_texts, new_car_values, used_car_values

Changes = dict[str, dict[str, str]]
OTHER_VIN = vin_with_check_digit("LSVAU2A3", "N2183295")
PERSON = "110105199003078510"


def codes(values: Changes, texts: FieldTexts) -> set[str]:
    return {fault.code for fault in cross_check(documents_from(values), texts, TODAY)}


def changed(values: Changes, changes: Changes) -> Changes:
    return {kind: found | changes.get(kind, {}) for kind, found in values.items()} | {
        kind: found for kind, found in changes.items() if kind not in values
    }


def test_papers_that_agree_have_no_fault() -> None:
    assert cross_check(documents_from(used_car_values()), faultless_texts(), TODAY) == []
    assert cross_check(documents_from(new_car_values()), new_car_texts(), TODAY) == []
    assert cross_check([], faultless_texts(), TODAY) == []


USED: dict[str, Changes] = {
    "applicant_name_on_id": {"resident_id_front": {"name": "王小州"}},
    "applicant_number_on_id": {"resident_id_front": {"number": PERSON}},
    "birth_date_agrees": {"driving_licence": {"birth_date": "1985-03-13"}},
    "sex_agrees": {"driving_licence": {"sex": "女"}},
    "id_validity_agrees": {"resident_id_back": {"valid_until": "2035-05-01"}},
    "driver_is_applicant": {"driving_licence": {"name": "赵敏"}},
    "driver_number_is_applicants": {"driving_licence": {"number": PERSON}},
    "vin_on_car": {"vin": {"vin": OTHER_VIN}},
    "vin_on_licence": {"vehicle_licence": {"vin": OTHER_VIN}},
    "vin_on_certificate": {"registration_certificate_second_page": {"vin": OTHER_VIN}},
    "vin_on_invoice": {"used_car_invoice": {"vin": OTHER_VIN}},
    "plate_on_licence": {"vehicle_licence_second_page": {"plate": "鄂A12346"}},
    "plate_on_certificate": {"registration_certificate": {"plate": "鄂A12346"}},
    "plate_on_car": {"licence_plate": {"plate": "鄂A12346"}},
    "plate_on_invoice": {"used_car_invoice": {"plate": "鄂A12346"}},
    "engine_number_agrees": {"vehicle_licence": {"engine_number": "DLW123457"}},
    "registration_date_agrees": {"registration_certificate": {"registered_on": "2022-06-17"}},
    "seller_is_owner": {"used_car_invoice": {"seller": "孙强"}},
    "seller_number_is_owners": {"used_car_invoice": {"seller_id_number": PERSON}},
    "buyer_is_applicant": {"used_car_invoice": {"buyer": "孙强"}},
    "buyer_number_is_applicants": {"used_car_invoice": {"buyer_id_number": PERSON}},
    "price_on_invoice": {"used_car_invoice": {"total_yuan": "97000.00"}},
    "registration_number_on_invoice": {"used_car_invoice": {"registration_number": "320012345679"}},
    "model_agrees": {"registration_certificate_second_page": {"model": "SVW7144AC"}},
    "use_agrees": {"registration_certificate_second_page": {"use_character": "租赁"}},
    "gross_mass_agrees": {"vehicle_licence_second_page": {"gross_mass_kg": "1975"}},
    "id_card_valid": {"resident_id_back": {"valid_until": "2026-11-22"}},
    "driving_licence_valid": {"driving_licence": {"valid_until": "2026-11-22"}},
    "inspection_valid": {"vehicle_licence_second_page": {"inspected_until": "2026-10"}},
    "bank_card_valid": {"bank_card": {"valid_until": "2026-10"}},
    "driver_of_age": {"driving_licence": {"first_issued_on": "2003-03-11"}},
    "driving_class_covers_car": {"driving_licence": {"classes": "DE"}},
    "made_before_registered": {"registration_certificate_second_page": {"made_on": "2022-06-19"}},
    "made_in_model_year": {"registration_certificate_second_page": {"made_on": "2018-03-01"}},
    "odometer_as_entered": {"odometer": {"odometer_km": "53210"}},
    "mileage_fits_age": {"odometer": {"odometer_km": "900"}},
    "new_energy_fits": {"licence_plate": {"plate": "鄂AD12345"}},
    "numbers_hold": {"bank_card": {"number": "6222020000000000001"}},
}
ALONG_WITH = {
    "birth_date_agrees": set[str](),
    "id_card_valid": {"id_validity_agrees"},
    "mileage_fits_age": {"odometer_as_entered"},
    "new_energy_fits": {"plate_on_car"},
}


@pytest.mark.parametrize("code", USED)
def test_one_contradiction_is_one_fault(code: str) -> None:
    found = codes(changed(used_car_values(), USED[code]), faultless_texts())
    assert found == {code} | ALONG_WITH.get(code, set())


def test_owner_and_seller_are_two_questions() -> None:
    found = codes(changed(used_car_values(), {"vehicle_licence": {"owner": "孙强"}}), faultless_texts())
    assert found == {"owner_agrees", "seller_is_owner"}


NEW: dict[str, Changes] = {
    "vin_on_conformity": {"conformity_certificate": {"vin": OTHER_VIN}},
    "conformity_number_on_invoice": {"new_car_invoice": {"certificate_number": "YA1234567890AC"}},
    "new_car_has_no_registration": {"licence_plate": {"plate": "鄂A12345"}},
    "made_before_sold": {"new_car_invoice": {"issued_on": "2022-02-01"}},
    "seller_is_licensed_company": {"business_licence": {"uscc": "91110000600037341L"}},
}


@pytest.mark.parametrize("code", NEW)
def test_one_contradiction_of_a_new_car_is_one_fault(code: str) -> None:
    assert codes(changed(new_car_values(), NEW[code]), new_car_texts()) == {code}


def test_a_new_car_sold_after_its_registration_is_found() -> None:
    papers = new_car_values() | {"vehicle_licence": {"registered_on": "2022-05-01"}}
    assert codes(papers, faultless_texts() | {FieldPath.FIRST_REGISTERED_ON: ""}) == {"sold_before_registered"}


def test_two_photos_of_two_people_are_found() -> None:
    papers = [
        *documents_from({"driving_licence": {"number": PERSON}}),
        *documents_from({"other": {}, "driving_licence": {"number": "11010519491231002X"}}),
    ]
    texts = faultless_texts() | {FieldPath.RESIDENT_ID_NUMBER: PERSON}
    found = {fault.code for fault in cross_check(papers, texts, TODAY)}
    assert found == {"driver_number_is_applicants", "one_document_of_a_kind"}


def test_every_check_is_tried_here_and_told_with_what_to_do() -> None:
    tried = {*USED, *NEW, "owner_agrees", "sold_before_registered", "one_document_of_a_kind"}
    assert tried == {check.id for check in CROSS_CHECKS}
    assert len(CROSS_CHECKS) >= 24
    for check in CROSS_CHECKS:
        assert all((check.title.zh, check.title.en, check.remedy.zh, check.remedy.en, check.documents))


def test_a_fault_is_boxed_in_its_picture_and_says_both_values() -> None:
    (fault,) = cross_check(documents_from(changed(used_car_values(), USED["vin_on_licence"])), faultless_texts(), TODAY)
    documents = {document.kind: document for document in documents_from(used_car_values())}
    licence = documents["vehicle_licence"]
    assert (fault.image_sha256, fault.box) == (licence.image_sha256, licence.values["vin"].box)
    assert OTHER_VIN in fault.message.zh
    assert faultless_texts()[FieldPath.VIN] in fault.message.zh
    assert "更正" in fault.message.zh
    assert fault.field == "documents.vin_on_licence"


def test_everything_wrong_at_once_is_listed_at_once() -> None:
    mixed: Changes = {}
    for code in ("vin_on_licence", "plate_on_car", "buyer_is_applicant", "driver_of_age", "odometer_as_entered"):
        mixed = changed(mixed, USED[code]) if mixed else USED[code]
    found = codes(changed(used_car_values(), mixed), faultless_texts())
    assert found == {"vin_on_licence", "plate_on_car", "buyer_is_applicant", "driver_of_age", "odometer_as_entered"}


def test_who_stands_for_a_contradiction_stands_for_no_other() -> None:
    documents = documents_from(changed(used_car_values(), USED["plate_on_car"]))
    (fault,) = cross_check(documents, faultless_texts(), TODAY)
    assert cross_check(documents, faultless_texts(), TODAY, [fault.key]) == []
    other = documents_from(changed(used_car_values(), {"licence_plate": {"plate": "鄂A12347"}}))
    assert cross_check(other, faultless_texts(), TODAY, [fault.key]) != []
    retyped = faultless_texts() | {FieldPath.PLATE: "鄂A12399"}
    assert fault.key in {each.key for each in cross_check(documents, faultless_texts(), TODAY)}
    assert "plate_on_car" in {each.code for each in cross_check(documents, retyped, TODAY, [fault.key])}


def test_a_value_corrected_by_hand_counts_as_the_document_s() -> None:
    texts = faultless_texts()
    documents = documents_from(changed(used_car_values(), USED["vin_on_licence"]))
    licence = next(document for document in documents if document.kind == "vehicle_licence")
    done = Correction(licence.image_sha256, FieldPath.VIN, OTHER_VIN, texts[FieldPath.VIN])
    assert cross_check(corrected(documents, [done]), texts, TODAY) == []


@given(st.permutations(list(used_car_values())))
def test_the_order_of_the_photos_does_not_matter(order: list[str]) -> None:
    values = changed(used_car_values(), USED["plate_on_car"] | USED["vin_on_licence"])
    found = cross_check(documents_from({kind: values[kind] for kind in order}), faultless_texts(), TODAY)
    assert {fault.code for fault in found} == {"plate_on_car", "vin_on_licence"}


def test_half_and_full_width_and_spacing_are_no_contradiction() -> None:
    written = {"vehicle_licence": {"plate": "鄂Ａ·12345"}, "used_car_invoice": {"total_yuan": "98,000.00"}}
    assert codes(changed(used_car_values(), written), faultless_texts()) == set()


def test_an_unsure_reading_is_told_as_one() -> None:
    document = documents_from({"licence_plate": {"plate": "鄂A12346"}})[0]
    unsure = {name: type(value)(name, value.value, 0.3, value.box) for name, value in document.values.items()}
    (fault,) = cross_check([type(document)(document.kind, document.image_sha256, unsure)], faultless_texts(), TODAY)
    assert isinstance(fault, Fault)
    assert "把握不足" in fault.message.zh


def test_the_list_in_the_docs_is_this_one() -> None:
    kept = Path(__file__).parents[2] / "docs" / "checks.md"
    assert kept.read_text("utf-8") == handbook(), "python -m paddock.domain.cross_checks.handbook docs/checks.md"
