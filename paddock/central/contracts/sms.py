"""Codes to phones: an adapter to whoever sends text messages, and the sandbox's that only keeps them.

The contract is one request: `POST URL` with `{"phone", "text"}` as JSON and an `Idempotency-Key`, answered by 2xx. A
provider's own API is put behind it by a few lines of gateway.
"""

from typing import Annotated, Final, Protocol
from uuid import UUID

import httpx
from fastapi import APIRouter, Header
from pydantic import BaseModel

from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

SMS_PATH: Final = "/sms"
_TIMEOUT_SECONDS: Final = 10.0
_KEPT: Final = 200


class SmsSender(Protocol):
    """Sends text messages."""

    def send(self, phone: str, text: str, key: UUID) -> None:
        """Send once for `key`. Raises `EnvironmentFault` when it was not taken."""


class HttpSms:
    """The provider at an address."""

    def __init__(self, url: str) -> None:
        self._url = url

    def send(self, phone: str, text: str, key: UUID) -> None:
        """See `SmsSender`."""
        body = {"phone": phone, "text": text}
        try:
            answer = httpx.post(self._url, json=body, headers={"Idempotency-Key": str(key)}, timeout=_TIMEOUT_SECONDS)
            answer.raise_for_status()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise EnvironmentFault(
                Sentence(
                    "短信没有发出, 请稍后再试; 管理员请检查 PADDOCK_CENTRAL_SMS_URL",
                    "The text message was not sent: try again later; administrators check PADDOCK_CENTRAL_SMS_URL",
                )
            ) from error


class TextMessage(BaseModel):
    """What the sandbox was asked to send."""

    phone: str
    text: str


def sandbox_sms_router() -> APIRouter:
    """The sandbox's provider: sends nothing, keeps the last messages, and shows them to whoever tries things out."""
    router, kept = APIRouter(), dict[str, TextMessage]()

    @router.post(SMS_PATH, status_code=202)
    def take(message: TextMessage, idempotency_key: Annotated[str, Header()]) -> None:
        """Keep a message, once for its key."""
        kept.setdefault(idempotency_key, message)
        while len(kept) > _KEPT:
            del kept[next(iter(kept))]

    @router.get(SMS_PATH + "/{phone}")
    def read(phone: str) -> list[str]:
        """The texts for a phone, the oldest first."""
        return [message.text for message in kept.values() if message.phone == phone]

    return router
