"""Quotes for a running contract: settling early, paying a part, laying out anew (`GET /v1/contracts/{id}/quotes`)."""

from datetime import date
from decimal import Decimal
from typing import Self

from paddock.domain.prepayments import Prepayment
from paddock.domain.rescheduling import Rescheduling
from paddock.domain.running_quotes import RunningQuotes, first_line
from paddock.wire.messages import Answer


class SettlementQuote(Answer):
    """All of it on the day; amounts in fen."""

    total_fen: int
    principal_fen: int
    interest_fen: int
    fee_fen: int
    saved_fen: int


class ChangedQuote(Answer):
    """What is paid on the day, and the instalments afterwards."""

    due_fen: int
    fee_fen: int
    saved_fen: int
    instalment_fen: int
    months: int

    @classmethod
    def of_part(cls, made: Prepayment | None) -> Self | None:
        """A part paid early."""
        if made is None:
            return None
        return cls(
            due_fen=made.total_fen,
            fee_fen=made.fee_fen,
            saved_fen=made.saved_fen,
            instalment_fen=first_line(made.loan).payment_fen,
            months=len(made.loan.dates),
        )

    @classmethod
    def of_new(cls, made: Rescheduling | None) -> Self | None:
        """Laid out anew; what it saves is not said, as it usually costs more."""
        if made is None:
            return None
        return cls(
            due_fen=made.due_at_signing_fen,
            fee_fen=0,
            saved_fen=0,
            instalment_fen=first_line(made.loan).payment_fen,
            months=len(made.loan.dates),
        )


class ContractQuotes(Answer):
    """The quotes of one day; instalments due by then are taken as paid."""

    on: date
    paid: int
    left: int
    balance_fen: int
    may_settle: bool
    fee_ratio: Decimal
    settlement: SettlementQuote
    shorter: ChangedQuote | None
    lower: ChangedQuote | None
    anew: ChangedQuote | None

    @classmethod
    def of(cls, quotes: RunningQuotes) -> Self:
        """The quotes as a message."""
        all_of_it = quotes.settlement
        return cls(
            on=quotes.on,
            paid=quotes.paid,
            left=quotes.left,
            balance_fen=quotes.balance_fen,
            may_settle=quotes.may_settle,
            fee_ratio=quotes.fee_ratio,
            settlement=SettlementQuote(
                total_fen=all_of_it.total_fen,
                principal_fen=all_of_it.principal_fen,
                interest_fen=all_of_it.interest_fen,
                fee_fen=all_of_it.fee_fen,
                saved_fen=all_of_it.saved_fen,
            ),
            shorter=ChangedQuote.of_part(quotes.shorter),
            lower=ChangedQuote.of_part(quotes.lower),
            anew=ChangedQuote.of_new(quotes.anew),
        )
