"""Compare this workstation's ledger with the centre's: two sets of (kind, id, hash, verdict), and the states told.

The centre's side is read first and ours afterwards: what is settled meanwhile is then known here and there. What the
feed should have told is compared by version with the centre's list of applications.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError
from sqlalchemy import Connection, select

from paddock.app.store import ledger, settings
from paddock.app.store.ledger import Audit, Difference, DifferenceKind, LedgerEntry
from paddock.app.store.models import CentralApplicationRow
from paddock.app.store.store import Store
from paddock.app.store.views import OutboxKind, OutboxState
from paddock.domain.errors import EnvironmentFault
from paddock.domain.long_work import UNWATCHED, Work
from paddock.domain.sentences import Sentence
from paddock.sync.client import CentreClient
from paddock.sync.link_faults import Passing
from paddock.sync.receipt_book import KINDS, receipt_fits
from paddock.sync.verdicts import not_understood, read_problem, sentence_of
from paddock.wire.applications import KnownApplicationPage
from paddock.wire.ledger import LedgerLine, LedgerPage

_COMPARING = Sentence("正在与中心核对", "Comparing with the centre")
_PAGE = 1000
Message = TypeVar("Message", bound=BaseModel)


@dataclass
class _Comparison:
    """The centre's side, and what was found so far."""

    lines: dict[tuple[str, str], LedgerLine]
    versions: dict[UUID, int]
    differences: list[Difference] = field(default_factory=list)
    here: int = 0
    receipts: int = 0
    known: int = 0


def audit(store: Store, client: CentreClient, now: datetime | None = None, work: Work = UNWATCHED) -> Audit:
    """Compare, keep the result and return it. Nothing else is changed.

    Raises:
        EnvironmentFault: the centre cannot be reached or does not answer; nothing was kept.
        Cancelled: stopped by way of `work`.
    """
    comparison = _Comparison(
        {(line.kind.value, line.client_id): line for line in _ledger(client, work)},
        dict(_versions(client, work)),
    )
    with store.read() as connection:
        _compare_entries(store, connection, comparison, work)
        _compare_versions(connection, comparison)
    found = Audit(
        at=now or datetime.now(UTC),
        here=comparison.here,
        there=len(comparison.lines),
        elsewhere=len(comparison.lines) - comparison.known,
        receipts=comparison.receipts,
        differences=tuple(comparison.differences),
    )
    ledger.keep_audit(store, found)
    return found


def _compare_entries(store: Store, connection: Connection, comparison: _Comparison, work: Work) -> None:
    keys, identity = settings.receipt_keys(connection), settings.identity(connection)
    for entry in ledger.entries(connection):
        comparison.here += 1
        if comparison.here % 200 == 0:
            work.at(comparison.here, 0, _COMPARING)
        line = comparison.lines.get((KINDS[entry.kind].value, entry.client_id))
        comparison.known += line is not None
        comparison.differences += _differences(store, entry, line)
        if not _is_own_answer(entry):
            continue
        if entry.signed_receipt is None:
            comparison.differences.append(_difference(DifferenceKind.NO_RECEIPT, entry))
        elif receipt_fits(entry, keys, identity):
            comparison.receipts += 1
        else:
            comparison.differences.append(_difference(DifferenceKind.BAD_RECEIPT, entry))


def _differences(store: Store, entry: LedgerEntry, line: LedgerLine | None) -> Iterator[Difference]:
    if entry.state.is_waiting:
        if line is not None:
            yield _difference(DifferenceKind.NOT_SETTLED_HERE, entry, line)
        elif entry.kind is OutboxKind.IMAGE and not _is_readable(store, entry):
            yield _difference(DifferenceKind.FILE_MISSING, entry)
    elif line is None:
        if entry.state is OutboxState.ACCEPTED:
            yield _difference(DifferenceKind.MISSING_AT_CENTRE, entry)
    elif line.body_sha256 != entry.body_sha256:
        if entry.state is not OutboxState.CONFLICT:  # said, and shown to a person, already
            yield Difference(
                DifferenceKind.OTHER_BODY, entry.kind, entry.client_id, entry.body_sha256, line.body_sha256
            )
    elif line.accepted != (entry.state is OutboxState.ACCEPTED):
        yield _difference(DifferenceKind.OTHER_VERDICT, entry, line)


def _is_own_answer(entry: LedgerEntry) -> bool:
    """Whether a receipt must be here: accepted; what was sent back with another request has no answer of its own."""
    return entry.state is OutboxState.ACCEPTED or (entry.state.needs_person and entry.signed_receipt is not None)


def _is_readable(store: Store, entry: LedgerEntry) -> bool:
    try:
        store.pictures.load(entry.body_sha256)
    except EnvironmentFault:
        return False
    return True


def _compare_versions(connection: Connection, comparison: _Comparison) -> None:
    told = {
        row.id: row.version
        for row in connection.execute(select(CentralApplicationRow.id, CentralApplicationRow.version))
    }
    for application_id, version in comparison.versions.items():
        if told.get(application_id, 0) < version:
            comparison.differences.append(
                Difference(
                    DifferenceKind.NOT_TOLD,
                    OutboxKind.APPLICATION,
                    str(application_id),
                    str(told.get(application_id, 0)),
                    str(version),
                )
            )


def _difference(kind: DifferenceKind, entry: LedgerEntry, line: LedgerLine | None = None) -> Difference:
    there = "" if line is None else "accepted" if line.accepted else "refused"
    return Difference(kind, entry.kind, entry.client_id, entry.state.value, there)


def _ledger(client: CentreClient, work: Work) -> Iterator[LedgerLine]:
    after: UUID | None = None
    read = 0
    while True:
        work.at(read, 0, _COMPARING)
        page = _page(client, "/v1/ledger", LedgerPage, after)
        yield from page.lines
        read += len(page.lines)
        if not page.more or page.after is None:
            return
        after = page.after


def _versions(client: CentreClient, work: Work) -> Iterator[tuple[UUID, int]]:
    after: UUID | None = None
    while True:
        work.at(0, 0, _COMPARING)
        page = _page(client, "/v1/applications/known", KnownApplicationPage, after)
        yield from ((known.id, known.version) for known in page.applications)
        if not page.more or page.after is None:
            return
        after = page.after


def _page(client: CentreClient, target: str, message: type[Message], after: UUID | None) -> Message:
    params = {"limit": str(_PAGE)} | ({"after": str(after)} if after else {})
    reply = client.get(target, params=params)
    if isinstance(reply, Passing):
        raise EnvironmentFault(reply.why)
    problem = read_problem(reply)
    if problem is not None:
        raise EnvironmentFault(sentence_of(problem))
    try:
        if reply.status == 200:
            return message.model_validate_json(reply.body)
    except ValidationError:
        pass
    raise EnvironmentFault(not_understood(reply).why)
