"""`paddock-central scorecard fit|score|show|check|shadow`: a card from a lender's own book, and scores from a card."""

import json
import math
from collections.abc import Iterable
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
from paddock.central.cli.scorecard_shadow import shadow
from paddock.central.data_file import read_data_file
from paddock.central.model_files import check_writable, write_whole
from paddock.central.scorecards.card import Card, Scale
from paddock.central.scorecards.columns import Choices
from paddock.central.scorecards.model_card import model_card, points_table
from paddock.central.scorecards.monitoring import Monitoring, monitor
from paddock.central.scorecards.scoring import REASONS, CardReader, Scored
from paddock.central.scorecards.wish import Wish
from paddock.domain.errors import BadInput, Finding
from paddock.domain.sentences import Language, Sentence


@click.group()
def scorecard() -> None:
    """Fit a scorecard on loans whose outcome is known, and score with it."""


@scorecard.command()
@click.argument("data", type=file_argument)
@click.option("--target", required=True, help="The column with the outcome.")
@click.option("--out", required=True, type=file_argument, help="Where to write the card (JSON).")
@click.option("--bad", help="The value that means bad. Default: a word for bad, else the larger, else the rarer.")
@click.option("--name", default=None, help="The card's name. Default: the file's name.")
@click.option("--version", default=1, show_default=True, type=click.IntRange(1), help="The card's version.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="The same seed, the same card.")
@click.option("--exclude", multiple=True, help="A column not to use (known only later, or forbidden). Repeatable.")
@click.option("--categorical", multiple=True, help="A number column that holds codes. Repeatable.")
@click.option("--rising", multiple=True, help="A number of which more never lowers the score. Repeatable.")
@click.option("--falling", multiple=True, help="A number of which more never raises the score. Repeatable.")
@click.option("--special", multiple=True, help="COLUMN=VALUE: a value that is a code, with its own bin. Repeatable.")
@click.option("--base-points", default=600, show_default=True, type=click.IntRange(0, 2000))
@click.option("--base-odds", default=20.0, show_default=True, help="Goods to one bad at the base points.")
@click.option("--pdo", default=40.0, show_default=True, help="Points that double the odds.")
@click.option("--model-card", "model_card_path", type=file_argument, help="Also write a model card (Markdown).")
@click.option(
    "--challenger", is_flag=True, help="Also write a LightGBM challenger beside the card (CARD.challenger.json)."
)
@source_option
@date_option
@json_option
@lang_option
def fit(data: Path, target: str, out: Path, lang: Language, *, as_json: bool, **given: Any) -> None:
    """Fit a card on DATA (.csv or .csv.gz, one row a loan, a header line; UTF-8 or GBK)."""
    outputs = [out] + ([given["model_card_path"]] if given["model_card_path"] else [])
    for path in outputs:
        check_writable(path)
    wish = _wish(target, given, name=read_name(given["name"] or plain_name(data)))
    from paddock.central.scorecards.procedure import fit_card  # noqa: PLC0415 -- scipy, late

    file = read_data_file(data)
    fitted = fit_card(file, wish, progress_in(lang))
    for sentence in (*fitted.left_out, *fitted.warnings):
        tell(sentence, lang)
    challenger = None
    if given["challenger"]:
        from paddock.central.scorecards.challenger import fit_challenger  # noqa: PLC0415 -- LightGBM, late

        challenger = fit_challenger(file, fitted.target, wish)
        write_whole(challenger_path(out), challenger.to_json())
    write_whole(out, fitted.card.to_json())
    if given["model_card_path"]:
        write_whole(given["model_card_path"], model_card(fitted.card, challenger.report if challenger else None))
    _print_fit(fitted.card, out, fitted.warnings, challenger.report if challenger else None, as_json=as_json, lang=lang)


@scorecard.command("score")
@click.argument("card", type=file_argument)
@click.argument("data", type=file_argument)
@click.option("--id", "id_column", help="A column to repeat in the output, to know the rows by.")
@click.option("--reasons", default=REASONS, show_default=True, type=click.IntRange(0, 50), help="Reasons a row.")
@click.option("--points", is_flag=True, help="Also print the points of every line of the card.")
@click.option("--max-psi", type=float, help="Exit 1 when the stability index of the rows is above this.")
@json_option
@lang_option
def score_command(card: Path, data: Path, lang: Language, *, as_json: bool, **given: Any) -> None:
    """Score every row of DATA with CARD: points, probability of bad, and what cost most.

    Where DATA has the outcome too, AUC and KS on it are reported.
    """
    reader = CardReader(Card.read(card))
    file = read_data_file(data)
    scored = reader.score_file(file)
    names = None if given["id_column"] is None else file.column(given["id_column"])
    found = monitor(reader.card, file, [row.score for row in scored])
    rows = (
        _row(number, row, None if names is None else names[number - 1], given["reasons"], points=given["points"])
        for number, row in enumerate(scored, start=1)
    )
    if as_json:
        click.echo(json.dumps(_scores_document(reader.card, rows, found), ensure_ascii=False))
    else:
        click.echo("\n".join(_scores_for_people(scored, names, found, given["reasons"], lang)))
    limit = given["max_psi"]
    if limit is not None and found.stability_index > limit:
        # The document is out already; the finding is said beside it.
        tell(
            Sentence(
                f"稳定性指数 PSI {found.stability_index:.3f} 高于 {limit:g}: 客群已变, 请检查并重新拟合",
                f"The stability index is {found.stability_index:.3f}, above {limit:g}: the population has moved, "
                f"look into it and fit again",
            ),
            lang,
        )
        click.get_current_context().exit(Finding.exit_code)


@scorecard.command()
@click.argument("card", type=file_argument)
@json_option
@lang_option
def check(card: Path, lang: Language, *, as_json: bool) -> None:
    """Check that the decision can use CARD: a fitted card over its inputs, or an assembly of cards.

    What passes may be named in PADDOCK_CENTRAL_SCORECARD_FILE, or take the place of the file named there.
    """
    from paddock.central.risk.card_files import read_card_file  # noqa: PLC0415 -- the decision's inputs, late

    read, files = read_card_file(card)
    if as_json:
        click.echo(json.dumps({"card": read.name, "files": [str(file) for file in files]}, ensure_ascii=False))
        return
    said = Sentence(f"{read.name} 可以用于决定", f"{read.name} can decide")
    click.echo(said.in_language(lang))


@scorecard.command()
@click.argument("card", type=file_argument)
@click.option("--model-card", "whole", is_flag=True, help="The whole model card, not only the points.")
@lang_option
def show(card: Path, lang: Language, *, whole: bool) -> None:  # noqa: ARG001 -- the tables speak both languages
    """Print CARD's table of points (Markdown)."""
    read = Card.read(card)
    click.echo(model_card(read, None) if whole else points_table(read))


scorecard.add_command(shadow)


def challenger_path(card: Path) -> Path:
    """Where the challenger of a card lies: beside it."""
    return card.with_suffix(".challenger.json")


def _wish(target: str, given: dict[str, Any], *, name: str) -> Wish:
    specials: dict[str, list[str]] = {}
    for text in given["special"]:
        column, equals, value = text.partition("=")
        if not equals or not column or not value:
            raise BadInput(Sentence(f"--special “{text}” 应为 列=值", f"--special “{text}” should be COLUMN=VALUE"))
        specials.setdefault(column, []).append(value)
    if not (math.isfinite(given["pdo"]) and 0 < given["pdo"] <= 400) or not 0 < given["base_odds"] < math.inf:
        raise BadInput(
            Sentence(
                "--pdo 应在 0 与 400 之间, --base-odds 应大于 0", "--pdo is between 0 and 400, --base-odds above 0"
            )
        )
    return Wish(
        target=target,
        name=name,
        on=read_date(given["on"]),
        bad=given["bad"],
        source=given["source"],
        version=given["version"],
        seed=given["seed"],
        scale=Scale(base_points=given["base_points"], base_odds=given["base_odds"], pdo=given["pdo"]),
        choices=Choices(given["exclude"], given["categorical"], given["rising"], given["falling"], specials),
    )


def _print_fit(
    card: Card, out: Path, warnings: list[Sentence], challenger: Any, *, as_json: bool, lang: Language
) -> None:
    report = card.report
    if as_json:
        document = {
            "card": str(out),
            "name": card.name,
            "version": card.version,
            "sha256": card.sha256,
            "bad": card.bad,
            "rows": card.fitted_on.rows,
            "bads": card.fitted_on.bads,
            "terms": len(card.terms),
            "pairs": len(card.pairs),
            "report": report.model_dump(mode="json", exclude={"tenths"}),
            "challenger": None if challenger is None else challenger.model_dump(mode="json"),
            "warnings": [{"zh": sentence.zh, "en": sentence.en} for sentence in warnings],
        }
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    said = Sentence(
        "评分卡 {name} 已写入 {out}: {terms} 项, {pairs} 张双因素表; "
        "{folds} 折交叉验证 AUC {auc:.3f} ± {dev:.3f}, KS {ks:.3f}",
        "Card {name} is in {out}: {terms} terms, {pairs} tables of two; AUC {auc:.3f} ± {dev:.3f} and KS {ks:.3f} over "
        "{folds} folds",
    ).format(
        name=f"{card.name}@{card.version}",
        out=out,
        terms=len(card.terms),
        pairs=len(card.pairs),
        folds=report.folds,
        auc=report.area_under_curve,
        dev=report.area_under_curve_deviation,
        ks=report.kolmogorov_smirnov,
    )
    click.echo(said.in_language(lang))


def _row(number: int, scored: Scored, name: str | None, reasons: int, *, points: bool) -> dict[str, Any]:
    row: dict[str, Any] = {"row": number}
    if name is not None:
        row["id"] = name
    row |= {
        "score": scored.score,
        "bad_probability": round(scored.bad_probability, 6),
        "reasons": [
            {"code": line.code, "attribute": line.attribute, "bin": line.bin, "points": line.points, "lost": line.lost}
            for line in scored.reasons(reasons)
        ],
    }
    if points:
        row["points"] = [{"code": line.code, "bin": line.bin, "points": line.points} for line in scored.contributions]
    return row


def _scores_document(card: Card, rows: Iterable[dict[str, Any]], found: Monitoring) -> dict[str, Any]:
    return {
        "card": {"name": card.name, "version": card.version, "sha256": card.sha256, "constant": card.constant},
        "report": {
            "rows": found.rows,
            "stability_index": found.stability_index,
            "area_under_curve": found.area_under_curve,
            "kolmogorov_smirnov": found.kolmogorov_smirnov,
        },
        "rows": list(rows),
    }


def _scores_for_people(
    scored: list[Scored], names: list[str | None] | None, found: Monitoring, reasons: int, lang: Language
) -> Iterable[str]:
    for number, row in enumerate(scored, start=1):
        name = number if names is None else names[number - 1]
        why = "; ".join(f"{line.attribute} {line.bin} {line.points:+d}" for line in row.reasons(reasons))
        yield f"{name}\t{row.score}\t{row.bad_probability:.2%}\t{why}"
    yield found.sentence.in_language(lang)
