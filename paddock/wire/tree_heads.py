"""Whether a signed tree head is the log's own, and whether a newer one only appends to an older."""

import base64
import binascii
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from paddock.domain.merkle import is_consistent
from paddock.wire.evidence import ConsistencyProof, SignedTreeHead, TrustAnchors, tree_head_bytes


def signature_holds(head: SignedTreeHead, trust: TrustAnchors) -> bool:
    """Whether the trusted log signed `head`."""
    try:
        public = base64.b64decode(trust.log_public_key, validate=True)
        signature = base64.b64decode(head.signature, validate=True)
        if head.log_id != hashlib.sha256(public).hexdigest():
            return False
        message = tree_head_bytes(head.tree_size, head.root_hash, head.signed_at)
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def consistency_holds(first: SignedTreeHead, second: SignedTreeHead, proof: ConsistencyProof) -> bool:
    """Whether `proof` shows that the tree of `second` only appends to the tree of `first`."""
    return (proof.first, proof.second) == (first.tree_size, second.tree_size) and is_consistent(
        first.tree_size,
        bytes.fromhex(first.root_hash),
        second.tree_size,
        bytes.fromhex(second.root_hash),
        [bytes.fromhex(node) for node in proof.path],
    )
