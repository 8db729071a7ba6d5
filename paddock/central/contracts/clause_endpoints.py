"""`/v1/clauses`: the books of clauses, the line of one clause, and the drafts that an update has outdated."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from paddock.central.centre import CentreHere, chinese_date
from paddock.central.contracts.clause_library import book_in_force, known_books, line_of, outdated_drafts
from paddock.central.identity.lender import LenderRole, LenderScope
from paddock.central.identity.lender_dependencies import CurrentLender
from paddock.central.problems import Refusal
from paddock.domain.errors import BadInput
from paddock.wire.messages import Answer
from paddock.wire.problems import ProblemCode

router = APIRouter(prefix="/v1/clauses", tags=["clauses"])


def _clause_editor(scope: CurrentLender) -> LenderScope:
    scope.require(LenderRole.CLAUSE_EDITOR)
    return scope


ClauseEditor = Annotated[LenderScope, Depends(_clause_editor)]


class BookLine(Answer):
    """A book of clauses."""

    version: str
    effective_from: date
    based_on: str | None
    sha256: str
    in_force: bool
    published_by: str
    published_at: datetime | None


class ClauseStep(Answer):
    """A version of a clause, in the book that brought it."""

    version: int
    replaces: int | None
    book: str
    effective_from: date
    title: str
    law: str
    paragraphs: list[str]


class OutdatedDraft(Answer):
    """A draft nobody has signed, drawn up with clauses that are no longer in force."""

    contract_id: UUID
    number: str
    clause_version: str
    dealer_id: UUID
    created_at: datetime


@router.get("")
def read_books(_scope: ClauseEditor, centre: CentreHere) -> list[BookLine]:
    """Every book, in the order in which they take effect."""
    with centre.database.reading() as session:
        now = book_in_force(session, chinese_date(centre.clock())).version
        return [
            BookLine(
                version=known.book.version,
                effective_from=known.book.effective_from,
                based_on=known.book.based_on,
                sha256=known.sha256,
                in_force=known.book.version == now,
                published_by=known.published_by,
                published_at=known.published_at,
            )
            for known in known_books(session)
        ]


@router.get("/outdated")
def read_outdated(_scope: ClauseEditor, centre: CentreHere) -> list[OutdatedDraft]:
    """The drafts an update of the clauses has outdated; `paddock-central clauses redraw` draws them up anew."""
    with centre.database.reading() as session:
        return [
            OutdatedDraft(
                contract_id=one.id,
                number=one.number,
                clause_version=one.clause_version,
                dealer_id=one.dealer_id,
                created_at=one.created_at,
            )
            for one in outdated_drafts(session, chinese_date(centre.clock()))
        ]


@router.get("/{clause_id}/line")
def read_line(clause_id: str, _scope: ClauseEditor, centre: CentreHere) -> list[ClauseStep]:
    """A clause through the books, the first version first."""
    with centre.database.reading() as session:
        try:
            steps = line_of(session, clause_id)
        except BadInput:
            raise Refusal(ProblemCode.NOT_FOUND) from None
    return [
        ClauseStep(
            version=step.clause.version,
            replaces=step.clause.replaces,
            book=step.book,
            effective_from=step.effective_from,
            title=step.clause.title,
            law=step.clause.law,
            paragraphs=[paragraph.text for paragraph in step.clause.paragraphs],
        )
        for step in steps
    ]
