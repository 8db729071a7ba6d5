"""Every form that is known, and which of them a page shows."""

from typing import Final

from paddock.app.capture.card_text import VARIANTS
from paddock.app.capture.forms.kinds.invoices import NEW_CAR_INVOICE, USED_CAR_INVOICE
from paddock.app.capture.forms.kinds.licences import (
    DRIVING_LICENCE,
    DRIVING_LICENCE_SECOND_PAGE,
    VEHICLE_LICENCE,
    VEHICLE_LICENCE_SECOND_PAGE,
)
from paddock.app.capture.forms.kinds.papers import (
    BUSINESS_LICENCE,
    CONFORMITY_CERTIFICATE,
    REGISTRATION_CERTIFICATE,
    REGISTRATION_CERTIFICATE_SECOND_PAGE,
)
from paddock.app.capture.forms.spec import FormSpec
from paddock.app.capture.page import Page

FORMS: Final = (
    VEHICLE_LICENCE,
    DRIVING_LICENCE,
    VEHICLE_LICENCE_SECOND_PAGE,
    DRIVING_LICENCE_SECOND_PAGE,
    REGISTRATION_CERTIFICATE,
    REGISTRATION_CERTIFICATE_SECOND_PAGE,
    CONFORMITY_CERTIFICATE,
    NEW_CAR_INVOICE,
    USED_CAR_INVOICE,
    BUSINESS_LICENCE,
)


def forms_on(page: Page, clues: float) -> list[tuple[float, FormSpec]]:
    """Return the forms of which `page` shows at least `clues` (0 to about 1), with how much, the likeliest first."""
    text = page.text.translate(VARIANTS)
    found = [(likeness, spec) for spec in FORMS if (likeness := spec.likeness(text)) >= clues]
    return sorted(found, key=lambda entry: entry[0], reverse=True)
