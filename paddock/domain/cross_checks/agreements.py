"""Checks that the same thing is said the same way everywhere: names, numbers, VIN, plate, dates, owner, price."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from paddock.domain.application_draft import FieldPath
from paddock.domain.cross_checks.faults import COMPARE, CrossCheck, DocumentFault, Situation, named
from paddock.domain.document_set import Place, places_of
from paddock.domain.errors import BadInput
from paddock.domain.field_names import FIELD_NAMES
from paddock.domain.money import parse_yuan
from paddock.domain.sentences import Sentence


def plain(text: str) -> str:
    """Half width, capitals, without spaces and marks: how texts are compared."""
    return re.sub(r"[\s·•.,，。、:：;\-—()（）]", "", unicodedata.normalize("NFKC", text).upper())


def digits_and_letters(text: str) -> str:
    """Codes without their separators."""
    return re.sub(r"[^0-9A-Z\u4e00-\u9fff]", "", unicodedata.normalize("NFKC", text).upper())


def fen(text: str) -> str:
    """An amount, however it is written."""
    try:
        return str(parse_yuan(text))
    except BadInput:
        return text


def kilograms(text: str) -> str:
    """A number, however it is written."""
    try:
        return str(Decimal(text).normalize())
    except InvalidOperation:
        return text


@dataclass(frozen=True, slots=True)
class _Agreement:
    """Finds the places that say something else than the application, or than the first of them."""

    places: tuple[tuple[str, str], ...]
    """Kinds of documents and names of values, the most trusted first."""
    field: FieldPath | None
    form: Callable[[str], str]
    same: Callable[[str, str], bool] | None = None

    def __call__(self, check: CrossCheck, situation: Situation) -> Iterator[DocumentFault]:
        found = [place for kind, name in self.places for place in places_of(situation.documents, kind, name)]
        entered = situation.texts.get(self.field, "").strip() if self.field else ""
        if entered and self.field:
            caption = FIELD_NAMES[self.field]
            against, rest = entered, found
            said = Sentence(f"进件的{caption.zh}“{entered}”", f"the application's {caption.en.lower()} “{entered}”")
        elif len(found) > 1:
            against, rest = found[0].value, found[1:]
            said = named(found[0])
        else:
            return
        for place in rest:
            if not self._agrees(against, place):
                here = named(place)
                words = Sentence(f"{here.zh}与{said.zh}不一致", f"{here.en} differs from {_lower(said.en)}")
                yield check.fault(place, words, against)

    def _agrees(self, against: str, place: Place) -> bool:
        one, other = self.form(against), self.form(place.value)
        return one == other or (self.same is not None and self.same(one, other))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _one_within_the_other(one: str, other: str) -> bool:
    return one in other or other in one


def agreement(
    name: str,
    title: Sentence,
    places: tuple[tuple[str, str], ...],
    field: FieldPath | None = None,
    form: Callable[[str], str] = plain,
    remedy: Sentence = COMPARE,
    same: Callable[[str, str], bool] | None = None,
) -> CrossCheck:
    """A check that all `places`, and the application's `field` if one is given, say the same."""
    kinds = tuple(dict.fromkeys(kind for kind, _ in places))
    return CrossCheck(name, title, remedy, kinds, _Agreement(places, field, form, same))


_OTHER_PERSON: Final = Sentence(
    "请确认是同一位客户, 换成本人证件或更正",
    "Make sure that it is the same customer: use their own document, or correct it",
)
_OTHER_CAR: Final = Sentence(
    "请确认是同一台车, 换成这台车的资料或更正", "Make sure that it is the same car: use its own papers, or correct it"
)
_ENGINE: Final = tuple(
    (kind, "engine_number")
    for kind in (
        "vehicle_licence",
        "registration_certificate_second_page",
        "conformity_certificate",
        "new_car_invoice",
    )
)

