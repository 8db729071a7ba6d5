"""Where Enter leads: to the next field that lacks something, to the next step, to sending the deal."""

from collections.abc import Sequence
from dataclasses import dataclass

from paddock.domain.application_draft import FieldPath
from paddock.ui.screens.counter.faults import FINANCING, SCAN, Kind, Matter


@dataclass(frozen=True, slots=True)
class Stop:
    """A step, and the field of it to stop at; without a step: the button that sends the deal."""

    step: int | None
    field: str = ""


def next_stop(step: int, order: Sequence[FieldPath], at: str, matters: Sequence[Matter]) -> Stop:
    """Where to go from field `at` of a step whose fields stand in `order`.

    The scan is confirmed as a whole, so it leads straight on. After the last step, what was passed over comes up again.
    """
    if step == SCAN:
        return Stop(step + 1)
    places = {str(path): place for place, path in enumerate(order)}
    here = places.get(at, -1)
    ahead = [matter.field for matter in matters if places.get(matter.field, -1) > here and matter.field != at]
    if ahead:
        return Stop(step, min(ahead, key=places.__getitem__))
    if step < FINANCING:
        return Stop(step + 1)
    left = [matter for matter in matters if matter.field != at or matter.kind is Kind.WRONG]
    first = min(left, key=lambda matter: matter.step, default=None)
    return Stop(first.step, first.field) if first else Stop(None)


def first_stop(order: Sequence[FieldPath], matters: Sequence[Matter]) -> FieldPath | None:
    """Where the cursor goes in a step that is come to: to what is lacking, else to the beginning."""
    lacking = {matter.field for matter in matters}
    return next((path for path in order if path in lacking), order[0] if order else None)
