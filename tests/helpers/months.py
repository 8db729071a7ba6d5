"""A dealer who was offline for a month: applications with pictures each, written into the queue as submitting does."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import insert

from paddock.app.store.models import ApplicationRow, ImageRow, OutboxNeedRow, OutboxRow
from paddock.app.store.store import Store, Topic
from paddock.wire.messages import sha256_hex
from tests.helpers.applications import APPLICATION_ID, submission_body
from tests.helpers.central_server import new_id
from tests.helpers.workstations import JPEG

DAYS = 30
_AT_ONCE = 500


def month_offline(store: Store, applications: int, pictures_each: int, *, files: bool = True) -> list[UUID]:
    """Queue so many, spread over the last thirty days, the oldest first; returns their ids.

    Args:
        store: the store of the workstation.
        applications: how many.
        pictures_each: how many pictures each of them has, every one another.
        files: whether the pictures' files are written too, which takes a flush each.
    """
    template = submission_body().decode()
    begun = datetime.now(UTC) - timedelta(days=DAYS)
    ids: list[UUID] = []
    for start in range(0, applications, _AT_ONCE):
        with store.write(Topic.OUTBOX) as connection:
            rows: dict[type, list[dict[str, object]]] = {
                table: [] for table in (ApplicationRow, ImageRow, OutboxRow, OutboxNeedRow)
            }
            for number in range(start, min(start + _AT_ONCE, applications)):
                at = begun + timedelta(days=DAYS) * number / applications
                ids.append(_one(store, rows, template, at, number, pictures_each, files=files))
            for table, values in rows.items():
                if values:
                    connection.execute(insert(table), values)
    return ids


def _one(
    store: Store,
    rows: dict[type, list[dict[str, object]]],
    template: str,
    at: datetime,
    number: int,
    pictures_each: int,
    *,
    files: bool,
) -> UUID:
    application_id = new_id()
    body = template.replace(str(APPLICATION_ID), str(application_id)).encode()
    for place in range(pictures_each):
        picture = JPEG + f"{number}-{place}".encode()
        sha256, row_id = sha256_hex(picture), new_id()
        if files:
            store.pictures.keep(sha256, picture)
        rows[ImageRow].append({"sha256": sha256, "media_type": "image/jpeg", "size_bytes": len(picture), "kept_at": at})
        rows[OutboxRow].append(_row(row_id, "image", None, f"/v1/images/{sha256}", sha256.encode(), sha256, at))
        rows[OutboxNeedRow].append({"outbox_id": application_id, "needed_id": row_id})
    rows[ApplicationRow].append(
        {
            "id": application_id, "body": '{"images":[]}', "applicant": "王小川", "vehicle": "大众 朗逸 1.5L",
            "vin": "", "submitted_at": at, "submitted_by": "李娜", "updated_at": at,
        }
    )  # fmt: skip
    target = f"/v1/applications/{application_id}"
    rows[OutboxRow].append(_row(application_id, "application", application_id, target, body, sha256_hex(body), at))
    return application_id


def _row(
    row_id: UUID, kind: str, application_id: UUID | None, target: str, body: bytes, sha256: str, at: datetime
) -> dict[str, object]:
    return {
        "id": row_id, "kind": kind, "application_id": application_id, "target": target, "body": body,
        "body_sha256": sha256, "state": "queued", "attempts": 0, "created_at": at,
    }  # fmt: skip
