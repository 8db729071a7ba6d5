"""The documents in one picture: one card, both pages of a licence side by side, both sides of an ID card on a copy."""

import functools
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from paddock.app.capture.forms.known import forms_on
from paddock.app.capture.forms.reader import captured_form
from paddock.app.capture.id_card import captured_back, captured_front
from paddock.app.capture.ocr import OcrEngine
from paddock.app.capture.page import Page
from paddock.app.capture.resident_id_reader import looks_like_back, looks_like_front
from paddock.app.capture.results import CapturedDocument

_CLUES: Final = 0.5
_OWN_CLUES: Final = 0.75
"""What an ID card must show beside another document: a driving licence has most of its labels too."""
_MOST: Final = 3

_Read = Callable[[Page, OcrEngine, date], CapturedDocument]


def captured_cards(page: Page, engine: OcrEngine, today: date) -> CapturedDocument | None:
    """Return the document that `page` shows most of, with what else it shows as `others`; `None` for neither."""
    readers = _readers(page)[:_MOST]
    if not readers:
        return None
    main, *others = [read(page, engine, today) for read in readers]
    # Of a second document only what was really read counts: its labels may belong to the first.
    found = tuple(replace(other, vin=None) for other in others if _is_there(other))
    return replace(main, others=found)


def _readers(page: Page) -> list[_Read]:
    """The readers of what the page shows, main pages before second pages, and then by how much of them it shows."""
    forms = forms_on(page, _CLUES)
    words = frozenset[str]().union(*(form.labels for _, form in forms))
    found: list[tuple[bool, float, _Read]] = []
    for clues, form in forms:
        read = functools.partial(captured_form, spec=form, words=words)
        found.append((form.kind.endswith("_second_page"), clues, read))
    needed = _OWN_CLUES if forms else _CLUES
    for clues, captured, own in (
        (looks_like_front(page), captured_front, "公民身份" in page.text or "份号码" in page.text),
        (looks_like_back(page), captured_back, "居民身份" in page.text or "签发" in page.text),
    ):
        if clues >= needed and (own or not forms):
            found.append((False, clues, captured))
    return [read for _, _, read in sorted(found, key=lambda entry: (entry[0], -entry[1]))]


def _is_there(document: CapturedDocument) -> bool:
    read = sum(bool(field.value) for field in document.fields.values())
    return read * 2 >= len(document.fields)
