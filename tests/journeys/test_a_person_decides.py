"""A referred deal: the reviewer asks, the counter answers with words and a picture, the person approves."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner

from paddock.app.cli.deals import answer_command
from paddock.app.services.stipulations import answer_stipulation
from paddock.app.store import queries
from paddock.app.store.store import Store
from paddock.app.store.views import OutboxKind, OutboxState, WhoseTurn
from paddock.domain.errors import BadInput
from paddock.domain.states import ApplicationState
from paddock.sync.engine import SyncEngine
from paddock.ui.news import news_since, states_of
from tests.helpers.review_bench import ReviewBench, review_bench
from tests.helpers.workstations import open_profile, submitted

PICTURE = b"\xff\xd8\xff\xe0 a phone contract \xff\xd9"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[ReviewBench]:
    with review_bench(tmp_path / "centre") as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_profile(tmp_path / "profile") as opened:
        yield opened


class Opened:
    """The command line's front with a store that is open already."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def store(self) -> AbstractContextManager[Store]:
        return nullcontext(self._store)


def test_what_a_reviewer_asks_is_answered_from_the_counter_and_the_deal_goes_on(
    bench: ReviewBench, store: Store, tmp_path: Path
) -> None:
    sync = SyncEngine(store, bench.url, bench.counter_token)
    application_id = submitted(store, phone="13871239004")
    sync.run_once()
    bench.decide(application_id)
    zhou = bench.reviewer("周敏")
    zhou.claim(application_id)
    sync.run_once()
    before = states_of(queries.deal_cards(store))
    asks = [
        {"zh": "说明入网时间", "en": "Say since when", "wants_picture": False},
        {"zh": "手机实名截图", "en": "A picture of the contract", "wants_picture": True},
    ]
    zhou.decide(application_id, "ask", asks=asks)
    sync.run_once()

    deal = queries.deal(store, application_id)
    assert deal is not None
    assert deal.central_state is ApplicationState.REFERRED
    assert deal.service is not None
    assert deal.service.lane == "retail_used"
    words, shot = (one.id for one in deal.stipulations)
    (row,) = [row for row in queries.queue_rows(store) if row.kind is OutboxKind.APPLICATION]
    assert row.whose_turn is WhoseTurn.ME
    (told,) = news_since(before, queries.deal_cards(store))
    assert told.application_id == application_id

    with pytest.raises(BadInput, match="picture"):
        answer_stipulation(store, application_id, shot, text="没有", pictures=[], answered_by="李娜")
    answer_stipulation(store, application_id, words, text="三个月前入网", pictures=[], answered_by="李娜")
    picture = tmp_path / "contract.jpg"
    picture.write_bytes(PICTURE)
    said = CliRunner().invoke(
        answer_command, [str(application_id), str(shot), "--image", str(picture)], obj=Opened(store)
    )
    assert said.exit_code == 0, said.output
    with pytest.raises(BadInput, match="already"):
        answer_stipulation(store, application_id, words, text="再答", pictures=[], answered_by="李娜")
    waiting = queries.deal(store, application_id)
    assert waiting is not None
    assert set(waiting.pending_answers) == {words, shot}

    sync.run_once()
    answered = queries.deal(store, application_id)
    assert answered is not None
    assert answered.pending_answers == ()
    assert all(one.answered_at for one in answered.stipulations)
    assert {row.state for row in queries.queue_rows(store)} == {OutboxState.ACCEPTED}
    case = zhou.get(f"/cases/{application_id}")
    assert (case["line"]["move"], case["line"]["reviewer"]) == ("claimed", "周敏")
    assert [ask["text"] for ask in case["asks"]] == ["三个月前入网", ""]
    zhou.decide(application_id, "approve", reason_code="H101")
    sync.run_once()
    approved = queries.deal(store, application_id)
    assert approved is not None
    assert approved.central_state is ApplicationState.APPROVED
    assert approved.decision is not None
    assert approved.decision.offers
