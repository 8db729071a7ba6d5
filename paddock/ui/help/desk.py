"""Ties the help to the window: loads the pages of the language shown, and opens the panel when it is asked for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from paddock.ui.help.pages import Page, load_pages
from paddock.ui.language import language
from paddock.ui.tasks import Lane, run

if TYPE_CHECKING:
    from paddock.ui.help.panel import HelpPanel
    from paddock.ui.shell import Shell


class HelpDesk(QObject):
    """The shell's `Help`. A change of language or look makes the panel anew and keeps it open at its page."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._shell = shell
        self._pages: dict[str, Page] = {}
        self._panel: HelpPanel | None = None
        self._open_at = ""
        self._wanted = ""
        shell.furnished.connect(self.furnished)
        self.furnished()

    def pages(self) -> Sequence[Page]:
        """Every page in the language now shown; empty for the moment in which they are read."""
        return tuple(self._pages.values())

    def show_topic(self, topic: str) -> None:
        """Open the panel at a page, or close it when it shows that page already."""
        if not self._pages:
            self._wanted = topic
            return
        panel = self._made()
        if not panel.isHidden() and panel.browser.topic() == topic:
            panel.close_up()
            return
        panel.open_at(topic)

    def furnished(self) -> None:
        """There is new furniture, perhaps in another language."""
        panel, self._panel = self._panel, None
        if panel is not None and self._open_at:
            self._wanted = self._open_at
        self._pages = {}
        shown = language()
        run(self, lambda: load_pages(shown), Lane.POOL).success(self._loaded)
        self._shell.use_help(self)

    def _made(self) -> "HelpPanel":
        if self._panel is None:
            from paddock.ui.help.panel import HelpPanel  # noqa: PLC0415 - with the first F1

            self._panel = HelpPanel(self._shell.furniture)
            self._panel.use(self._pages)
            self._panel.browser.turned.connect(self._turned)
            self._panel.closed.connect(lambda: self._turned(""))
        return self._panel

    def _turned(self, topic: str) -> None:
        self._open_at = topic

    def _loaded(self, pages: dict[str, Page]) -> None:
        self._pages = pages
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self._made().open_at(wanted)
