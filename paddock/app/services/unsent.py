"""Unsent work: what would be lost if this workstation went away now, and where that is said without the key.

The folder of a profile holds an empty file `unsent` for as long as there may be any: an installer that removes the
program has no key to the database, and has to know all the same.
"""

import contextlib
import hashlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from paddock.app.store import settings
from paddock.app.store.store import Store, Topic
from paddock.domain.errors import Finding
from paddock.domain.sentences import Sentence

MARK = "unsent"
_EXPORTED = "exported_unsent"
_ACTS = "kind IN ('application', 'acceptance', 'signature', 'answer')"
_WAITING = f"SELECT count(*) FROM outbox WHERE {_ACTS} AND state IN ('queued', 'sending')"  # noqa: S608 - our own
_NEEDS_ME = f"SELECT count(*) FROM outbox WHERE {_ACTS} AND state IN ('rejected', 'conflict')"  # noqa: S608 - as above
_DRAFTS = "SELECT count(*) FROM drafts WHERE discarded_at IS NULL"
_WHAT = f"""
    SELECT 'r' || id FROM outbox WHERE {_ACTS} AND state IN ('queued', 'sending', 'rejected', 'conflict')
    UNION ALL SELECT 'd' || id || ':' || updated_at FROM drafts WHERE discarded_at IS NULL ORDER BY 1
"""  # noqa: S608 - as above


class UnsentWork(Finding):
    """Something here would be lost; the sentence says how much and what to do."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """What the centre has not accepted."""

    waiting: int
    """Requests the system still sends by itself."""
    needs_me: int
    """Requests sent back or in conflict."""
    drafts: int
    exported: bool
    """Whether the last bundle made here holds all of it."""

    @property
    def total(self) -> int:
        """All of it."""
        return self.waiting + self.needs_me + self.drafts

    @property
    def would_be_lost(self) -> bool:
        """Whether there is any that is nowhere else."""
        return self.total > 0 and not self.exported

    def sentence(self) -> Sentence:
        """How much of what."""
        return Sentence(
            f"待发送 {self.waiting}, 需处理 {self.needs_me}, 草稿 {self.drafts}",
            f"{self.waiting} unsent, {self.needs_me} to be dealt with, {self.drafts} drafts",
        )


def unsent_work(store: Store) -> Unsent:
    """What would be lost."""
    with store.read() as connection:
        waiting, needs_me, drafts = (
            int(connection.execute(text(query)).scalar_one()) for query in (_WAITING, _NEEDS_ME, _DRAFTS)
        )
        exported = settings.get(connection, _EXPORTED) == unsent_digest(connection)
    return Unsent(waiting, needs_me, drafts, exported)


def unsent_digest(connection: Connection) -> str:
    """Names exactly this unsent work, every draft as it stands."""
    lines = connection.execute(text(_WHAT)).scalars()
    digest = hashlib.sha256()
    for line in lines:
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def keep_exported(connection: Connection, digest: str) -> None:
    """Remember that a bundle holds the work that `digest` names."""
    settings.put(connection, _EXPORTED, digest)


def refuse_over_unsent(store: Store, what: Sentence) -> None:
    """Raise `UnsentWork` while something would be lost by `what` (signing out, removing the program)."""
    unsent = unsent_work(store)
    if unsent.would_be_lost:
        said = unsent.sentence()
        raise UnsentWork(
            Sentence(
                f"{what.zh}会丢下未完成的工作 ({said.zh}), 已拒绝; 请联网发送, 或先用“导出未发送的工作” "
                "(paddock queue export --encrypted 文件) 交接给另一台工作台",
                f"{what.en} would leave work behind ({said.en}) and was refused: connect and let it be sent, or hand "
                "it over first with “Export unsent work” (paddock queue export --encrypted FILE)",
            )
        )


def mark_unsent(profile: Path) -> None:
    """Leave the mark that there may be unsent work; called before the work is acknowledged, and costs nothing twice."""
    mark = profile / MARK
    if not mark.exists():
        with contextlib.suppress(OSError):  # the work itself is safe, and a full disk is said where it is met
            mark.touch()


def refresh_mark(store: Store) -> None:
    """Take the mark away where nothing would be lost, and leave it where something would."""
    if unsent_work(store).would_be_lost:
        mark_unsent(store.profile)
    else:
        (store.profile / MARK).unlink(missing_ok=True)


def marking(store: Store) -> None:
    """Keep the mark of an open store up to date with what it commits."""

    def committed(topic: Topic) -> None:
        if topic in {Topic.OUTBOX, Topic.DRAFTS}:
            mark_unsent(store.profile)

    store.listen(committed)
