"""What the pool of all dealers' stock and demand says to one dealer: never another dealer's name or single car."""

from datetime import date

from paddock.wire.messages import UUID, Answer, NonNegativeFen


class PoolModelView(Answer):
    """One model in the dealer's own region, over the last whole weeks."""

    brand: str
    series: str
    region: str
    weeks: int
    own_stock: int
    region_stock: int
    sold: int
    demand: int
    days_supply: str | None
    """A decimal with one place; None: nothing was sold."""
    turns_a_year: str | None
    stale: bool


class ReplenishmentAlertView(Answer):
    """Bring in so many of a model 补货提醒."""

    brand: str
    series: str
    region: str
    demand: int
    """Of the last whole week."""
    usual: str
    """The mean of the weeks before, a decimal with one place."""
    stock: int
    units: int
    bundle_plan: str | None
    """The plan to offer with it."""


class PoolView(Answer):
    """The answer to `GET /v1/pool`."""

    as_of: date
    """The Sunday the last whole week ended with."""
    models: list[PoolModelView]
    alerts: list[ReplenishmentAlertView]


class CityPriceView(Answer):
    """The market of one city for cars like one's own."""

    city: str
    units: int
    median_fen: NonNegativeFen
    km: int | None
    transport_fen: NonNegativeFen | None
    gain_fen: int | None
    """The median less the car's own price and the transport."""


class PriceComparison(Answer):
    """The answer to `GET /v1/pool/prices/{unit_id}`."""

    unit_id: UUID
    price_fen: NonNegativeFen
    cities: list[CityPriceView]
