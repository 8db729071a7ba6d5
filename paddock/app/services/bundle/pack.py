"""Write unsent work into a bundle."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from paddock.app.services.bundle.records import Picture, Record, frame_of
from paddock.app.services.bundle.sealed import write_sealed
from paddock.app.services.moments import moment
from paddock.app.services.unsent import keep_exported, unsent_digest
from paddock.app.store import settings
from paddock.app.store.store import Store, Topic
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.domain.long_work import UNWATCHED, Work
from paddock.domain.passphrases import SHORTEST_PASSPHRASE
from paddock.domain.sentences import Sentence

_PACKING = Sentence("正在导出未发送的工作", "Exporting unsent work")
_UNSETTLED = "SELECT id FROM outbox WHERE state <> 'accepted' AND kind <> 'image'"
# What an unsettled request still needs goes with it; what the centre has already is not needed any more.
_REQUESTS = f"""
    WITH RECURSIVE wanted(id) AS ({_UNSETTLED} UNION SELECT needed_id FROM outbox_needs JOIN wanted ON outbox_id = id)
    SELECT sequence, outbox.id, kind, application_id, target, body, body_sha256, state, attempts, next_attempt_at,
           last_problem, problem, created_at, sent_at
    FROM outbox JOIN wanted USING (id) WHERE state <> 'accepted' ORDER BY sequence
"""  # noqa: S608 - our own constants
_APPLICATIONS = f"SELECT * FROM applications WHERE id IN (SELECT application_id FROM outbox WHERE id IN ({_UNSETTLED}))"  # noqa: S608
_DRAFTS = "SELECT * FROM drafts WHERE discarded_at IS NULL ORDER BY updated_at"
_NEEDS = "SELECT outbox_id, needed_id FROM outbox_needs WHERE outbox_id = :id"
_NOTES = "SELECT application_id, at, text, reason FROM timeline WHERE application_id = :id ORDER BY id"
_IMAGE = "SELECT * FROM images WHERE sha256 = :sha256"


@dataclass(frozen=True, slots=True)
class Packed:
    """What went into a bundle."""

    path: Path
    drafts: int
    requests: int
    pictures: int
    missing: tuple[str, ...] = ()
    """SHA-256 of pictures whose files are missing or damaged here; everything else is in it."""


def pack_unsent(
    store: Store, path: Path, passphrase: str, now: datetime | None = None, work: Work = UNWATCHED
) -> Packed:
    """Write every draft and every request the centre has not accepted, with their pictures, into one sealed file.

    Nothing here changes: it stays in the queue, and whichever workstation sends it, the centre takes it once.

    Raises:
        BadInput: the passphrase is too short, or it is not known yet which dealer this work belongs to.
        EnvironmentFault: the place cannot be written.
        Cancelled: stopped by way of `work`; no file was made.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise BadInput(
            Sentence(f"口令至少 {SHORTEST_PASSPHRASE} 个字符", f"At least {SHORTEST_PASSPHRASE} characters, please")
        )
    at = moment(now)
    with store.read() as connection:
        identity = settings.identity(connection)
        if identity is None:
            raise BadInput(
                Sentence(
                    "本机还没有连接过中心, 不知道这些工作属于哪家车商; 请先联网登录一次",
                    "This workstation has never reached its centre, so it is not known whose work this is: "
                    "sign in once with a network",
                )
            )
        digest = unsent_digest(connection)
        packing = _Packing(store, connection, work)
        about = {
            "dealer_id": str(identity.dealer_id),
            "workstation_id": str(identity.workstation_id),
            "made_at": at.isoformat(),
        }
        write_sealed(path, about, packing.frames(), passphrase)
    with store.write(Topic.WINDOW) as connection:
        keep_exported(connection, digest)
    return Packed(path, packing.drafts, packing.requests, packing.pictures, tuple(packing.missing))


class _Packing:
    """One pass over the unsent work, counting."""

    def __init__(self, store: Store, connection: Connection, work: Work) -> None:
        self._store, self._connection, self._work = store, connection, work
        self.drafts = self.requests = self.pictures = 0
        self.missing: list[str] = []

    def frames(self) -> Iterator[bytes]:
        wanted: dict[str, None] = {}
        for row in self._rows(_APPLICATIONS):
            wanted |= dict.fromkeys(_pictures_of(row["body"]))
            yield frame_of(Record("applications", row))
            for note in self._rows(_NOTES, id=row["id"]):
                yield frame_of(Record("timeline", note))
        for row in self._rows(_DRAFTS):
            self.drafts += 1
            wanted |= dict.fromkeys(_pictures_of(row["body"]))
            yield frame_of(Record("drafts", row))
        needs: list[bytes] = []
        for row in self._rows(_REQUESTS):
            self.requests += row["kind"] != "image"
            if row["kind"] == "image":
                wanted[row["body_sha256"]] = None
            needs += [frame_of(Record("outbox_needs", need)) for need in self._rows(_NEEDS, id=row["id"])]
            yield frame_of(Record("outbox", row))
        yield from needs
        for sha256 in self._work.each(list(wanted), len(wanted), _PACKING):
            yield from self._picture(sha256)

    def _picture(self, sha256: str) -> Iterator[bytes]:
        try:
            data = self._store.pictures.load(sha256)
        except EnvironmentFault:
            self.missing.append(sha256)
            return
        for row in self._rows(_IMAGE, sha256=sha256):
            yield frame_of(Record("images", row))
        self.pictures += 1
        yield frame_of(Picture(data))

    def _rows(self, query: str, **values: Any) -> Iterator[dict[str, Any]]:
        for row in self._connection.execute(text(query), values).mappings():
            yield dict(row)


def _pictures_of(body: str) -> list[str]:
    return [str(image[0]) for image in json.loads(body).get("images", [])]
