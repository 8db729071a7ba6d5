"""What a reviewer asks for is shown with what to do; what was typed for one question outlives the answer to another."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from paddock.app.store.views import DealDetail, OutboxState
from paddock.domain.sentences import Sentence
from paddock.domain.states import ApplicationState
from paddock.ui.screens.counter.decision_panels import course_words
from paddock.ui.screens.counter.review_panel import ReviewPanel, clock_words
from paddock.wire.applications import StageTime
from paddock.wire.lanes import ServiceClock
from paddock.wire.reviews import Stipulation
from tests.helpers.applications import APPLICATION_ID, NOW

WORDS = Stipulation(
    id=UUID(int=1), sentence=Sentence("说明用途", "Say what for"), wants_picture=False, asked_at=NOW, answered_at=None
)
SHOT = WORDS.model_copy(
    update={"id": UUID(int=2), "sentence": Sentence("行驶证照片", "The licence"), "wants_picture": True}
)
CLOCK = ServiceClock(
    lane="retail_used",
    lane_name=Sentence("二手车零售", "Used retail"),
    share_percent=90,
    expected_by=NOW + timedelta(minutes=20),
    sample=200,
)


def detail(*stipulations: Stipulation, pending: tuple[UUID, ...] = ()) -> DealDetail:
    return DealDetail(
        application_id=APPLICATION_ID,
        draft=None,
        outbox_state=OutboxState.ACCEPTED,
        outbox_id=APPLICATION_ID,
        problem=None,
        central_state=ApplicationState.REFERRED,
        timeline=(),
        decision=None,
        accepted_offer_id=None,
        pending_offer_id=None,
        contract=None,
        contract_pdf_ready=False,
        service=CLOCK,
        stipulations=stipulations,
        pending_answers=pending,
    )


def test_each_question_is_answered_by_itself(qtbot: QtBot) -> None:
    panel = ReviewPanel()
    qtbot.addWidget(panel)
    panel.show_detail(detail(WORDS, SHOT))
    words, shot = panel.cards[WORDS.id], panel.cards[SHOT.id]
    answers: list[tuple[Stipulation, str, tuple[Path, ...]]] = []
    panel.answered.connect(lambda *answer: answers.append(answer))
    assert not words.act.isEnabled()
    assert not panel.is_begun()
    shot.words.setText("没有照片")
    assert not shot.act.isEnabled(), "a picture is needed"
    words.words.setText(" 自用 ")
    QTest.mouseClick(words.act, Qt.MouseButton.LeftButton)
    assert answers == [(WORDS, "自用", ())]

    panel.show_detail(detail(WORDS, SHOT, pending=(WORDS.id,)))
    assert panel.cards[SHOT.id].words.text() == "没有照片"
    words.send()
    assert len(answers) == 1, "it was sent"
    shot.take_pictures([Path("licence.jpg")])
    shot.send()
    assert answers[1][2] == (Path("licence.jpg"),)
    assert panel.is_begun(), "its page may not be made anew before it is kept"
    panel.show_detail(detail(WORDS, SHOT, pending=(WORDS.id, SHOT.id)))
    assert not panel.is_begun()


def test_the_course_says_the_lane_and_how_long_each_stage_took(qtbot: QtBot) -> None:  # noqa: ARG001 - words need the application
    stages = (
        StageTime(state=ApplicationState.GATHERING, seconds=1.24),
        StageTime(state=ApplicationState.REFERRED, seconds=600),
    )
    words = course_words(replace(detail(), stages=stages))
    assert "1.2" in words
    assert "600" not in words
    assert words.startswith(("二手车零售", "Used retail"))


def test_the_clock_says_the_lane_and_by_when(qtbot: QtBot) -> None:  # noqa: ARG001 - words need the application
    assert "200" in clock_words(CLOCK)
    assert "90" in clock_words(CLOCK)
    unknown = clock_words(CLOCK.model_copy(update={"expected_by": None, "sample": 3}))
    assert "%" not in unknown
