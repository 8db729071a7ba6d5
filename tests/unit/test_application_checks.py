from datetime import UTC, datetime

import pytest
from hypothesis import given

from paddock.domain.application_checks import faults_of
from paddock.domain.application_draft import FieldPath, FieldTexts
from paddock.domain.field_names import FIELD_NAMES
from paddock.wire.application_fields import faults_of_submission, submission_of, texts_of
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.messages import canonical_json
from tests.helpers.applications import TODAY, draft_of, faultless_applications, faultless_texts


def test_a_faultless_application_has_no_faults() -> None:
    assert faults_of(faultless_texts(), TODAY) == []


def test_an_empty_application_lists_every_field_that_is_missing_at_once() -> None:
    named = {fault.field for fault in faults_of({}, TODAY)}
    optional = {FieldPath.PLATE, FieldPath.AIM, FieldPath.FIRST_REGISTERED_ON, FieldPath.UNITS}
    assert named == {path.value for path in FieldPath if path not in optional}


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        (FieldPath.RESIDENT_ID_NUMBER, "420106198503121379", "id_checksum"),
        (FieldPath.RESIDENT_ID_NUMBER, "420106198502311377", "id_birth_date"),
        (FieldPath.BIRTH_DATE, "1985-03-13", "id_birth_date_consistent"),
        (FieldPath.BIRTH_DATE, "1985-02-30", "date_malformed"),
        (FieldPath.SEX, "女", "id_sex_consistent"),
        (FieldPath.ID_VALID_UNTIL, "2021-05-01", "id_not_expired"),
        (FieldPath.ID_VALID_FROM, "2036-05-02", "id_validity_order"),
        (FieldPath.PHONE, "12345", "phone_malformed"),
        (FieldPath.VIN, "LSVAU2A31N2183295", "vin_check_digit"),
        (FieldPath.VIN, "LSVAU2A31N218329", "vin_length"),
        (FieldPath.VIN, "LSVAU2A3ON2183294", "vin_alphabet"),
        (FieldPath.FIRST_REGISTERED_ON, "2027-01-01", "registered_in_future"),
        (FieldPath.CONDITION, "new", "new_but_registered"),
        (FieldPath.ODOMETER, "-5", "number_out_of_range"),
        (FieldPath.TERM, "120", "number_out_of_range"),
        (FieldPath.PRICE, "十万", "amount_malformed"),
        (FieldPath.PRICE, "0", "price_out_of_range"),
        (FieldPath.DOWN_PAYMENT, "98000", "down_payment_too_high"),
        (FieldPath.CONSENT, "credit_report", "consent_missing"),
    ],
)
def test_each_fault_is_named_at_its_field_in_both_languages(path: FieldPath, text: str, code: str) -> None:
    faults = faults_of(faultless_texts() | {path: text}, TODAY)
    fault = next(fault for fault in faults if fault.code == code)
    assert fault.field == path
    assert fault.message.zh
    assert fault.message.en


def test_an_applicant_too_young_or_too_old_is_said() -> None:
    for born in ("2009-01-01", "1950-01-01"):
        codes = {fault.code for fault in faults_of(faultless_texts() | {FieldPath.BIRTH_DATE: born}, TODAY)}
        assert "age_out_of_range" in codes


def test_faults_in_several_steps_are_listed_together_in_the_order_of_the_screen() -> None:
    texts = faultless_texts() | {FieldPath.PRICE: "x", FieldPath.PHONE: "1", FieldPath.VIN: "", FieldPath.NAME: ""}
    fields = [fault.field for fault in faults_of(texts, TODAY)]
    assert fields == [FieldPath.NAME, FieldPath.PHONE, FieldPath.VIN, FieldPath.PRICE]


def test_every_field_has_a_name_in_both_languages() -> None:
    assert set(FIELD_NAMES) == set(FieldPath)


@given(faultless_applications())
def test_what_the_counter_accepts_the_centre_accepts(texts: FieldTexts) -> None:
    assert faults_of(texts, TODAY) == []
    submission = submission_of(draft_of(texts), submitted_at=datetime.now(UTC), submitted_by="李娜")
    assert faults_of_submission(submission, TODAY) == []
    assert faults_of(texts_of(submission), TODAY) == []


@given(faultless_applications())
def test_the_frozen_body_reads_back_to_the_same_bytes(texts: FieldTexts) -> None:
    body = canonical_json(submission_of(draft_of(texts), submitted_at=datetime.now(UTC), submitted_by="李娜"))
    assert canonical_json(ApplicationSubmission.model_validate_json(body)) == body
