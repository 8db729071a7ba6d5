"""The signed plan catalogue as this workstation keeps it: what is not signed by the centre we know is not used."""

import base64
import binascii
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError

from paddock.app.store import settings
from paddock.app.store.store import Store
from paddock.domain.business_days import HolidayCalendar
from paddock.domain.plans import FinancePlan
from paddock.wire.evidence import TrustAnchors
from paddock.wire.plans import PublishedPlans, SignedPlans, plans_bytes


@dataclass(frozen=True)
class KnownPlans:
    """The plans on offer, as far as this program understands them."""

    published: PublishedPlans

    @property
    def plans(self) -> tuple[FinancePlan, ...]:
        """In the catalogue's order."""
        return self.published.plans

    @cached_property
    def calendar(self) -> HolidayCalendar | None:
        """The holidays due dates are shifted by."""
        holidays = self.published.holidays
        return None if holidays is None else holidays.to_calendar()


def known_plans(store: Store) -> KnownPlans | None:
    """The catalogue kept here; None until one has come, or where its signature does not hold."""
    with store.read() as connection:
        signed, anchors = settings.plan_catalogue(connection), settings.trust_anchors(connection)
    if signed is None or anchors is None:
        return None
    return read_signed(signed, anchors)


def read_signed(signed: SignedPlans, anchors: TrustAnchors) -> KnownPlans | None:
    """What `signed` holds, if the pinned key signed it and this program can read it."""
    try:
        public = base64.b64decode(anchors.log_public_key, validate=True)
        signature = base64.b64decode(signed.signature, validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(signature, plans_bytes(signed.body))
        return KnownPlans(PublishedPlans.model_validate_json(signed.body))
    except (InvalidSignature, binascii.Error, ValidationError, ValueError):
        return None
