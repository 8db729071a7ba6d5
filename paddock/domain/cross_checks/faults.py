"""What a cross-check is, and how the fault that it finds is told."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from paddock.domain.application_draft import FieldTexts
from paddock.domain.checks import Fault
from paddock.domain.document_set import Place, Points, ReadDocument
from paddock.domain.documents import document_name, field_caption
from paddock.domain.sentences import Sentence

FAULT_PREFIX: Final = "documents."
"""The dotted path of a fault that belongs to documents and to no field: `documents.` and the check's id."""

_NOTHING: Final = Sentence("", "")
COMPARE: Final = Sentence("请对照原件更正, 或重拍清楚", "Compare with the original, correct it or take the photo again")


@dataclass(frozen=True, slots=True)
class DocumentFault(Fault):
    """A contradiction, boxed in the picture it was found in."""

    image_sha256: str = ""
    box: Points = ()
    subject: str = ""
    """What contradicts what."""
    found: Sentence = _NOTHING
    """The message without what to do."""

    @property
    def key(self) -> str:
        """Names exactly this contradiction: who stands for it stands for no other."""
        told = f"{self.code}|{self.image_sha256}|{self.subject}"
        return hashlib.sha256(told.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Situation:
    """What is checked: the documents, the application's fields as written, and the day."""

    documents: Sequence[ReadDocument]
    texts: FieldTexts
    today: date


Finder: TypeAlias = Callable[["CrossCheck", Situation], Iterator[DocumentFault]]


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """A named check over several documents.

    Attributes:
        id: stable snake_case; automation and waivers name it.
        title: what must hold.
        remedy: what to do when it does not.
        documents: the kinds it looks at, `DocumentKind` values.
        find: yields its faults.
    """

    id: str
    title: Sentence
    remedy: Sentence
    documents: tuple[str, ...]
    find: Finder

    def fault(self, place: Place, found: Sentence, against: str = "") -> DocumentFault:
        """The fault at `place`: what was found there, against what, and what to do."""
        unsure = Sentence("" if place.is_sure else " (识别把握不足)", "" if place.is_sure else " (not read surely)")
        message = Sentence(f"{found.zh}{unsure.zh}; {self.remedy.zh}", f"{found.en}{unsure.en}. {self.remedy.en}")
        return DocumentFault(
            field=FAULT_PREFIX + self.id,
            code=self.id,
            message=message,
            image_sha256=place.document.image_sha256,
            box=place.box,
            subject=f"{place.name}={place.value}|{against}",
            found=found,
        )


def named(place: Place) -> Sentence:
    """`行驶证的车架号“LSV…”`."""
    document, caption = document_name(place.document.kind), field_caption(place.name)
    return Sentence(
        f"{document.zh}的{caption.zh}“{place.value}”", f"The {caption.en} “{place.value}” on the {document.en}"
    )
