"""Evidence 存证: an append-only Merkle log of signed contracts (RFC 9162)."""
