"""What a file says, page by page, against what the archived original says."""

from collections.abc import Sequence
from itertools import zip_longest

from paddock.app.services.pdf_pages import page_texts
from paddock.app.services.verification.report import TextChange
from paddock.domain.errors import BadInput
from paddock.domain.text_differences import DifferenceKind, differences

_MOST_CHANGES = 200


def text_changes(original: bytes, found: bytes) -> list[TextChange] | None:
    """Every place where the text of `found` differs from that of `original`; None: one of them cannot be read.

    A page that moved is told as a change of both pages.
    """
    try:
        mine, theirs = page_texts(original), page_texts(found)
    except BadInput:
        return None
    return list(_changes(mine, theirs))[:_MOST_CHANGES]


def _changes(mine: Sequence[str], theirs: Sequence[str]) -> list[TextChange]:
    if mine != theirs and sorted(mine) == sorted(theirs):
        return [
            TextChange(page, DifferenceKind.MOVED, f"第 {page} 页", f"第 {mine.index(text) + 1} 页", "", "")
            for page, text in enumerate(theirs, start=1)
            if mine[page - 1] != text
        ]
    return [
        TextChange(page, one.kind, *one.shown, one.before, one.after)
        for page, pair in enumerate(zip_longest(mine, theirs, fillvalue=""), start=1)
        for one in differences(*pair)
        # Where a line ends is the typesetter's doing: one character more moves every break behind it.
        if (one.original + one.found).strip("\n")
    ]
