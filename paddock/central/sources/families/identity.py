"""Who the applicant is."""

from datetime import timedelta
from typing import Final

from paddock.central.sources import payloads
from paddock.central.sources.queries import FaceQuery, PersonQuery, about_face, about_person
from paddock.central.sources.source import DataSource
from paddock.domain.sentences import Sentence
from paddock.wire.applications import ConsentPurpose

IDENTITY_SOURCES: Final = (
    DataSource(
        name="identity_two_factor",
        number=1,
        caption=Sentence("身份二要素核验", "Identity two-factor check"),
        reason=Sentence("核对姓名与身份证号是否一致", "To check that the name belongs to the ID number"),
        purpose=ConsentPurpose.IDENTITY_CHECK,
        query=about_person,
        query_model=PersonQuery,
        answer_model=payloads.IdentityAnswer,
        cost_fen=20,
        time_limit_seconds=2.0,
        retries=2,
        cache_life=timedelta(days=30),
        max_age=timedelta(days=1),
        hedge_after_seconds=0.4,
    ),
    DataSource(
        name="phone_three_factor",
        number=2,
        caption=Sentence("手机三要素与在网时长", "Phone three-factor check and tenure"),
        reason=Sentence("核对手机号是否为本人所有", "To check that the phone is the applicant's own"),
        purpose=ConsentPurpose.IDENTITY_CHECK,
        query=about_person,
        query_model=PersonQuery,
        answer_model=payloads.PhoneAnswer,
        cost_fen=30,
        time_limit_seconds=2.0,
        retries=2,
        cache_life=timedelta(days=7),
        max_age=timedelta(days=31),
        hedge_after_seconds=0.4,
    ),
    DataSource(
        name="face_comparison",
        number=10,
        caption=Sentence("人脸比对", "Face comparison"),
        reason=Sentence(
            "核对到店人与证件是否为同一人", "To check that the person at the counter is the one on the card"
        ),
        purpose=ConsentPurpose.IDENTITY_CHECK,
        query=about_face,
        query_model=FaceQuery,
        answer_model=payloads.FaceAnswer,
        cost_fen=50,
        time_limit_seconds=2.5,
        retries=1,
        cache_life=timedelta(0),
        max_age=timedelta(days=1),
    ),
    DataSource(
        name="bank_card_four_factor",
        number=11,
        caption=Sentence("银行卡四要素核验", "Bank card four-factor check"),
        reason=Sentence("核对还款银行卡是否为本人所有", "To check that the card for repayment is the applicant's own"),
        purpose=ConsentPurpose.IDENTITY_CHECK,
        query=about_person,
        query_model=PersonQuery,
        answer_model=payloads.BankCardAnswer,
        cost_fen=30,
        time_limit_seconds=2.0,
        retries=2,
        cache_life=timedelta(days=7),
        max_age=timedelta(days=1),
        hedge_after_seconds=0.4,
    ),
    DataSource(
        name="fraud_list",
        number=4,
        caption=Sentence("行业欺诈名单", "Industry fraud list"),
        reason=Sentence("防范冒名与欺诈申请", "To guard against applications in another's name"),
        purpose=ConsentPurpose.PERSONAL_INFORMATION,
        query=about_person,
        query_model=PersonQuery,
        answer_model=payloads.FraudListAnswer,
        cost_fen=40,
        time_limit_seconds=2.0,
        retries=2,
        cache_life=timedelta(hours=1),
        max_age=timedelta(days=1),
        hedge_after_seconds=0.4,
    ),
)
