"""Which book of clauses is in force, publishing the next, and what an update means for contracts not yet signed."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from paddock.central.contracts.clause_gate import faults_of_book, read_book
from paddock.central.contracts.clause_models import ClauseBookRow
from paddock.central.contracts.clauses import INSTALLED_BOOKS, Clause, ClauseBook, clause_book, installed_text
from paddock.central.contracts.models import ContractRecord
from paddock.domain.errors import BadInput, Finding
from paddock.domain.sentences import Sentence
from paddock.wire.contracts import ContractState
from paddock.wire.messages import sha256_hex


@dataclass(frozen=True, slots=True)
class KnownBook:
    """A book with where it came from."""

    book: ClauseBook
    sha256: str
    published_at: datetime | None
    """None: it came with the program."""
    published_by: str


@dataclass(frozen=True, slots=True)
class ClauseInBook:
    """A clause as it stands in one book: a step of its line."""

    book: str
    effective_from: date
    clause: Clause


def known_books(session: Session) -> list[KnownBook]:
    """Every book, in the order in which they took or take effect."""
    found = [
        KnownBook(clause_book(name), sha256_hex(installed_text(name).encode()), None, "") for name in INSTALLED_BOOKS
    ]
    rows = session.scalars(select(ClauseBookRow).order_by(ClauseBookRow.published_at))
    found += [KnownBook(_parsed(row.body), row.sha256, row.published_at, row.published_by) for row in rows]
    return sorted(found, key=lambda known: known.book.effective_from)


def book_in_force(session: Session, on: date) -> ClauseBook:
    """The book that contracts drawn up on `on` (in China) are made of; of two from the same day the later published."""
    return [known for known in known_books(session) if known.book.effective_from <= on][-1].book


def book_of_version(session: Session, version: str) -> KnownBook:
    """The book `version`. Raises `BadInput` if there is none."""
    for known in known_books(session):
        if known.book.version == version:
            return known
    raise BadInput(
        Sentence(f"没有条款版本 {version}, 见 clauses list", f"There is no version {version}: see clauses list")
    )


def publish_book(session: Session, text: str, by: str, now: datetime) -> KnownBook:
    """Publish a book, in the caller's transaction: every contract drawn up from its date on is made of it.

    Raises:
        BadInput: it cannot be read.
        Finding: the gate refuses it, with every fault; or its version is taken.
    """
    book = read_book(text)
    newest = known_books(session)[-1].book
    faults = faults_of_book(book, newest)
    if faults:
        raise Finding(
            Sentence(
                "条款未通过检查: " + "; ".join(fault.zh for fault in faults),
                "The book of clauses is refused: " + "; ".join(fault.en for fault in faults),
            )
        )
    row = ClauseBookRow(
        version=book.version,
        body=text,
        sha256=sha256_hex(text.encode()),
        effective_from=book.effective_from,
        published_at=now,
        published_by=by,
    )
    taken = Finding(
        Sentence(f"版本 {book.version} 已发布过, 请用新的版本号", f"{book.version} is published: use another version")
    )
    if book.version in INSTALLED_BOOKS:
        raise taken
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise taken from None
    return KnownBook(book, row.sha256, now, by)


def outdated_drafts(session: Session, on: date) -> list[ContractRecord]:
    """Drafts nobody has signed that were drawn up with another book than the one in force, the oldest first."""
    query = (
        select(ContractRecord)
        .where(
            ContractRecord.state == ContractState.DRAFTED.value,
            ContractRecord.clause_version != book_in_force(session, on).version,
        )
        .order_by(ContractRecord.created_at)
    )
    return list(session.scalars(query))


def line_of(session: Session, clause_id: str) -> list[ClauseInBook]:
    """A clause through the books, each version once, the first first. Raises `BadInput` if no book has it."""
    line: list[ClauseInBook] = []
    for known in known_books(session):
        clause = known.book.clause(clause_id)
        if clause is not None and (not line or clause.version != line[-1].clause.version):
            line.append(ClauseInBook(known.book.version, known.book.effective_from, clause))
    if not line:
        raise BadInput(Sentence(f"没有条款 {clause_id}", f"There is no clause {clause_id}"))
    return line


@lru_cache(maxsize=64)
def _parsed(text: str) -> ClauseBook:
    return read_book(text)
