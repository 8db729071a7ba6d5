"""Submitting: everything in one transaction, or nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from paddock.app.services.drafts import discard_draft, load_draft, new_draft, restore_draft, save_draft
from paddock.app.services.images import keep_image, load_image
from paddock.app.services.submission import ApplicationFaults, submit_application
from paddock.app.store import outbox, queries
from paddock.app.store.draft_json import read_draft, write_draft
from paddock.app.store.faults import DISK_FULL
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import OutboxState, WaitingFor
from paddock.domain.application_draft import ApplicationDraft, DraftImage, FieldEntry, FieldPath, Reading
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.wire.applications import ApplicationSubmission
from paddock.wire.messages import canonical_json, sha256_hex
from tests.helpers.workstations import JPEG, STAFF, faultless_draft, open_profile, submitted


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_profile(tmp_path / "profile") as opened:
        yield opened


def test_a_submitted_draft_is_frozen_queued_with_its_pictures_and_survives_a_restart(tmp_path: Path) -> None:
    with open_profile(tmp_path / "p") as store:
        picture = keep_image(store, JPEG + b"plate", "vin")
        draft = faultless_draft(store, (picture,))
        save_draft(store, draft)
        application_id = submit_application(store, draft, STAFF)
    with open_profile(tmp_path / "p") as store:
        item = queries.queue_item(store, application_id)
        assert item is not None
        submission = ApplicationSubmission.model_validate_json(item.body)
        assert canonical_json(submission) == item.body
        assert sha256_hex(item.body) == item.body_sha256
        assert [image.sha256 for image in submission.images] == [picture.sha256]
        assert item.images_waiting == 1
        assert load_draft(store, application_id) is None, "a submitted draft is no draft any more"
        deal = queries.deal(store, application_id)
        assert deal is not None
        assert deal.draft == draft
        assert deal.outbox_state is OutboxState.QUEUED
        assert load_image(store, picture.sha256) == JPEG + b"plate"
        summary = queries.queue_summary(store, datetime.now(UTC))
        assert (summary.created, summary.waiting) == (1, 1)


def test_faults_are_listed_all_at_once_and_nothing_is_changed(store: Store) -> None:
    draft = faultless_draft(store, phone="123", price="-1", vin="LSVAU2A37N2183295")
    save_draft(store, draft)
    with pytest.raises(ApplicationFaults) as refused:
        submit_application(store, draft, STAFF)
    assert {fault.field for fault in refused.value.faults} >= {"applicant.phone", "financing.price_fen", "vehicle.vin"}
    assert load_draft(store, draft.id) == draft
    assert queries.queue_rows(store) == []


def test_submitting_twice_is_submitting_once(store: Store) -> None:
    draft = faultless_draft(store)
    assert submit_application(store, draft, STAFF) == submit_application(store, draft, STAFF)
    assert len(queries.queue_rows(store)) == 1


def test_a_draft_that_was_submitted_cannot_be_written_over(store: Store) -> None:
    draft = faultless_draft(store)
    submit_application(store, draft, STAFF)
    with pytest.raises(BadInput):
        save_draft(store, draft)


def test_a_picture_that_was_never_kept_refuses_the_submission_as_a_whole(store: Store) -> None:
    draft = faultless_draft(store, (DraftImage("a" * 64, "vin", "image/jpeg", 10),))
    with pytest.raises(BadInput):
        submit_application(store, draft, STAFF)
    assert queries.queue_rows(store) == []
    assert queries.deal(store, draft.id) is None


def test_a_full_disk_says_so_and_leaves_the_draft(store: Store) -> None:
    draft = faultless_draft(store)
    save_draft(store, draft)
    application_ids: list[UUID] = []
    with store.read() as connection:
        pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar() or 0)
    with store._writers.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")
        connection.commit()
    with pytest.raises(EnvironmentFault) as full:
        application_ids.extend(submitted(store) for _ in range(50))
    assert full.value.sentence == DISK_FULL
    assert load_draft(store, draft.id) == draft
    assert {row.application_id for row in queries.queue_rows(store)} == set(application_ids), "what was saved stays"


def test_a_full_disk_while_a_picture_is_written_leaves_nothing_behind(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("paddock.app.store.files.os.fsync", full)
    with pytest.raises(EnvironmentFault) as fault:
        keep_image(store, JPEG, "vin")
    assert fault.value.sentence == DISK_FULL
    assert [path for path in (store.profile / "pictures").rglob("*") if path.is_file()] == []


def test_a_fault_in_the_middle_undoes_the_whole_act(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = faultless_draft(store)
    save_draft(store, draft)

    def broken(_connection: Connection, *_rest: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(outbox, "queue", broken)
    with pytest.raises(RuntimeError):
        submit_application(store, draft, STAFF)
    assert load_draft(store, draft.id) == draft
    assert queries.deal_cards(store)[0].local_state is OutboxState.DRAFT


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"GIF89a"])
def test_what_is_no_photo_is_refused_with_what_to_do(store: Store, data: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        keep_image(store, data, "vin")
    assert refused.value.sentence.zh
    assert refused.value.sentence.en


def test_a_discarded_draft_comes_back(store: Store) -> None:
    draft = replace(new_draft(store, STAFF), entries={FieldPath.NAME: FieldEntry("王小川")})
    save_draft(store, draft)
    discard_draft(store, draft.id)
    assert load_draft(store, draft.id) is None
    assert queries.deal_cards(store) == []
    assert restore_draft(store, draft.id) == draft
    assert [card.applicant for card in queries.deal_cards(store)] == ["王小川"]


def test_listeners_hear_of_commits_and_not_of_failures(store: Store) -> None:
    heard: list[Topic] = []
    stop = store.listen(heard.append)
    submitted(store)
    with pytest.raises(ApplicationFaults):
        submit_application(store, new_draft(store, STAFF), STAFF)
    stop()
    submitted(store)
    assert heard == [Topic.OUTBOX]


def test_the_summary_counts_acts_and_says_what_they_wait_for(store: Store) -> None:
    assert queries.queue_summary(store, datetime.now(UTC)).waiting_for is WaitingFor.NOTHING
    submitted(store, JPEG + b"1", JPEG + b"2")
    submitted(store)
    summary = queries.queue_summary(store, datetime.now(UTC))
    assert (summary.created, summary.waiting, summary.waiting_for) == (2, 2, WaitingFor.SENDING)


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_READINGS = st.builds(
    Reading,
    value=_TEXTS,
    confidence=st.floats(0, 1),
    image_sha256=st.none() | st.just("a" * 64),
    box=st.lists(st.tuples(st.floats(0, 1e4), st.floats(0, 1e4)), max_size=4).map(tuple),
)
_ENTRIES = st.builds(FieldEntry, text=_TEXTS, reading=st.none() | _READINGS, corrected_by=st.none() | _TEXTS)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    entries=st.dictionaries(st.sampled_from(FieldPath), _ENTRIES, max_size=8),
    consent=st.none() | st.datetimes(timezones=st.just(UTC)),
    by=_TEXTS,
)
def test_every_draft_comes_back_as_it_was_kept(
    entries: dict[FieldPath, FieldEntry], consent: datetime | None, by: str
) -> None:
    draft = ApplicationDraft(
        id=DRAFT_ID, created_at=datetime.now(UTC), created_by=by, entries=entries, consent_given_at=consent
    )
    assert read_draft(write_draft(draft)) == draft


DRAFT_ID = new_draft(None, STAFF).id  # type: ignore[arg-type]
