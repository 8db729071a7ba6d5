"""The words of the stock: an FTS5 index that finds every part of a word, Chinese or Latin, as LIKE '%part%' would.

FTS5's own trigrams find nothing by two Chinese characters, and its word tokenizer nothing inside a word. So the pieces
are made here: of the car's name every two neighbouring characters, of the VIN every three, each as a token of the
characters' code points, the ends of a word as shorter tokens. A part that is long enough is a phrase of such tokens, a
shorter one the beginning of one.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

TABLE: Final = "stock_words"
CREATE: Final = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(car, vin, content='', contentless_delete=1, tokenize='ascii', "
    "prefix='6 12')"
)
"""Contentless: the cars themselves are in `inventory_units`, whose `number` is the row here. The prefixes are those of
one and of two characters."""
PUT: Final = f"INSERT OR REPLACE INTO {TABLE} (rowid, car, vin) VALUES (?, ?, ?)"
_WIDTH: Final = 6
"""Hexadecimal digits of a character: every code point has so many, so that no token begins like another by chance."""
_CAR: Final = 2
_VIN: Final = 3


def car_tokens(text: str) -> str:
    """The tokens of what a car is called and where it stands, in lower case."""
    return " ".join(map(_name_tokens, text.lower().split()))


def vin_tokens(vin: str) -> str:
    """The tokens of a VIN."""
    return " ".join(_tokens(vin.lower(), _VIN))


def match(text: str) -> str:
    """The FTS5 expression for cars of which every word of `text` is a part; empty for no words."""
    return " AND ".join(
        f"((car : {_part(word, _CAR)}) OR (vin : {_part(word, _VIN)}))" for word in text.lower().split()
    )


@lru_cache(maxsize=1 << 14)
def _name_tokens(word: str) -> str:
    """Names, models and cities are few, however many the cars."""
    return " ".join(_tokens(word, _CAR))


def _tokens(word: str, size: int) -> Iterator[str]:
    for start in range(len(word)):
        yield _token(word[start : start + size])


def _part(word: str, size: int) -> str:
    if len(word) < size:
        return f"{_token(word)} *"
    return '"' + " ".join(_token(word[start : start + size]) for start in range(len(word) - size + 1)) + '"'


def _token(characters: str) -> str:
    return "".join(f"{ord(character):0{_WIDTH}x}" for character in characters)
