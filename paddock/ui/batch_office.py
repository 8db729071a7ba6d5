"""The window's door to batches: every verb and question of the batch screen, as plain blocking calls."""

from pathlib import Path
from uuid import UUID

from paddock.app.capture.results import Sighting as CameraSighting
from paddock.app.services.batch import acts, batches, deals, exports, imports, reading, sightings, sources
from paddock.app.services.batch.acts import Undone
from paddock.app.services.batch.imports import ImportReport
from paddock.app.services.batch.reading import ReadPicture
from paddock.app.services.batch.sightings import Recorded
from paddock.app.store import batch_queries
from paddock.app.store.batch_views import (
    BatchCard,
    BatchCounts,
    BatchSource,
    BatchVehicle,
    Sighting,
    SightingKind,
    SourceState,
    VehicleDetail,
    VehicleFilter,
)
from paddock.app.store.store import Store
from paddock.domain.application_draft import FieldTexts
from paddock.domain.long_work import Work
from paddock.domain.sentences import Language
from paddock.ui.bridge import Relay


class BatchOffice:
    """Batches of one open store, in the name of one member of staff."""

    def __init__(self, store: Store, staff_name: str) -> None:
        self._store = store
        self.staff_name = staff_name

    # Batches

    def start(self, name: str) -> UUID:
        """A new batch."""
        return batches.start_batch(self._store, name, self.staff_name)

    def rename(self, batch_id: UUID, name: str) -> str:
        """Another name; returns the one before."""
        return batches.rename_batch(self._store, batch_id, name)

    def close(self, batch_id: UUID) -> None:
        """Put a batch away."""
        batches.close_batch(self._store, batch_id)

    def reopen(self, batch_id: UUID) -> None:
        """Go on with it."""
        batches.reopen_batch(self._store, batch_id)

    # Capturing

    def record_camera(self, batch_id: UUID, sighting: CameraSighting, *, agreed: bool) -> Recorded:
        """What the running camera has read, and whether its frames agree on it."""
        seen = reading.seen_by_camera(sighting, agreed=agreed)
        return sightings.record(self._store, batch_id, seen, self.staff_name)

    def record_vin(self, batch_id: UUID, text: str, kind: SightingKind) -> Recorded:
        """A VIN that was typed or scanned."""
        return sightings.record_vin(self._store, batch_id, text, kind, self.staff_name)

    def add_pictures(self, batch_id: UUID, paths: list[Path]) -> UUID:
        """Take folders and pictures into a batch, to be read."""
        return sources.add_pictures(self._store, batch_id, paths, self.staff_name)

    def read_pictures(self, source: BatchSource, read: ReadPicture, work: Work, told: "Relay[Recorded]") -> None:
        """Read what is unread of a source."""
        reading.read_pictures(self._store, source, read, self.staff_name, work, told)

    def import_list(self, batch_id: UUID, path: Path, work: Work) -> ImportReport:
        """Import a CSV or XLSX file; stopped, it keeps what it has and can go on."""
        return imports.import_list(
            self._store,
            batch_id,
            path,
            self.staff_name,
            progress=lambda done, total: work.at(done, total) if not work.is_cancelled else None,
            stopped=lambda: work.is_cancelled,
        )

    def set_source_state(self, source_id: UUID, state: SourceState) -> None:
        """Pause, go on, give up."""
        sources.set_source_state(self._store, source_id, state)

    # What a person does about a vehicle

    def accept(self, vehicle_id: UUID) -> None:
        """Stand for a VIN."""
        acts.accept_vehicle(self._store, vehicle_id, self.staff_name)

    def correct(self, vehicle_id: UUID, vin: str) -> UUID:
        """Write another VIN; returns the vehicle that has it."""
        return acts.correct_vin(self._store, vehicle_id, vin, self.staff_name)

    def remove(self, vehicle_id: UUID) -> None:
        """Take a vehicle out."""
        acts.remove_vehicle(self._store, vehicle_id, self.staff_name)

    def restore(self, vehicle_id: UUID) -> None:
        """Put it back."""
        acts.restore_vehicle(self._store, vehicle_id, self.staff_name)

    def undo(self, batch_id: UUID) -> Undone | None:
        """Take the last step back."""
        return acts.undo_last(self._store, batch_id)

    def name_sighting(self, sighting_id: UUID, vin: str) -> Recorded:
        """Say which vehicle a picture shows."""
        return sightings.name_sighting(self._store, sighting_id, vin, self.staff_name)

    def dismiss(self, sighting_id: UUID) -> None:
        """Put a picture without a VIN aside."""
        sightings.dismiss_sighting(self._store, sighting_id)

    def bring_back(self, sighting_id: UUID) -> None:
        """Undo `dismiss`."""
        sightings.bring_back_sighting(self._store, sighting_id)

    def start_deal(self, vehicle_id: UUID, more: FieldTexts, unit_id: UUID | None) -> UUID:
        """A draft with this vehicle; returns its id."""
        return deals.start_deal(self._store, vehicle_id, self.staff_name, more=more, unit_id=unit_id)

    # Out

    def export(self, batch_id: UUID, path: Path, language: Language) -> int:
        """Write the batch as CSV; returns the rows."""
        return exports.export_batch(self._store, batch_id, path, language)

    def export_refused(self, source_id: UUID, path: Path, language: Language) -> int:
        """Write the refused rows of a list; returns how many."""
        return exports.export_refused(self._store, source_id, path, language)

    # Questions

    def cards(self) -> list[BatchCard]:
        """Batches, the newest first."""
        return batch_queries.batch_cards(self._store)

    def counts(self, batch_id: UUID) -> BatchCounts:
        """The numbers over the list."""
        return batch_queries.batch_counts(self._store, batch_id)

    def vehicles(self, batch_id: UUID, which: VehicleFilter, text: str, limit: int) -> list[BatchVehicle]:
        """The rows of the list."""
        return batch_queries.batch_vehicles(self._store, batch_id, which, text, limit=limit)

    def detail(self, vehicle_id: UUID) -> VehicleDetail | None:
        """One vehicle with its sightings."""
        return batch_queries.vehicle_detail(self._store, vehicle_id)

    def loose(self, batch_id: UUID) -> list[Sighting]:
        """Pictures without a VIN."""
        return batch_queries.loose_sightings(self._store, batch_id)

    def sources(self, batch_id: UUID) -> list[BatchSource]:
        """Folders and lists, the newest first."""
        return batch_queries.batch_sources(self._store, batch_id)
