"""How a state looks: a colour, an icon and words, always all three, so that no meaning hangs on colour alone."""

from dataclasses import dataclass
from typing import Literal

from paddock.app.store.views import OutboxState
from paddock.domain.states import ApplicationState, DecisionOutcome
from paddock.ui.words import say, translate
from paddock.wire.contracts import ContractState
from paddock.wire.decisions import RuleOutcome
from paddock.wire.inventory import UnitState

Tone = Literal["calm", "good", "warn", "bad", "busy"]


@dataclass(frozen=True, slots=True)
class Look:
    """What a state chip shows."""

    tone: Tone
    icon: str
    text: str


def look_of_application(state: ApplicationState) -> Look:
    """An application at the centre."""
    tone, icon = _APPLICATION[state]
    return Look(tone, icon, say(state.name_for_people))


def look_of_outbox(state: OutboxState) -> Look:
    """What is on its way to the centre."""
    tone, icon = _OUTBOX[state]
    return Look(tone, icon, say(state.name_for_people))


def look_of_outcome(outcome: DecisionOutcome) -> Look:
    """A decision."""
    return look_of_application(ApplicationState(outcome.value))


def look_of_contract(state: ContractState) -> Look:
    """A contract."""
    return {
        ContractState.DRAFTED: Look("warn", "pen-nib", translate("States", "Ready to sign")),
        ContractState.PARTLY_SIGNED: Look("warn", "pen-nib", translate("States", "Partly signed")),
        ContractState.SIGNED: Look("good", "circle-wavy-check", translate("States", "Signed, with evidence")),
    }[state]


def look_of_unit(state: UnitState) -> Look:
    """A car in stock."""
    return {
        UnitState.IN_STOCK: Look("good", "check-circle", translate("States", "In stock")),
        UnitState.RESERVED: Look("warn", "bookmark-simple", translate("States", "Reserved")),
        UnitState.SOLD: Look("calm", "handshake", translate("States", "Sold")),
    }[state]


def look_of_rule(outcome: RuleOutcome) -> Look:
    """What one rule said."""
    return {
        RuleOutcome.PASSED: Look("good", "check-circle", translate("States", "Passed")),
        RuleOutcome.DECLINE: Look("bad", "x-circle", translate("States", "Decline")),
        RuleOutcome.REFER: Look("warn", "user-focus", translate("States", "To a person")),
        RuleOutcome.CAP: Look("warn", "arrow-line-down", translate("States", "Limit")),
        RuleOutcome.NOT_EVALUATED: Look("warn", "question", translate("States", "Not evaluated")),
    }[outcome]


_APPLICATION: dict[ApplicationState, tuple[Tone, str]] = {
    ApplicationState.RECEIVED: ("busy", "tray"),
    ApplicationState.GATHERING: ("busy", "database"),
    ApplicationState.EVALUATING: ("busy", "scales"),
    ApplicationState.APPROVED: ("good", "check-circle"),
    ApplicationState.COUNTEROFFER: ("warn", "arrows-left-right"),
    ApplicationState.REFERRED: ("warn", "user-focus"),
    ApplicationState.DECLINED: ("bad", "x-circle"),
    ApplicationState.CONTRACT_DRAFTED: ("warn", "pen-nib"),
    ApplicationState.SIGNING: ("warn", "pen-nib"),
    ApplicationState.SIGNED: ("good", "circle-wavy-check"),
}
_OUTBOX: dict[OutboxState, tuple[Tone, str]] = {
    OutboxState.DRAFT: ("calm", "note-pencil"),
    OutboxState.QUEUED: ("warn", "clock"),
    OutboxState.SENDING: ("busy", "paper-plane-tilt"),
    OutboxState.ACCEPTED: ("good", "check-circle"),
    OutboxState.REJECTED: ("bad", "warning"),
    OutboxState.CONFLICT: ("bad", "arrows-left-right"),
}
