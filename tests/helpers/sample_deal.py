"""The invented person and car of the first-run tour."""

from datetime import date

from paddock.domain.application_draft import FieldPath, FieldTexts
from tests.helpers.applications import faultless_texts, resident_id_number, vin_with_check_digit
from tests.helpers.renders import Person

VIN = vin_with_check_digit("LSVAU2A3", "N2185206")
BORN = date(1988, 9, 15)
PERSON = Person(
    name="林若溪",
    sex="女",
    ethnicity="汉",
    birth_date=BORN,
    address="湖北省武汉市武昌区中北路12号3栋1502室",
    number=resident_id_number("420106", BORN, 246),
    authority="武汉市公安局武昌分局",
    valid_from=date(2016, 5, 1),
    valid_until=date(2036, 5, 1),
)
READ = {
    FieldPath.NAME,
    FieldPath.SEX,
    FieldPath.ETHNICITY,
    FieldPath.BIRTH_DATE,
    FieldPath.ADDRESS,
    FieldPath.RESIDENT_ID_NUMBER,
    FieldPath.VIN,
}
"""What the two pictures give; the rest is typed."""


def texts() -> FieldTexts:
    """Every field of the tour's application."""
    return faultless_texts() | {
        FieldPath.NAME: PERSON.name,
        FieldPath.SEX: PERSON.sex,
        FieldPath.BIRTH_DATE: BORN.isoformat(),
        FieldPath.ADDRESS: PERSON.address,
        FieldPath.RESIDENT_ID_NUMBER: PERSON.number,
        FieldPath.VIN: VIN,
    }
