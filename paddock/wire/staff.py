"""A dealer's staff signs in at a workstation that is enrolled (OAuth 2.0 password grant, RFC 6749, with TOTP)."""

from enum import StrEnum

from paddock.wire.messages import UUID, Answer, Moment

TOKEN_PATH = "/v1/oauth/token"  # noqa: S105 - an address
REVOKE_PATH = "/v1/oauth/revoke"


class StaffRole(StrEnum):
    """What somebody does at a dealer's, and so what they may write."""

    COUNTER = "counter"
    """Applications, the customer's choice, signatures, what a reviewer asks for."""
    TRADER = "trader"
    """Stock and its financing."""
    MANAGER = "manager"
    """All of it."""


class TokenGrant(Answer):
    """The answer to a sign-in and to a refresh."""

    access_token: str
    """Shown as `Authorization: Bearer …`."""
    token_type: str = "Bearer"  # noqa: S105 - RFC 6749, section 5.1
    expires_in: int
    """Seconds."""
    refresh_token: str
    """Good once; the next answer brings the next one."""
    staff_id: UUID
    staff_name: str
    role: StaffRole
    signed_in_until: Moment
    """When no refresh helps any more, and a password is needed again."""
    offline_until: Moment
    """Until when the workstation may let this person in without asking the centre."""
