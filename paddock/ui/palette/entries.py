"""What the palette offers: actions and records as lines, with what they are found by."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cached_property

from paddock.ui.language import QT_TRANSLATE_NOOP
from paddock.ui.palette.pinyin import Spelling, spelling_of
from paddock.ui.words import translate


class Kind(Enum):
    """What a line is; the order in which equally good finds stand."""

    ACTION = QT_TRANSLATE_NOOP("Palette", "Action")
    DEAL = QT_TRANSLATE_NOOP("Palette", "Deal")
    STOCK = QT_TRANSLATE_NOOP("Palette", "Stock")
    CONTRACT = QT_TRANSLATE_NOOP("Palette", "Contract")
    QUEUE = QT_TRANSLATE_NOOP("Palette", "Queue")
    HELP = QT_TRANSLATE_NOOP("Palette", "Help")

    def words(self) -> str:
        """The kind in the language now shown."""
        return translate("Palette", self.value)


@dataclass(frozen=True)
class Entry:
    """One line. Frozen: made on one thread, searched on another."""

    key: str
    """The same in every session: an action's key, or kind and id of a record."""
    kind: Kind
    title: str
    perform: Callable[[], object]
    """Called on the GUI thread."""
    detail: str = ""
    keywords: str = ""
    number: str = ""
    """A VIN or contract number: found by any part, best by its end."""
    icon: str = ""
    shortcut: str = ""
    enabled: bool = True
    here: bool = False
    """An action of the screen in front."""
    changed_at: datetime | None = None

    @cached_property
    def title_lower(self) -> str:
        """For comparisons."""
        return self.title.casefold()

    @cached_property
    def rest_lower(self) -> str:
        """Detail and keywords, for comparisons."""
        return f"{self.detail} {self.keywords}".casefold()

    @cached_property
    def title_spelling(self) -> Spelling:
        """The title by its pinyin."""
        return spelling_of(self.title)

    @cached_property
    def rest_spellings(self) -> tuple[Spelling, ...]:
        """Each further word by its pinyin."""
        return tuple(spelling_of(word) for word in f"{self.detail} {self.keywords}".split())
