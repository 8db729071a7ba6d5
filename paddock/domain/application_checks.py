"""Every fault of an application at once, from the texts of its fields; the same checks at counter and centre."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeAlias

from paddock.domain import resident_id, vin
from paddock.domain.application_draft import FieldPath, FieldTexts
from paddock.domain.checks import Check, Fault
from paddock.domain.errors import BadInput
from paddock.domain.field_names import FIELD_NAMES
from paddock.domain.money import Fen, parse_yuan
from paddock.domain.sentences import Sentence

LONG_TERM = "长期"
CONSENT_PURPOSES = ("credit_report", "identity_check", "personal_information")
MINIMUM_AGE, MAXIMUM_AGE = 18, 65
TERM_LIMITS = (6, 84)
MOST_UNITS = 1_000
_OF_THE_NUMBER = frozenset({"id_length", "id_alphabet", "id_checksum", "id_birth_date", "id_region_known"})
_ORDER = {path.value: index for index, path in enumerate(FieldPath)}
_OPTIONAL = {FieldPath.PLATE, FieldPath.AIM, FieldPath.UNITS}

_Check: TypeAlias = Callable[[FieldTexts, date], Iterator[Fault]]


def faults_of(texts: FieldTexts, today: date) -> list[Fault]:
    """List every fault of the application, in the order of the screen.

    Args:
        texts: the fields as written (`application_draft.TEXT_FORMS`).
        today: the local date the application is checked on.
    """
    found = [fault for check in _CHECKS for fault in check(texts, today)]
    return sorted(found, key=lambda fault: _ORDER[fault.field])


def _missing(texts: FieldTexts, _today: date) -> Iterator[Fault]:
    for path in FieldPath:
        if path in _OPTIONAL or _text(texts, path):
            continue
        if path is FieldPath.FIRST_REGISTERED_ON and _text(texts, FieldPath.CONDITION) != "used":
            continue
        if path is FieldPath.CONSENT:
            continue  # said by _consent, with what to do
        name = FIELD_NAMES[path]
        yield Fault(path, "missing", Sentence(f"请填写{name.zh}", f"Fill in: {name.en}"))


def _identity(texts: FieldTexts, today: date) -> Iterator[Fault]:
    number = _text(texts, FieldPath.RESIDENT_ID_NUMBER)
    if not number:
        return
    front = resident_id.ResidentIdFront(
        name=_text(texts, FieldPath.NAME),
        sex=_text(texts, FieldPath.SEX),
        ethnicity=_text(texts, FieldPath.ETHNICITY),
        birth_date=_date(_text(texts, FieldPath.BIRTH_DATE)),
        address=_text(texts, FieldPath.ADDRESS),
        number=number,
    )
    checks = resident_id.check_front(front, today)
    wrong = next((check for check in checks if check.name in _OF_THE_NUMBER and not check.passed), None)
    if wrong:
        # The first thing wrong with the number is what to mend; the rest follows from it.
        yield _fault(FieldPath.RESIDENT_ID_NUMBER, wrong)
    given = {
        "id_ethnicity_known": FieldPath.ETHNICITY,
        "id_name_plausible": FieldPath.NAME,
        "id_address_present": FieldPath.ADDRESS,
    }
    if not wrong:
        given |= {"id_sex_consistent": FieldPath.SEX}
        if front.birth_date:
            given |= {"id_birth_date_consistent": FieldPath.BIRTH_DATE}
    yield from _failed_among(checks, given, texts)


def _identity_validity(texts: FieldTexts, today: date) -> Iterator[Fault]:
    for path in (FieldPath.ID_VALID_FROM, FieldPath.ID_VALID_UNTIL, FieldPath.BIRTH_DATE):
        text = _text(texts, path)
        if text and text != LONG_TERM and _date(text) is None:
            yield _bad_date(path, text)
    until = _text(texts, FieldPath.ID_VALID_UNTIL)
    back = resident_id.ResidentIdBack(
        issuing_authority=_text(texts, FieldPath.ISSUING_AUTHORITY),
        valid_from=_date(_text(texts, FieldPath.ID_VALID_FROM)),
        valid_until=_date(until),
        long_term=until == LONG_TERM,
    )
    given = {"id_authority_present": FieldPath.ISSUING_AUTHORITY}
    if back.valid_from and (back.valid_until or back.long_term):
        given |= {
            "id_validity_order": FieldPath.ID_VALID_FROM,
            "id_validity_term": FieldPath.ID_VALID_UNTIL,
            "id_not_expired": FieldPath.ID_VALID_UNTIL,
        }
    yield from _failed_among(resident_id.check_back(back, today), given, texts)


def _age(texts: FieldTexts, today: date) -> Iterator[Fault]:
    born = _date(_text(texts, FieldPath.BIRTH_DATE))
    if born is None:
        return
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if not MINIMUM_AGE <= age <= MAXIMUM_AGE:
        yield Fault(
            FieldPath.BIRTH_DATE,
            "age_out_of_range",
            Sentence(
                f"申请人 {age} 岁, 须为 {MINIMUM_AGE}–{MAXIMUM_AGE} 岁; 请更换申请人",
                f"The applicant is {age}; {MINIMUM_AGE} to {MAXIMUM_AGE} is allowed: name another applicant",
            ),
        )


def _phone(texts: FieldTexts, _today: date) -> Iterator[Fault]:
    text = _text(texts, FieldPath.PHONE)
    if text and not re.fullmatch(r"1[3-9]\d{9}", text, re.ASCII):
        yield Fault(
            FieldPath.PHONE,
            "phone_malformed",
            Sentence(
                "手机号应为 1 开头的 11 位数字, 请核对", "A mobile number has 11 digits and starts with 1: check it"
            ),
        )


def _vehicle(texts: FieldTexts, today: date) -> Iterator[Fault]:
    number = _text(texts, FieldPath.VIN)
    decisive = {"vin_length", "vin_alphabet", "vin_check_digit"}
    checks = vin.check_vin(number, today) if number else ()
    wrong = next((check for check in checks if check.name in decisive and not check.passed), None)
    if wrong:
        yield _fault(FieldPath.VIN, wrong)
    text = _text(texts, FieldPath.FIRST_REGISTERED_ON)
    registered = _date(text)
    if text and registered is None:
        yield _bad_date(FieldPath.FIRST_REGISTERED_ON, text)
    elif registered and registered > today:
        yield Fault(
            FieldPath.FIRST_REGISTERED_ON,
            "registered_in_future",
            Sentence(
                "初次登记日期晚于今天, 请核对行驶证", "The first registration lies in the future: check the licence"
            ),
        )
    if registered and _text(texts, FieldPath.CONDITION) == "new":
        yield Fault(
            FieldPath.CONDITION,
            "new_but_registered",
            Sentence(
                "新车不应有初次登记日期, 请改为二手车或清空日期",
                "A new car has no registration: choose used, or clear it",
            ),
        )


def _whole_numbers(texts: FieldTexts, _today: date) -> Iterator[Fault]:
    limits = {
        FieldPath.ODOMETER: (0, 3_000_000),
        FieldPath.TERM: TERM_LIMITS,
        FieldPath.YEARS_IN_OCCUPATION: (0, 60),
        FieldPath.UNITS: (1, MOST_UNITS),
    }
    for path, (low, high) in limits.items():
        text = _text(texts, path)
        if text and not (re.fullmatch(r"\d{1,9}", text, re.ASCII) and low <= int(text) <= high):
            name = FIELD_NAMES[path]
            yield Fault(
                path,
                "number_out_of_range",
                Sentence(
                    f"{name.zh}应为 {low} 到 {high} 的整数", f"{name.en} must be a whole number from {low} to {high}"
                ),
            )


def _money(texts: FieldTexts, _today: date) -> Iterator[Fault]:
    amounts: dict[FieldPath, Fen] = {}
    for path in (FieldPath.PRICE, FieldPath.DOWN_PAYMENT, FieldPath.MONTHLY_INCOME, FieldPath.MONTHLY_DEBT):
        text = _text(texts, path)
        if not text:
            continue
        try:
            amounts[path] = parse_yuan(text)
        except BadInput as error:
            yield Fault(path, "amount_malformed", error.sentence)
    price, down = amounts.get(FieldPath.PRICE), amounts.get(FieldPath.DOWN_PAYMENT)
    if price is not None and not 0 < price <= 10**11:
        yield Fault(
            FieldPath.PRICE,
            "price_out_of_range",
            Sentence("车价应大于 0 且不超过 10 亿元", "The price must be above 0 and at most 1,000 million yuan"),
        )
    elif price is not None and down is not None and down >= price:
        yield Fault(
            FieldPath.DOWN_PAYMENT,
            "down_payment_too_high",
            Sentence("首付应低于车价; 全款购车无需进件", "The down payment must be below the price"),
        )


def _consent(texts: FieldTexts, _today: date) -> Iterator[Fault]:
    given = set(_text(texts, FieldPath.CONSENT).split(","))
    if not given.issuperset(CONSENT_PURPOSES):
        yield Fault(
            FieldPath.CONSENT,
            "consent_missing",
            Sentence(
                "客户尚未授权征信与个人信息查询, 请先取得授权",
                "The customer has not consented to the queries: obtain the consent first",
            ),
        )


_CHECKS: tuple[_Check, ...] = (
    _missing,
    _identity,
    _identity_validity,
    _age,
    _phone,
    _vehicle,
    _whole_numbers,
    _money,
    _consent,
)


def _text(texts: FieldTexts, path: FieldPath) -> str:
    return texts.get(path, "").strip()


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _bad_date(path: FieldPath, text: str) -> Fault:
    return Fault(
        path,
        "date_malformed",
        Sentence(f"“{text}” 不是有效日期, 请按 2026-01-31 填写", f"“{text}” is not a date: write it as 2026-01-31"),
    )


def _failed_among(checks: Iterable[Check], given: dict[str, FieldPath], texts: FieldTexts) -> Iterator[Fault]:
    """The failed checks on fields that were filled in; an empty field has its own fault already."""
    for check in checks:
        path = given.get(check.name)
        if path and not check.passed and _text(texts, path):
            yield _fault(path, check)


def _fault(path: FieldPath, check: Check) -> Fault:
    return Fault(path, check.name, check.message)
