from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.domain.errors import BadInput
from paddock.domain.resident_id import (
    ETHNIC_GROUPS,
    ResidentIdBack,
    ResidentIdFront,
    check_back,
    check_character,
    check_front,
    check_number,
    facts,
    region_known,
)
from tests.helpers.renders import Person, invented_person, seeded

TODAY = date(2026, 11, 23)


def front_of(person: Person) -> ResidentIdFront:
    return ResidentIdFront(person.name, person.sex, person.ethnicity, person.birth_date, person.address, person.number)


def back_of(person: Person) -> ResidentIdBack:
    return ResidentIdBack(person.authority, person.valid_from, person.valid_until, person.valid_until is None)


def failed_number(number: str) -> list[str]:
    return [check.name for check in check_number(number, TODAY) if not check.passed]


def failed_front(fields: ResidentIdFront) -> list[str]:
    return [check.name for check in check_front(fields, TODAY) if not check.passed]


def failed_back(fields: ResidentIdBack) -> list[str]:
    return [check.name for check in check_back(fields, TODAY) if not check.passed]


def test_the_standards_example_passes() -> None:
    assert failed_number("11010519491231002X") == []
    assert failed_number(" 11010519491231002x ") == []


@given(st.integers(0, 5000), st.integers(0, 17), st.sampled_from("0123456789"))
def test_any_single_wrong_digit_is_noticed(seed: int, index: int, digit: str) -> None:
    number = invented_person(seeded(seed)).number
    changed = number[:index] + digit + number[index + 1 :]
    assert ("id_checksum" in failed_number(changed)) == (changed != number)


@given(st.integers(0, 5000))
def test_invented_people_are_consistent(seed: int) -> None:
    person = invented_person(seeded(seed))
    assert failed_front(front_of(person)) == []
    assert failed_back(back_of(person)) in ([], ["id_not_expired"])
    said = facts(person.number)
    assert (said.birth_date, said.sex) == (person.birth_date, person.sex)
    assert person.number.startswith(said.region_code)


@given(st.text(max_size=30))
def test_any_text_gets_the_same_checks(text: str) -> None:
    names = [check.name for check in check_number(text, TODAY)]
    assert names == ["id_length", "id_alphabet", "id_checksum", "id_birth_date", "id_region_known"]


@pytest.mark.parametrize("birth", ["19900230", "20261124", "18900101", "19901301"])
def test_an_impossible_birth_date_is_refused(birth: str) -> None:
    body = f"110105{birth}002"
    assert "id_birth_date" in failed_number(body + check_character(body))


def test_a_region_that_never_was_is_refused() -> None:
    assert not region_known("110199")
    assert not region_known("999999")
    assert region_known("110103")  # 崇文区, dissolved in 2010: its people keep their numbers
    assert region_known("441900")
    assert region_known("830000")


def test_an_old_number_says_so() -> None:
    length = check_number("110105491231002", TODAY)[0]
    assert not length.passed
    assert "15 位" in length.message.zh


def test_facts_of_nonsense_are_refused() -> None:
    with pytest.raises(BadInput):
        facts("12345")


def test_fields_that_contradict_the_number_are_named() -> None:
    person = invented_person(seeded(3))
    good = front_of(person)
    other_sex = "男" if person.sex == "女" else "女"
    assert failed_front(replace(good, sex=other_sex)) == ["id_sex_consistent"]
    assert failed_front(replace(good, birth_date=date(1980, 1, 1))) == ["id_birth_date_consistent"]
    assert failed_front(replace(good, ethnicity="汗")) == ["id_ethnicity_known"]
    assert failed_front(replace(good, name="王5")) == ["id_name_plausible"]
    assert failed_front(replace(good, address="")) == ["id_address_present"]


@pytest.mark.parametrize("name", ["王伟", "欧阳修文", "买买提·吐尔逊", "𠅤文", "㛃洁"])
def test_real_forms_of_names_are_plausible(name: str) -> None:
    good = front_of(invented_person(seeded(3)))
    assert failed_front(replace(good, name=name)) == []


def test_there_are_fifty_six_groups() -> None:
    assert len(ETHNIC_GROUPS) == len(set(ETHNIC_GROUPS)) == 56


def test_validity() -> None:
    good = ResidentIdBack("昆山市公安局", date(2020, 5, 6), date(2040, 5, 6))
    assert failed_back(good) == []
    assert failed_back(replace(good, valid_until=None, long_term=True)) == []
    assert failed_back(replace(good, valid_until=date(2019, 5, 6))) == [
        "id_validity_order",
        "id_validity_term",
        "id_not_expired",
    ]
    assert failed_back(replace(good, valid_from=date(2006, 11, 22), valid_until=date(2026, 11, 22))) == [
        "id_not_expired"
    ]
    assert failed_back(replace(good, valid_from=date(2006, 11, 23), valid_until=date(2026, 11, 23))) == []
    assert failed_back(replace(good, valid_until=date(2048, 5, 6))) == ["id_validity_term"]
    assert failed_back(replace(good, valid_from=date(2016, 2, 29), valid_until=date(2036, 2, 28))) == []
    assert failed_back(replace(good, issuing_authority="")) == ["id_authority_present"]
    assert "id_validity_order" in failed_back(replace(good, valid_from=None))
