"""Which part of the queue is shown; the status line and the queue's own choice use the same names."""

from enum import StrEnum

from paddock.app.store.views import OutboxState


class QueueFilter(StrEnum):
    """A part of the queue."""

    ALL = "all"
    NEEDS_ME = "needs_me"
    """Sent back or in conflict: a person has to act."""
    UNSENT = "unsent"
    """On its way: the system sends it by itself."""

    def takes(self, state: OutboxState) -> bool:
        """Whether a row in this state belongs to the part."""
        if self is QueueFilter.NEEDS_ME:
            return state.needs_person
        return state.is_waiting if self is QueueFilter.UNSENT else True
