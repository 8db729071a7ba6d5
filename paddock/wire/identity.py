"""Who a workstation is at the centre."""

from paddock.wire.messages import UUID, Answer


class WorkstationIdentity(Answer):
    """The answer to `GET /v1/me`."""

    workstation_id: UUID
    dealer_id: UUID
    dealer_name: str
    staff_name: str
    sandbox: bool
    """Whether this centre runs on sandbox data sources."""


class CentreHealth(Answer):
    """The answer to `GET /v1/health`, which needs no token."""

    status: str
    """`ok`; a centre that cannot reach its database answers with a problem instead."""
    version: str
    mode: str
    """`embedded` or `production`."""
    sandbox: bool
    """Whether this centre runs on sandbox data sources or a sandbox timestamp authority."""
