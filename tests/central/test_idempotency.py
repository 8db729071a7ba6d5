"""Answering once, below HTTP: two processes, faults in the middle, refusals that are final and that are not."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import Response
from sqlalchemy.orm import Session

from paddock.central.centre import Centre
from paddock.central.idempotency import AnswerBook, Effect, WriteRequest
from paddock.central.identity.sample import add_dealer
from paddock.central.problems import Refusal
from paddock.central.settings import Settings
from paddock.central.tables import METADATA
from paddock.wire.applications import ImageReceipt
from paddock.wire.messages import sha256_hex
from paddock.wire.problems import PROBLEMS, ProblemCode
from paddock.wire.receipts import ReceiptKind
from tests.helpers.central_server import new_id
from tests.helpers.postgresql import new_database

DEALER = new_id()


@pytest.fixture(params=["sqlite", "postgresql"])
def centre(request: pytest.FixtureRequest, data_dir: Path) -> Iterator[Centre]:
    url = new_database(request.getfixturevalue("postgresql_server")) if request.param == "postgresql" else ""
    centre = Centre.opened(Settings(data_dir=data_dir, database_url=url))
    METADATA.create_all(centre.database.engine)
    with centre.database.writing() as session:
        add_dealer(session, DEALER, "一店", "武汉", centre.clock())
    yield centre
    centre.database.close()


class Effects:
    """An effect that counts how often it ran and was kept."""

    def __init__(self) -> None:
        self.runs = 0

    def succeed(self, _session: Session) -> ImageReceipt:
        self.runs += 1
        return ImageReceipt(sha256="0" * 64, size_bytes=self.runs)


def book(centre: Centre) -> AnswerBook:
    """As another process has it: the keys in flight are its own."""
    return AnswerBook(centre.database, centre.clock, centre.answers.signer)


def answer(centre: Centre, request: WriteRequest, effect: Effect) -> Response:
    return book(centre).once(request, effect)


def write(body: bytes = b"{}") -> WriteRequest:
    return WriteRequest(DEALER, new_id(), ReceiptKind.APPLICATION, "1", sha256_hex(body))


def test_the_effect_runs_once_and_its_answer_stays(centre: Centre) -> None:
    request, effects = write(), Effects()
    first = answer(centre, request, effects.succeed)
    assert answer(centre, request, effects.succeed).body == first.body
    assert effects.runs == 1


def test_the_same_key_for_another_target_is_refused(centre: Centre) -> None:
    request, effects = write(), Effects()
    answer(centre, request, effects.succeed)
    other = replace(request, target="2")
    with pytest.raises(Refusal) as refusal:
        answer(centre, other, effects.succeed)
    assert refusal.value.problem.code is ProblemCode.IDEMPOTENCY_KEY_REUSED


def test_a_fault_of_ours_is_never_stored(centre: Centre) -> None:
    request, effects = write(), Effects()

    def fail(_session: Session) -> ImageReceipt:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        answer(centre, request, fail)
    assert answer(centre, request, effects.succeed).status_code == 200


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        (ProblemCode.INVALID_APPLICATION, True),
        (ProblemCode.IMAGES_MISSING, False),
        (ProblemCode.STATE_CONFLICT, True),
        (ProblemCode.MALFORMED_REQUEST, True),
        (ProblemCode.RATE_LIMITED, False),
        (ProblemCode.INTERNAL, False),
        (ProblemCode.UNAVAILABLE, False),
    ],
)
def test_only_final_refusals_are_stored(centre: Centre, code: ProblemCode, kept: bool) -> None:  # noqa: FBT001
    request, effects = write(), Effects()

    def refuse(session: Session) -> ImageReceipt:
        add_dealer(session, new_id(), "rolled back", "武汉", centre.clock())
        raise Refusal(code)

    if kept:
        assert answer(centre, request, refuse).status_code == PROBLEMS[code].status
    else:
        with pytest.raises(Refusal):
            answer(centre, request, refuse)
    assert (answer(centre, request, effects.succeed).status_code == PROBLEMS[code].status) is kept
    assert effects.runs == (0 if kept else 1)


def test_two_processes_at_once_have_one_effect(centre: Centre) -> None:
    """Each process has its own list of keys in flight; the database settles it between them."""
    request, effects = write(), Effects()
    inside, go_on = threading.Event(), threading.Event()

    def slowly(session: Session) -> ImageReceipt:
        inside.set()
        assert go_on.wait(10)
        return effects.succeed(session)

    first: list[Response] = []
    thread = threading.Thread(target=lambda: first.append(answer(centre, request, slowly)))
    thread.start()
    assert inside.wait(10)
    if centre.database.is_sqlite:
        # SQLite's one write lock makes the second wait; then it finds the first one's answer.
        threading.Timer(0.2, go_on.set).start()
        second = answer(centre, request, effects.succeed)
        thread.join(10)
        assert second.body == first[0].body
    else:
        with pytest.raises(Refusal) as refusal:
            answer(centre, request, effects.succeed)
        assert refusal.value.problem.code is ProblemCode.REQUEST_IN_PROGRESS
        go_on.set()
        thread.join(10)
        assert answer(centre, request, effects.succeed).body == first[0].body
    assert effects.runs == 1


def test_in_one_process_the_second_is_told_to_come_back(centre: Centre) -> None:
    answers, request = book(centre), write()
    with (
        answers.holding(request.dealer_id, request.key),
        pytest.raises(Refusal) as refusal,
    ):
        answers.once(request, Effects().succeed)
    assert refusal.value.problem.code is ProblemCode.REQUEST_IN_PROGRESS
    assert answers.once(request, Effects().succeed).status_code == 200
