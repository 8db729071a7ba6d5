import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.central.data_file import read_data_file
from paddock.central.valuation.additive import Additive, Facts, Pieces
from paddock.central.valuation.appraisers import PUBLISHED
from paddock.central.valuation.cars import Car, read_car
from paddock.central.valuation.intervals import Knowledge, conformal
from paddock.central.valuation.mileage import Plausibility
from paddock.central.valuation.model import Appraiser, ValuationModel
from paddock.central.valuation.procedure import fit_valuation
from paddock.central.valuation.report import valuation_card
from paddock.central.valuation.titles import brand_of, model_year_of, series_of, words_of
from paddock.domain.errors import BadInput
from paddock.domain.sentences import Sentence
from tests.central.valuation.conftest import WISH
from tests.central.valuation.market import BRANDS, invent, write

CARS = st.builds(
    Car,
    brand=st.sampled_from([*BRANDS, "未知"]),
    series=st.sampled_from(["红旗 系列1", "金杯 系列4", "Falcon 系列0", "未知 车"]),
    words=st.sampled_from([(), ("自动", "豪华"), ("1.3T",)]),
    age=st.floats(0, 25),
    km_wan=st.floats(0, 60),
    lag=st.integers(-3, 1),
    model_year=st.integers(1995, 2022),
    litres=st.one_of(st.none(), st.floats(0.8, 6)),
    turbo=st.sampled_from(["", "0", "1"]),
    gearbox=st.sampled_from(["", "自动", "手动", "无级"]),
    defects=st.one_of(st.none(), st.floats(0, 80)),
    new_price_wan=st.one_of(st.none(), st.floats(3, 300)),
)


@given(car=CARS, more=st.floats(0.01, 40))
def test_more_mileage_never_raises_the_value(appraiser: Appraiser, car: Car, more: float) -> None:
    further = replace(car, km_wan=car.km_wan + more)
    assert appraiser.model.curves.log_value(car) - appraiser.model.curves.log_value(further) > 0
    assert 0 < appraiser.value(further).value <= appraiser.value(car).value or appraiser.value(car).value < 0.001


@given(car=CARS, years=st.floats(0.05, 15))
def test_older_never_raises_the_value(appraiser: Appraiser, car: Car, years: float) -> None:
    older = replace(car, age=car.age + years)
    assert appraiser.model.curves.log_value(older) < appraiser.model.curves.log_value(car)


@given(car=CARS, defects=st.floats(0, 50))
def test_a_defect_more_never_raises_the_value(appraiser: Appraiser, car: Car, defects: float) -> None:
    sound = replace(car, defects=0.0)
    curves = appraiser.model.curves
    assert curves.log_value(replace(car, defects=defects)) <= curves.log_value(sound) + 1e-12


@given(car=CARS, yearly=st.one_of(st.none(), st.floats(0, 8)))
def test_the_value_holds_between_its_bounds_and_falls_month_by_month(
    appraiser: Appraiser, car: Car, yearly: float | None
) -> None:
    found = appraiser.appraise(car, [12, 24, 36, 60], yearly)
    now = found.now
    assert 0 <= now.low <= now.value <= now.high
    values = [now.value, *(then.value.value for then in found.residuals)]
    assert values == sorted(values, reverse=True)
    assert [then.km_wan for then in found.residuals] == sorted(then.km_wan for then in found.residuals)


def test_the_model_finds_what_the_market_was_made_from(fitted: ValuationModel) -> None:
    parts = fitted.report.parts
    assert parts["full"].mean_error < 0.09
    assert parts["full"].rows == 600
    assert fitted.fitted_on.repeated == 25
    assert parts["neither"].mean_error > parts["full"].mean_error
    ageing = fitted.curves.share.ageing["brand"]
    assert ageing["金杯"] < ageing["云雀"] < ageing["Falcon"]


