"""Keeping images and finding out which are there."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from paddock.central.identity.scope import DealerScope
from paddock.central.images.models import ImageRecord


def find_image(session: Session, scope: DealerScope, sha256: str) -> ImageRecord | None:
    """The dealer's image with this hash, without its bytes until they are asked for."""
    return session.get(ImageRecord, (scope.dealer_id, sha256))


def missing_images(session: Session, scope: DealerScope, hashes: Collection[str]) -> list[str]:
    """Which of `hashes` the dealer has not sent, in the order given."""
    query = select(ImageRecord.sha256).where(ImageRecord.dealer_id == scope.dealer_id, ImageRecord.sha256.in_(hashes))
    present = set(session.scalars(query))
    return [sha256 for sha256 in hashes if sha256 not in present]
