"""Photographs that come in pieces: what has arrived is kept in the database, so that any process goes on with it.

There is one upload for a dealer and a hash. Nothing but the hash is needed to find it again, so a workstation that was
killed, or another one of the dealer, resumes without having remembered anything.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from fastapi import Response
from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from paddock.central.centre import Centre
from paddock.central.database import Base
from paddock.central.identity.scope import DealerScope
from paddock.central.images.repository import find_image
from paddock.central.images.service import ImageIntake
from paddock.central.problems import Refusal
from paddock.wire.problems import ProblemCode

KEPT_FOR: Final = timedelta(days=7)
"""How long an upload that nobody goes on with is kept."""


class Upload(Base):
    """A photograph of which a part has arrived."""

    __tablename__ = "uploads"

    dealer_id: Mapped[UUID] = mapped_column(ForeignKey("dealers.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    length: Mapped[int]
    received: Mapped[int]
    """How many bytes have arrived: the offset of the next piece."""
    touched_at: Mapped[datetime] = mapped_column(index=True)

    @property
    def expires_at(self) -> datetime:
        """When it is forgotten if nothing more comes."""
        return self.touched_at + KEPT_FOR


class UploadPiece(Base):
    """Some bytes of an upload, under the offset of the first."""

    __tablename__ = "upload_pieces"

    dealer_id: Mapped[UUID] = mapped_column(ForeignKey("dealers.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[bytes]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an upload has come."""

    received: int
    length: int
    expires_at: datetime | None
    """None: it is whole, and kept for ever."""
    answer: Response | None = None
    """The photograph's answer, with its receipt, once it is whole."""


@dataclass(frozen=True, slots=True)
class UploadDesk:
    """One dealer's uploads."""

    centre: Centre
    scope: DealerScope

    def begin(self, sha256: str, length: int) -> Standing:
        """Begin an upload, or go on with the one there is; raises `Refusal(too_large)`."""
        if length > self.centre.settings.image_limit_bytes:
            raise Refusal(ProblemCode.TOO_LARGE, detail=f"limit {self.centre.settings.image_limit_bytes} bytes")
        now = self.centre.clock()
        with self.centre.database.writing() as session:
            self._forget_old(session, now)
            image = find_image(session, self.scope, sha256)
            upload = self._find(session, sha256, lock=True)
            if image is None and (upload is None or upload.length != length):
                self._forget(session, sha256)
                upload = Upload(
                    dealer_id=self.scope.dealer_id, sha256=sha256, length=length, received=0, touched_at=now
                )
                session.add(upload)
        return self.standing(sha256)

    def standing(self, sha256: str) -> Standing:
        """How far it has come. Raises `Refusal`: `not_found`, or `image_damaged` as `_finish` does."""
        with self.centre.database.reading() as session:
            image = find_image(session, self.scope, sha256)
            upload = self._find(session, sha256)
        if image is not None:
            return Standing(
                image.size_bytes, image.size_bytes, None, ImageIntake(self.centre, self.scope).known(sha256)
            )
        if upload is None or upload.expires_at <= self.centre.clock():
            raise Refusal(ProblemCode.NOT_FOUND)
        if upload.received == upload.length:
            return self._finish(sha256)
        return Standing(upload.received, upload.length, upload.expires_at)

    def append(self, sha256: str, offset: int, body: bytes) -> Standing:
        """Keep the bytes that begin at `offset`; on disk when this returns.

        Raises `Refusal`: `not_found`, `upload_offset_wrong` unless exactly `offset` bytes have arrived, `too_large`
        for more bytes than were announced, `image_damaged` when the last piece makes another photograph.
        """
        with self.centre.database.writing() as session:
            upload = self._find(session, sha256, lock=True)
            if upload is None:
                return self._only_known(session, sha256, offset, body)
            if upload.received != offset:
                raise Refusal(ProblemCode.UPLOAD_OFFSET_WRONG, detail=f"{upload.received} bytes have arrived")
            if offset + len(body) > upload.length:
                raise Refusal(ProblemCode.TOO_LARGE, detail=f"{upload.length} bytes were announced")
            if body:
                session.add(UploadPiece(dealer_id=self.scope.dealer_id, sha256=sha256, start=offset, body=body))
            upload.received += len(body)
            upload.touched_at = self.centre.clock()
        return self.standing(sha256)

    def give_up(self, sha256: str) -> None:
        """Forget what has arrived. Raises `Refusal(not_found)`."""
        with self.centre.database.writing() as session:
            if self._find(session, sha256, lock=True) is None:
                raise Refusal(ProblemCode.NOT_FOUND)
            self._forget(session, sha256)

    def _only_known(self, session: Session, sha256: str, offset: int, body: bytes) -> Standing:
        """A piece for an upload that is no more: fine if the photograph is there and the piece brings nothing."""
        image = find_image(session, self.scope, sha256)
        if image is None:
            raise Refusal(ProblemCode.NOT_FOUND)
        if body or offset != image.size_bytes:
            raise Refusal(ProblemCode.UPLOAD_OFFSET_WRONG, detail=f"{image.size_bytes} bytes have arrived")
        return Standing(image.size_bytes, image.size_bytes, None)

    def _finish(self, sha256: str) -> Standing:
        """Make the photograph of its pieces; one that is not what its hash says is forgotten and refused."""
        with self.centre.database.reading() as session:
            pieces = session.scalars(
                select(UploadPiece.body)
                .where(UploadPiece.dealer_id == self.scope.dealer_id, UploadPiece.sha256 == sha256)
                .order_by(UploadPiece.start)
            )
            body = b"".join(pieces)
        try:
            answer = ImageIntake(self.centre, self.scope).take(sha256, body)
        except Refusal as refusal:
            if refusal.problem.code is ProblemCode.IMAGE_DAMAGED:
                self.give_up(sha256)
            raise
        with self.centre.database.writing() as session:
            self._forget(session, sha256)
        return Standing(len(body), len(body), None, answer)

    def _find(self, session: Session, sha256: str, *, lock: bool = False) -> Upload | None:
        return session.get(Upload, (self.scope.dealer_id, sha256), with_for_update=lock)

    def _forget(self, session: Session, sha256: str) -> None:
        for table in (UploadPiece, Upload):
            session.execute(delete(table).where(table.dealer_id == self.scope.dealer_id, table.sha256 == sha256))
        session.expire_all()

    def _forget_old(self, session: Session, now: datetime) -> None:
        old = select(Upload.sha256).where(Upload.dealer_id == self.scope.dealer_id, Upload.touched_at <= now - KEPT_FOR)
        for sha256 in session.scalars(old).all():
            self._forget(session, sha256)
