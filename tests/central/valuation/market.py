"""An invented used-car market: brands and series that keep their price differently, and one mistyped price."""

import csv
import math
import random
from pathlib import Path

BRANDS = {"红旗": 0.02, "金杯": -0.05, "云雀": 0.0, "Falcon": 0.04}
HEADER = (
    *("title", "series", "model_year", "reg_year", "km_wan", "litres", "turbo", "gearbox"),
    *("n_anomaly", "new_price_wan", "price_wan"),
)


def invent(rows: int, seed: int = 7) -> list[dict[str, str]]:
    """Cars as of 2021 whose log price is new price − 0.11 a year − 0.02 for each 10,000 km, ± 8%."""
    chance = random.Random(seed)  # noqa: S311 -- invented cars, no secret
    cars = []
    for number in range(rows):
        brand = chance.choice(list(BRANDS))
        grade = chance.randrange(5)
        series = f"{brand} 系列{grade}"
        year = chance.randint(2010, 2021)
        age = 2021 - year
        km = max(0.05, chance.gauss(1.3, 0.5) * max(age, 0.5))
        new_price = (8 + 5 * grade) * math.exp(chance.gauss(0, 0.1))
        log = math.log(new_price) - 0.1 - 0.11 * age - 0.02 * km + BRANDS[brand] * (age - 4) + chance.gauss(0, 0.08)
        row = [
            f"{series} {year}款 1.{grade}T 自动{'豪华' if grade > 2 else '舒适'}型",
            series,
            str(year),
            str(year),
            f"{km:.2f}",
            f"1.{grade}",
            str(grade % 2),
            "自动" if number % 4 else "手动",
            str(chance.randrange(40)),
            "" if chance.random() < 0.05 else f"{new_price:.2f}",
            f"{math.exp(log):.2f}",
        ]
        cars.append(dict(zip(HEADER, row, strict=True)))
    cars[0]["price_wan"] = "4999"
    return cars


def write(path: Path, cars: list[dict[str, str]]) -> Path:
    """The cars as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(cars[0]))
        writer.writeheader()
        writer.writerows(cars)
    return path