def test_the_interval_holds_new_cars_at_its_rate(appraiser: Appraiser) -> None:
    cars = [(read_car(row, 2021), float(row["price_wan"])) for row in invent(800, seed=8)[1:]]
    inside = [(value := appraiser.value(car)).low <= price <= value.high for car, price in cars if isinstance(car, Car)]
    assert len(inside) == 799
    assert 0.87 < sum(inside) / len(inside) < 0.95


def test_errors_hold_the_rate_by_counting() -> None:
    errors = [float(number) for number in range(1, 100)]
    spread = conformal(errors, 0.9)
    # Five of a hundred places below and five above: ranks 5 and 95 of 99.
    assert (spread.low, spread.high) == (5.0, 95.0)
    assert conformal([1.0, 2.0], 0.9).low == 1.0


def test_a_car_of_unknown_price_and_series_is_valued_with_less_certainty(appraiser: Appraiser) -> None:
    row = invent(3)[2]
    known, unknown = read_car(row, 2021), read_car(row | {"new_price_wan": ""}, 2021)
    strange = read_car({"title": "红旗 未见 2018款 1.5T", "reg_year": "2018", "km_wan": "4"}, 2021)
    assert isinstance(known, Car)
    assert isinstance(unknown, Car)
    assert isinstance(strange, Car)
    assert appraiser.knowledge(known) is Knowledge.FULL
    assert appraiser.knowledge(unknown) is Knowledge.NO_NEW_PRICE
    assert appraiser.knowledge(strange) is Knowledge.NEITHER

    def width(car: Car) -> float:
        value = appraiser.value(car)
        return math.log(value.high / value.low)

    assert width(known) < width(unknown) < width(strange)


def test_beyond_the_table_is_marked_and_wider(appraiser: Appraiser) -> None:
    car = read_car(invent(3)[1], 2021)
    assert isinstance(car, Car)
    near = replace(car, age=9.0, km_wan=15.5)
    far = replace(near, km_wan=60.0)
    assert not appraiser.value(near).extrapolated
    assert appraiser.value(far).extrapolated
    assert appraiser.value(far).value < appraiser.value(near).value


def test_an_odometer_is_held_against_its_age(appraiser: Appraiser) -> None:
    car = read_car(invent(3)[1] | {"reg_year": "2015"}, 2021)
    assert isinstance(car, Car)
    results = [appraiser.appraise(replace(car, km_wan=km)).mileage.result for km in (0.3, 8.0, 40.0)]
    assert results == [Plausibility.LOW, Plausibility.PLAUSIBLE, Plausibility.HIGH]


def test_a_year_and_a_kilometre_always_cost_something_whatever_a_series_says() -> None:
    model = Additive(
        intercept=0.0,
        pieces={"age": Pieces(knots=(0.0, 5.0), slopes=(-0.1, -0.05), assumed=5.0)},
        levels={},
        ageing={"series": {"eternal": 0.3}},
    )
    values = [model.value(Facts({"age": age}, {"series": ("eternal",)})) for age in (0.0, 1.0, 5.0, 6.0, 30.0)]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == 5


def test_titles() -> None:
    title = "奔驰GLE级 2016款 GLE 320 4MATIC 豪华型(进口)"
    assert series_of(title) == "奔驰GLE级"
    assert model_year_of(title) == 2016
    assert brand_of("奔驰GLE级") == "奔驰"
    assert brand_of("MINI") == "MINI"
    assert brand_of("路虎 发现神行") == "路虎"
    assert {"4MATIC", "豪华", "进口"} <= set(words_of(title, "奔驰GLE级"))
    assert "2016款" not in words_of(title, "奔驰GLE级")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ({"reg_year": ""}, "reg_year"),
        ({"reg_year": "2035"}, "reg_year"),
        ({"km_wan": "-1"}, "km_wan"),
        ({"km_wan": "65000"}, "km_wan"),
        ({"title": "", "series": ""}, "no model"),
    ],
)
def test_a_car_that_cannot_be_valued_says_why(edit: dict[str, str], said: str) -> None:
    found = read_car(invent(3)[1] | edit, 2021)
    assert isinstance(found, Sentence)
    assert said in found.en


