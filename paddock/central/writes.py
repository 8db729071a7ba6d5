"""What every writing endpoint shares: the raw body, the key, and the answer that is given once."""

from dataclasses import dataclass
from typing import Annotated, Final, TypeAlias, TypeVar
from uuid import UUID

from fastapi import Depends, Request, Response
from pydantic import BaseModel, ValidationError

from paddock.central.bodies import read_body
from paddock.central.centre import Centre, CentreHere
from paddock.central.idempotency import Effect, WriteRequest
from paddock.central.identity.dependencies import CurrentScope
from paddock.central.identity.scope import DealerScope
from paddock.central.problems import Refusal, malformed
from paddock.domain.checks import Fault
from paddock.domain.sentences import Sentence
from paddock.wire.messages import sha256_hex
from paddock.wire.problems import ProblemCode
from paddock.wire.receipts import ReceiptKind
from paddock.wire.staff import StaffRole

Message = TypeVar("Message", bound=BaseModel)
IDEMPOTENCY_KEY = "Idempotency-Key"
_COUNTERS = frozenset({StaffRole.COUNTER, StaffRole.MANAGER})
_TRADERS = frozenset({StaffRole.TRADER, StaffRole.MANAGER})
_MANAGERS = frozenset({StaffRole.MANAGER})
WRITERS: Final = {
    ReceiptKind.APPLICATION: _COUNTERS,
    ReceiptKind.ACCEPTANCE: _COUNTERS,
    ReceiptKind.STIPULATION: _COUNTERS,
    ReceiptKind.SIGNATURE: _COUNTERS,
    ReceiptKind.DRAW: _TRADERS,
    ReceiptKind.PAYMENT: _TRADERS,
    ReceiptKind.AUDIT: _TRADERS,
}
"""Who may write what; what is not here is a manager's. Pictures are anybody's: they say nothing by themselves."""


@dataclass(frozen=True, slots=True)
class Write:
    """A write that came in with a key: parse it inside the effect, answer it once."""

    centre: Centre
    scope: DealerScope
    key: UUID
    body: bytes

    def parse(self, message: type[Message]) -> Message:
        """The body as `message`. Raises `Refusal(malformed_request)` with every fault."""
        try:
            return message.model_validate_json(self.body)
        except ValidationError as error:
            raise malformed(error) from None

    def require_same(self, field: str, given: UUID, expected: UUID) -> None:
        """Refuse a body whose `field` contradicts the address or the key."""
        if given != expected:
            sentence = Sentence("与请求地址或编号不一致", "Differs from the address or the key of the request")
            raise Refusal(ProblemCode.MALFORMED_REQUEST, faults=[Fault(field, "contradiction", sentence)])

    def answer(self, kind: ReceiptKind, target: object, effect: Effect) -> Response:
        """Run `effect(session)` and store its answer under the key, or give the answer stored before.

        `kind` and `target` name the endpoint and what it writes to. Raises `Refusal` like `AnswerBook.once`, and
        `not_permitted` for a role that may not write this; that is never kept, as roles change.
        """
        self.scope.require(WRITERS.get(kind, _MANAGERS))
        request = WriteRequest(self.scope.dealer_id, self.key, kind, str(target), sha256_hex(self.body))
        return self.centre.answers.once(request, effect)

    @property
    def is_answered(self) -> bool:
        """Whether the key has its answer already, so that nothing needs to be prepared."""
        return self.centre.answers.knows(self.scope.dealer_id, self.key)


async def idempotent_write(request: Request, scope: CurrentScope, centre: CentreHere) -> Write:
    """The dependency of writing endpoints. Refuses a missing key (400) and one that is no UUID (422)."""
    text = request.headers.get(IDEMPOTENCY_KEY, "").strip()
    if not text:
        raise Refusal(ProblemCode.MISSING_IDEMPOTENCY_KEY)
    try:
        key = UUID(text)
    except ValueError:
        raise Refusal(ProblemCode.MALFORMED_REQUEST, detail="Idempotency-Key is no UUID") from None
    return Write(centre, scope, key, await read_body(request, centre.settings.body_limit_bytes))


IdempotentWrite: TypeAlias = Annotated[Write, Depends(idempotent_write)]
"""A writing endpoint's parameter."""
