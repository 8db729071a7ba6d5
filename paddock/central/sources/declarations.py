"""Every data source of this deployment: ours, and those of partners' installed packages."""

from typing import Final

from paddock.central.sources.families.credit import CREDIT_SOURCES
from paddock.central.sources.families.identity import IDENTITY_SOURCES
from paddock.central.sources.families.income import INCOME_SOURCES
from paddock.central.sources.families.records import RECORD_SOURCES
from paddock.central.sources.families.vehicle import VEHICLE_SOURCES
from paddock.central.sources.plugins import all_sources
from paddock.central.sources.source import DataSource

__all__ = ["OWN_SOURCES", "RECORD_SOURCES", "SOURCES", "SOURCES_BY_NAME", "DataSource"]

OWN_SOURCES: Final = (*IDENTITY_SOURCES, *CREDIT_SOURCES, *INCOME_SOURCES, *VEHICLE_SOURCES)
"""Those that come with Paddock, and that the sandbox speaks for."""

SOURCES: Final = all_sources((*OWN_SOURCES, *RECORD_SOURCES))
"""Every source, our own records among them, by number, the order in which they are reported."""

SOURCES_BY_NAME: Final = {source.name: source for source in SOURCES}
