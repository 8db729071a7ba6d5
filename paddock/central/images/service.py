"""Taking a document photograph in, under its own hash, with an answer and a receipt that stay."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import Response
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from paddock.central.centre import Centre
from paddock.central.idempotency import WriteRequest
from paddock.central.identity.scope import DealerScope
from paddock.central.images.models import ImageRecord
from paddock.central.images.repository import find_image
from paddock.central.problems import Refusal
from paddock.wire.applications import ImageReceipt
from paddock.wire.messages import sha256_hex
from paddock.wire.problems import ProblemCode
from paddock.wire.receipts import ReceiptKind

_SIGNATURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


@dataclass(frozen=True, slots=True)
class ImageIntake:
    """One dealer's photographs on their way into the centre."""

    centre: Centre
    scope: DealerScope

    def take(self, sha256: str, body: bytes) -> Response:
        """Keep `body` and answer once; on disk when this returns (the database's commit).

        Raises `Refusal`: `image_damaged` when the bytes are not those of `sha256`; a picture that is neither JPEG
        nor PNG is refused with `malformed_request`, and that answer stays.
        """
        if sha256_hex(body) != sha256:
            raise Refusal(ProblemCode.IMAGE_DAMAGED, hashes={"expected": sha256, "received": sha256_hex(body)})
        answer = self.centre.answers.once(self._request(sha256), lambda session: self._keep(session, sha256, body))
        if answer.status_code == 200:
            self._restore_if_lost(sha256, body)
        return answer

    def known(self, sha256: str) -> Response:
        """The answer to a photograph the centre has. Raises `Refusal(not_found)` for another."""
        with self.centre.database.reading() as session:
            image = find_image(session, self.scope, sha256)
        if image is None:
            raise Refusal(ProblemCode.NOT_FOUND)
        receipt = ImageReceipt(sha256=sha256, size_bytes=image.size_bytes)
        return self.centre.answers.once(self._request(sha256), lambda _session: receipt)

    def _request(self, sha256: str) -> WriteRequest:
        return WriteRequest(
            self.scope.dealer_id, image_key(sha256), ReceiptKind.IMAGE, sha256, body_sha256=sha256, client_id=sha256
        )

    def _keep(self, session: Session, sha256: str, body: bytes) -> ImageReceipt:
        media_type = next((name for start, name in _SIGNATURES.items() if body.startswith(start)), None)
        if media_type is None:
            raise Refusal(ProblemCode.MALFORMED_REQUEST, detail="neither a JPEG nor a PNG image")
        if find_image(session, self.scope, sha256) is None:
            session.add(
                ImageRecord(
                    dealer_id=self.scope.dealer_id,
                    sha256=sha256,
                    media_type=media_type,
                    size_bytes=len(body),
                    received_at=self.centre.clock(),
                    body=body,
                )
            )
        return ImageReceipt(sha256=sha256, size_bytes=len(body))

    def _restore_if_lost(self, sha256: str, body: bytes) -> None:
        """The answer says that the centre has it: if its bytes are gone (a table restored from backup), keep them."""
        with self.centre.database.reading() as session:
            if find_image(session, self.scope, sha256) is not None:
                return
        try:
            with self.centre.database.writing() as session:
                self._keep(session, sha256, body)
        except IntegrityError:
            # Two uploads of the same picture met; the other one kept the same bytes.
            with self.centre.database.reading() as session:
                if find_image(session, self.scope, sha256) is None:
                    raise


def image_key(sha256: str) -> UUID:
    """The idempotency key of an image, which has no other id than its hash: the hash's first 128 bits."""
    return UUID(sha256[:32])
