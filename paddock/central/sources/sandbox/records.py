"""What our own records say where there is no book to look into: in a file's scoring, in samples and in tests.

A dealer in good standing, nobody seen before, and nothing owed yet: a new lender's first application.
"""

from datetime import datetime

from paddock.central.sources.answers import SourceAnswer, SourceStatus
from paddock.central.sources.declarations import SOURCES_BY_NAME
from paddock.central.sources.payloads import (
    DealerRecordAnswer,
    DealerStanding,
    Exposure,
    LoanBookAnswer,
    Payload,
    PortfolioAnswer,
)
from paddock.wire.messages import sha256_hex

_NOTHING_OWED = Exposure(owed_fen=0, limit_fen=10_000_000_000)
_CLEAN: dict[str, Payload] = {
    "dealer_record": DealerRecordAnswer(
        dealer_status=DealerStanding.NORMAL,
        dealer_months=36,
        dealer_applications_90d=1,
        dealer_decline_share=0.0,
        dealer_fraud_hits_90d=0,
        dealer_price_bias=0.0,
        dealer_licence_valid=True,
        dealer_deposit_cover=1.0,
        dealer_floor_plan_overdue=False,
        dealer_surge=0.0,
        dealer_complaints_90d=0,
        dealer_same_address=1,
        applicant_is_dealer_staff=False,
        applicant_is_lender_staff=False,
        vin_applicants_90d=0,
        income_changed=0.0,
    ),
    "portfolio": PortfolioAnswer(
        customer=_NOTHING_OWED,
        group=_NOTHING_OWED,
        dealer=_NOTHING_OWED,
        region=_NOTHING_OWED,
        brand=_NOTHING_OWED,
        new_energy=_NOTHING_OWED,
        long_term=_NOTHING_OWED,
        used=_NOTHING_OWED,
        commercial=_NOTHING_OWED,
        employer=_NOTHING_OWED,
        thin_file=_NOTHING_OWED,
    ),
    "loan_book": LoanBookAnswer(
        dealer_first_default_rate=0.0, dealer_overdue_rate=0.0, dealer_documents_late=0.0, dealer_mortgages_late=0.0
    ),
}


def clean_records(now: datetime) -> dict[str, SourceAnswer]:
    """The answers of our own records, marked as invented."""
    return {
        name: SourceAnswer(
            source=name,
            status=SourceStatus.ANSWERED,
            payload=payload.model_dump(mode="json"),
            received_at=now,
            as_of=now,
            version=SOURCES_BY_NAME[name].version,
            sha256=sha256_hex(payload.model_dump_json().encode()),
            sandbox=True,
        )
        for name, payload in _CLEAN.items()
    }
