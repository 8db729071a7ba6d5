"""Whole pictures in, documents out: the path a photo takes through `paddock scan`."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from paddock.app.capture.document_reader import read_image
from paddock.app.capture.pixels import Picture
from paddock.app.capture.results import CapturedDocument
from tests.helpers.renders import (
    Damage,
    Person,
    code_label,
    damaged,
    id_back,
    id_front,
    invented_person,
    invented_vin,
    licence,
    nameplate,
    on_table,
    seeded,
    vin_strip,
    windscreen,
)

pytestmark = pytest.mark.usefixtures("networks")


def texts(document: CapturedDocument) -> dict[str, str]:
    return {name: field.value for name, field in document.fields.items()}


def expected_front(person: Person) -> dict[str, str]:
    return {
        "name": person.name,
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "birth_date": person.birth_date.isoformat(),
        "address": person.address,
        "number": person.number,
    }


@pytest.mark.parametrize("turns", [2, 3])
def test_a_nameplate_reads_any_way_up(turns: int, today: date) -> None:
    vin = invented_vin(seeded(20 + turns))
    document = read_image(np.ascontiguousarray(np.rot90(nameplate(vin), turns)), today)
    assert (document.kind, texts(document)["vin"], document.verified) == ("vin", vin, True)


def test_the_box_of_a_vin_is_where_it_stands_in_the_photo_given(today: date) -> None:
    vin = invented_vin(seeded(31))
    turned = np.ascontiguousarray(np.rot90(windscreen(vin), 1))
    document = read_image(turned, today)
    assert document.vin is not None
    assert document.verified
    xs, ys = zip(*document.vin.box, strict=True)
    # The plate lies at (256, 426) of 1280 × 720 before the quarter turn to the left.
    assert 410 <= sum(xs) / 4 <= 470
    assert 720 <= sum(ys) / 4 <= 1020
    assert document.vin.crop.width > 4 * document.vin.crop.height


def test_a_steep_blurred_windscreen_reads(today: date) -> None:
    vin = invented_vin(seeded(32))
    photo = damaged(windscreen(vin), Damage(angle=24, blur=0.8, noise=6, seed=1))
    document = read_image(photo, today)
    assert texts(document)["vin"] == vin


@pytest.mark.parametrize("symbology", ["Code39", "Code128", "QRCode", "DataMatrix"])
def test_codes_read(symbology: str, today: date) -> None:
    vin = invented_vin(seeded(41))
    document = read_image(code_label(vin, symbology), today)
    assert (texts(document)["vin"], document.verified) == (vin, True)


def test_a_vin_with_a_wrong_check_digit_is_never_verified(today: date) -> None:
    vin = invented_vin(seeded(42))
    wrong = vin[:8] + ("1" if vin[8] != "1" else "2") + vin[9:]
    document = read_image(vin_strip(wrong), today)
    assert (document.kind, texts(document)["vin"]) == ("vin", wrong)
    assert not document.verified
    assert "vin_check_digit" in [check.name for check in document.checks if not check.passed]


@pytest.mark.parametrize("seed", [51, 52])
def test_a_card_on_a_table_reads(seed: int, today: date) -> None:
    person = invented_person(seeded(seed))
    photo = on_table(id_front(person), share=0.5, seed=seed, angle=8)
    document = read_image(photo, today)
    assert document.kind == "resident_id_front"
    assert texts(document) == expected_front(person)
    assert document.front is not None
    assert document.front.birth_date == person.birth_date
    assert document.verified, [check for check in document.checks if not check.passed]


def test_the_emblem_side_reads_upside_down(today: date) -> None:
    person = invented_person(seeded(60))
    document = read_image(np.ascontiguousarray(np.rot90(id_back(person), 2)), today)
    assert document.kind == "resident_id_back"
    assert texts(document) == {
        "issuing_authority": person.authority,
        "valid_from": person.valid_from.isoformat(),
        "valid_until": "长期" if person.valid_until is None else person.valid_until.isoformat(),
    }
    assert document.verified


def test_a_card_whose_number_contradicts_it_is_not_verified(today: date) -> None:
    person = invented_person(seeded(61))
    number = person.number[:-1] + ("0" if person.number[-1] != "0" else "1")
    document = read_image(id_front(replace(person, number=number)), today)
    assert not document.verified
    assert "id_checksum" in [check.name for check in document.checks if not check.passed]


def test_a_vehicle_licence_reads(today: date) -> None:
    vin = invented_vin(seeded(90))
    document = read_image(licence("苏E12A45", "王轩强", vin, "DLW123456", date(2021, 6, 18)), today)
    assert document.kind == "vehicle_licence"
    assert texts(document) == {
        "plate": "苏E12A45",
        "owner": "王轩强",
        "vin": vin,
        "engine_number": "DLW123456",
        "registered_on": "2021-06-18",
        "vehicle_type": "小型轿车",
        "address": "江苏省昆山市建设路1号",
        "use_character": "非营运",
        "brand_model": "某某牌ABC7150",
        "issued_on": "2021-06-18",
    }


def test_a_vin_printed_in_parts_reads(today: date) -> None:
    vin = invented_vin(seeded(91))
    document = read_image(nameplate(f"{vin[:3]}    {vin[3:9]}    {vin[9:]}"), today)
    assert (texts(document).get("vin"), document.verified) == (vin, True)


def test_a_vin_over_two_lines_reads_but_a_person_confirms_it(today: date) -> None:
    vin = invented_vin(seeded(92))
    document = read_image(nameplate(f"{vin[:8]}\n{vin[8:]}"), today)
    assert texts(document)["vin"] == vin
    assert not document.verified
    failed = [check for check in document.checks if not check.passed]
    assert [check.name for check in failed] == ["vin_reading_agrees"]
    assert "两行" in failed[0].message.zh


def test_a_plate_on_its_head_among_upright_print_reads(today: date) -> None:
    vin = invented_vin(seeded(93))
    strip = vin_strip(vin, size=30)
    photo = np.full((900, 1200, 3), 150, dtype=np.uint8)
    photo[600 : 600 + strip.shape[0], 300 : 300 + strip.shape[1]] = strip[::-1, ::-1]
    paper = on_table(np.full((10, 10, 3), 200, dtype=np.uint8), share=0.01)[:170, :540]
    photo[40:210, 40:580] = paper
    assert texts(read_image(photo, today))["vin"] == vin


def test_a_card_whose_labels_are_cut_off_gives_what_is_left(today: date) -> None:
    person = invented_person(seeded(63))
    document = read_image(np.ascontiguousarray(id_front(person)[:, 160:]), today)
    assert document.kind == "resident_id_front"
    assert texts(document)["number"] == person.number
    assert texts(document)["birth_date"] == person.birth_date.isoformat()


def test_a_card_without_its_upper_part_is_not_verified(today: date) -> None:
    person = invented_person(seeded(64))
    document = read_image(np.ascontiguousarray(id_front(person)[130:]), today)
    assert document.kind == "resident_id_front"
    assert texts(document)["number"] == person.number
    assert texts(document)["name"] == ""
    assert not document.verified
    assert "id_name_plausible" in [check.name for check in document.checks if not check.passed]


def test_both_sides_in_one_photo_give_one_of_them_whole(today: date) -> None:
    person = invented_person(seeded(65))
    photo = np.concatenate([id_back(person), np.full((60, 1012, 3), 90, np.uint8), id_front(person)])
    document = read_image(photo, today)
    assert document.kind == "resident_id_front"
    assert texts(document) == expected_front(person)


@pytest.mark.parametrize("ground", [0, 255])
def test_a_picture_of_nothing_says_what_to_do(ground: int, today: date) -> None:
    empty: Picture = np.full((480, 640, 3), ground, dtype=np.uint8)
    document = read_image(empty, today)
    assert document.kind == "unknown"
    assert not document.verified
    assert "重拍" in document.checks[0].message.zh
