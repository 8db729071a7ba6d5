"""Write a batch as CSV, and refused rows as a file of the format they came in, to be corrected and imported again."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select, update

from paddock.app.services.batch.list_files import LIST_FIELDS, REASON
from paddock.app.services.moments import local_date, moment
from paddock.app.services.spreadsheets import as_csv, as_xlsx
from paddock.app.store import batch_json
from paddock.app.store.batch_models import BatchSourceRow
from paddock.app.store.batch_queries import batch_vehicles, refused_rows
from paddock.app.store.batch_views import BatchVehicle, RefusedRow, VehicleFilter, VehicleState
from paddock.app.store.files import write_safely
from paddock.app.store.store import Store, Topic
from paddock.domain.application_draft import FieldPath
from paddock.domain.errors import BadInput
from paddock.domain.field_names import FIELD_NAMES
from paddock.domain.sentences import Language, Sentence
from paddock.domain.vin import describe_vin

_XLSX = ".xlsx"
_MORE_TITLES = (
    Sentence("制造厂", "Maker"),
    Sentence("年款", "Model year"),
    Sentence("状态", "State"),
    Sentence("已核实", "Verified"),
    Sentence("采集次数", "Times seen"),
    Sentence("来源", "Source"),
    Sentence("识别读数", "As read"),
    Sentence("更正人", "Corrected by"),
    Sentence("接受人", "Accepted by"),
    Sentence("库存", "In stock"),
    Sentence("进件", "Deal"),
    Sentence("首次采集", "First seen"),
)
_YES, _NO = Sentence("是", "yes"), Sentence("否", "no")
_STATES = {
    VehicleState.ACCEPTED: Sentence("已接受", "accepted"),
    VehicleState.OPEN: Sentence("待确认", "to be confirmed"),
    VehicleState.REMOVED: Sentence("已移除", "removed"),
}


def export_batch(store: Store, batch_id: UUID, path: Path, language: Language, now: datetime | None = None) -> int:
    """Write every vehicle that was not taken out as CSV (UTF-8 with a mark, for spreadsheets); returns the rows.

    Its first columns can be imported again.

    Raises:
        EnvironmentFault: the place cannot be written.
    """
    vehicles = batch_vehicles(store, batch_id, VehicleFilter.ALL)
    titles = [*(FIELD_NAMES[field] for field in LIST_FIELDS), *_MORE_TITLES]
    header = [title.in_language(language) for title in titles]
    today = local_date(moment(now))
    rows = [_row(vehicle, language, today) for vehicle in sorted(vehicles, key=lambda found: found.seen_at)]
    write_safely(path, as_csv([header, *rows]))
    return len(vehicles)


def export_refused(store: Store, source_id: UUID, path: Path, language: Language, now: datetime | None = None) -> int:
    """Write the refused rows of a list as they came, with a last column of reasons; returns the rows.

    XLSX when `path` ends so, else CSV. The reasons' column is passed over when the corrected file is imported.

    Raises:
        BadInput: there is no such list, or none of its rows was refused.
        EnvironmentFault: the place cannot be written.
    """
    with store.read() as connection:
        header = connection.execute(select(BatchSourceRow.header).where(BatchSourceRow.id == source_id)).scalar()
    refused = refused_rows(store, source_id)
    if header is None or not refused:
        raise BadInput(Sentence("这份表格没有退回的行", "No row of this list was refused"))
    table = refused_table(batch_json.read_strings(header), refused, language)
    write_safely(path, as_xlsx(table) if path.suffix.lower() == _XLSX else as_csv(table))
    with store.write(Topic.BATCH) as connection:
        connection.execute(update(BatchSourceRow).where(BatchSourceRow.id == source_id).values(returned_at=moment(now)))
    return len(refused)


def refused_table(header: Sequence[str], refused: Iterable[RefusedRow], language: Language) -> list[list[str]]:
    """Header and rows of the file that goes back; a column of reasons from an earlier round is replaced."""
    old = {REASON.zh, REASON.en}
    kept = [index for index, title in enumerate(header) if title not in old]
    titles = [header[index] for index in kept]
    rows = [
        [row.cells[index] for index in kept] + ["; ".join(f.message.in_language(language) for f in row.faults)]
        for row in refused
    ]
    return [[*titles, REASON.in_language(language)], *rows]


def _row(vehicle: BatchVehicle, language: Language, today: date) -> list[str]:
    said = describe_vin(vehicle.vin, today)
    texts = vehicle.facts | {FieldPath.VIN: vehicle.vin}
    return [
        *(texts.get(field, "") for field in LIST_FIELDS),
        said.maker.in_language(language) if said.maker else "",
        str(said.model_year or ""),
        _STATES[vehicle.state].in_language(language),
        (_YES if vehicle.verified else _NO).in_language(language),
        str(vehicle.sightings),
        " ".join(part for part in (vehicle.kind.name_for_people.in_language(language), vehicle.origin) if part),
        vehicle.read_value,
        vehicle.corrected_by or "",
        vehicle.accepted_by or "",
        (_YES if vehicle.unit else _NO).in_language(language),
        str(vehicle.deal.application_id) if vehicle.deal else "",
        vehicle.seen_at.astimezone().strftime("%Y-%m-%d %H:%M:%S"),
    ]
