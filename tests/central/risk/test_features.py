"""The inputs that are reckoned from the application alone."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.risk.feature_list import FEATURES, Features
from paddock.central.risk.features import Evidence, compute_features, validity_is_lawful
from paddock.central.risk.inputs.feature import MoreDown
from paddock.central.sources.sandbox import sandbox_answers
from paddock.domain.application_draft import FieldPath
from paddock.wire.applications import ApplicationSubmission, FieldReading
from tests.helpers.applications import NOW, submission, vin_with_check_digit

CATALOGUE = PlanCatalogue.load()


def features_of(application: ApplicationSubmission) -> Features:
    return compute_features(application, Evidence.read(sandbox_answers(application, NOW)), NOW, CATALOGUE)


@pytest.mark.parametrize(
    ("born", "issued", "until", "lawful"),
    [
        ("1985-03-12", "2016-05-01", "2036-05-01", True),
        ("1985-03-12", "2016-05-01", "2026-05-01", False),
        ("2004-01-02", "2022-06-01", "2032-06-01", True),
        ("2012-01-02", "2022-06-01", "2027-06-01", True),
        ("1960-01-02", "2010-06-01", None, True),
        ("1985-03-12", "2016-05-01", None, False),
        ("1960-01-02", "2010-06-01", "2030-06-01", False),
        ("1996-02-28", "2016-02-29", "2026-02-28", True),
    ],
)
def test_the_validity_of_an_id_card_follows_the_age_at_issue(
    born: str,
    issued: str,
    until: str | None,
    lawful: bool,  # noqa: FBT001
) -> None:
    ends = None if until is None else date.fromisoformat(until)
    assert validity_is_lawful(date.fromisoformat(born), date.fromisoformat(issued), ends) is lawful


@pytest.mark.parametrize(
    ("plate", "new_energy", "registered", "suits", "province"),
    [
        ("鄂A12345", "false", "2022-06-18", "match", "match"),
        ("鄂AD12345", "true", "2022-06-18", "match", "match"),
        ("鄂AD12345", "false", "2022-06-18", "mismatch", "match"),
        ("鄂A12345", "true", "2022-06-18", "mismatch", "match"),
        ("粤B12345", "true", "2016-06-18", "match", "mismatch"),
        ("", "false", "2022-06-18", "none", "none"),
    ],
)
def test_a_plate_tells_energy_and_province(
    plate: str, new_energy: str, registered: str, suits: str, province: str
) -> None:
    found = features_of(submission(plate=plate, new_energy=new_energy, first_registered_on=registered))
    assert (found["plate_suits_energy"], found["plate_province"]) == (suits, province)


def test_what_the_application_says_by_itself() -> None:
    found = features_of(submission(phone="17071234567", years_in_occupation="30", monthly_debt="9000"))
    assert found["phone_virtual_operator"] is True
    assert found["age_when_work_began"] == 11
    assert found["declared_debt_ratio"] == 0.5
    assert found["application_kind"] == "retail"
    assert found["consent_current"] is True
    serial = features_of(submission(vin=vin_with_check_digit("LSVAU2A3", "N2777777")))
    assert serial["vin_serial_plausible"] is False


def test_what_is_left_of_the_income_counts_the_payment_and_the_larger_debt() -> None:
    application = submission(monthly_income="18000", monthly_debt="1500")
    found = features_of(application)
    assert isinstance(found["pti"], float)
    assert found["disposable_income_fen"] == 1_800_000 - 150_000 - round(found["pti"] * 1_800_000)


def reading(field: str, read: str, final: str, confidence: float) -> FieldReading:
    return FieldReading(field=field, read_value=read, confidence=confidence, image_sha256=None, final_value=final)


def test_a_sure_reading_that_was_overruled_is_told_from_a_doubtful_one() -> None:
    sure = reading(FieldPath.VIN, "LSVAU2A34N2183294", "LSVAU2A34N2183295", 0.999)
    doubtful = reading(FieldPath.VIN, "LSVAU2A34N2183294", "LSVAU2A34N2183295", 0.9)
    name = reading(FieldPath.NAME, "王小川", "王小州", 0.999)
    found = features_of(submission().model_copy(update={"readings": [doubtful, name]}))
    assert (found["fields_corrected"], found["sure_reading_overruled"]) == (2, False)
    found = features_of(submission().model_copy(update={"readings": [sure]}))
    assert (found["fields_corrected"], found["sure_reading_overruled"]) == (1, True)


@settings(deadline=None)
@given(price=st.integers(60_000, 300_000), down=st.floats(0.05, 0.8), more=st.floats(0.01, 0.15))
def test_what_more_money_down_moves_is_declared_with_its_direction(price: int, down: float, more: float) -> None:
    """A fitted card may lean on these only in their direction; one that is forgotten here could worsen a decision."""
    evidence = Evidence.read(sandbox_answers(submission(), NOW))
    before, after = (
        compute_features(submission(price=str(price), down_payment=f"{price * share:.0f}"), evidence, NOW, CATALOGUE)
        for share in (down, down + more)
    )
    moved = {
        name: MoreDown.RISES if float(after[name] or 0) > float(was or 0) else MoreDown.FALLS
        for name, was in before.items()
        if after[name] != was
    }
    assert moved == {name: FEATURES[name].more_down for name in moved}
    assert {"down_payment_ratio", "pti", "ltv", "dti", "disposable_income_fen", "amount_financed_fen"} <= set(moved)
