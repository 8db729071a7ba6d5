"""Take up what another workstation of the dealer could not send."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from paddock.app.services.bundle.records import Picture, Record, record_of
from paddock.app.services.bundle.sealed import BundleFault, about_sealed, read_sealed
from paddock.app.store import settings
from paddock.app.store.store import Store, Topic
from paddock.domain.errors import BadInput
from paddock.domain.long_work import UNWATCHED, Work
from paddock.domain.sentences import Sentence
from paddock.wire.messages import sha256_hex

_UNPACKING = Sentence("正在导入交接文件", "Taking up the hand-over file")
_COLUMNS = {
    "applications": "id body applicant vehicle vin submitted_at submitted_by updated_at",
    "drafts": "id body applicant vehicle vin updated_at discarded_at",
    "outbox": "id kind application_id target body body_sha256 state attempts next_attempt_at last_problem problem "
    "created_at sent_at",
    "images": "sha256 media_type size_bytes kept_at",
    "timeline": "application_id at text reason",
}
"""What is taken of a record: anything else a newer program wrote is passed over."""


@dataclass
class Unpacked:
    """What a bundle brought."""

    drafts: int = 0
    requests: int = 0
    pictures: int = 0
    known: int = 0
    """Drafts and requests that were here already; nothing of them was changed."""
    records: list[Record] = field(default_factory=list, repr=False)


def unpack(store: Store, path: Path, passphrase: str, work: Work = UNWATCHED) -> Unpacked:
    """Take up a bundle of this dealer: its rows in one transaction, after its pictures. Doing so again changes nothing.

    Raises:
        BundleFault: no bundle, another passphrase, not whole, or of another dealer; nothing was changed.
        BadInput: this workstation does not know yet whose it is.
        EnvironmentFault: the disk is full; nothing was changed.
        Cancelled: stopped by way of `work`; of pictures some may be here, which harms nothing.
    """
    _refuse_other_dealer(store, about_sealed(path))
    found = Unpacked()
    # Read to its end before a row is written: a file that is cut off brings nothing.
    size = max(path.stat().st_size, 1)
    read = 0
    for frame in read_sealed(path, passphrase):
        work.at(min(read, size), size, _UNPACKING)
        read += len(frame)
        try:
            record = record_of(frame)
        except (ValueError, KeyError, TypeError) as error:
            raise _not_understood() from error
        if isinstance(record, Picture):
            store.pictures.keep(sha256_hex(record.data), record.data)
            found.pictures += 1
        else:
            found.records.append(record)
    with store.write(Topic.OUTBOX) as connection:
        _write(connection, found)
    found.records.clear()
    return found


def _refuse_other_dealer(store: Store, about: dict[str, Any]) -> None:
    with store.read() as connection:
        identity = settings.identity(connection)
    if identity is None:
        raise BadInput(
            Sentence(
                "本机还没有连接过中心, 请先联网登录一次再导入",
                "This workstation has never reached its centre: sign in once with a network, then import",
            )
        )
    if about.get("dealer_id") != str(identity.dealer_id):
        raise BundleFault(
            Sentence(
                f"交接文件属于另一家车商, 不能导入 {identity.dealer_name}; 未作任何改动",
                f"The hand-over file belongs to another dealer than {identity.dealer_name}; nothing was changed",
            )
        )


def _write(connection: Connection, found: Unpacked) -> None:
    renamed: dict[str, str] = {}
    fresh: set[str] = set()
    for record in found.records:
        if record.table == "outbox_needs":
            _write_need(connection, record.values, renamed, fresh)
        elif record.table == "timeline":
            if record.values["application_id"] in fresh:
                _insert(connection, record)
        elif record.table in _COLUMNS:
            _write_row(connection, record, renamed, fresh, found)


def _write_row(
    connection: Connection, record: Record, renamed: dict[str, str], fresh: set[str], found: Unpacked
) -> None:
    """One row, unless it is here already: an application here is never a draft again, and a picture goes once."""
    values = dict(record.values)
    if record.table == "outbox" and values["kind"] == "image":
        known = connection.execute(text("SELECT id FROM outbox WHERE target = :target"), values).scalar()
        if known is not None:
            renamed[values["id"]] = known
            return
    if record.table == "drafts" and _is_there(connection, "applications", values["id"]):
        found.known += 1
        return
    if values.get("state") == "sending":
        values["state"] = "queued"
    if not _insert(connection, Record(record.table, values)):
        found.known += record.table in {"drafts", "outbox"}
        return
    fresh.add(values.get("id", ""))
    found.drafts += record.table == "drafts"
    found.requests += record.table == "outbox" and values["kind"] != "image"
    if record.table == "applications":
        connection.execute(text("DELETE FROM drafts WHERE id = :id"), values)


def _write_need(connection: Connection, values: Any, renamed: dict[str, str], fresh: set[str]) -> None:
    outbox_id, needed_id = values["outbox_id"], renamed.get(values["needed_id"], values["needed_id"])
    # What was needed and is not in the bundle, the centre had already accepted.
    if outbox_id in fresh and _is_there(connection, "outbox", needed_id):
        connection.execute(
            text("INSERT OR IGNORE INTO outbox_needs (outbox_id, needed_id) VALUES (:outbox_id, :needed_id)"),
            {"outbox_id": outbox_id, "needed_id": needed_id},
        )


def _is_there(connection: Connection, table: str, row_id: str) -> bool:
    query = f"SELECT 1 FROM {table} WHERE id = :id"  # noqa: S608 - our own names
    return connection.execute(text(query), {"id": row_id}).first() is not None


def _insert(connection: Connection, record: Record) -> bool:
    names = [name for name in _COLUMNS[record.table].split() if name in record.values]
    places = ", ".join(f":{name}" for name in names)
    query = f"INSERT INTO {record.table} ({', '.join(names)}) VALUES ({places}) ON CONFLICT DO NOTHING"  # noqa: S608
    return bool(connection.execute(text(query), {name: record.values[name] for name in names}).rowcount)


def _not_understood() -> BundleFault:
    return BundleFault(
        Sentence(
            "看不懂交接文件的内容, 可能由更新版本导出; 未作任何改动, 请升级工作台",
            "The hand-over file is not understood, perhaps a newer Paddock wrote it; nothing was changed: update",
        )
    )
