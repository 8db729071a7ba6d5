"""Drawn and photographed documents, each known by itself and read whole; the figures are in `benchmarks.capture`."""

from datetime import date

import numpy as np
import pytest

from benchmarks.capture.documents.inventions import invented_case
from benchmarks.capture.documents.photo import STRENGTHS, photographed
from benchmarks.capture.documents.scoring import KINDS
from benchmarks.capture.documents.sheet import TUNING
from paddock.app.capture.document_reader import read_image
from paddock.app.capture.results import CapturedDocument
from tests.helpers.renders import seeded

pytestmark = pytest.mark.usefixtures("networks")


def texts(document: CapturedDocument) -> dict[str, str]:
    return {name: field.value for name, field in document.fields.items() if field.value}


@pytest.mark.parametrize(
    ("kind", "quarters"),
    [("driving_licence", 1), ("licence_plate", 0), ("odometer", 0), ("bank_card", 2), ("business_licence", 0)],
)
def test_a_photographed_document_is_known_and_read(kind: str, quarters: int, today: date) -> None:
    rng = seeded(7)
    sheet, drawn = KINDS[kind](invented_case(rng), TUNING)
    photo = np.ascontiguousarray(np.rot90(photographed(sheet, STRENGTHS["light"], rng), quarters))
    document = read_image(photo, today)
    assert (document.kind, texts(document)) == (kind, drawn)


def test_both_pages_of_a_vehicle_licence_in_one_photo_are_read_both(today: date) -> None:
    case = invented_case(seeded(8))
    main, drawn = KINDS["vehicle_licence"](case, TUNING)
    second, drawn_second = KINDS["vehicle_licence_second_page"](case, TUNING)
    document = read_image(np.concatenate([main, second], axis=1), today)
    assert (document.kind, texts(document)) == ("vehicle_licence", drawn)
    (other,) = document.others
    assert (other.kind, texts(other)) == ("vehicle_licence_second_page", drawn_second)


def test_a_copy_with_both_sides_of_an_id_card_gives_both(today: date) -> None:
    case = invented_case(seeded(9))
    front, drawn = KINDS["resident_id_front"](case, TUNING)
    back, drawn_back = KINDS["resident_id_back"](case, TUNING)
    gap = np.full((200, front.shape[1], 3), 250, dtype=np.uint8)
    copy = np.concatenate([gap, front, gap, back, gap])
    grey = np.repeat(copy.mean(axis=2, keepdims=True).astype(np.uint8), 3, axis=2)
    document = read_image(grey, today)
    assert (document.kind, texts(document)) == ("resident_id_front", drawn)
    (other,) = document.others
    assert (other.kind, texts(other)) == ("resident_id_back", drawn_back)
