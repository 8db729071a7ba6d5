"""What the documents of a draft say: kept, compared before sending, compared again at the centre."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from paddock.app.services.submission import ApplicationFaults, faults_of_draft, submit_application
from paddock.app.store.draft_json import read_draft, write_draft
from paddock.app.store.store import Store
from paddock.domain.application_draft import ApplicationDraft, DraftImage
from paddock.domain.cross_checks import DocumentFault
from paddock.domain.document_set import DocumentValue
from paddock.wire.application_fields import faults_of_submission, submission_of
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.messages import canonical_json
from tests.helpers.applications import NOW, TODAY, draft_of, faultless_texts
from tests.helpers.workstations import open_profile


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_profile(tmp_path / "profile") as opened:
        yield opened


PLATE = ((1.0, 2.0), (30.0, 2.0), (30.0, 9.0), (1.0, 9.0))


def draft_with_plate(plate: str) -> ApplicationDraft:
    image = DraftImage("a" * 64, "licence_plate", "image/jpeg", 10, (DocumentValue("plate", plate, 0.97, PLATE),))
    return replace(draft_of(faultless_texts()), images=(image,))


def test_a_draft_keeps_what_its_documents_say_and_who_stands_for_what() -> None:
    draft = replace(draft_with_plate("鄂A12346"), waived={"k" * 32: "李娜"})
    assert read_draft(write_draft(draft)) == draft


def test_a_draft_of_an_earlier_release_has_pictures_without_values() -> None:
    written = json.loads(write_draft(draft_with_plate("鄂A12346")))
    del written["waived"]
    written["images"] = [image[:4] for image in written["images"]]
    read = read_draft(json.dumps(written))
    assert read.images[0].values == ()
    assert read.waived == {}


def test_documents_that_contradict_the_application_hold_it_back_until_somebody_stands_for_it(store: Store) -> None:
    draft = draft_with_plate("鄂A12346")
    with pytest.raises(ApplicationFaults) as raised:
        submit_application(store, draft, "李娜", NOW)
    (fault,) = raised.value.faults
    assert isinstance(fault, DocumentFault)
    assert (fault.code, fault.image_sha256, fault.box) == ("plate_on_car", "a" * 64, PLATE)
    assert faults_of_draft(replace(draft, waived={fault.key: "李娜"}), TODAY) == []


def test_the_centre_compares_again_and_takes_who_stands_for_it() -> None:
    draft = draft_with_plate("鄂A12346")
    sent = submission_of(draft, submitted_at=NOW, submitted_by="李娜")
    received = ApplicationSubmission.model_validate_json(canonical_json(sent))
    assert [fault.code for fault in faults_of_submission(received, TODAY)] == ["plate_on_car"]
    (fault,) = faults_of_draft(draft, TODAY)
    assert isinstance(fault, DocumentFault)
    stood_for = replace(draft, waived={fault.key: "李娜"})
    again = submission_of(stood_for, submitted_at=NOW, submitted_by="李娜")
    assert faults_of_submission(ApplicationSubmission.model_validate_json(canonical_json(again)), TODAY) == []


def test_documents_that_agree_hold_nothing_back() -> None:
    assert faults_of_draft(draft_with_plate("鄂A12345"), TODAY) == []
