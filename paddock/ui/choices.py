"""The choices of an application's fields: the value that is sent and the words on the screen."""

from paddock.domain.application_draft import FieldPath
from paddock.ui.words import translate
from paddock.wire.applications import CustomerAim, Occupation, Sex, VehicleCondition


def choices_of(path: FieldPath) -> list[tuple[str, str]]:
    """`(value, words)` in the order shown; empty for fields that are not a choice."""
    if path is FieldPath.SEX:
        return [
            (Sex.MALE.value, translate("Choices", "Male")),
            (Sex.FEMALE.value, translate("Choices", "Female")),
        ]
    if path is FieldPath.CONDITION:
        return [
            (VehicleCondition.USED.value, translate("Choices", "Used car")),
            (VehicleCondition.NEW.value, translate("Choices", "New car")),
        ]
    if path is FieldPath.NEW_ENERGY:
        return [
            ("false", translate("Choices", "Petrol or diesel")),
            ("true", translate("Choices", "New energy")),
        ]
    if path is FieldPath.OCCUPATION:
        return [
            (Occupation.EMPLOYED.value, translate("Choices", "Employed by a company")),
            (Occupation.PUBLIC_SECTOR.value, translate("Choices", "Public sector")),
            (Occupation.SELF_EMPLOYED.value, translate("Choices", "Self-employed")),
            (Occupation.FARMER.value, translate("Choices", "Farmer")),
            (Occupation.RETIRED.value, translate("Choices", "Retired")),
            (Occupation.OTHER.value, translate("Choices", "Other")),
        ]
    if path is FieldPath.AIM:
        return [
            (CustomerAim.LOWEST_MONTHLY.value, translate("Choices", "Lowest monthly payment")),
            (CustomerAim.LOWEST_TOTAL.value, translate("Choices", "Lowest total")),
            (CustomerAim.SHORTEST.value, translate("Choices", "Shortest term")),
        ]
    return []
