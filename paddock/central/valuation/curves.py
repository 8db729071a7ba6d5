"""From a car to the logarithm of its value: its price when new, times the share that is left of it."""

import math

from paddock.central.model_files import Frozen
from paddock.central.valuation.additive import AGE, Additive, Facts
from paddock.central.valuation.cars import Car


class Curves(Frozen):
    """Two sums of tables: of the price when new, used where that is not known, and of the share that is left."""

    new_price: Additive
    share: Additive

    def log_new_price(self, car: Car) -> float:
        """The logarithm of the price when new in 10,000 yuan, estimated if it is not known."""
        if car.new_price_wan is not None:
            return math.log(car.new_price_wan)
        return self.new_price.value(new_price_facts(car))

    def log_value(self, car: Car) -> float:
        """The logarithm of the value in 10,000 yuan. It falls with age and with mileage, for every car."""
        log_new = self.log_new_price(car)
        return log_new + self.share.value(share_facts(car, log_new))


def new_price_facts(car: Car) -> Facts:
    """What the price when new is told by."""
    return Facts(
        {"litres": car.litres, "model_year": float(car.model_year)},
        {
            "brand": (car.brand,),
            "series": (car.series,),
            "gearbox": (car.gearbox,),
            "turbo": (car.turbo,),
            "words": car.words,
        },
    )


def share_facts(car: Car, log_new_price: float) -> Facts:
    """What the share that is left is told by."""
    return Facts(
        {
            AGE: car.age,
            "km_wan": car.km_wan,
            "defects": car.defects,
            "log_new_price": log_new_price,
            "litres": car.litres,
        },
        {
            "brand": (car.brand,),
            "series": (car.series,),
            "lag": (str(car.lag),),
            "gearbox": (car.gearbox,),
            "turbo": (car.turbo,),
            "words": car.words,
        },
    )
