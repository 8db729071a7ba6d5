"""Writes the stock: each unit a row with what lists show and sort by as columns, and its words in the index."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection

from paddock.app.store.stock_views import NO_PLAN
from paddock.app.store.stock_words import CREATE, PUT, TABLE, car_tokens, vin_tokens
from paddock.wire.inventory import InventoryUnit

_COLUMNS: Final = (
    "id", "version", "state", "in_stock_since", "search_text", "vin", "brand", "series", "model", "condition",
    "new_energy", "model_year", "first_registered_on", "odometer_km", "colour", "city", "price_fen",
    "monthly_from_fen", "body",
)  # fmt: skip
_UPSERT: Final = (
    f"INSERT INTO inventory_units ({', '.join(_COLUMNS)}, number) "
    f"VALUES ({', '.join('?' * len(_COLUMNS))}, (SELECT coalesce(max(number), 0) + 1 FROM inventory_units)) "
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS[1:])} "
    "WHERE version < excluded.version RETURNING number"
)


def apply_units(connection: Connection, units: Iterable[InventoryUnit]) -> None:
    """Write units as the centre told them; only a higher version replaces one.

    Past SQLAlchemy: ten thousand changed units come in one page of the feed, and its statements would take a second.
    """
    words: list[tuple[int, str, str]] = []
    for unit in units:
        number = connection.exec_driver_sql(_UPSERT, _values(unit)).scalar()
        if number is not None:
            words.append((number, car_tokens(_called(unit)), vin_tokens(unit.vin)))
    if words:
        connection.exec_driver_sql(PUT, words)


def index_words(cursor: Any) -> None:
    """Make the index of the words anew from the cars; `cursor` is a raw connection or one of SQLAlchemy's drivers."""
    cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
    cursor.execute(CREATE)
    rows = cursor.execute("SELECT number, brand, series, model, city, vin FROM inventory_units").fetchall()
    cursor.executemany(PUT, [(number, car_tokens(" ".join(car)), vin_tokens(vin)) for number, *car, vin in rows])


def _called(unit: InventoryUnit) -> str:
    return f"{unit.brand} {unit.series} {unit.model} {unit.city}"


def _values(unit: InventoryUnit) -> tuple[Any, ...]:
    return (
        unit.id.hex,
        unit.version,
        unit.state.value,
        unit.in_stock_since.isoformat(),
        f"{_called(unit)} {unit.vin}".lower(),
        unit.vin,
        unit.brand,
        unit.series,
        unit.model,
        unit.condition.value,
        unit.new_energy,
        unit.model_year,
        unit.first_registered_on.isoformat() if unit.first_registered_on else None,
        unit.odometer_km,
        unit.colour,
        unit.city,
        unit.price_fen,
        NO_PLAN if unit.monthly_from_fen is None else unit.monthly_from_fen,
        unit.model_dump_json(),
    )
