"""The data sources 数据源 of the first rule set: what each is for, what it needs and how long it may take."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from paddock.central.sources import payloads
from paddock.domain.schedules import months_between
from paddock.domain.sentences import Sentence
from paddock.wire.applications import ApplicationSubmission, ConsentPurpose, VehicleCondition


@dataclass(frozen=True, slots=True)
class DataSource:
    """One source, declared.

    `number` is its place in the sandbox's conventions. `purpose` is the consent without which it is not asked; a
    public register needs none. `applies` says whether the application calls for it at all.
    """

    name: str
    number: int
    caption: Sentence
    purpose: ConsentPurpose | None
    query: Callable[[ApplicationSubmission, date], payloads.Query]
    query_model: type[payloads.Query]
    answer_model: type[payloads.Payload]
    time_limit_seconds: float
    retries: int
    used_cars_only: bool = False

    @property
    def path(self) -> str:
        """Where the contract puts it, below the provider's address."""
        return f"/v1/sources/{self.name}"

    def why_not(self, application: ApplicationSubmission) -> str | None:
        """Why the source must not be asked about `application`; None when it may."""
        if self.used_cars_only and application.vehicle.condition is not VehicleCondition.USED:
            return "new car"
        if self.purpose is not None and self.purpose not in application.consent.purposes:
            return "no consent"
        return None


def _person(application: ApplicationSubmission, _today: date) -> payloads.PersonQuery:
    applicant = application.applicant
    return payloads.PersonQuery(
        name=applicant.name, resident_id_number=applicant.resident_id_number, phone=applicant.phone
    )


def _vehicle(application: ApplicationSubmission, _today: date) -> payloads.VehicleQuery:
    vehicle = application.vehicle
    return payloads.VehicleQuery(vin=vehicle.vin, plate=vehicle.plate, first_registered_on=vehicle.first_registered_on)


def _valuation(application: ApplicationSubmission, today: date) -> payloads.ValuationQuery:
    vehicle = application.vehicle
    return payloads.ValuationQuery(
        vin=vehicle.vin,
        brand_model=vehicle.brand_model,
        condition=vehicle.condition,
        new_energy=vehicle.new_energy,
        age_months=months_between(vehicle.first_registered_on, today) if vehicle.first_registered_on else 0,
        odometer_km=vehicle.odometer_km,
        asking_price_fen=application.financing.price_fen,
    )


SOURCES: Final = (
    DataSource(
        name="identity_two_factor",
        number=1,
        caption=Sentence("身份二要素核验", "Identity two-factor check"),
        purpose=ConsentPurpose.IDENTITY_CHECK,
        query=_person,
        query_model=payloads.PersonQuery,
        answer_model=payloads.IdentityAnswer,
        time_limit_seconds=3.0,
        retries=2,
    ),
    DataSource(
        name="phone_three_factor",
        number=2,
        caption=Sentence("手机三要素核验", "Phone three-factor check"),
        purpose=ConsentPurpose.IDENTITY_CHECK,
        query=_person,
        query_model=payloads.PersonQuery,
        answer_model=payloads.PhoneAnswer,
        time_limit_seconds=3.0,
        retries=2,
    ),
    DataSource(
        name="credit_report",
        number=3,
        caption=Sentence("个人信用报告", "Personal credit report"),
        purpose=ConsentPurpose.CREDIT_REPORT,
        query=_person,
        query_model=payloads.PersonQuery,
        answer_model=payloads.CreditReportAnswer,
        time_limit_seconds=8.0,
        retries=1,
    ),
    DataSource(
        name="fraud_list",
        number=4,
        caption=Sentence("行业欺诈名单", "Industry fraud list"),
        purpose=ConsentPurpose.PERSONAL_INFORMATION,
        query=_person,
        query_model=payloads.PersonQuery,
        answer_model=payloads.FraudListAnswer,
        time_limit_seconds=3.0,
        retries=2,
    ),
    DataSource(
        name="court_enforcement",
        number=5,
        caption=Sentence("法院执行信息", "Court enforcement"),
        purpose=ConsentPurpose.PERSONAL_INFORMATION,
        query=_person,
        query_model=payloads.PersonQuery,
        answer_model=payloads.CourtAnswer,
        time_limit_seconds=5.0,
        retries=2,
    ),
    DataSource(
        name="multi_lending",
        number=6,
        caption=Sentence("多头借贷查询", "Borrowing from several lenders"),
        purpose=ConsentPurpose.CREDIT_REPORT,
        query=_person,
        query_model=payloads.PersonQuery,
        answer_model=payloads.MultiLendingAnswer,
        time_limit_seconds=3.0,
        retries=2,
    ),
    DataSource(
        name="vehicle_registry",
        number=7,
        caption=Sentence("机动车登记信息", "Registry of motor vehicles"),
        purpose=ConsentPurpose.PERSONAL_INFORMATION,
        query=_vehicle,
        query_model=payloads.VehicleQuery,
        answer_model=payloads.VehicleRegistryAnswer,
        time_limit_seconds=5.0,
        retries=2,
        used_cars_only=True,
    ),
    DataSource(
        name="valuation",
        number=8,
        caption=Sentence("车辆估值", "Valuation"),
        purpose=None,
        query=_valuation,
        query_model=payloads.ValuationQuery,
        answer_model=payloads.ValuationAnswer,
        time_limit_seconds=4.0,
        retries=2,
    ),
    DataSource(
        name="pledge_registry",
        number=9,
        caption=Sentence("中登网动产融资登记", "Registry of movable property"),
        purpose=None,
        query=_vehicle,
        query_model=payloads.VehicleQuery,
        answer_model=payloads.PledgeAnswer,
        time_limit_seconds=5.0,
        retries=2,
    ),
)
"""Every source, in the order in which they are reported."""

SOURCES_BY_NAME: Final = {source.name: source for source in SOURCES}
