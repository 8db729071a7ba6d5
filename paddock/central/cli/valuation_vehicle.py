"""`paddock-central valuation vehicle`: one car's history and residual values, from its VIN."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paddock.central.cli.fitting_options import file_argument, json_option, lang_option
from paddock.central.cli.options import data_dir_option, opened, read_settings
from paddock.domain.errors import BadInput
from paddock.domain.money import format_yuan
from paddock.domain.sentences import Language, Sentence
from paddock.domain.vin import VIN_ALPHABET, VIN_LENGTH, normalise_vin

if TYPE_CHECKING:
    from paddock.central.settings import Settings
    from paddock.central.valuation.known_vehicle import OwnRecords
    from paddock.wire.vehicles import KnownVehicle, ValueAt, VehicleHistory


@click.command()
@click.argument("vin")
@click.option("--term", "term_months", default=36, show_default=True, type=click.IntRange(1, 84), help="Months ahead.")
@click.option(
    "--annual-km", type=click.IntRange(0, 300_000), help="Kilometres a year from now on. Default: as until now."
)
@click.option("--model", type=file_argument, help="A valuation model. Default: PADDOCK_CENTRAL_VALUATION_FILE.")
@click.option("--title", help="Brand, series, 款 and trim, where no record of ours has the car.")
@click.option("--registered", help="First registration (ISO date); left out with --title: a new car.")
@click.option("--odometer-km", default=0, type=click.IntRange(0, 2_000_000), help="With --title.")
@click.option("--price", type=click.FloatRange(1, 50_000_000), help="Price asked for it in yuan, with --title.")
@click.option("--new-price", type=click.FloatRange(1, 50_000_000), help="Price when new in yuan, with --title.")
@click.option("--application", type=file_argument, help="An application as `score` takes it: its car and its evidence.")
@data_dir_option
@json_option
@lang_option
def vehicle(vin: str, data_dir: Path | None, lang: Language, *, as_json: bool, **given: Any) -> None:
    """All about the car VIN: decoded, its value now and month by month, mileage, owners, claims and service.

    From stock, applications and kept answers in the centre's database, or from --application, or --title and what goes
    with it. No source is asked; in trials the sandbox's invented answers stand in, and say so.
    """
    from paddock.central.valuation.appraisers import AppraiserShelf  # noqa: PLC0415 -- the decision's parts, late
    from paddock.central.valuation.history import Question  # noqa: PLC0415
    from paddock.central.valuation.reporting import asks_sandbox, report  # noqa: PLC0415

    settings = read_settings(data_dir=data_dir, valuation_file=given["model"])
    now = datetime.now(UTC)
    plain = _vin(vin)
    records = _records(plain, settings, given, now)
    question = Question(plain, now, given["term_months"], given["annual_km"])
    appraiser = AppraiserShelf(settings).current()
    found = report(question, records, appraiser, from_sandbox=asks_sandbox(settings))
    click.echo(found.model_dump_json() if as_json else "\n".join(_for_people(found, lang)))


def _vin(text: str) -> str:
    vin = normalise_vin(text)
    if len(vin) != VIN_LENGTH or set(vin) - set(VIN_ALPHABET):
        raise BadInput(
            Sentence(
                f"“{text}” 不是车架号: 应为 17 位数字与字母 (不含 I、O、Q), 请对照车辆",
                f"“{text}” is no VIN: it has 17 digits and letters without I, O and Q; compare with the vehicle",
            )
        )
    return vin


def _records(vin: str, settings: "Settings", given: dict[str, Any], now: datetime) -> "OwnRecords":
    from paddock.central.migrations.run import is_begun, require_newest  # noqa: PLC0415 -- the database's parts, late
    from paddock.central.valuation.known_vehicle import OwnRecords, RecordQueries, own_records  # noqa: PLC0415

    if given["application"] is not None:
        return _of_file(vin, given["application"], settings, now)
    if given["title"] is not None:
        return OwnRecords(_given(given, now))
    if not settings.database_url and not (settings.data_dir / "central.db").exists():
        return OwnRecords()  # a look changes nothing: no database is made for it
    with opened(settings) as centre:
        if not is_begun(centre.database):
            return OwnRecords()
        require_newest(centre.database)
        with centre.database.reading() as session:
            return own_records(session, RecordQueries.of_all(), vin)


def _of_file(vin: str, path: Path, settings: "Settings", now: datetime) -> "OwnRecords":
    """The car of an application in a file, with the evidence in it or, in trials, the sandbox's."""
    from paddock.central.risk.scoring_input import read_scoring_input  # noqa: PLC0415
    from paddock.central.settings import Mode  # noqa: PLC0415
    from paddock.central.valuation.known_vehicle import OwnRecords, of_application  # noqa: PLC0415

    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(Sentence(f"无法读取 {path}: {error}", f"{path} cannot be read: {error}")) from error
    found = read_scoring_input(text, now, evidence_required=settings.mode is Mode.PRODUCTION)
    of_this = found.application.vehicle.vin
    if of_this != vin:
        raise BadInput(
            Sentence(
                f"{path} 是车架号 {of_this} 的进件, 不是 {vin}; 请核对车架号",
                f"{path} is an application over {of_this}, not {vin}: compare the VINs",
            )
        )
    return OwnRecords(of_application(found.application), found.application, found.answers)


