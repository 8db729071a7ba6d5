"""The tables a valuation is fitted with, and their priors.

The priors of the slopes in age and mileage are the shape of 69,000 British used cars (aelkahout/uk_used_cars, within
make, model, engine, gearbox and fuel): −0.09 to −0.15 on the logarithm a year, −0.03 to −0.04 for each 10,000 km from
50,000 km on. They speak where a lender's own table has few rows, above all beyond 150,000 km. The ridges were chosen by
cross-validation on used_cars_cn; halving or doubling one moves the mean error by about 0.001.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from paddock.central.valuation.additive import AGE
from paddock.central.valuation.cars import Car
from paddock.central.valuation.curves import Curves, new_price_facts, share_facts
from paddock.central.valuation.fitting import LevelPlan, PiecesPlan, Plan, fit_additive

_AGEING_PRIOR: Final = -0.1
_MILEAGE_PRIOR: Final = -0.03
_ENOUGH_NEW_PRICES: Final = 50

NEW_PRICE: Final = Plan(
    pieces={
        "litres": PiecesPlan((0.9, 1.3, 1.6, 2.0, 2.9), ridge=0.1),
        "model_year": PiecesPlan((2000.0,), ridge=0.1),
    },
    levels={
        "brand": LevelPlan(2),
        "series": LevelPlan(5),
        "gearbox": LevelPlan(0.1),
        "turbo": LevelPlan(0.1),
        "words": LevelPlan(100, 5),
    },
    ageing={},
)
SHARE: Final = Plan(
    pieces={
        AGE: PiecesPlan((0.0, 1.0, 2.0, 3.0, 5.0, 7.0, 9.0, 11.0), prior=_AGEING_PRIOR, ridge=100, at_most=-0.02),
        "km_wan": PiecesPlan(
            (0.0, 1.0, 3.0, 5.0, 8.0, 11.0, 14.0, 20.0), prior=_MILEAGE_PRIOR, ridge=5000, at_most=-0.004
        ),
        "defects": PiecesPlan((0.0, 10.0, 20.0, 30.0), ridge=100, at_most=0.0),
        "log_new_price": PiecesPlan((1.4, 1.9, 2.4, 2.9, 3.4, 4.4)),
        "litres": PiecesPlan((0.9, 1.3, 1.6, 2.0, 2.9)),
    },
    levels={
        "brand": LevelPlan(15),
        "series": LevelPlan(40),
        "lag": LevelPlan(1),
        "gearbox": LevelPlan(0.5),
        "turbo": LevelPlan(0.5),
        "words": LevelPlan(500, 3),
    },
    ageing={"brand": LevelPlan(1800), "series": LevelPlan(3600)},
)
"""A year takes at least 2%, 10,000 km at least 0.4%; a defect never adds. The last pieces hold for ever, and the slopes
start at the prior before a row is seen, so that beyond 200,000 km, where there are none, it is the prior.
"""


def fit_curves(cars: Sequence[Car], prices_wan: Sequence[float]) -> Curves:
    """Fit both sums on cars and their prices in 10,000 yuan.

    Where hardly any price when new is known, prices put back by the prior's depreciation stand in for it.
    """
    logs = np.log(np.array(prices_wan, dtype=float))
    known = [(car, math.log(car.new_price_wan)) for car in cars if car.new_price_wan is not None]
    if len(known) < _ENOUGH_NEW_PRICES:
        known = [
            (car, float(log) - _AGEING_PRIOR * car.age - _MILEAGE_PRIOR * car.km_wan)
            for car, log in zip(cars, logs, strict=True)
        ]
    new_price = fit_additive([new_price_facts(car) for car, _ in known], np.array([log for _, log in known]), NEW_PRICE)
    log_new = np.array(
        [
            math.log(car.new_price_wan) if car.new_price_wan is not None else new_price.value(new_price_facts(car))
            for car in cars
        ]
    )
    facts = [share_facts(car, float(log)) for car, log in zip(cars, log_new, strict=True)]
    return Curves(new_price=new_price, share=fit_additive(facts, logs - log_new, SHARE))