def test_a_table_too_small_or_without_prices_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="199"):
        fit_valuation(read_data_file(write(tmp_path / "m.csv", invent(199))), WISH)
    cars = [{name: cell for name, cell in row.items() if name != "price_wan"} for row in invent(250)]
    with pytest.raises(BadInput, match="price_wan"):
        fit_valuation(read_data_file(write(tmp_path / "m.csv", cars)), WISH)


def test_what_most_rows_lack_is_said(tmp_path: Path) -> None:
    cars = [row | {"km_wan": f"{50_000 + number}"} for number, row in enumerate(invent(250))]
    with pytest.raises(BadInput, match=r"250 unusable, most often: The odometer.*not in km"):
        fit_valuation(read_data_file(write(tmp_path / "m.csv", cars)), WISH)


def test_a_market_without_new_prices_can_be_fitted(tmp_path: Path) -> None:
    cars = [{name: cell for name, cell in row.items() if name != "new_price_wan"} for row in invent(250)]
    model = fit_valuation(read_data_file(write(tmp_path / "m.csv", cars)), WISH).model
    assert model.report.parts["full"].mean_error < 0.2


@pytest.mark.parametrize(
    ("series", "known"),
    [
        ("红旗系列1", "红旗 系列1"),
        ("FALCON  系列0", "Falcon 系列0"),
        ("红旗 系列1 1.5T 豪华型", "红旗 系列1"),
        ("红旗 系列1Plus 1.5T", None),
        ("红旗", None),
        ("未知 车", None),
    ],
)
def test_a_series_is_recognised_by_its_name_and_not_by_its_beginning(
    appraiser: Appraiser, series: str, known: str | None
) -> None:
    car = read_car({"series": series, "reg_year": "2018年3月", "km_wan": "4"}, 2021)
    assert isinstance(car, Car)
    assert car.age == 3
    assert appraiser.recognised(car).series == (known or series)


def test_the_title_fills_in_what_has_no_column() -> None:
    car = read_car({"title": "红旗 系列1 2018款 2.0T 手自一体", "reg_year": "2018", "km_wan": "4"}, 2021)
    assert isinstance(car, Car)
    assert (car.litres, car.turbo, car.gearbox, car.model_year) == (2.0, "1", "自动", 2018)
    plain = {"title": "红旗 系列1 2018款 1.6L", "litres": "1.8", "turbo": "1.0", "gearbox": "手动"}
    told = read_car({**plain, "reg_year": "2018", "km_wan": "4"}, 2021)
    assert isinstance(told, Car)
    assert (told.litres, told.turbo, told.gearbox) == (1.8, "1", "手动")


def test_a_model_that_was_changed_is_refused(fitted: ValuationModel, tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(fitted.to_json(), "utf-8")
    assert ValuationModel.read(path) == fitted
    path.write_text(fitted.to_json().replace('"as_of_year": 2021', '"as_of_year": 2022'), "utf-8")
    with pytest.raises(BadInput, match="hash"):
        ValuationModel.read(path)


def test_the_published_model_is_whole_and_values_a_car() -> None:
    models = Path(__file__).parents[3] / "docs" / "models"
    model = ValuationModel.read(PUBLISHED)
    assert valuation_card(model) == (models / "used-cars-cn.md").read_text("utf-8")
    car = read_car({"title": "大众 朗逸 2017款 1.6L 自动舒适版", "reg_year": "2018", "km_wan": "3"}, model.as_of_year)
    assert isinstance(car, Car)
    values = [Appraiser(model).value(replace(car, km_wan=km)).value for km in (3.0, 15.0, 20.0, 25.0, 40.0)]
    assert values == sorted(values, reverse=True)
    assert 5 < values[0] < 12
    assert values[-1] > 1
