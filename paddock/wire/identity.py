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
