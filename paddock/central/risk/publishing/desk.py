"""What the endpoints and the command line of publishing work with, put together once for a process."""

from dataclasses import dataclass
from functools import cached_property

from paddock.central.centre import Centre
from paddock.central.risk.card_files import CardShelf
from paddock.central.risk.engine import DecisionEngine
from paddock.central.risk.publishing.backtesting import Backtests
from paddock.central.risk.publishing.drafts import Drafts
from paddock.central.risk.publishing.library import PolicyLibrary


@dataclass(frozen=True)
class RiskDesk:
    """The verbs of publishing over one centre. The installed rule set is read at the first use."""

    centre: Centre

    @cached_property
    def library(self) -> PolicyLibrary:
        """Rule sets by hash."""
        return PolicyLibrary(
            self.centre.database, DecisionEngine.load(), CardShelf(self.centre.settings.scorecard_file)
        )

    @cached_property
    def drafts(self) -> Drafts:
        """The verbs on drafts."""
        return Drafts(self.centre.database, self.library, self.centre.clock)

    @cached_property
    def backtests(self) -> Backtests:
        """The verbs on backtests."""
        return Backtests(self.centre.database, self.drafts)
