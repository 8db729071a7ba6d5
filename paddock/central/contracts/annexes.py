"""The annexes behind schedule and consents: vehicle and inspection list, guarantor's letter, delivery receipt."""

from collections.abc import Mapping
from typing import Any, Final

from paddock.central.contracts.clauses import ClauseBook, fill
from paddock.central.contracts.terms import ContractTerms

_FIRST_NUMBER: Final = 3
_ORDINALS: Final = "零一二三四五六七八九"


def annexes_of(terms: ContractTerms, book: ClauseBook, places: Mapping[str, str]) -> list[dict[str, Any]]:
    """What the template sets, in the book's order; those that the deal has no use for are left out.

    Raises `KeyError` where an annex wants what the deal does not have.
    """
    deal = terms.deal
    wanted = [annex for annex in book.annexes if annex.scope.holds(deal)]
    return [
        {
            "title": f"附件{_ORDINALS[number]}　{annex.title}",
            "law": annex.law,
            "paragraphs": [fill(text, places) for text in annex.paragraphs],
            "items": [
                [str(line), item.name, fill(item.how, places)]
                for line, item in enumerate((item for item in annex.items if item.scope.holds(deal)), start=1)
            ],
        }
        for number, annex in enumerate(wanted, start=_FIRST_NUMBER)
    ]
