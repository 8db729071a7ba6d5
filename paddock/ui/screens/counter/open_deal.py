"""A deal that is open at the counter: it has a tab at once, and a page when it is first looked at."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from paddock.domain.application_draft import FieldPath
from paddock.ui.deal import Deal
from paddock.ui.memory import TabMemory
from paddock.ui.screens.counter.deal_page import DealPage
from paddock.ui.widgets.field import FieldBox


@dataclass(eq=False, slots=True)
class OpenDeal:
    """One tab. Pages cost tens of milliseconds each, so that five reopened deals must not make five of them."""

    deal: Deal
    step: int | None = None
    """Where its page will stand; None: where the deal itself stands."""
    field: str = ""
    page: DealPage | None = None
    seen: int = 0
    """When it was last in front, counted in changes of the tab."""

    def memory(self) -> TabMemory:
        """Which deal, which step, which field."""
        if self.page is None:
            return TabMemory(application_id=self.deal.id, step=self.step, field=self.field)
        return TabMemory(
            application_id=self.deal.id, step=self.page.step_number(), field=field_with_cursor(self.page) or ""
        )

    def arrive(self) -> None:
        """The cursor where it was; called once, when the page has been made."""
        if self.page is not None and self.field in set(FieldPath):
            self.page.steps.in_front().focus_field(FieldPath(self.field))

    def rest(self) -> DealPage | None:
        """Do without the page until the next visit, where its step and its cursor will be again; returns it.

        A page weighs five to ten megabytes. None: there is none, or something on it would be lost.
        """
        page = self.page
        if page is None or self.deal.faces_customer or not page.can_rest():
            return None
        kept = self.memory()
        self.step, self.field, self.page = kept.step, kept.field, None
        return page


def field_with_cursor(page: DealPage) -> FieldPath | None:
    """The field of `page` that has the cursor, or had it last."""
    widget: QWidget | None = page.focusWidget()
    while widget is not None and widget is not page:
        if isinstance(widget, FieldBox):
            return widget.path
        widget = widget.parentWidget()
    return None
