"""Early payment: the dialog works the quotes out with every change and says what cannot be."""

from datetime import date
from typing import cast
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from paddock.app.services.contract_quotes import QuoteWish
from paddock.central.plans.catalogue import PlanCatalogue
from paddock.domain.errors import BadInput
from paddock.domain.money import format_yuan
from paddock.domain.running_quotes import running_loan, running_quotes
from paddock.domain.sentences import Sentence
from paddock.ui.office import Office
from paddock.ui.screens.quotes_dialog import QuotesDialog
from paddock.ui.tasks import close_workers
from paddock.wire.contracts import ContractState, ContractView
from paddock.wire.running_quotes import ContractQuotes
from tests.helpers.contracts import NOW

PLAN = next(one for one in PlanCatalogue.load().plans if 36 in one.terms and one.nominal_rate)


class Quoting:
    """Quotes one loan that was paid out last year."""

    def contract_quotes(self, _contract_id: object, wish: QuoteWish) -> ContractQuotes:
        loan = running_loan(PLAN, 9_000_000, 36, date(2025, 11, 25), None)
        if wish.part_fen >= 9_000_000:
            raise BadInput(Sentence("太多", "Too much"))
        return ContractQuotes.of(
            running_quotes(loan, wish.on, nominal_rate=PLAN.nominal_rate, part_fen=wish.part_fen, months=wish.months)
        )


@pytest.fixture
def dialog(qtbot: QtBot) -> QuotesDialog:
    contract = ContractView(
        id=uuid4(),
        application_id=uuid4(),
        number="ZL1",
        state=ContractState.SIGNED,
        version=4,
        document_sha256="0" * 64,
        pages=6,
        created_at=NOW,
        signatures=[],
    )
    made = QuotesDialog(None, cast("Office", Quoting()), contract)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_quotes_follow_day_part_and_term(qtbot: QtBot, dialog: QuotesDialog) -> None:
    qtbot.waitUntil(lambda: "¥" in dialog.settlement.text())
    first = dialog.settlement.text()
    dialog.amount.setText("10,000")
    qtbot.waitUntil(lambda: dialog.part.text().count("¥") == 4)
    dialog.months.setValue(48)
    qtbot.waitUntil(lambda: "48" in dialog.anew.text())
    dialog.day.setDate(dialog.day.date().addMonths(3))
    qtbot.waitUntil(lambda: dialog.settlement.text() != first)
    assert format_yuan(0) in dialog.settlement.text(), "twelve instalments are paid: no fee"
    dialog.amount.setText("100,000")
    qtbot.waitUntil(lambda: dialog.part.text() == "")
    dialog.amount.setText("ten")
    qtbot.waitUntil(lambda: "¥" not in dialog.settlement.text())
    close_workers()
