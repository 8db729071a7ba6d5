"""The lender's loan book: loaded from a file of its core system, and what it says of a dealer's loans."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from paddock.central.contracts.models import ContractRecord
from paddock.central.data_file import Cell, DataFile, as_number
from paddock.central.records.models import ApplicationFacts, LoanBookLoad, LoanStanding
from paddock.central.records.remembered import Remembered
from paddock.central.risk.ratios import ratio
from paddock.central.sources.payloads import LoanBookAnswer
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence

OVERDUE_DAYS: Final = 30
COLUMNS: Final = ("contract_number", "balance", "days_overdue", "first_payment_missed", "papers_late", "mortgage_late")
"""The balance in yuan; the last three yes or no."""
_YES: Final = frozenset({"1", "true", "yes", "y", "是"})
_NO: Final = frozenset({"0", "false", "no", "n", "否", ""})
_MOST_FAULTS: Final = 10
_LIFE: Final = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading came to; `unknown` are contracts that this centre did not draw up."""

    loans: int
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    number: str
    balance_fen: int
    days_overdue: int
    first_payment_missed: bool
    papers_late: bool
    mortgage_late: bool


def load_book(session: Session, book: DataFile, as_of: datetime, now: datetime) -> Loaded:
    """Take the book in, in the caller's transaction: every contract of ours that it names, or nothing of it.

    Raises:
        BadInput: a column is missing, cells cannot be read (all faults at once, up to ten), a contract stands twice,
            or it is older than the book before.
    """
    lines = _lines(book)
    newest = session.scalar(select(func.max(LoanBookLoad.as_of)))
    if newest is not None and as_of < newest:
        raise BadInput(
            Sentence(
                f"贷款台账 ({as_of:%Y-%m-%d}) 早于已导入的 ({newest:%Y-%m-%d}), 请导入更新的文件",
                f"The loan book ({as_of:%Y-%m-%d}) is older than the one loaded ({newest:%Y-%m-%d}): load a newer file",
            )
        )
    contracts = {row.number: row for row in session.scalars(select(ContractRecord))}
    known = [line for line in lines if line.number in contracts]
    for line in known:
        contract = contracts[line.number]
        session.merge(
            LoanStanding(
                application_id=contract.application_id,
                dealer_id=contract.dealer_id,
                balance_fen=line.balance_fen,
                days_overdue=line.days_overdue,
                first_payment_missed=line.first_payment_missed,
                papers_late=line.papers_late,
                mortgage_late=line.mortgage_late,
            )
        )
        session.execute(
            update(ApplicationFacts)
            .where(ApplicationFacts.application_id == contract.application_id)
            .values(booked_fen=line.balance_fen)
            .execution_options(synchronize_session=False)
        )
    session.add(LoanBookLoad(as_of=as_of, loaded_at=now, file_sha256=book.sha256, loans=len(known)))
    return Loaded(len(known), tuple(line.number for line in lines if line.number not in contracts))


def _lines(book: DataFile) -> list[_Line]:
    columns = {name: book.column(name) for name in COLUMNS}
    faults: list[str] = []
    lines: dict[str, _Line] = {}
    for index in range(book.rows):
        cells = {name: column[index] for name, column in columns.items()}
        try:
            line = _line(cells)
        except ValueError as error:
            faults.append(f"{index + 2}: {error}")
            continue
        if line.number in lines:
            faults.append(f"{index + 2}: contract_number")
        lines[line.number] = line
    if faults:
        said = "; ".join(faults[:_MOST_FAULTS])
        raise BadInput(
            Sentence(
                f"{book.name} 有 {len(faults)} 行无法使用, 未导入任何内容; 行号与列: {said}",
                f"{book.name} has {len(faults)} lines that cannot be used, nothing was loaded; line and column: {said}",
            )
        )
    return list(lines.values())


def _line(cells: dict[str, str | None]) -> _Line:
    number = (cells["contract_number"] or "").strip()
    if not number:
        raise ValueError("contract_number")
    return _Line(
        number,
        round(_amount("balance", cells["balance"]) * 100),
        int(_amount("days_overdue", cells["days_overdue"])),
        *(_flag(name, cells[name]) for name in COLUMNS[3:]),
    )


def _amount(name: str, cell: Cell) -> float:
    number = as_number(cell)
    if number is None or not 0 <= number <= 1e11:
        raise ValueError(name)
    return number


def _flag(name: str, cell: str | None) -> bool:
    word = (cell or "").strip().lower()
    if word not in _YES | _NO:
        raise ValueError(name)
    return word in _YES


class LoanBook:
    """Answers for one process; remembered for half a minute."""

    def __init__(self) -> None:
        self._answers: Remembered[UUID, LoanBookAnswer] = Remembered(_LIFE)

    def as_of(self, session: Session) -> datetime | None:
        """The moment of the newest book; None while none was ever loaded."""
        return session.scalar(select(func.max(LoanBookLoad.as_of)))

    def answer(self, session: Session, dealer_id: UUID, now: datetime) -> LoanBookAnswer:
        """How the dealer's loans stand; of none, none is late."""
        return self._answers.get(dealer_id, now, lambda: _standing(session, dealer_id))


def _standing(session: Session, dealer_id: UUID) -> LoanBookAnswer:
    loan = LoanStanding
    late = (loan.first_payment_missed, loan.days_overdue >= OVERDUE_DAYS, loan.papers_late, loan.mortgage_late)
    count, *counts = session.execute(
        select(func.count(), *(func.count(case((each, 1))) for each in late)).where(loan.dealer_id == dealer_id)
    ).one()
    shares = [ratio(int(part), int(count)) for part in counts]
    return LoanBookAnswer(
        dealer_first_default_rate=shares[0],
        dealer_overdue_rate=shares[1],
        dealer_documents_late=shares[2],
        dealer_mortgages_late=shares[3],
    )
