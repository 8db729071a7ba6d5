"""`paddock batch FILE`: import a list of vehicles, with the same checks as the batch screen."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paddock.app.cli.front import Front, json_option, print_json
from paddock.domain.checks import Check, Fault
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

if TYPE_CHECKING:
    from paddock.app.services.batch.imports import ImportReport
    from paddock.app.store.batch_views import BatchVehicle, RefusedRow
    from paddock.app.store.store import Store


@click.command("batch")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", metavar="TEXT", help="Name of the new batch (default: the file's).")
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the refused rows with their reasons to this CSV or XLSX file, to be corrected and imported again.",
)
@json_option
@click.pass_context
def batch_command(context: click.Context, *, file: Path, name: str | None, rejects: Path | None, as_json: bool) -> None:
    """Import vehicles from FILE (CSV or XLSX with a column VIN 车架号) into a new batch.

    Good rows are imported, bad ones are listed with their reasons. The same file again adds nothing.
    Nothing is sent to the centre. Exit code: 0 every row was accepted, 1 some were refused or need a person,
    2 the file cannot be used.
    """
    from paddock.app.services.batch.exports import export_refused  # noqa: PLC0415 - SQLAlchemy costs 200 ms

    front: Front = context.obj
    if file.is_dir():
        raise BadInput(
            Sentence(
                f"{file.name} 是文件夹; 请指定 CSV 或 XLSX 文件, 照片文件夹请在批量屏幕打开",
                f"{file.name} is a folder: name a CSV or XLSX file; open folders of photos on the batch screen",
            )
        )
    with front.store() as store:
        report = _import(store, file, name)
        written = rejects if rejects is not None and report.refused else None
        if written is not None:
            export_refused(store, report.source_id, written, front.language)
        document = _document(store, report, file, written)
    if as_json:
        print_json(document)
    else:
        _say(front, document)
    context.exit(1 if report.refused or report.open else 0)


def _import(store: "Store", file: Path, name: str | None) -> "ImportReport":
    from paddock.app.services.batch.batches import start_batch  # noqa: PLC0415 - as above
    from paddock.app.services.batch.imports import batch_of_list, import_list  # noqa: PLC0415
    from paddock.app.services.batch.list_files import read_list  # noqa: PLC0415
    from paddock.app.store.queries import sync_status  # noqa: PLC0415

    found = read_list(file)
    by = sync_status(store).staff_name or "paddock"
    batch_id = batch_of_list(store, found.sha256) or start_batch(store, name or file.stem or file.name, by)
    return import_list(store, batch_id, file, by)


def _document(store: "Store", report: "ImportReport", file: Path, rejects: Path | None) -> dict[str, Any]:
    from paddock.app.store.batch_queries import batch_vehicles, refused_rows  # noqa: PLC0415 - as above

    vehicles = sorted(batch_vehicles(store, report.batch_id), key=lambda vehicle: (vehicle.seen_at, vehicle.id))
    return {
        "file": str(file),
        "batch": str(report.batch_id),
        "rows": report.rows,
        "accepted": report.accepted,
        "to_confirm": report.open,
        "merged": report.repeats,
        "refused": report.refused,
        "imported_before": report.again,
        "unused_columns": list(report.unused),
        "rejects_file": None if rejects is None else str(rejects),
        "vehicles": [_vehicle(vehicle) for vehicle in vehicles],
        "refusals": [_refusal(row) for row in refused_rows(store, report.source_id)],
    }


def _vehicle(vehicle: "BatchVehicle") -> dict[str, Any]:
    return {
        "row": int(vehicle.origin) if vehicle.kind.value == "list" else None,
        "vin": vehicle.vin,
        "state": vehicle.state.value,
        "verified": vehicle.verified,
        "fields": {path.value: text for path, text in vehicle.facts.items()},
        "checks": [_check(check) for check in vehicle.checks],
        "times_seen": vehicle.sightings,
        "in_stock": vehicle.unit.state.value if vehicle.unit else None,
        "deal": str(vehicle.deal.application_id) if vehicle.deal else None,
    }


def _refusal(row: "RefusedRow") -> dict[str, Any]:
    return {"row": row.row, "cells": list(row.cells), "faults": [_fault(fault) for fault in row.faults]}


def _check(check: Check) -> dict[str, Any]:
    return {"name": check.name, "passed": check.passed, "message": _pair(check.message)}


def _fault(fault: Fault) -> dict[str, Any]:
    return {"field": fault.field, "code": fault.code, "message": _pair(fault.message)}


def _pair(sentence: Sentence) -> dict[str, str]:
    return {"zh": sentence.zh, "en": sentence.en}


def _say(front: Front, document: dict[str, Any]) -> None:
    for row in document["refusals"]:
        reasons = "; ".join(fault["message"]["en" if front.language == "en" else "zh"] for fault in row["faults"])
        front.say(Sentence(f"第 {row['row']} 行: {reasons}", f"row {row['row']}: {reasons}"))
    for vehicle in document["vehicles"]:
        if vehicle["state"] == "open":
            front.say(Sentence(f"{vehicle['vin']}: 需人工确认", f"{vehicle['vin']}: to be confirmed by a person"))
    front.say(
        Sentence(
            f"{document['rows']} 行 = 接受 {document['accepted']} + 待确认 {document['to_confirm']} "
            f"+ 重复 {document['merged']} + 退回 {document['refused']}",
            f"{document['rows']} rows = {document['accepted']} accepted + {document['to_confirm']} to be confirmed "
            f"+ {document['merged']} merged + {document['refused']} refused",
        )
    )
    if document["refused"] and document["rejects_file"] is None:
        front.say(
            Sentence(
                "加 --rejects 文件.csv 可取回退回的行, 更正后再导入",
                "Add --rejects FILE.csv to get the refused rows back, correct them and import them again",
            )
        )
