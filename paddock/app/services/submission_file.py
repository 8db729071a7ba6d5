"""An application from a JSON file, in the shape of the wire's `ApplicationSubmission` without images.

It becomes a draft, not a submission: whatever is missing or malformed is then listed together with all other
faults, instead of stopping at the first.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from paddock.app.services.moments import moment, new_id
from paddock.domain.application_draft import ApplicationDraft, FieldEntry, FieldPath
from paddock.domain.errors import BadInput
from paddock.domain.money import format_yuan
from paddock.domain.sentences import Sentence

_SECTIONS = ("applicant", "vehicle", "financing", "consent")
_BESIDE = {"id", "kind", "created_at", "created_by", "images", "readings", *_SECTIONS}
_SAYS_NOTHING: tuple[Any, ...] = (None, [], {})
_NOT_FIELDS = {"consent.text_version", "consent.given_at", "vehicle.inventory_unit_id"}
_MONEY = {FieldPath.PRICE, FieldPath.DOWN_PAYMENT, FieldPath.MONTHLY_INCOME, FieldPath.MONTHLY_DEBT}


def draft_of_file(found: Any, *, created_by: str) -> ApplicationDraft:
    """The draft that the file describes; with the file's `id` if it has one.

    Raises:
        BadInput: it is no application at all, or has fields nobody knows.
    """
    if not isinstance(found, dict):
        raise _malformed("{}")
    # What is there and empty says nothing, so an application as the centre shows it can be given back.
    strange = sorted(name for name in set(found) - _BESIDE if found[name] not in _SAYS_NOTHING)
    entries: dict[FieldPath, FieldEntry] = {}
    for section in _SECTIONS:
        values = found.get(section, {})
        if not isinstance(values, dict):
            raise _malformed(section)
        for name, value in values.items():
            path = f"{section}.{name}"
            if path in set(FieldPath):
                entries[FieldPath(path)] = FieldEntry(_text(FieldPath(path), value))
            elif path not in _NOT_FIELDS and value is not None:
                strange.append(path)
    if strange:
        raise _malformed(", ".join(strange))
    return ApplicationDraft(
        id=_uuid(found.get("id"), "id") or new_id(),
        created_at=moment(None),
        created_by=created_by,
        entries=entries,
        consent_given_at=_time(found.get("consent", {}).get("given_at")),
        inventory_unit_id=_uuid(found.get("vehicle", {}).get("inventory_unit_id"), "vehicle.inventory_unit_id"),
    )


def _text(path: FieldPath, value: Any) -> str:
    """The value as a person would have typed it (`application_draft.TEXT_FORMS`)."""
    if value is None:
        return "长期" if path is FieldPath.ID_VALID_UNTIL else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(str(part) for part in value)
    if path in _MONEY and isinstance(value, int):
        return format_yuan(value)
    return str(value)


def _time(value: Any) -> datetime | None:
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        raise _malformed("consent.given_at") from None
    if found.tzinfo is None:
        raise _malformed("consent.given_at")
    return found


def _uuid(value: Any, name: str) -> UUID | None:
    if value is None:
        return None
    try:
        return UUID(str(value))
    except ValueError:
        raise _malformed(name) from None


def _malformed(what: str) -> BadInput:
    return BadInput(
        Sentence(
            f"进件文件有误: {what}; 需要 applicant, vehicle, financing, consent 四部分, 字段名同接口文档",
            f"The application file is not usable at: {what}; it has the parts applicant, vehicle, financing and "
            "consent, with the fields of the protocol",
        )
    )
