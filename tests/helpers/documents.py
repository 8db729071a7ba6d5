"""The documents of one faultless purchase as they are read, each value with a box of its own (all invented)."""

from collections.abc import Mapping

from paddock.domain.application_draft import FieldPath, FieldTexts
from paddock.domain.document_set import DocumentValue, ReadDocument
from tests.helpers.applications import faultless_texts

_ENGINE, _MODEL = "DLW123456", "SVW7144AB"


def used_car_values() -> dict[str, dict[str, str]]:
    """What the papers of `faultless_texts` say, by kind."""
    texts = faultless_texts()
    vin, plate, number = texts[FieldPath.VIN], texts[FieldPath.PLATE], texts[FieldPath.RESIDENT_ID_NUMBER]
    owner, owner_number = "李建国", "11010519491231002X"
    return {
        "resident_id_front": {
            "name": texts[FieldPath.NAME], "number": number, "birth_date": texts[FieldPath.BIRTH_DATE], "sex": "男",
        },
        "resident_id_back": {"valid_until": texts[FieldPath.ID_VALID_UNTIL]},
        "driving_licence": {
            "name": texts[FieldPath.NAME], "number": number, "birth_date": texts[FieldPath.BIRTH_DATE], "sex": "男",
            "first_issued_on": "2006-05-20", "classes": "C1", "valid_until": "2032-05-20",
        },
        "vin": {"vin": vin},
        "vehicle_licence": {
            "plate": plate, "vin": vin, "owner": owner, "engine_number": _ENGINE, "registered_on": "2022-06-18",
            "brand_model": "大众汽车牌" + _MODEL, "use_character": "非营运",
        },
        "vehicle_licence_second_page": {"plate": plate, "inspected_until": "2028-06", "gross_mass_kg": "1795"},
        "registration_certificate": {
            "owner": owner, "owner_id_number": owner_number, "registered_on": "2022-06-18", "plate": plate,
            "certificate_number": "320012345678",
        },
        "registration_certificate_second_page": {
            "vin": vin, "engine_number": _ENGINE, "model": _MODEL, "use_character": "非营运", "gross_mass_kg": "1795",
            "made_on": "2022-03-01", "fuel": "汽油",
        },
        "used_car_invoice": {
            "invoice_number": "12345678", "buyer": texts[FieldPath.NAME], "buyer_id_number": number, "seller": owner,
            "seller_id_number": owner_number, "plate": plate, "registration_number": "320012345678", "vin": vin,
            "brand_model": "大众汽车牌" + _MODEL, "total_yuan": "98000.00",
        },
        "licence_plate": {"plate": plate},
        "odometer": {"odometer_km": "43210"},
        "bank_card": {"number": "6222020000000000000", "valid_until": "2030-05"},
    }  # fmt: skip


def new_car_values() -> dict[str, dict[str, str]]:
    """What the papers of a new car say, for the same customer and VIN."""
    texts = faultless_texts()
    vin = texts[FieldPath.VIN]
    return {
        "conformity_certificate": {
            "certificate_number": "YA1234567890AB", "vin": vin, "engine_number": _ENGINE, "model": _MODEL,
            "made_on": "2022-03-01", "fuel": "汽油", "gross_mass_kg": "1795",
        },
        "new_car_invoice": {
            "invoice_number": "87654321", "issued_on": "2022-06-01", "buyer": texts[FieldPath.NAME],
            "buyer_id_number": texts[FieldPath.RESIDENT_ID_NUMBER], "certificate_number": "YA1234567890AB", "vin": vin,
            "engine_number": _ENGINE, "brand_model": "大众汽车牌" + _MODEL, "total_yuan": "98000.00",
            "seller_tax_number": "91320594MA1MTGDQ11",
        },
        "business_licence": {"uscc": "91320594MA1MTGDQ11"},
    }  # fmt: skip


def new_car_texts() -> FieldTexts:
    """The fields of that purchase."""
    return faultless_texts() | {
        FieldPath.CONDITION: "new",
        FieldPath.FIRST_REGISTERED_ON: "",
        FieldPath.PLATE: "",
    }


def documents_from(values: Mapping[str, Mapping[str, str]]) -> list[ReadDocument]:
    """The documents, each in a picture of its own."""
    return [
        ReadDocument(
            kind,
            f"{number:x}" * 64,
            {
                name: DocumentValue(name, value, 0.95, ((at, 0.0), (at + 9, 0.0), (at + 9, 5.0), (at, 5.0)))
                for at, (name, value) in enumerate(found.items())
            },
        )
        for number, (kind, found) in enumerate(values.items(), 1)
    ]
