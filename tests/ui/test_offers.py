from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from paddock.app.store.views import QueueSummary, WaitingFor
from paddock.domain.plans import PlanKind
from paddock.domain.sentences import Sentence
from paddock.ui.language import install_language
from paddock.ui.widgets.offer_card import OfferCard, is_level
from paddock.ui.widgets.signature_pad import SignaturePad
from paddock.ui.widgets.status_line import unsent_words
from paddock.wire.decisions import Instalment, Offer


def offer(*payments: int) -> Offer:
    schedule = [
        Instalment(
            number=number,
            due_date=date(2027, number, 1),
            payment_fen=payment,
            principal_fen=payment,
            interest_fen=0,
            balance_fen=0,
        )
        for number, payment in enumerate(payments, 1)
    ]
    return Offer(
        id="o1",
        plan="p1",
        plan_name=Sentence("等额本息", "Level"),
        kind=next(iter(PlanKind)),
        method="level",
        term_months=len(payments),
        price_fen=100_000,
        down_payment_fen=30_000,
        amount_financed_fen=70_000,
        fee_fen=0,
        nominal_rate=Decimal("0.07"),
        annual_rate=Decimal("0.0718"),
        monthly_payment_fen=payments[0],
        balloon_fen=0,
        total_payable_fen=sum(payments),
        total_cost_fen=0,
        schedule=schedule,
    )


def test_a_changing_instalment_is_not_shown_as_a_level_one(qtbot: QtBot) -> None:
    assert is_level(offer(100, 100, 101))
    assert not is_level(offer(50, 100, 100))
    card = OfferCard(offer(50, 100, 100))
    qtbot.addWidget(card)
    chosen: list[str] = []
    card.chosen.connect(chosen.append)
    QTest.keyClick(card, Qt.Key.Key_Space)
    assert chosen == ["o1"]


def test_the_pad_keeps_strokes_within_its_edges_and_forgets_them_when_cleared(qtbot: QtBot) -> None:
    pad = SignaturePad()
    qtbot.addWidget(pad)
    pad.resize(400, 200)
    pad.show()
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    for x in range(20, 500, 40):
        QTest.mouseMove(pad, QPoint(x, 50))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(390, 60))
    (stroke,) = pad.strokes()
    assert pad.is_signed()
    assert all(0 <= point.x <= 1 and 0 <= point.y <= 1 for point in stroke)
    assert [point.ms for point in stroke] == sorted(point.ms for point in stroke)
    pad.clear()
    assert pad.strokes() == []
    assert not pad.is_signed()


@pytest.mark.parametrize(
    ("waiting", "needs_me", "why", "expected"),
    [
        (0, 0, WaitingFor.NOTHING, "✓ 全部已送达"),
        (3, 0, WaitingFor.NETWORK, "待发送 3 (等待网络)"),
        (1, 0, WaitingFor.SIGN_IN, "待发送 1 (已暂停, 请重新登录)"),
        (2, 1, WaitingFor.NETWORK, "待发送 2 (等待网络) · ▲ 需要您处理 1"),
        (0, 2, WaitingFor.ME, "▲ 需要您处理 2"),
    ],
)
def test_the_status_line_tells_unsent_work_apart(
    qapp: QApplication, waiting: int, needs_me: int, why: WaitingFor, expected: str
) -> None:
    install_language(qapp, "zh_CN")
    summary = QueueSummary(
        created=9,
        accepted=9 - waiting - needs_me,
        rejected=needs_me,
        conflict=0,
        waiting=waiting,
        needs_me=needs_me,
        waiting_for=why,
        until=None,
    )
    assert unsent_words(summary)[0] == expected
