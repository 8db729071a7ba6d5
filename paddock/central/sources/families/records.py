"""Our own records: answered out of our tables, never over HTTP, and kept like every other answer."""

from datetime import timedelta
from typing import Final

from paddock.central.sources import payloads
from paddock.central.sources.queries import PersonQuery, about_person
from paddock.central.sources.source import DataSource
from paddock.domain.sentences import Sentence

RECORD_SOURCES: Final = (
    DataSource(
        name="dealer_record",
        number=26,
        caption=Sentence("经销商与进件记录", "Record of the dealer and of applications"),
        reason=Sentence("查看门店合作情况与重复进件", "To see how the dealer stands and whether deals repeat"),
        purpose=None,
        query=about_person,
        query_model=PersonQuery,
        answer_model=payloads.DealerRecordAnswer,
        cost_fen=0,
        time_limit_seconds=2.0,
        retries=0,
        cache_life=timedelta(0),
        max_age=timedelta(days=1),
        own=True,
    ),
    DataSource(
        name="portfolio",
        number=27,
        caption=Sentence("集中度", "Concentration of our book"),
        reason=Sentence("核对客户、门店与地区的敞口限额", "To hold the exposure against its limits"),
        purpose=None,
        query=about_person,
        query_model=PersonQuery,
        answer_model=payloads.PortfolioAnswer,
        cost_fen=0,
        time_limit_seconds=2.0,
        retries=0,
        cache_life=timedelta(0),
        max_age=timedelta(days=1),
        own=True,
    ),
    DataSource(
        name="loan_book",
        number=28,
        caption=Sentence("门店贷后表现", "How the dealer's loans are repaid"),
        reason=Sentence("查看门店既有合同的还款情况", "To see how the dealer's contracts are repaid"),
        purpose=None,
        query=about_person,
        query_model=PersonQuery,
        answer_model=payloads.LoanBookAnswer,
        cost_fen=0,
        time_limit_seconds=2.0,
        retries=0,
        cache_life=timedelta(0),
        max_age=timedelta(days=7),
        own=True,
    ),
)
