"""A batch on the lot: nothing captured is lost, repeats are merged, doubt stays doubt until a person settles it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paddock.app.services.batch import acts, batches, deals, sightings
from paddock.app.services.drafts import load_draft, save_draft
from paddock.app.services.images import load_image
from paddock.app.store import batch_queries
from paddock.app.store.batch_views import ActKind, BatchVehicle, SightingKind, VehicleFilter, VehicleState
from paddock.app.store.store import Store
from paddock.domain.application_draft import FieldPath
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.wire.inventory import UnitState
from tests.helpers.batches import BOX, seen, vin
from tests.helpers.histories import NOW, Car, write_history
from tests.helpers.workstations import JPEG, STAFF, faultless_draft, open_profile, submitted


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_profile(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def batch(store: Store) -> UUID:
    return batches.start_batch(store, "东区", STAFF)


def rows(store: Store, batch: UUID, which: VehicleFilter = VehicleFilter.ALL) -> list[BatchVehicle]:
    return batch_queries.batch_vehicles(store, batch, which)


def counts(store: Store, batch: UUID) -> tuple[int, int, int, int, int]:
    found = batch_queries.batch_counts(store, batch)
    return found.accepted, found.open, found.repeats, found.loose, found.removed


def test_a_sighting_is_there_after_a_restart_with_its_picture(tmp_path: Path) -> None:
    with open_profile(tmp_path / "p") as store:
        batch = batches.start_batch(store, "东区", STAFF)
        sightings.record(store, batch, seen(vin(1), verified=True, image=JPEG + b"one"), STAFF)
    with open_profile(tmp_path / "p") as store:
        assert batch_queries.batch_cards(store)[0].accepted == 1
        (row,) = rows(store, batch)
        assert (row.vin, row.state, row.verified, row.accepted_by) == (vin(1), VehicleState.ACCEPTED, True, None)
        assert row.image_sha256 is not None
        assert load_image(store, row.image_sha256) == JPEG + b"one"
        assert row.box == BOX


def test_a_full_disk_keeps_the_whole_sighting_out(store: Store, batch: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("paddock.app.store.files.os.fsync", full)
    with pytest.raises(EnvironmentFault):
        sightings.record(store, batch, seen(vin(1), verified=True, image=JPEG), STAFF)
    assert counts(store, batch) == (0, 0, 0, 0, 0)


def test_a_car_seen_again_is_the_same_car_and_the_better_picture_stands_for_it(store: Store, batch: UUID) -> None:
    first = sightings.record(store, batch, seen(vin(1), verified=False, image=JPEG + b"blurred"), STAFF)
    assert (first.is_new, first.state) == (True, VehicleState.OPEN)
    again = sightings.record(store, batch, seen(vin(1), verified=True, image=JPEG + b"sharp"), STAFF)
    assert (again.is_new, again.vehicle_id, again.state) == (False, first.vehicle_id, VehicleState.ACCEPTED)
    worse = sightings.record(store, batch, seen(vin(1), verified=False, image=JPEG + b"dark"), STAFF)
    assert worse.state is VehicleState.ACCEPTED
    assert counts(store, batch) == (1, 0, 2, 0, 0)
    (row,) = rows(store, batch, VehicleFilter.REPEATED)
    assert row.image_sha256 is not None
    assert load_image(store, row.image_sha256) == JPEG + b"sharp"
    assert row.sightings == 3


def test_only_capture_verifies_and_a_typed_number_is_accepted_with_a_name(store: Store, batch: UUID) -> None:
    recorded = sightings.record_vin(store, batch, f" {vin(1).lower()} ", SightingKind.TYPED, STAFF)
    assert recorded.state is VehicleState.ACCEPTED
    (row,) = rows(store, batch)
    assert (row.vin, row.verified, row.accepted_by) == (vin(1), False, STAFF)
    wrong_digit = vin(2)[:8] + ("1" if vin(2)[8] != "1" else "2") + vin(2)[9:]
    assert sightings.record_vin(store, batch, wrong_digit, SightingKind.GUN, STAFF).state is VehicleState.OPEN
    for impossible in ("LSV", vin(3)[:-1] + "O", ""):
        with pytest.raises(BadInput):
            sightings.record_vin(store, batch, impossible, SightingKind.TYPED, STAFF)
    assert counts(store, batch) == (1, 1, 0, 0, 0)


def test_accepting_does_not_verify_and_a_wrong_check_digit_has_to_be_corrected(store: Store, batch: UUID) -> None:
    recorded = sightings.record(store, batch, seen(vin(1), verified=False), STAFF)
    assert recorded.vehicle_id is not None
    acts.accept_vehicle(store, recorded.vehicle_id, "王强")
    (row,) = rows(store, batch)
    assert (row.state, row.verified, row.accepted_by) == (VehicleState.ACCEPTED, False, "王强")
    wrong = vin(2)[:8] + ("1" if vin(2)[8] != "1" else "2") + vin(2)[9:]
    other = sightings.record(store, batch, seen(wrong, verified=False), STAFF)
    assert other.vehicle_id is not None
    with pytest.raises(BadInput, match="check digit"):
        acts.accept_vehicle(store, other.vehicle_id, STAFF)


def test_a_correction_keeps_the_reading_and_who_made_it(store: Store, batch: UUID) -> None:
    recorded = sightings.record(store, batch, seen(vin(1), verified=False, image=JPEG), STAFF)
    assert recorded.vehicle_id is not None
    acts.correct_vin(store, recorded.vehicle_id, vin(2), "王强")
    (row,) = rows(store, batch)
    assert (row.vin, row.read_value, row.corrected_by, row.verified) == (vin(2), vin(1), "王强", False)
    undone = acts.undo_last(store, batch)
    assert undone is not None
    assert (undone.kind, undone.vin) == (ActKind.EDIT, vin(1))
    (row,) = rows(store, batch)
    assert (row.vin, row.corrected_by, row.state) == (vin(1), None, VehicleState.OPEN)


def test_correcting_onto_a_known_car_merges_them_and_can_be_taken_back(store: Store, batch: UUID) -> None:
    sightings.record(store, batch, seen(vin(1), verified=True, image=JPEG + b"1"), STAFF)
    misread = sightings.record(store, batch, seen(vin(2), verified=False, image=JPEG + b"2"), STAFF)
    assert misread.vehicle_id is not None
    detail = batch_queries.vehicle_detail(store, misread.vehicle_id)
    assert detail is not None
    assert detail.alike == (vin(1),), "the serial number and the check digit differ"
    kept = acts.correct_vin(store, misread.vehicle_id, vin(1), STAFF)
    assert kept != misread.vehicle_id
    assert counts(store, batch) == (1, 0, 1, 0, 1)
    acts.undo_last(store, batch)
    assert counts(store, batch) == (1, 1, 0, 0, 0)


def test_steps_are_taken_back_newest_first_and_what_a_folder_brought_stays(store: Store, batch: UUID) -> None:
    one = sightings.record(store, batch, seen(vin(1), verified=False), STAFF)
    sightings.record(store, batch, seen(vin(2), verified=True, kind=SightingKind.PICTURE), STAFF)
    two = sightings.record(store, batch, seen(vin(3), verified=True), STAFF)
    assert one.vehicle_id is not None
    assert two.vehicle_id is not None
    acts.accept_vehicle(store, one.vehicle_id, STAFF)
    acts.remove_vehicle(store, two.vehicle_id, STAFF)
    kinds = []
    while (undone := acts.undo_last(store, batch)) is not None:
        kinds.append(undone.kind)
    assert kinds == [ActKind.REMOVE, ActKind.ACCEPT, ActKind.SEEN, ActKind.SEEN]
    assert [row.vin for row in rows(store, batch)] == [vin(2)]
    assert counts(store, batch)[4] == 2, "taken out, never deleted"


def test_what_was_taken_out_comes_back_unless_its_number_is_taken(store: Store, batch: UUID) -> None:
    one = sightings.record(store, batch, seen(vin(1), verified=True), STAFF)
    assert one.vehicle_id is not None
    acts.remove_vehicle(store, one.vehicle_id, STAFF)
    acts.restore_vehicle(store, one.vehicle_id, STAFF)
    (row,) = rows(store, batch)
    assert row.state is VehicleState.OPEN
    acts.remove_vehicle(store, one.vehicle_id, STAFF)
    sightings.record(store, batch, seen(vin(1), verified=True), STAFF)
    with pytest.raises(BadInput):
        acts.restore_vehicle(store, one.vehicle_id, STAFF)


def test_a_picture_without_a_vin_waits_apart_and_can_be_named_or_put_aside(store: Store, batch: UUID) -> None:
    loose = replace(seen("", verified=False, image=JPEG, kind=SightingKind.PICTURE), checks=(), shows="unknown")
    recorded = sightings.record(store, batch, loose, STAFF)
    assert recorded.vehicle_id is None
    sightings.dismiss_sighting(store, recorded.sighting_id)
    assert counts(store, batch) == (0, 0, 0, 0, 0)
    sightings.bring_back_sighting(store, recorded.sighting_id)
    assert [found.id for found in batch_queries.loose_sightings(store, batch)] == [recorded.sighting_id]
    named = sightings.name_sighting(store, recorded.sighting_id, vin(1), STAFF)
    assert named.is_new
    assert counts(store, batch) == (1, 0, 0, 0, 0)
    with pytest.raises(BadInput):
        sightings.name_sighting(store, recorded.sighting_id, vin(2), STAFF)
    acts.undo_last(store, batch)
    assert counts(store, batch)[3] == 1


def test_rows_say_what_is_in_stock_and_what_has_a_deal(store: Store, batch: UUID) -> None:
    write_history(store, [], [Car("大众", "朗逸", NOW.date(), UnitState.IN_STOCK)])
    sightings.record_vin(store, batch, "LSVAU2A34N2183294", SightingKind.TYPED, STAFF)
    sightings.record_vin(store, batch, vin(1), SightingKind.TYPED, STAFF)
    sightings.record_vin(store, batch, vin(2), SightingKind.TYPED, STAFF)
    application = submitted(store, vin=vin(1))
    by_vin = {row.vin: row for row in rows(store, batch)}
    unit, deal = by_vin["LSVAU2A34N2183294"].unit, by_vin[vin(1)].deal
    assert unit is not None
    assert (unit.state, unit.brand) == (UnitState.IN_STOCK, "大众")
    assert deal is not None
    assert (deal.application_id, deal.applicant) == (application, "王小川")
    assert {row.vin for row in rows(store, batch, VehicleFilter.KNOWN)} == {"LSVAU2A34N2183294", vin(1)}
    draft = faultless_draft(store, vin=vin(2))
    save_draft(store, draft)
    later = next(row for row in rows(store, batch) if row.vin == vin(2)).deal
    assert later is not None
    assert later.application_id == draft.id


def test_a_deal_starts_with_the_reading_its_picture_and_the_correction(store: Store, batch: UUID) -> None:
    recorded = sightings.record(store, batch, seen(vin(1), verified=False, image=JPEG), STAFF)
    assert recorded.vehicle_id is not None
    with pytest.raises(BadInput, match="Confirm"):
        deals.start_deal(store, recorded.vehicle_id, STAFF)
    acts.correct_vin(store, recorded.vehicle_id, vin(2), "王强")
    draft_id = deals.start_deal(store, recorded.vehicle_id, STAFF, more={FieldPath.BRAND_MODEL: "大众 朗逸"})
    draft = load_draft(store, draft_id)
    assert draft is not None
    entry = draft.entries[FieldPath.VIN]
    assert entry.reading is not None
    assert (entry.text, entry.reading.value, entry.corrected_by) == (vin(2), vin(1), "王强")
    assert draft.text(FieldPath.BRAND_MODEL) == "大众 朗逸"
    assert [image.sha256 for image in draft.images] == [entry.reading.image_sha256]
    assert deals.start_deal(store, recorded.vehicle_id, STAFF) == draft_id, "not a second one"


def test_a_batch_is_put_away_and_taken_up_again(store: Store, batch: UUID) -> None:
    other = batches.start_batch(store, "  西区   二排 ", STAFF)
    batches.close_batch(store, other)
    assert [card.id for card in batch_queries.batch_cards(store)] == [batch, other]
    assert batches.rename_batch(store, other, "西区") == "西区 二排"
    batches.reopen_batch(store, other)
    assert batch_queries.batch_cards(store)[0].closed_at is None
    for refused in (lambda: batches.rename_batch(store, other, "  "), lambda: batches.start_batch(store, "", STAFF)):
        with pytest.raises(BadInput):
            refused()


STEP = st.tuples(
    st.integers(1, 4), st.sampled_from(["sure", "unsure", "photo", "typed", "accept", "remove", "undo", "edit"])
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, max_size=14))
def test_whatever_is_done_no_sighting_is_lost_and_no_number_stands_twice(
    store: Store, steps: list[tuple[int, str]]
) -> None:
    batch = batches.start_batch(store, "乱序", STAFF)
    recorded = 0
    for number, step in steps:
        here = next((row for row in rows(store, batch) if row.vin == vin(number)), None)
        if step in {"sure", "unsure", "photo"}:
            kind = SightingKind.PICTURE if step == "photo" else SightingKind.CAMERA
            sightings.record(store, batch, seen(vin(number), verified=step == "sure", kind=kind), STAFF)
            recorded += 1
        elif step == "typed":
            sightings.record_vin(store, batch, vin(number), SightingKind.TYPED, STAFF)
            recorded += 1
        elif step == "undo":
            acts.undo_last(store, batch)
        elif here is not None and step == "accept":
            acts.accept_vehicle(store, here.id, STAFF)
        elif here is not None and step == "remove":
            acts.remove_vehicle(store, here.id, STAFF)
        elif here is not None:
            acts.correct_vin(store, here.id, vin(number % 4 + 1), STAFF)
    here_now, gone = rows(store, batch), rows(store, batch, VehicleFilter.REMOVED)
    details = [batch_queries.vehicle_detail(store, row.id) for row in (*here_now, *gone)]
    assert sum(len(detail.sightings) for detail in details if detail) == recorded
    assert len({row.vin for row in here_now}) == len(here_now)
    for row, detail in zip(here_now, details, strict=False):
        assert detail is not None
        verified = any(sighting.verified and sighting.value == row.vin for sighting in detail.sightings)
        assert verified or not row.verified
