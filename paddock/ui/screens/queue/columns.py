"""The columns of the queue, and a row's story in words."""

from paddock.app.store.views import OutboxKind, QueueRow, WhoseTurn
from paddock.ui.states import look_of_outbox
from paddock.ui.widgets.table import Column
from paddock.ui.words import moment, say, translate


def queue_columns() -> list[Column[QueueRow]]:
    """State, what, whose, which car, why, when, whose turn."""
    return [
        Column(
            translate("Queue", "State"),
            lambda queued: say(queued.state.name_for_people),
            look=lambda queued: look_of_outbox(queued.state),
        ),
        Column(translate("Queue", "What"), lambda queued: say(queued.kind.name_for_people)),
        Column(translate("Queue", "Applicant"), lambda queued: queued.applicant_name),
        Column(translate("Queue", "Vehicle"), lambda queued: queued.vehicle, stretch=2),
        Column(translate("Queue", "Reason / next step"), _reason, stretch=3),
        Column(translate("Queue", "Next try"), _next_try),
        Column(translate("Queue", "Whose turn"), _turn),
    ]


def story(queued: QueueRow) -> str:
    """When it was made, how often it was tried, why it is still here, what to do."""
    lines = [translate("Queue", "Made {0}, tried {1} times").format(moment(queued.created_at), queued.attempts)]
    if queued.last_problem:
        lines.append(say(queued.last_problem))
    lines.append(say(queued.what_next))
    return "\n".join(lines)


def title(queued: QueueRow) -> str:
    """Whose, and which car."""
    words = f"{queued.applicant_name}  {queued.vehicle}".strip()
    return f"{say(queued.kind.name_for_people)}  {words}" if queued.kind is OutboxKind.IMAGE else words


def _reason(queued: QueueRow) -> str:
    return say(queued.last_problem) if queued.last_problem else say(queued.what_next)


def _next_try(queued: QueueRow) -> str:
    if not queued.state.is_waiting:
        return "–"
    return moment(queued.next_attempt_at) if queued.next_attempt_at else translate("Queue", "at once")


def _turn(queued: QueueRow) -> str:
    words = say(queued.whose_turn.name_for_people)
    return f"▲ {words}" if queued.whose_turn is WhoseTurn.ME else words
