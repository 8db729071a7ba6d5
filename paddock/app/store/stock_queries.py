"""The stock at any size: a first page by key, then any row by its number, and how many there are of what.

A page costs the same wherever it is: it goes on after the last row's key in an index, never over an offset. For
scrolling at random the screen fetches the numbers of all rows once, on a thread (8 bytes each), and then any of them.
"""

from array import array
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection

from paddock.app.store.stock_views import StockFacet, StockLine, StockOrder, StockWish
from paddock.app.store.stock_words import TABLE as WORDS
from paddock.app.store.stock_words import match
from paddock.app.store.store import Store

PAGE: Final = 60
_SHOWN: Final = (
    "number, id, vin, brand, series, model, condition, new_energy, model_year, first_registered_on, odometer_km, "
    "colour, city, price_fen, in_stock_since, state, monthly_from_fen"
)
_MOST_AT_ONCE: Final = 500
_MANY: Final = 5_000
"""So many cars with the words that a page of them is met sooner by walking through the order."""


def stock_page(store: Store, wish: StockWish, after: StockLine | None = None, *, limit: int = PAGE) -> list[StockLine]:
    """The first cars of a wish, or those that follow `after`."""
    order = _order(wish.order)
    with store.read() as connection:
        # Few of a million: found by the words and then put in order. Many: met soon on the way through the order.
        narrow = bool(wish.text.split()) and _is_narrow(connection, wish.text)
        where, values = _where(wish, by_words=narrow)
        if after is not None:
            beyond, keys = _beyond(wish.order, after)
            where, values = [*where, beyond], [*values, *keys]
        found = f"FROM inventory_units INDEXED BY {{}}{_all_of(where)} ORDER BY {order} LIMIT ?"
        if narrow:
            # The keys of all that have the words lie beside their numbers; whole rows are read for one page alone.
            chosen = f"SELECT number {found.format('ix_stock_keys')}"
            statement = f"SELECT {_SHOWN} FROM inventory_units WHERE number IN ({chosen}) ORDER BY {order}"
        else:
            statement = f"SELECT {_SHOWN} {found.format(f'ix_stock_{wish.order[0].column.value}')}"
        return list(map(StockLine._make, connection.exec_driver_sql(statement, (*values, limit))))


def stock_numbers(store: Store, wish: StockWish) -> "array[int]":
    """The numbers of all cars of a wish, in its order. Not for the GUI thread: a million take seconds."""
    where, values = _where(wish)
    statement = f"SELECT number FROM inventory_units{_all_of(where)} ORDER BY {_order(wish.order)}"
    with store.read() as connection:
        return array("q", connection.exec_driver_sql(statement, tuple(values)).scalars())


def stock_lines(store: Store, numbers: Sequence[int]) -> list[StockLine]:
    """The cars of these numbers, in their order; one that is gone is left out."""
    found: dict[int, StockLine] = {}
    with store.read() as connection:
        for start in range(0, len(numbers), _MOST_AT_ONCE):
            some = tuple(numbers[start : start + _MOST_AT_ONCE])
            marks = ", ".join("?" * len(some))
            rows = connection.exec_driver_sql(f"SELECT {_SHOWN} FROM inventory_units WHERE number IN ({marks})", some)
            found |= {line.number: line for line in map(StockLine._make, rows)}
    return [found[number] for number in numbers if number in found]


def stock_count(store: Store, wish: StockWish) -> int:
    """How many cars a wish has."""
    where, values = _where(wish)
    with store.read() as connection:
        return int(_counted(connection, f"SELECT count(*) FROM inventory_units{_all_of(where)}", values)[0][0])


def stock_facets(store: Store, wish: StockWish) -> dict[StockFacet, dict[str, int]]:
    """By facet and value, how many cars there would be with that value and all other wishes; most first."""
    counts: dict[StockFacet, dict[str, int]] = {}
    with store.read() as connection:
        for facet in StockFacet:
            others = tuple((named, chosen) for named, chosen in wish.only if named is not facet)
            where, values = _where(StockWish(wish.text, others))
            statement = (
                f"SELECT {facet.value}, count(*) FROM inventory_units{_all_of(where)} "
                f"GROUP BY {facet.value} ORDER BY count(*) DESC, {facet.value}"
            )
            counts[facet] = {str(value): int(number) for value, number in _counted(connection, statement, values)}
    return counts


def _counted(connection: Connection, statement: str, values: Sequence[Any]) -> list[Any]:
    return list(connection.exec_driver_sql(statement, tuple(values)))


def _is_narrow(connection: Connection, text: str) -> bool:
    found = f"SELECT count(*) FROM (SELECT 1 FROM {WORDS} WHERE {WORDS} MATCH ? LIMIT {_MANY})"
    return int(connection.exec_driver_sql(found, (match(text),)).scalar() or 0) < _MANY


def _where(wish: StockWish, *, by_words: bool = True) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    values: list[Any] = []
    words = wish.text.lower().split()
    if words and by_words:
        where.append(f"number IN (SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH ?)")
        values.append(match(wish.text))
    elif words:
        where += ["instr(search_text, ?) > 0"] * len(words)
        values += words
    for facet, chosen in wish.only:
        where.append(f"{facet.value} IN ({', '.join('?' * len(chosen))})")
        values += [int(value) if facet is StockFacet.NEW_ENERGY else value for value in chosen]
    return where, values


def _all_of(where: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(where)}" if where else ""


def _order(order: Sequence[StockOrder]) -> str:
    named = [f"{one.column.value}{' DESC' if one.descending else ''}" for one in order]
    # Equal keys follow their number, the way the first column goes: so one index gives the order of a single column.
    return ", ".join([*named, f"number{' DESC' if order and order[0].descending else ''}"])


def _beyond(order: Sequence[StockOrder], after: StockLine) -> tuple[str, list[Any]]:
    """What comes after a row: later in the first column, or the same there and later in the next, and so on."""
    keys: list[tuple[str, bool, Any]] = [(one.column.value, one.descending, after.key(one.column)) for one in order]
    keys.append(("number", bool(order and order[0].descending), after.number))
    # The first bound alone lets the index be entered at its place; the rest says it exactly.
    first, down, value = keys[0]
    values: list[Any] = [value]
    cases: list[str] = []
    for at, (name, descending, key) in enumerate(keys):
        same = [f"{before} = ?" for before, _, _ in keys[:at]]
        values += [*(known for _, _, known in keys[:at]), key]
        beyond = f"{name} {'<' if descending else '>'} ?"
        cases.append(f"({' AND '.join([*same, beyond])})")
    return f"({first} {'<=' if down else '>='} ? AND ({' OR '.join(cases)}))", values