AGREEMENTS: Final = (
    agreement(
        "applicant_name_on_id",
        Sentence("申请人与身份证姓名一致", "Applicant and ID card have the same name"),
        (("resident_id_front", "name"),),
        FieldPath.NAME,
        remedy=_OTHER_PERSON,
    ),
    agreement(
        "applicant_number_on_id",
        Sentence("申请人与身份证号码一致", "Applicant and ID card have the same number"),
        (("resident_id_front", "number"),),
        FieldPath.RESIDENT_ID_NUMBER,
        digits_and_letters,
        _OTHER_PERSON,
    ),
    agreement(
        "birth_date_agrees",
        Sentence("各证件出生日期一致", "All documents have the same birth date"),
        (("resident_id_front", "birth_date"), ("driving_licence", "birth_date")),
        FieldPath.BIRTH_DATE,
    ),
    agreement(
        "sex_agrees",
        Sentence("各证件性别一致", "All documents have the same sex"),
        (("resident_id_front", "sex"), ("driving_licence", "sex")),
        FieldPath.SEX,
    ),
    agreement(
        "id_validity_agrees",
        Sentence("进件与身份证有效期一致", "Application and ID card have the same validity"),
        (("resident_id_back", "valid_until"),),
        FieldPath.ID_VALID_UNTIL,
    ),
    agreement(
        "driver_is_applicant",
        Sentence("驾驶证姓名为申请人", "The driving licence is the applicant's (name)"),
        (("driving_licence", "name"), ("driving_licence_second_page", "name")),
        FieldPath.NAME,
        remedy=_OTHER_PERSON,
    ),
    agreement(
        "driver_number_is_applicants",
        Sentence("驾驶证证号为申请人身份证号", "The driving licence has the applicant's number"),
        (("driving_licence", "number"), ("driving_licence_second_page", "number")),
        FieldPath.RESIDENT_ID_NUMBER,
        digits_and_letters,
        _OTHER_PERSON,
    ),
    agreement(
        "vin_on_car",
        Sentence("进件与实车车架号一致", "Application and car have the same VIN"),
        (("vin", "vin"),),
        FieldPath.VIN,
        digits_and_letters,
        _OTHER_CAR,
    ),
    agreement(
        "vin_on_licence",
        Sentence("进件与行驶证车架号一致", "Application and vehicle licence have the same VIN"),
        (("vehicle_licence", "vin"),),
        FieldPath.VIN,
        digits_and_letters,
        _OTHER_CAR,
    ),
    agreement(
        "vin_on_certificate",
        Sentence("进件与登记证书车架号一致", "Application and registration certificate have the same VIN"),
        (("registration_certificate_second_page", "vin"),),
        FieldPath.VIN,
        digits_and_letters,
        _OTHER_CAR,
    ),
    agreement(
        "vin_on_conformity",
        Sentence("进件与合格证车架号一致", "Application and certificate of conformity have the same VIN"),
        (("conformity_certificate", "vin"),),
        FieldPath.VIN,
        digits_and_letters,
        _OTHER_CAR,
    ),
    agreement(
        "vin_on_invoice",
        Sentence("进件与发票车架号一致", "Application and invoice have the same VIN"),
        (("new_car_invoice", "vin"), ("used_car_invoice", "vin")),
        FieldPath.VIN,
        digits_and_letters,
        _OTHER_CAR,
    ),
    agreement(
        "plate_on_licence",
        Sentence("进件与行驶证号牌一致", "Application and vehicle licence have the same plate"),
        (("vehicle_licence", "plate"), ("vehicle_licence_second_page", "plate")),
        FieldPath.PLATE,
        digits_and_letters,
        _OTHER_CAR,
    ),
    agreement(
        "plate_on_certificate",
        Sentence("进件与登记证书号牌一致", "Application and registration certificate have the same plate"),
        (("registration_certificate", "plate"),),
        FieldPath.PLATE,
        digits_and_letters,
        _OTHER_CAR,
    ),
    agreement(
        "plate_on_car",
        Sentence("进件与实车号牌一致", "Application and car have the same plate"),
        (("licence_plate", "plate"),),
        FieldPath.PLATE,
        digits_and_letters,
        _OTHER_CAR,
    ),
    agreement(
        "plate_on_invoice",
        Sentence("进件与二手车发票号牌一致", "Application and used-car invoice have the same plate"),
        (("used_car_invoice", "plate"),),
        FieldPath.PLATE,
        digits_and_letters,
        _OTHER_CAR,
    ),
    agreement(
        "engine_number_agrees",
        Sentence("各资料发动机号一致", "All papers have the same engine number"),
        _ENGINE,
        None,
        digits_and_letters,
        _OTHER_CAR,
    ),
    agreement(
        "registration_date_agrees",
        Sentence("注册日期一致", "The date of registration is the same everywhere"),
        (("registration_certificate", "registered_on"), ("vehicle_licence", "registered_on")),
        FieldPath.FIRST_REGISTERED_ON,
    ),
    agreement(
        "owner_agrees",
        Sentence("行驶证与登记证书所有人一致", "Vehicle licence and certificate have the same owner"),
        (("registration_certificate", "owner"), ("vehicle_licence", "owner")),
    ),
    agreement(
        "seller_is_owner",
        Sentence("二手车卖方为登记所有人", "The seller of the used car is its owner"),
        (("registration_certificate", "owner"), ("vehicle_licence", "owner"), ("used_car_invoice", "seller")),
        remedy=Sentence(
            "请提供所有人委托书, 或由登记所有人出售", "Ask for the owner's authorisation, or let the owner sell"
        ),
    ),
    agreement(
        "seller_number_is_owners",
        Sentence("卖方证件号为登记所有人证件号", "The seller has the owner's number"),
        (("registration_certificate", "owner_id_number"), ("used_car_invoice", "seller_id_number")),
        None,
        digits_and_letters,
    ),
    agreement(
        "buyer_is_applicant",
        Sentence("发票购买方为申请人", "The invoice is made out to the applicant (name)"),
        (("new_car_invoice", "buyer"), ("used_car_invoice", "buyer")),
        FieldPath.NAME,
        remedy=Sentence("请让开票方按申请人重开发票", "Have the invoice made out to the applicant"),
    ),
    agreement(
        "buyer_number_is_applicants",
        Sentence("发票购买方证件号为申请人身份证号", "The invoice has the applicant's number"),
        (("new_car_invoice", "buyer_id_number"), ("used_car_invoice", "buyer_id_number")),
        FieldPath.RESIDENT_ID_NUMBER,
        digits_and_letters,
        Sentence("请让开票方按申请人重开发票", "Have the invoice made out to the applicant"),
    ),
    agreement(
        "price_on_invoice",
        Sentence("成交价与发票金额一致", "The price is the invoice's total"),
        (("new_car_invoice", "total_yuan"), ("used_car_invoice", "total_yuan")),
        FieldPath.PRICE,
        fen,
        Sentence("请更正成交价, 或重开发票", "Correct the price, or have the invoice made out again"),
    ),
    agreement(
        "conformity_number_on_invoice",
        Sentence("合格证编号与发票一致", "The invoice names the certificate of conformity"),
        (("conformity_certificate", "certificate_number"), ("new_car_invoice", "certificate_number")),
        None,
        digits_and_letters,
        _OTHER_CAR,
    ),
    agreement(
        "registration_number_on_invoice",
        Sentence("登记证书编号与发票一致", "The invoice names the registration certificate"),
        (("registration_certificate", "certificate_number"), ("used_car_invoice", "registration_number")),
        None,
        digits_and_letters,
        _OTHER_CAR,
    ),
    agreement(
        "model_agrees",
        Sentence("各资料车辆型号一致", "All papers have the same model"),
        (
            ("conformity_certificate", "model"),
            ("registration_certificate_second_page", "model"),
            ("vehicle_licence", "brand_model"),
            ("new_car_invoice", "brand_model"),
            ("used_car_invoice", "brand_model"),
        ),
        None,
        digits_and_letters,
        _OTHER_CAR,
        _one_within_the_other,
    ),
    agreement(
        "use_agrees",
        Sentence("行驶证与登记证书使用性质一致", "Vehicle licence and certificate have the same use"),
        (("registration_certificate_second_page", "use_character"), ("vehicle_licence", "use_character")),
    ),
    agreement(
        "gross_mass_agrees",
        Sentence("各资料总质量一致", "All papers have the same gross mass"),
        (
            ("registration_certificate_second_page", "gross_mass_kg"),
            ("vehicle_licence_second_page", "gross_mass_kg"),
            ("conformity_certificate", "gross_mass_kg"),
        ),
        None,
        kilograms,
        _OTHER_CAR,
    ),
)
