"""Checks of dates, ages, mileage and validity across documents."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from paddock.domain.application_draft import FieldPath
from paddock.domain.bank_card import is_card_number
from paddock.domain.cross_checks.faults import COMPARE, CrossCheck, DocumentFault, Situation, named
from paddock.domain.document_set import Place, places_of
from paddock.domain.documents import DocumentKind
from paddock.domain.plate import is_new_energy_plate, is_plate, normalise_plate
from paddock.domain.resident_id import check_number
from paddock.domain.sentences import Sentence
from paddock.domain.uscc import is_uscc
from paddock.domain.vin import model_year, normalise_vin

LICENSED_FROM_AGE: Final = 18
MOST_KM_A_YEAR: Final = 100_000
LEAST_KM_A_YEAR: Final = 300
OLD_ENOUGH_YEARS: Final = 3
ODOMETER_PLAY: Final = 0.02
MODEL_YEAR_PLAY: Final = 2
_CAR_CLASS: Final = re.compile(r"A[123]|B[12]|C[1256]")
_REGISTERED_PAPERS: Final = ("vehicle_licence", "registration_certificate", "licence_plate", "used_car_invoice")
_ELECTRIC: Final = re.compile(r"电|混合|氢")
_ALL: Final = tuple(kind.value for kind in DocumentKind if kind is not DocumentKind.OTHER)


def day_of(text: str) -> date | None:
    """The date that `text` is, or the first day of the month."""
    try:
        return date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        return None


def _expired(kind: str, name: str) -> Callable[[CrossCheck, Situation], Iterator[DocumentFault]]:
    def find(check: CrossCheck, situation: Situation) -> Iterator[DocumentFault]:
        for place in places_of(situation.documents, kind, name):
            if place.value != "长期" and place.value < situation.today.isoformat()[: len(place.value)]:
                here = named(place)
                yield check.fault(place, Sentence(f"{here.zh}已过", f"{here.en} has passed"))

    return find


def _licensed_too_young(check: CrossCheck, situation: Situation) -> Iterator[DocumentFault]:
    for place in places_of(situation.documents, "driving_licence", "first_issued_on"):
        born, issued = day_of(place.document.text("birth_date")), day_of(place.value)
        if (
            born
            and issued
            and (issued.year - born.year - ((issued.month, issued.day) < (born.month, born.day))) < LICENSED_FROM_AGE
        ):
            here = named(place)
            yield check.fault(place, Sentence(f"{here.zh}时未满 18 岁", f"{here.en} is before the driver was 18"))


def _no_car_class(check: CrossCheck, situation: Situation) -> Iterator[DocumentFault]:
    for place in places_of(situation.documents, "driving_licence", "classes"):
        if not _CAR_CLASS.search(place.value):
            here = named(place)
            yield check.fault(place, Sentence(f"{here.zh}不含汽车", f"{here.en} is for no car"))


def _new_but_registered(check: CrossCheck, situation: Situation) -> Iterator[DocumentFault]:
    if situation.texts.get(FieldPath.CONDITION) != "new":
        return
    for kind in _REGISTERED_PAPERS:
        name = "vin" if kind == "used_car_invoice" else "plate"
        for place in places_of(situation.documents, kind, name):
            here = named(place)
            yield check.fault(
                place, Sentence(f"进件为新车, 但有{here.zh}", f"The car is entered as new. {here.en} says otherwise")
            )


def _made_after(
    kinds: tuple[str, ...], name: str, later: tuple[tuple[str, str], ...]
) -> Callable[[CrossCheck, Situation], Iterator[DocumentFault]]:
    def find(check: CrossCheck, situation: Situation) -> Iterator[DocumentFault]:
        first = [place for kind in kinds for place in places_of(situation.documents, kind, name)]
        then = [place for kind, other in later for place in places_of(situation.documents, kind, other)]
        for place in first:
            before = next((each for each in then if each.value < place.value), None)
            if before is not None:
                here, there = named(place), named(before)
                yield check.fault(place, Sentence(f"{here.zh}晚于{there.zh}", f"{here.en} is later than: {there.en}"))

    return find


def _model_year(check: CrossCheck, situation: Situation) -> Iterator[DocumentFault]:
    vin = normalise_vin(situation.texts.get(FieldPath.VIN, ""))
    year = model_year(vin, situation.today)
    kinds = ("conformity_certificate", "registration_certificate_second_page")
    for place in (each for kind in kinds for each in places_of(situation.documents, kind, "made_on")):
        made = day_of(place.value)
        if year and made and abs(year - made.year) > MODEL_YEAR_PLAY:
            here = named(place)
            yield check.fault(
                place,
                Sentence(f"{here.zh}与车架号年份 {year} 不符", f"{here.en} does not fit the VIN's model year {year}"),
            )


def _odometer_differs(check: CrossCheck, situation: Situation) -> Iterator[DocumentFault]:
    entered = situation.texts.get(FieldPath.ODOMETER, "").strip()
    for place in places_of(situation.documents, "odometer", "odometer_km"):
        if not entered.isdigit() or not place.value.isdigit():
            continue
        read = int(place.value)
        if abs(int(entered) - read) > ODOMETER_PLAY * max(read, 1_000):
            here = named(place)
            yield check.fault(
                place,
                Sentence(
                    f"{here.zh}与进件里程 {entered} 公里不一致", f"{here.en} differs from the {entered} km entered"
                ),
            )


def _mileage_against_age(check: CrossCheck, situation: Situation) -> Iterator[DocumentFault]:
    registered = day_of(situation.texts.get(FieldPath.FIRST_REGISTERED_ON, "").strip())
    licences = places_of(situation.documents, "vehicle_licence", "registered_on")
    registered = registered or next((day for place in licences if (day := day_of(place.value))), None)
    if registered is None or registered > situation.today:
        return
    years = max((situation.today - registered).days / 365.25, 0.25)
    for place in places_of(situation.documents, "odometer", "odometer_km"):
        read = int(place.value) if place.value.isdigit() else None
        if read is None:
            continue
        here = named(place)
        if read > MOST_KM_A_YEAR * years:
            yield check.fault(
                place, Sentence(f"{here.zh}对 {years:.1f} 年车龄过高", f"{here.en} is too much for {years:.1f} years")
            )
        elif years > OLD_ENOUGH_YEARS and read < LEAST_KM_A_YEAR * years:
            yield check.fault(
                place, Sentence(f"{here.zh}对 {years:.1f} 年车龄过低", f"{here.en} is too little for {years:.1f} years")
            )


def _energy(check: CrossCheck, situation: Situation) -> Iterator[DocumentFault]:
    entered = situation.texts.get(FieldPath.NEW_ENERGY, "")
    for kind in ("licence_plate", "vehicle_licence"):
        for place in places_of(situation.documents, kind, "plate"):
            plate = normalise_plate(place.value)
            if entered == "false" and is_new_energy_plate(plate):
                here = named(place)
                yield check.fault(
                    place,
                    Sentence(
                        f"{here.zh}是新能源号牌, 进件选了“否”",
                        f"{here.en} is one of new energy, the application says no",
                    ),
                )
    for kind in ("conformity_certificate", "registration_certificate_second_page"):
        for place in places_of(situation.documents, kind, "fuel"):
            if entered == "true" and not _ELECTRIC.search(place.value):
                here = named(place)
                yield check.fault(
                    place, Sentence(f"{here.zh}, 进件却选了新能源", f"{here.en}, but the application says new energy")
                )


def _numbers_hold(check: CrossCheck, situation: Situation) -> Iterator[DocumentFault]:
    for document in situation.documents:
        for name, holds in (
            ("number", _number_holds),
            ("owner_id_number", _person_or_company),
            ("buyer_id_number", _person_or_company),
            ("seller_id_number", _person_or_company),
            ("uscc", lambda place, _today: is_uscc(place.value)),
            ("seller_tax_number", lambda place, _today: is_uscc(place.value)),
            ("plate", lambda place, _today: is_plate(normalise_plate(place.value))),
        ):
            place = Place(document, name)
            if place.value and not holds(place, situation.today):
                here = named(place)
                yield check.fault(place, Sentence(f"{here.zh}校验不符", f"{here.en} fails its check"))


def _number_holds(place: Place, today: date) -> bool:
    if place.document.kind == "bank_card":
        return is_card_number(place.value)
    return all(each.passed for each in check_number(place.value, today) if each.name != "id_region_known")


def _person_or_company(place: Place, today: date) -> bool:
    return is_uscc(place.value) or _number_holds(place, today)


def _same_kind_differs(check: CrossCheck, situation: Situation) -> Iterator[DocumentFault]:
    """Two photos of the same kind must be of the same document."""
    keys = {
        "resident_id_front": "number",
        "driving_licence": "number",
        "vehicle_licence": "vin",
        "licence_plate": "plate",
        "business_licence": "uscc",
        "registration_certificate": "owner_id_number",
        "registration_certificate_second_page": "vin",
        "conformity_certificate": "vin",
        "new_car_invoice": "invoice_number",
        "used_car_invoice": "invoice_number",
    }
    for kind, name in keys.items():
        found = places_of(situation.documents, kind, name)
        for first, place in ((found[0], other) for other in found[1:]):
            if place.value != first.value:
                here = named(place)
                yield check.fault(
                    place,
                    Sentence(
                        f"{here.zh}与另一张的“{first.value}”不同",
                        f"{here.en} differs from “{first.value}” in another photo",
                    ),
                )


def _seller_is_company(check: CrossCheck, situation: Situation) -> Iterator[DocumentFault]:
    companies = places_of(situation.documents, "business_licence", "uscc")
    for place in places_of(situation.documents, "new_car_invoice", "seller_tax_number"):
        if companies and all(place.value != company.value for company in companies):
            here, there = named(place), named(companies[0])
            yield check.fault(place, Sentence(f"{here.zh}与{there.zh}不一致", f"{here.en} differs from: {there.en}"))


_RENEW: Final = Sentence("请客户换领后再办理", "Ask the customer to renew it first")

PLAUSIBILITY: Final = (
    CrossCheck(
        "id_card_valid",
        Sentence("身份证在有效期内", "The ID card is valid"),
        _RENEW,
        ("resident_id_back",),
        _expired("resident_id_back", "valid_until"),
    ),
    CrossCheck(
        "driving_licence_valid",
        Sentence("驾驶证在有效期内", "The driving licence is valid"),
        _RENEW,
        ("driving_licence",),
        _expired("driving_licence", "valid_until"),
    ),
    CrossCheck(
        "inspection_valid",
        Sentence("机动车检验在有效期内", "The vehicle's inspection is valid"),
        Sentence("请先办理年检", "Have the vehicle inspected first"),
        ("vehicle_licence_second_page",),
        _expired("vehicle_licence_second_page", "inspected_until"),
    ),
    CrossCheck(
        "bank_card_valid",
        Sentence("还款银行卡在有效期内", "The bank card is valid"),
        Sentence("请客户换一张卡", "Ask for another card"),
        ("bank_card",),
        _expired("bank_card", "valid_until"),
    ),
    CrossCheck(
        "driver_of_age",
        Sentence("初次领证时已满 18 岁", "The driver was 18 when first licensed"),
        COMPARE,
        ("driving_licence",),
        _licensed_too_young,
    ),
    CrossCheck(
        "driving_class_covers_car",
        Sentence("准驾车型包含汽车", "The driving licence is for cars"),
        Sentence("请确认由谁驾驶, 换成能驾驶汽车的驾驶证", "Find out who will drive, and use a licence for cars"),
        ("driving_licence",),
        _no_car_class,
    ),
    CrossCheck(
        "new_car_has_no_registration",
        Sentence("新车没有登记资料", "A new car has no papers of registration"),
        Sentence("请改为二手车, 或取下该资料", "Choose used, or take the paper out"),
        _REGISTERED_PAPERS,
        _new_but_registered,
    ),
    CrossCheck(
        "made_before_registered",
        Sentence("出厂日期不晚于注册日期", "The car was made before it was registered"),
        COMPARE,
        (
            "conformity_certificate",
            "registration_certificate_second_page",
            "vehicle_licence",
            "registration_certificate",
        ),
        _made_after(
            ("conformity_certificate", "registration_certificate_second_page"),
            "made_on",
            (("vehicle_licence", "registered_on"), ("registration_certificate", "registered_on")),
        ),
    ),
    CrossCheck(
        "made_before_sold",
        Sentence("出厂日期不晚于开票日期", "The car was made before it was sold"),
        COMPARE,
        ("conformity_certificate", "new_car_invoice"),
        _made_after(("conformity_certificate",), "made_on", (("new_car_invoice", "issued_on"),)),
    ),
    CrossCheck(
        "sold_before_registered",
        Sentence("新车开票日期不晚于注册日期", "The new car was sold before it was registered"),
        COMPARE,
        ("new_car_invoice", "vehicle_licence", "registration_certificate"),
        _made_after(
            ("new_car_invoice",),
            "issued_on",
            (("vehicle_licence", "registered_on"), ("registration_certificate", "registered_on")),
        ),
    ),
    CrossCheck(
        "made_in_model_year",
        Sentence("出厂日期与车架号年份相符", "Date of manufacture and VIN's model year fit"),
        COMPARE,
        ("conformity_certificate", "registration_certificate_second_page"),
        _model_year,
    ),
    CrossCheck(
        "odometer_as_entered",
        Sentence("进件里程与仪表一致", "The mileage entered is the dashboard's"),
        COMPARE,
        ("odometer",),
        _odometer_differs,
    ),
    CrossCheck(
        "mileage_fits_age",
        Sentence("里程与车龄相符", "Mileage and age fit"),
        Sentence("请核对仪表与保养记录, 排除调表", "Compare with service records: the odometer may have been set back"),
        ("odometer", "vehicle_licence"),
        _mileage_against_age,
    ),
    CrossCheck(
        "new_energy_fits",
        Sentence("新能源选项与号牌、燃料相符", "New energy, plate and fuel fit"),
        Sentence("请更正“新能源”, 或核对资料", "Correct “new energy”, or compare the paper"),
        ("licence_plate", "vehicle_licence", "conformity_certificate", "registration_certificate_second_page"),
        _energy,
    ),
    CrossCheck(
        "numbers_hold",
        Sentence("各证件号码校验正确", "Every number on the documents passes its own check"),
        COMPARE,
        _ALL,
        _numbers_hold,
    ),
    CrossCheck(
        "one_document_of_a_kind",
        Sentence("同类照片是同一份证件", "Photos of one kind are of one document"),
        Sentence("请取下不属于本单的照片", "Take out the photo that does not belong here"),
        _ALL,
        _same_kind_differs,
    ),
    CrossCheck(
        "seller_is_licensed_company",
        Sentence("销货单位与营业执照一致", "The invoice's seller is the licensed company"),
        COMPARE,
        ("new_car_invoice", "business_licence"),
        _seller_is_company,
    ),
)
