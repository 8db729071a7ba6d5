"""What a Chinese advertisement's title says: brand, series and the words of the trim.

    路虎 发现神行 2016款 2.0T S          series 路虎 发现神行, brand 路虎
    奔驰GLE级 2016款 GLE 320 4MATIC(进口)  series 奔驰GLE级, brand 奔驰

Chinese trims are written without spaces (自动豪华型), so their words are taken as pairs of characters.
"""

import re
from typing import Final

_MODEL_YEAR: Final = re.compile(r"(?P<year>(?:19|20)\d{2})\s*款")
_BRAND: Final = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z]+")
_PIECES: Final = re.compile(r"[\s()（）\[\]]+")
_ENGINE: Final = re.compile(r"(?<![\d.])(?P<litres>[0-9]\.[0-9])\s*(?P<kind>[LT])(?![A-Za-z])", re.IGNORECASE)
_GEARBOXES: Final = {"手自一体": "自动", "双离合": "自动", "无级": "自动", "自动": "自动", "手动": "手动"}
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]+")
_LATIN: Final = re.compile(r"[A-Za-z]+")


def series_of(title: str) -> str:
    """The part before the model year, which names brand and series."""
    match = _MODEL_YEAR.search(title)
    return " ".join((title[: match.start()] if match else title).split())


def model_year_of(title: str) -> int | None:
    """The year before 款."""
    match = _MODEL_YEAR.search(title)
    return int(match["year"]) if match else None


def brand_of(series: str) -> str:
    """The leading run of Chinese or of Latin letters: 奔驰 of 奔驰GLB, 大众 of 大众 朗逸, MINI."""
    match = _BRAND.match(series.strip())
    return match[0] if match else series.strip()


def engine_of(title: str) -> tuple[float | None, str]:
    """Litres and whether there is a turbo ("1", "0", "" for not said): 2.0T is two litres with one, 1.6L without."""
    match = _ENGINE.search(title)
    if match is None:
        return None, ""
    return float(match["litres"]), "1" if match["kind"] in "tT" else "0"


def gearbox_of(title: str) -> str:
    """自动 or 手动 if the title says so, else nothing."""
    return next((gearbox for word, gearbox in _GEARBOXES.items() if word in title), "")


def squeezed(text: str) -> str:
    """As names are compared: no spaces, small letters. 奥迪 A4L is 奥迪A4L."""
    return "".join(text.split()).casefold()


def words_of(title: str, series: str) -> tuple[str, ...]:
    """The trim's words without series and model year, each once, in order of the alphabet."""
    rest = _MODEL_YEAR.sub(" ", title.removeprefix(series))
    found: set[str] = set()
    for piece in filter(None, _PIECES.split(rest)):
        found.add(piece)
        found.update(_LATIN.findall(piece))
        for run in _CHINESE.findall(piece):
            found.update(run[index : index + 2] for index in range(len(run) - 1))
    return tuple(sorted(found))
