"""What the centre said while the person was elsewhere: the difference between two readings of the deals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from paddock.app.store.views import DealCard, OutboxState
from paddock.domain.states import ApplicationState
from paddock.ui.states import Tone, look_of_application, look_of_outbox
from paddock.ui.words import translate

_WORTH_TELLING = {
    ApplicationState.APPROVED,
    ApplicationState.COUNTEROFFER,
    ApplicationState.REFERRED,
    ApplicationState.DECLINED,
    ApplicationState.CONTRACT_DRAFTED,
    ApplicationState.SIGNED,
}
State = tuple[OutboxState | None, ApplicationState | None, int]


@dataclass(frozen=True, slots=True)
class News:
    """Something new about one deal."""

    application_id: UUID
    text: str
    tone: Tone


def states_of(cards: Sequence[DealCard]) -> dict[UUID, State]:
    """How each deal stands."""
    return {card.application_id: (card.local_state, card.central_state, card.asked) for card in cards}


def news_since(before: Mapping[UUID, State], cards: Sequence[DealCard]) -> list[News]:
    """Decisions, refusals and contracts that `before` did not have; the oldest change first.

    Deals of other workstations have no name here and are passed over. A deal that `before` did not know at all is new
    only as far as it was made meanwhile: it is told when the centre has spoken.
    """
    found = []
    for card in reversed(cards):
        local, central, asked = before.get(card.application_id, (None, None, 0))
        if card.local_state is None:
            continue
        if card.asked > asked:
            found.append(_told(card, translate("News", "the reviewer asks for something"), "warn"))
        elif card.central_state in _WORTH_TELLING and card.central_state is not central:
            found.append(_told(card, *_look(card.central_state)))
        elif card.local_state.needs_person and card.local_state is not local:
            look = look_of_outbox(card.local_state)
            found.append(_told(card, look.text, look.tone))
    return found


def _look(state: ApplicationState) -> tuple[str, Tone]:
    look = look_of_application(state)
    return look.text, look.tone


def _told(card: DealCard, words: str, tone: Tone) -> News:
    who = " ".join(part for part in (card.applicant, card.vehicle) if part) or translate("News", "A deal")
    return News(card.application_id, translate("News", "{0}: {1}").format(who, words), tone)