def _given(given: dict[str, Any], now: datetime) -> "KnownVehicle":
    from paddock.wire.applications import VehicleCondition  # noqa: PLC0415
    from paddock.wire.vehicles import KnownVehicle  # noqa: PLC0415

    registered = None if given["registered"] is None else _date(given["registered"])
    price, new_price = (None if given[name] is None else round(given[name] * 100) for name in ("price", "new_price"))
    return KnownVehicle(
        known_from="given",
        title=given["title"],
        condition=VehicleCondition.NEW if registered is None else VehicleCondition.USED,
        new_energy=False,
        first_registered_on=registered,
        odometer_km=given["odometer_km"],
        odometer_on=now.date(),
        price_fen=price,
        new_price_fen=new_price,
    )


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            Sentence(
                f"--registered “{text}” 不是日期, 例如 2019-06-18",
                f"--registered “{text}” is no date: write for example 2019-06-18",
            )
        ) from error


def _for_people(found: "VehicleHistory", lang: Language) -> Iterator[str]:
    maker = found.decoded.maker
    name = "—" if maker is None else maker.in_language(lang)
    title = "" if found.known is None else f" · {found.known.title}"
    yield f"{found.vin} · {name} · {found.decoded.model_year or '—'}{title}"
    yield from (f"  ! {check.sentence.in_language(lang)}" for check in found.decoded.checks if check.result == "failed")
    if found.residual_missing is not None:
        yield f"  {found.residual_missing.in_language(lang)}"
    if found.residual is not None:
        curve = found.residual
        yield _CURVE.format(rate=f"{curve.rate:.0%}", year=curve.prices_of, km=curve.annual_km).in_language(lang)
        shown = [curve.now, *(then for then in curve.months if then.months % 12 == 0)]
        yield from (f"    {then.months:>3}\t{_range(then)}" for then in shown)
    yield from (f"  {check.sentence.in_language(lang)}" for check in found.mileage.checks)
    for source in found.sources:
        mark = _INVENTED.in_language(lang) if source.sandbox else ""
        yield f"  {source.caption.in_language(lang)}: {source.status}{mark}"
    yield from (f"    {given.caption.in_language(lang)}: {given.shown.in_language(lang)}" for given in found.inputs)


def _range(then: "ValueAt") -> str:
    mark = "*" if then.extrapolated else ""
    return f"{format_yuan(then.value_fen)} ({format_yuan(then.low_fen)} – {format_yuan(then.high_fen)}){mark}"


_INVENTED = Sentence(" (沙箱数据)", " (sandbox)")
_CURVE = Sentence(
    "  残值 (按 {year} 年价格, {rate} 区间, 每年 {km} 公里):",
    "  Residual value (prices of {year}, {rate} interval, {km} km a year):",
)
