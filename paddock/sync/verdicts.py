"""What an answer of the centre means for the request that was sent.

Only a receipt that fits the request settles it as accepted, and only a problem document of the centre's own
settles it as refused. Whatever else comes back (HTML, an empty body, another service's JSON) is a passing fault.
"""

from dataclasses import dataclass
from typing import TypeAlias

from pydantic import ValidationError

from paddock.app.store.outbox import ReadyRow
from paddock.app.store.views import OutboxKind, OutboxState
from paddock.domain.sentences import Sentence
from paddock.sync.client import Reply
from paddock.sync.link_faults import NOT_THE_CENTRE, NOT_UNDERSTOOD, SERVER_FAILED, Passing
from paddock.wire.applications import AcceptanceReceipt, ApplicationReceipt, ImageReceipt
from paddock.wire.contracts import SignatureReceipt
from paddock.wire.problems import MEDIA_TYPE, Problem, ProblemCode, Remedy
from paddock.wire.reviews import StipulationReceipt


@dataclass(frozen=True, slots=True)
class Delivered:
    """The centre has it."""

    receipt: bytes
    signed_receipt: str | None = None
    """Checked against the centre's keys; None: there was none that fits."""


@dataclass(frozen=True, slots=True)
class SignedOut:
    """The token is not valid any more; everything waits for a sign-in."""

    why: Sentence


@dataclass(frozen=True, slots=True)
class Refusal:
    """The centre refused for good."""

    state: OutboxState
    why: Sentence
    problem: Problem
    signed_receipt: str | None = None


@dataclass(frozen=True, slots=True)
class PicturesMissing:
    """The centre does not have the pictures any more; they are sent again."""

    why: Sentence


Verdict: TypeAlias = Delivered | Passing | SignedOut | Refusal | PicturesMissing

_CONFLICTS = {
    ProblemCode.IDEMPOTENCY_KEY_REUSED,
    ProblemCode.STATE_CONFLICT,
    ProblemCode.CONTRACT_CHANGED,
    ProblemCode.OFFER_NOT_AVAILABLE,
}
"""The centre has another version than this workstation: a person compares the two."""


def judge(row: ReadyRow, reply: Reply | Passing) -> Verdict:
    """What to do with `row` after `reply`."""
    if isinstance(reply, Passing):
        return reply
    if reply.status == 200:
        return Delivered(reply.body) if _is_receipt(row, reply.body) else not_understood(reply)
    problem = read_problem(reply)
    return not_understood(reply) if problem is None else _judge_problem(problem, reply)


def read_problem(reply: Reply) -> Problem | None:
    """The centre's problem document, if that is what the answer is."""
    if reply.media_type != MEDIA_TYPE:
        return None
    try:
        problem = Problem.model_validate_json(reply.body)
    except ValidationError:
        return None
    return problem if problem.status == reply.status else None


def sentence_of(problem: Problem) -> Sentence:
    """The problem's sentence, with every fault it lists."""
    if not problem.faults:
        return problem.title
    return Sentence(
        problem.title.zh + ": " + "; ".join(fault.message.zh for fault in problem.faults),
        problem.title.en + ": " + "; ".join(fault.message.en for fault in problem.faults),
    )


def not_understood(reply: Reply) -> Passing:
    """The fault for an answer that is neither a receipt nor a problem of the centre."""
    if reply.status == 429 or reply.status >= 500:
        return Passing(SERVER_FAILED.format(status=reply.status), retry_after=reply.retry_after, answered=True)
    if reply.media_type in {"application/json", MEDIA_TYPE}:
        return Passing(NOT_UNDERSTOOD)
    return Passing(NOT_THE_CENTRE)


def passing_of_problem(problem: Problem, reply: Reply) -> Passing:
    """A problem that may be gone next time."""
    # A busy centre is busy for every request, and an old workstation is too old for all of them.
    all_alike = problem.code in {ProblemCode.RATE_LIMITED, ProblemCode.UNAVAILABLE, ProblemCode.UPDATE_REQUIRED}
    return Passing(sentence_of(problem), link=all_alike, retry_after=reply.retry_after, answered=True)


def _judge_problem(problem: Problem, reply: Reply) -> Verdict:
    why = sentence_of(problem)
    if problem.remedy is Remedy.SIGN_IN:
        return SignedOut(why)
    if problem.code is ProblemCode.IMAGES_MISSING:
        return PicturesMissing(why)
    if problem.remedy in {Remedy.RETRY, Remedy.UPDATE} or reply.status >= 500:
        return passing_of_problem(problem, reply)
    if problem.code in _CONFLICTS:
        return Refusal(OutboxState.CONFLICT, why, problem)
    return Refusal(OutboxState.REJECTED, why, problem)


def _is_receipt(row: ReadyRow, body: bytes) -> bool:
    try:
        match row.kind:
            case OutboxKind.IMAGE:
                return ImageReceipt.model_validate_json(body).sha256 == row.body_sha256
            case OutboxKind.APPLICATION:
                receipt = ApplicationReceipt.model_validate_json(body)
                return receipt.id == row.id and receipt.body_sha256 == row.body_sha256
            case OutboxKind.ACCEPTANCE:
                return AcceptanceReceipt.model_validate_json(body).application_id == row.application_id
            case OutboxKind.ANSWER:
                return StipulationReceipt.model_validate_json(body).application_id == row.application_id
            case OutboxKind.SIGNATURE:
                return str(SignatureReceipt.model_validate_json(body).contract_id) in row.target
    except ValidationError:
        return False
