"""All cross-checks together."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from paddock.domain.application_draft import FieldTexts
from paddock.domain.cross_checks.agreements import AGREEMENTS
from paddock.domain.cross_checks.faults import CrossCheck, DocumentFault, Situation
from paddock.domain.cross_checks.plausibility import PLAUSIBILITY
from paddock.domain.document_set import ReadDocument

CROSS_CHECKS: Final[tuple[CrossCheck, ...]] = (*AGREEMENTS, *PLAUSIBILITY)


def cross_check(
    documents: Sequence[ReadDocument], texts: FieldTexts, today: date, waived: Iterable[str] = ()
) -> list[DocumentFault]:
    """Return every contradiction at once, in the order of the checks.

    Args:
        documents: what was read, corrections by hand included.
        texts: the application's fields as written (`application_draft.TEXT_FORMS`).
        today: the local date of the check.
        waived: keys of faults that a person has looked at and stands for.
    """
    situation, passed_over = Situation(documents, texts, today), frozenset(waived)
    found = [fault for check in CROSS_CHECKS for fault in check.find(check, situation)]
    return [fault for fault in found if fault.key not in passed_over]
