"""Invented applications: a person and a car that pass every check, and Hypothesis strategies around them."""

from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import strategies as st

from paddock.domain.application_draft import ApplicationDraft, FieldEntry, FieldPath, FieldTexts
from paddock.domain.vin import VIN_ALPHABET, check_digit
from paddock.wire.application_fields import submission_of
from paddock.wire.applications import ApplicationSubmission, Occupation
from paddock.wire.messages import canonical_json

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
APPLICATION_ID = UUID("019ab000-0000-7000-8000-000000000001")


def resident_id_number(region: str, born: date, sequence: int) -> str:
    """A number with its check character (GB 11643, ISO 7064 MOD 11-2); the last digit of `sequence` gives the sex."""
    digits = f"{region}{born:%Y%m%d}{sequence:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return digits + "10X98765432"[total % 11]


def vin_with_check_digit(start: str, end: str) -> str:
    """A VIN of 8 + 8 characters with the check digit between them."""
    return start + check_digit(f"{start}0{end}") + end


def faultless_texts() -> FieldTexts:
    """王小川 buys a used 朗逸 (all invented)."""
    return {
        FieldPath.NAME: "王小川",
        FieldPath.SEX: "男",
        FieldPath.ETHNICITY: "汉",
        FieldPath.BIRTH_DATE: "1985-03-12",
        FieldPath.ADDRESS: "湖北省武汉市武昌区中北路12号",
        FieldPath.RESIDENT_ID_NUMBER: resident_id_number("420106", date(1985, 3, 12), 137),
        FieldPath.ISSUING_AUTHORITY: "武汉市公安局武昌分局",
        FieldPath.ID_VALID_FROM: "2016-05-01",
        FieldPath.ID_VALID_UNTIL: "2036-05-01",
        FieldPath.PHONE: "13871234567",
        FieldPath.OCCUPATION: "employed",
        FieldPath.YEARS_IN_OCCUPATION: "8",
        FieldPath.MONTHLY_INCOME: "18000",
        FieldPath.MONTHLY_DEBT: "1500",
        FieldPath.VIN: vin_with_check_digit("LSVAU2A3", "N2183294"),
        FieldPath.CONDITION: "used",
        FieldPath.BRAND_MODEL: "大众 朗逸 1.5L",
        FieldPath.NEW_ENERGY: "false",
        FieldPath.FIRST_REGISTERED_ON: "2022-06-18",
        FieldPath.ODOMETER: "43210",
        FieldPath.PLATE: "鄂A12345",
        FieldPath.PRICE: "98000",
        FieldPath.DOWN_PAYMENT: "34300",
        FieldPath.TERM: "36",
        FieldPath.AIM: "lowest_monthly",
        FieldPath.CONSENT: "credit_report,identity_check,personal_information",
    }


def draft_of(texts: FieldTexts, application_id: UUID = APPLICATION_ID) -> ApplicationDraft:
    """A typed draft with these texts."""
    entries = {path: FieldEntry(text) for path, text in texts.items()}
    return ApplicationDraft(application_id, NOW, "李娜", entries, consent_given_at=NOW)


def submission(application_id: UUID = APPLICATION_ID, **changes: str) -> ApplicationSubmission:
    """A faultless submission; `changes` are texts by the lower-case name of a `FieldPath`."""
    texts = faultless_texts() | {FieldPath[name.upper()]: text for name, text in changes.items()}
    return submission_of(draft_of(texts, application_id), submitted_at=NOW, submitted_by="李娜")


def submission_body(application_id: UUID = APPLICATION_ID, **changes: str) -> bytes:
    """The frozen body of `submission`."""
    return canonical_json(submission(application_id, **changes))


_vin_part = st.text(VIN_ALPHABET.replace("0", ""), min_size=5, max_size=5)
_amounts = st.integers(1, 10**9).map(lambda fen: f"{fen // 100}.{fen % 100:02d}")


@st.composite
def faultless_applications(draw: st.DrawFn) -> FieldTexts:
    """Texts of any application without faults."""
    born = draw(st.dates(date(1962, 1, 1), date(2008, 1, 1)))
    sequence = draw(st.integers(0, 999))
    price = draw(st.integers(200, 10**8))
    used = draw(st.booleans())
    return faultless_texts() | {
        FieldPath.NAME: draw(st.sampled_from(["欧阳娜娜", "阿卜杜拉·买买提", "李雷", "陈嘉懿"])),
        FieldPath.SEX: "男" if sequence % 2 else "女",
        FieldPath.BIRTH_DATE: born.isoformat(),
        FieldPath.RESIDENT_ID_NUMBER: resident_id_number("420106", born, sequence),
        FieldPath.ID_VALID_UNTIL: draw(st.sampled_from(["长期", "2036-05-01"])),
        FieldPath.OCCUPATION: draw(st.sampled_from([occupation.value for occupation in Occupation])),
        FieldPath.MONTHLY_INCOME: draw(_amounts),
        FieldPath.VIN: vin_with_check_digit("LSV" + draw(_vin_part), "N2" + draw(_vin_part)[:1] + "83294"),
        FieldPath.CONDITION: "used" if used else "new",
        FieldPath.FIRST_REGISTERED_ON: "2022-06-18" if used else "",
        FieldPath.PLATE: "鄂A12345" if used else "",
        FieldPath.PRICE: str(price),
        FieldPath.DOWN_PAYMENT: str(draw(st.integers(0, price - 1))),
        FieldPath.TERM: str(draw(st.sampled_from([12, 24, 36, 48, 60]))),
    }
