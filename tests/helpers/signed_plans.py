"""The installed plans as a centre would have signed them, and a store that has them."""

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from paddock.app.store import settings
from paddock.app.store.store import Store, Topic
from paddock.central.plans.catalogue import PlanCatalogue
from paddock.central.plans.endpoints import sign_plans
from paddock.wire.evidence import TrustAnchors


def anchors_of(key: Ed25519PrivateKey) -> TrustAnchors:
    """What a workstation pins that trusts `key`."""
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return TrustAnchors(log_public_key=base64.b64encode(public).decode(), certificate_roots_pem=[], test_authority=True)


def keep_signed_plans(store: Store) -> None:
    """Let `store` look as after the first time with the centre."""
    key = Ed25519PrivateKey.generate()
    with store.write(Topic.SYNC) as connection:
        settings.pin_trust_anchors(connection, anchors_of(key))
        settings.keep_plan_catalogue(connection, sign_plans(PlanCatalogue.load(), key))
