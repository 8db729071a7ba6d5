"""One car of a table, read and checked; the columns are those of a Chinese price list.

title, series     text; one of them is needed, series is found in the title
model_year        款; found in the title
reg_year          first registration; needed
km_wan            odometer, 10,000 km; needed
litres, turbo, gearbox, n_anomaly (count of defects found), new_price_wan (10,000 yuan): as far as known
price_wan         asking price, 10,000 yuan; needed to fit
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from paddock.central.data_file import Cell, as_number, as_text
from paddock.central.valuation.titles import brand_of, engine_of, gearbox_of, model_year_of, series_of, words_of
from paddock.domain.sentences import Sentence

COLUMNS: Final = (
    "title",
    "series",
    "model_year",
    "reg_year",
    "km_wan",
    "litres",
    "turbo",
    "gearbox",
    "n_anomaly",
    "new_price_wan",
)
NEEDED: Final = ("reg_year", "km_wan")
PRICE: Final = "price_wan"
_FIRST_YEAR: Final = 1980
_MOST_KM: Final = 200.0
"""Two million kilometres: beyond that the odometer was read in kilometres, not in 10,000."""
_MOST_WAN: Final = 5000.0
_FLAGS: Final = {"true": "1", "yes": "1", "是": "1", "false": "0", "no": "0", "否": "0"}
_DATE: Final = re.compile(r"(?P<year>(?:19|20)\d{2})\s*[-/.年]")


@dataclass(frozen=True, slots=True)
class Car:
    """What is known of a car.

    Attributes:
        age: years since first registration at the model's year; months may be added.
        km_wan: odometer in 10,000 km.
        lag: model year less registration year, from −3 to 1.
    """

    brand: str
    series: str
    words: tuple[str, ...]
    age: float
    km_wan: float
    lag: int
    model_year: int
    litres: float | None
    turbo: str
    gearbox: str
    defects: float | None
    new_price_wan: float | None


def read_car(row: Mapping[str, Cell], as_of_year: int) -> Car | Sentence:
    """The car of a row, or a sentence saying why it cannot be valued."""
    title = as_text(row.get("title")) or ""
    series = as_text(row.get("series")) or series_of(title)
    if not series:
        return Sentence("没有车型: 请填 title 或 series", "There is no model: fill in title or series")
    registered, km = year_in(row.get("reg_year")), as_number(row.get("km_wan"))
    if registered is None or not _FIRST_YEAR <= registered <= as_of_year + 1:
        return Sentence(
            f"登记年份 reg_year 缺失或不在 {_FIRST_YEAR} 至 {as_of_year} 之间",
            f"The registration year reg_year is missing or not between {_FIRST_YEAR} and {as_of_year}",
        )
    if km is None or not 0 <= km <= _MOST_KM:
        return Sentence(
            f"里程 km_wan 缺失或不在 0 至 {_MOST_KM:g} 之间; 单位是万公里, 不是公里",
            f"The odometer km_wan is missing or not between 0 and {_MOST_KM:g}: it is in 10,000 km, not in km",
        )
    given_year = as_number(row.get("model_year"))
    model_year = round(given_year) if given_year is not None else model_year_of(title)
    year = model_year if model_year is not None else round(registered)
    litres, turbo = engine_of(title)
    return Car(
        brand=brand_of(series),
        series=series,
        words=words_of(title, series),
        age=max(0.0, as_of_year - registered),
        km_wan=km,
        lag=round(max(-3, min(1, year - registered))),
        model_year=year,
        litres=as_number(row.get("litres")) or litres,
        turbo=_flag(row.get("turbo")) or turbo,
        gearbox=as_text(row.get("gearbox")) or gearbox_of(title),
        defects=as_number(row.get("n_anomaly")),
        new_price_wan=_price(row.get("new_price_wan")),
    )


def price_of(row: Mapping[str, Cell]) -> float | None:
    """The asking price of a row in 10,000 yuan; None if it is none."""
    return _price(row.get(PRICE))


def year_in(cell: Cell) -> float | None:
    """A year, or the year of a date: 2018, 2018-03-05, 2018年3月."""
    number = as_number(cell)
    match = None if number is not None else _DATE.match(as_text(cell) or "")
    return float(match["year"]) if match else number


def _flag(cell: Cell) -> str:
    """A yes or no as the table has it, however it is written: 1, 1.0, true, 是."""
    text = (as_text(cell) or "").lower()
    return _FLAGS.get(text, text)


def _price(cell: Cell) -> float | None:
    number = as_number(cell)
    return number if number is not None and 0 < number <= _MOST_WAN else None
