"""`paddock-central valuation fit|value|vehicle`: used-car values from a lender's own prices."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from paddock.central.cli.fitting_options import (
    date_option,
    file_argument,
    json_option,
    lang_option,
    plain_name,
    progress_in,
    read_date,
    read_name,
    source_option,
    tell,
)
from paddock.central.cli.valuation_vehicle import vehicle
from paddock.central.data_file import DataFile, read_data_file
from paddock.central.model_files import check_writable, write_whole
from paddock.central.valuation.cars import NEEDED, Car, read_car
from paddock.central.valuation.mileage import MileageCheck
from paddock.central.valuation.model import Appraisal, Appraiser, ValuationModel, Value
from paddock.central.valuation.report import valuation_card
from paddock.domain.errors import BadInput, Finding
from paddock.domain.sentences import Language, Sentence

_MOST_MONTHS = 180


@click.group()
def valuation() -> None:
    """Fit a valuation on used cars and their prices, and value cars with it."""


@valuation.command()
@click.argument("data", type=file_argument)
@click.option("--out", required=True, type=file_argument, help="Where to write the model (JSON).")
@click.option("--name", default=None, help="The model's name. Default: the file's name.")
@click.option("--version", default=1, show_default=True, type=click.IntRange(1), help="The model's version.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Of the folds.")
@click.option(
    "--rate", default=0.9, show_default=True, type=click.FloatRange(0.5, 0.99, min_open=True), help="Of the interval."
)
@click.option(
    "--as-of", "as_of_year", type=click.IntRange(1990, 2200), help="Year of the prices. Default: latest reg_year."
)
@click.option("--model-card", "model_card_path", type=file_argument, help="Also write a model card (Markdown).")
@source_option
@date_option
@json_option
@lang_option
def fit(data: Path, out: Path, lang: Language, *, as_json: bool, **given: Any) -> None:
    """Fit on DATA: title or series, reg_year, km_wan, price_wan, and as far as known model_year, litres, turbo,
    gearbox, n_anomaly, new_price_wan (prices in 10,000 yuan, odometer in 10,000 km).
    """  # noqa: D205 -- one paragraph of help
    for path in filter(None, (out, given["model_card_path"])):
        check_writable(path)
    from paddock.central.valuation.procedure import ValuationWish, fit_valuation  # noqa: PLC0415 -- scipy, late

    wish = ValuationWish(
        name=read_name(given["name"] or plain_name(data)),
        on=read_date(given["on"]),
        source=given["source"],
        version=given["version"],
        seed=given["seed"],
        rate=given["rate"],
        as_of_year=given["as_of_year"],
    )
    fitted = fit_valuation(read_data_file(data), wish, progress_in(lang))
    for sentence in fitted.warnings:
        tell(sentence, lang)
    model = fitted.model
    write_whole(out, model.to_json())
    if given["model_card_path"]:
        write_whole(given["model_card_path"], valuation_card(model))
    if as_json:
        document = {
            "model": str(out),
            "name": model.name,
            "version": model.version,
            "sha256": model.sha256,
            "as_of_year": model.as_of_year,
            "rows": model.fitted_on.rows,
            "report": model.report.model_dump(mode="json"),
            "warnings": [{"zh": sentence.zh, "en": sentence.en} for sentence in fitted.warnings],
        }
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    whole = model.report.parts["full"]
    said = Sentence(
        f"估值模型 {model.name}@{model.version} 已写入 {out}: {model.fitted_on.rows} 辆, "
        f"平均误差 {whole.mean_error:.1%}, "
        f"{model.intervals.rate:.0%} 区间命中 {whole.coverage:.1%}",
        f"Model {model.name}@{model.version} is in {out}: {model.fitted_on.rows} cars, mean error "
        f"{whole.mean_error:.1%}, {whole.coverage:.1%} in their {model.intervals.rate:.0%} interval",
    )
    click.echo(said.in_language(lang))


@valuation.command("value")
@click.argument("model", type=file_argument)
@click.argument("data", type=file_argument)
@click.option("--months", default="", help="Also the value after so many months: 12,24,36 (adds residuals).")
@click.option(
    "--annual-km", type=click.FloatRange(0, 300_000), help="Kilometres a year from now on. Default: as until now."
)
@click.option("--as-of", "as_of_year", type=click.IntRange(1990, 2200), help="Year of the valuation. Default: model's.")
@json_option
@lang_option
def value_command(model: Path, data: Path, lang: Language, *, as_json: bool, **given: Any) -> None:
    """Value every car of DATA with MODEL: value, low and high in 10,000 yuan, and whether the odometer is plausible.

    A row that cannot be valued says why, and the exit code is 1.
    """
    months = _months(given["months"])
    appraiser = Appraiser(ValuationModel.read(model))
    file = read_data_file(data)
    cars = _cars(file, given["as_of_year"] or appraiser.model.as_of_year)
    yearly = None if given["annual_km"] is None else given["annual_km"] / 10_000
    found = [
        car if isinstance(car, Sentence) else appraiser.appraise(appraiser.recognised(car), months, yearly)
        for car in cars
    ]
    if as_json:
        click.echo(json.dumps(_document(appraiser.model, found), ensure_ascii=False))
    else:
        click.echo("\n".join(_for_people(number, row, lang) for number, row in enumerate(found, start=1)))
    failed = sum(isinstance(row, Sentence) for row in found)
    if failed:
        tell(
            Sentence(f"{failed} 行无法估值, 原因见各行", f"{failed} rows could not be valued; each says why"),
            lang,
        )
        click.get_current_context().exit(Finding.exit_code)


valuation.add_command(vehicle)


def _months(text: str) -> list[int]:
    try:
        months = [int(part) for part in text.split(",") if part.strip()]
    except ValueError:
        months = [0]
    if any(not 0 < month <= _MOST_MONTHS for month in months):
        raise BadInput(
            Sentence(
                f"--months “{text}” 应为逗号分隔的月数, 1 至 {_MOST_MONTHS}, 例如 12,24,36",
                f"--months “{text}” should be months from 1 to {_MOST_MONTHS} with commas: 12,24,36",
            )
        )
    return months


def _cars(file: DataFile, as_of_year: int) -> list[Car | Sentence]:
    for name in NEEDED:
        file.column(name)
    if "series" not in file.columns:
        file.column("title")
    names = list(file.columns)
    rows = zip(*file.columns.values(), strict=True)
    return [read_car(dict(zip(names, cells, strict=True)), as_of_year) for cells in rows]


def _document(model: ValuationModel, found: list[Appraisal | Sentence]) -> dict[str, Any]:
    return {
        "model": {"name": model.name, "version": model.version, "sha256": model.sha256},
        "as_of_year": model.as_of_year,
        "unit": "10,000 yuan",
        "rate": model.intervals.rate,
        "rows": [_row(number, row) for number, row in enumerate(found, start=1)],
    }


def _row(number: int, found: Appraisal | Sentence) -> dict[str, Any]:
    if isinstance(found, Sentence):
        problem = {"zh": found.zh, "en": found.en}
        return {"row": number, "value": None, "low": None, "high": None, "problem": problem}
    row = {
        "row": number,
        **asdict(found.now),
        "knowledge": str(found.knowledge),
        "new_price_wan": found.new_price_wan,
        "checks": [_check(found.mileage)],
    }
    if found.residuals:
        row["residuals"] = [
            {"months": then.months, "km_wan": then.km_wan, **asdict(then.value)} for then in found.residuals
        ]
    return row


def _check(mileage: MileageCheck) -> dict[str, Any]:
    sentence = mileage.result.sentence
    return {
        "check": "mileage_plausibility",
        "result": str(mileage.result),
        "km_a_year_wan": mileage.km_a_year_wan,
        "norm": mileage.norm.model_dump(mode="json"),
        "sentence": {"zh": sentence.zh, "en": sentence.en},
    }


def _for_people(number: int, found: Appraisal | Sentence, lang: Language) -> str:
    if isinstance(found, Sentence):
        return f"{number}\t—\t{found.in_language(lang)}"
    later = "".join(f"\t{then.months}: {_range(then.value)}" for then in found.residuals)
    return f"{number}\t{_range(found.now)}\t{found.mileage.result.sentence.in_language(lang)}{later}"


def _range(value: Value) -> str:
    return f"{value.value:.2f} ({value.low:.2f}–{value.high:.2f})"
