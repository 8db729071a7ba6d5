"""Submit an application: one local transaction, whether or not there is a network."""

from datetime import date, datetime
from uuid import UUID

from paddock.app.store.store import Store
from paddock.domain.application_draft import ApplicationDraft
from paddock.domain.checks import Fault
from paddock.domain.errors import BadInput


class ApplicationFaults(BadInput):
    """The application cannot be sent as it is; `faults` lists everything, in the order of the screen."""

    faults: list[Fault]


def faults_of_draft(draft: ApplicationDraft, today: date | None = None) -> list[Fault]:
    """Every fault of the draft at once."""
    raise NotImplementedError


def submit_application(store: Store, draft: ApplicationDraft, submitted_by: str, now: datetime | None = None) -> UUID:
    """Freeze the draft and put it into the outbox with its pictures; returns the application's id.

    Raises:
        ApplicationFaults: with every fault; nothing was changed.
        EnvironmentFault: the disk is full; nothing was changed.
    """
    raise NotImplementedError
