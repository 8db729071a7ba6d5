"""What the applicant earns, their business, and the place they live in."""

from datetime import timedelta
from typing import Final

from paddock.central.sources import payloads
from paddock.central.sources.queries import (
    IncomeQuery,
    RegionQuery,
    about_income,
    about_region,
)
from paddock.central.sources.source import DataSource
from paddock.domain.sentences import Sentence
from paddock.wire.applications import ConsentPurpose

INCOME_SOURCES: Final = (
    DataSource(
        name="income_social_security",
        number=15,
        caption=Sentence("收入与社保", "Income and social security"),
        reason=Sentence("核实收入与工作单位", "To verify income and employer"),
        purpose=ConsentPurpose.PERSONAL_INFORMATION,
        query=about_income,
        query_model=IncomeQuery,
        answer_model=payloads.SocialSecurityAnswer,
        cost_fen=100,
        time_limit_seconds=2.5,
        retries=2,
        cache_life=timedelta(days=15),
        max_age=timedelta(days=62),
        hedge_after_seconds=0.8,
        version="2.1.0",
    ),
    DataSource(
        name="bank_statement_flow",
        number=16,
        caption=Sentence("银行流水", "Bank statement flow"),
        reason=Sentence("核实收入与还款能力", "To verify income and the ability to repay"),
        purpose=ConsentPurpose.PERSONAL_INFORMATION,
        query=about_income,
        query_model=IncomeQuery,
        answer_model=payloads.StatementFlowAnswer,
        cost_fen=200,
        time_limit_seconds=2.5,
        retries=1,
        cache_life=timedelta(days=7),
        max_age=timedelta(days=35),
    ),
    DataSource(
        name="business_registry",
        number=17,
        caption=Sentence("工商税务与经营许可", "Tax and business registry"),
        reason=Sentence("核实经营主体与许可", "To verify the business and its permits"),
        purpose=ConsentPurpose.PERSONAL_INFORMATION,
        query=about_income,
        query_model=IncomeQuery,
        answer_model=payloads.BusinessRegistryAnswer,
        cost_fen=80,
        time_limit_seconds=2.5,
        retries=2,
        cache_life=timedelta(days=7),
        max_age=timedelta(days=31),
        hedge_after_seconds=0.8,
    ),
    DataSource(
        name="regional_economy",
        number=25,
        caption=Sentence("区域经济与登记政策", "Regional economy and registration policy"),
        reason=Sentence("了解当地展业与车辆登记政策", "To see whether the place is served and takes the car"),
        purpose=None,
        query=about_region,
        query_model=RegionQuery,
        answer_model=payloads.RegionAnswer,
        cost_fen=0,
        time_limit_seconds=2.0,
        retries=2,
        cache_life=timedelta(days=1),
        max_age=timedelta(days=100),
        hedge_after_seconds=0.4,
    ),
)
"""`business_registry` is told the declared income, against which a sole trader's revenue is reconciled."""
