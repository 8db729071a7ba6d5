"""Folder to batch: every picture once, whatever stops the reading, a real kill among it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from paddock.app.services.batch import batches
from paddock.app.services.batch.reading import read_pictures
from paddock.app.services.batch.sightings import Recorded
from paddock.app.services.batch.sources import add_pictures, pictures_in, set_source_state
from paddock.app.store import batch_queries
from paddock.app.store.batch_views import BatchSource, SourceState, VehicleState
from paddock.app.store.store import Store
from paddock.domain.application_draft import FieldPath
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.domain.long_work import Cancelled, Work
from paddock.domain.sentences import Sentence
from tests.helpers.batches import FakeCapture, photo, vin
from tests.helpers.workstations import STAFF, open_profile

FAULT = EnvironmentFault(Sentence("识别进程已重启", "The capture process was started again"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_profile(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "photos"
    (made / "second row").mkdir(parents=True)
    for number in (1, 2, 10):
        (made / f"IMG_{number}.jpg").write_bytes(photo(vin(number)))
    (made / "second row" / "again.jpg").write_bytes(photo(vin(1), sure=False))
    (made / "second row" / "copy of 2.jpg").write_bytes(photo(vin(2)))
    (made / "broken.png").write_bytes(b"nothing of the kind")
    (made / "empty.jpg").touch()
    (made / "notes.txt").write_text("no picture")
    (made / ".hidden.jpg").write_bytes(photo(vin(9)))
    return made


def started(store: Store, folder: Path) -> tuple[UUID, BatchSource]:
    batch = batches.start_batch(store, "东区", STAFF)
    add_pictures(store, batch, [folder], STAFF)
    return batch, batch_queries.batch_sources(store, batch)[0]


def counted(store: Store, batch: UUID) -> tuple[int, int, int, int]:
    found = batch_queries.batch_counts(store, batch)
    return found.accepted, found.open, found.repeats, found.loose


def test_a_folder_becomes_vehicles_its_copies_are_one_and_its_faults_are_kept(store: Store, folder: Path) -> None:
    batch, source = started(store, folder)
    told: list[Recorded] = []
    capture, work = FakeCapture(), Work()
    read_pictures(store, source, capture.read, STAFF, work, told.append)
    assert counted(store, batch) == (3, 0, 1, 2)
    assert work.progress.done == work.progress.total == 7
    assert len(capture.read_names) == 6, "a copy is not read again"
    assert sum(recorded.is_new for recorded in told) == 3
    loose = batch_queries.loose_sightings(store, batch)
    assert {sighting.origin for sighting in loose} == {"broken.png", "empty.jpg"}
    assert all(sighting.problem for sighting in loose)
    assert batch_queries.batch_sources(store, batch)[0].state is SourceState.DONE


def test_names_are_read_in_the_order_people_count(folder: Path) -> None:
    names = [path.name for path in pictures_in([folder]) if path.name.startswith("IMG")]
    assert names == ["IMG_1.jpg", "IMG_2.jpg", "IMG_10.jpg"]


def test_stopped_in_the_middle_it_goes_on_with_the_rest_and_renamed_files_are_known(store: Store, folder: Path) -> None:
    (folder / "empty.jpg").unlink()
    batch, source = started(store, folder)
    capture, work = FakeCapture(), Work()

    def stop_after_two(_recorded: Recorded) -> None:
        if len(capture.read_names) == 2:
            work.cancel()

    with pytest.raises(Cancelled):
        read_pictures(store, source, capture.read, STAFF, work, stop_after_two)
    set_source_state(store, source.id, SourceState.PAUSED)
    first = list(capture.read_names)
    for path in pictures_in([folder]):
        path.rename(path.with_name(f"renamed {path.name}"))
    read_pictures(store, source, capture.read, STAFF, Work())
    assert len(first) == 2
    assert counted(store, batch) == (3, 0, 1, 1)
    assert not {f"renamed {name}" for name in first} & set(capture.read_names)


def test_a_window_killed_while_reading_finds_everything_again(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(40):
        (folder / f"IMG_{number}.jpg").write_bytes(photo(vin(number)))
    with open_profile(tmp_path / "profile") as store:
        batch, source = started(store, folder)
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.batch_reader", str(tmp_path / "profile"), str(batch)],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert child.stdout is not None
    acknowledged = [child.stdout.readline().strip() for _ in range(12)]
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    with open_profile(tmp_path / "profile") as store:
        kept = {row.vin for row in batch_queries.batch_vehicles(store, batch)}
        assert set(acknowledged) <= kept, "what was told is on disk"
        assert len(kept) < 40
        assert batch_queries.batch_sources(store, batch)[0].state is SourceState.READING
        capture = FakeCapture()
        read_pictures(store, source, capture.read, STAFF, Work())
        assert len(capture.read_names) == 40 - len(kept)
        assert counted(store, batch) == (40, 0, 0, 0)


def test_a_picture_the_decoder_dies_of_is_kept_as_a_fault_and_the_rest_is_read(store: Store, folder: Path) -> None:
    batch, source = started(store, folder)
    capture = FakeCapture()
    capture.fails = lambda name: FAULT if name == "IMG_2.jpg" else None
    read_pictures(store, source, capture.read, STAFF, Work())
    assert counted(store, batch)[:2] == (2, 0)
    assert "IMG_2.jpg" in {sighting.origin for sighting in batch_queries.loose_sightings(store, batch)}


def test_a_capture_that_fails_again_and_again_stops_the_reading_unfinished(store: Store, folder: Path) -> None:
    batch, source = started(store, folder)
    capture = FakeCapture()
    capture.fails = lambda _name: FAULT
    with pytest.raises(EnvironmentFault):
        read_pictures(store, source, capture.read, STAFF, Work())
    assert batch_queries.batch_sources(store, batch)[0].state.is_unfinished
    assert len(capture.read_names) == 3


def test_a_window_that_closes_takes_the_capture_along_and_blames_no_picture(store: Store, folder: Path) -> None:
    batch, source = started(store, folder)
    capture, work = FakeCapture(), Work()

    def closed(_name: str) -> EnvironmentFault:
        work.cancel()
        return FAULT

    capture.fails = closed
    with pytest.raises(Cancelled):
        read_pictures(store, source, capture.read, STAFF, work)
    assert counted(store, batch) == (0, 0, 0, 0)


def test_a_vehicle_licence_names_its_car_and_other_papers_wait_apart(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "licence.jpg").write_bytes(photo(vin(5), "licence", sure=False))
    (folder / "card.jpg").write_bytes(photo("", "card"))
    (folder / "wall.jpg").write_bytes(photo("", "nothing", sure=False))
    batch, source = started(store, folder)
    read_pictures(store, source, FakeCapture().read, STAFF, Work())
    (row,) = batch_queries.batch_vehicles(store, batch)
    assert (row.vin, row.state) == (vin(5), VehicleState.OPEN)
    assert row.facts == {FieldPath.PLATE: "鄂A12345"}
    assert {sighting.shows for sighting in batch_queries.loose_sightings(store, batch)} == {
        "resident_id_front", "unknown",
    }  # fmt: skip


def test_a_folder_without_pictures_is_refused(store: Store, tmp_path: Path) -> None:
    batch = batches.start_batch(store, "空", STAFF)
    with pytest.raises(BadInput, match="no photos"):
        add_pictures(store, batch, [tmp_path / "nowhere"], STAFF)
    assert batch_queries.batch_sources(store, batch) == []


def test_reading_is_not_slowed_by_what_was_read_before(store: Store, folder: Path) -> None:
    _batch, source = started(store, folder)
    capture = FakeCapture()
    read_pictures(store, source, capture.read, STAFF, Work())
    before = len(capture.read_names)
    read_pictures(store, source, capture.read, STAFF, Work())
    assert len(capture.read_names) == before, "nothing is recognised twice"
