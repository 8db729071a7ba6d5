"""Tells what became of deals that are not in front. Imported after the first paint: it needs the core's views."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QApplication

from paddock.app.store.views import DealCard
from paddock.ui.news import State, news_since, states_of
from paddock.ui.notices import Notice
from paddock.ui.words import translate

if TYPE_CHECKING:
    from paddock.ui.shell import Shell

_MOST_AT_ONCE = 3
"""More of them (after a day without network) are one toast that opens the list."""


class NewsTeller:
    """Compares each reading with the one before; the first only says what there is to compare with."""

    def __init__(self, shell: "Shell") -> None:
        self._shell = shell
        self.known: dict[UUID, State] | None = None
        """How each deal stood at the last reading; None: nothing was read yet."""

    def tell(self, cards: Sequence[DealCard], in_front: UUID | None) -> None:
        """Say what has changed; not of the deal that is looked at."""
        known, self.known = self.known, states_of(cards)
        if known is None:
            return
        shell = self._shell
        news = [told for told in news_since(known, cards) if told.application_id != in_front]
        many = len(news) > _MOST_AT_ONCE
        for told in news:
            opens = partial(shell.open_deal, told.application_id)
            shell.notices.add(Notice(told.text, opens=opens, tone=told.tone, quiet=many))
        if many:
            shell.notify(translate("Shell", "{0} deals have news").format(len(news)), opens=shell.show_notices)
        if news:
            # Marks the window in the task bar while another program is in front; takes no focus.
            QApplication.alert(shell)
