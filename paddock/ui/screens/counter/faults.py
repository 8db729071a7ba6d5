"""What still has to be done before a deal can be sent: sorted by kind, numbered, and told by step."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from paddock.domain.application_draft import FieldPath
from paddock.domain.checks import Fault
from paddock.domain.cross_checks import FAULT_PREFIX, DocumentFault
from paddock.domain.field_names import FIELD_NAMES
from paddock.ui.deal import Deal
from paddock.ui.words import say, translate

SCAN, APPLICANT, VEHICLE, FINANCING, OFFERS, SIGNING = range(6)


class Kind(IntEnum):
    """What is the matter, the most pressing first."""

    CONFLICT = 0
    CONFIRM = 1
    """A reading nobody has compared with its picture."""
    WRONG = 2
    MISSING = 3

    def count_words(self, count: int) -> str:
        """`冲突 1`, `缺 2 项`."""
        return {
            Kind.CONFLICT: translate("Faults", "{0} in conflict"),
            Kind.CONFIRM: translate("Faults", "{0} to confirm"),
            Kind.WRONG: translate("Faults", "{0} to correct"),
            Kind.MISSING: translate("Faults", "{0} missing"),
        }[self].format(count)


@dataclass(frozen=True, slots=True)
class Matter:
    """One line of the list."""

    field: str
    """The dotted path of the field."""
    kind: Kind
    words: str
    """Short for what is missing, the whole sentence for what is wrong."""
    sentence: str

    @property
    def step(self) -> int:
        """Where it is mended."""
        return step_of(self.field)


def step_of(field: str) -> int:
    """The step where a field is mended."""
    if field == FieldPath.VIN or field.startswith(FAULT_PREFIX):
        return SCAN
    if field.startswith("applicant."):
        return APPLICANT
    return VEHICLE if field.startswith("vehicle.") else FINANCING


def matters_of(deal: Deal) -> list[Matter]:
    """Everything that is left to do, in the order it is listed and numbered."""
    found = [_conflict(path) for path in deal.conflicts()]
    found += [_unconfirmed(path) for path in deal.unconfirmed()]
    found += [_fault(deal, fault) for fault in deal.faults if not _is_mended(deal, fault)]
    return sorted(found, key=lambda matter: matter.kind)


def counts_of(matters: Sequence[Matter], step: int | None = None) -> dict[Kind, int]:
    """How many of each kind there are, in all or at one step; kinds without any are left out."""
    kinds = [matter.kind for matter in matters if step is None or matter.step == step]
    return {kind: kinds.count(kind) for kind in Kind if kind in kinds}


def _conflict(path: FieldPath) -> Matter:
    words = translate("Faults", "Two values, choose one: {0}").format(say(FIELD_NAMES[path]))
    return Matter(str(path), Kind.CONFLICT, words, words)


def _unconfirmed(path: FieldPath) -> Matter:
    words = translate("Faults", "Confirm the reading: {0}").format(say(FIELD_NAMES[path]))
    return Matter(str(path), Kind.CONFIRM, words, words)


def _fault(deal: Deal, fault: Fault) -> Matter:
    sentence = say(fault.message)
    # A consent not yet asked for is no mistake of anybody, until somebody tries to send without it.
    not_asked = fault.field == FieldPath.CONSENT and not deal.draft.text(FieldPath.CONSENT) and not deal.insist
    if fault.code == "missing" or not_asked:
        return Matter(fault.field, Kind.MISSING, say(FIELD_NAMES[FieldPath(fault.field)]), sentence)
    words = say(fault.found) if isinstance(fault, DocumentFault) else sentence
    return Matter(fault.field, Kind.WRONG, words, sentence)


def _is_mended(deal: Deal, fault: Fault) -> bool:
    """The checks run a moment behind the keyboard: what has been filled in since is missing no more."""
    return fault.code == "missing" and bool(deal.draft.text(FieldPath(fault.field)))
