"""`paddock-central scorecard shadow`: what the challenger said beside the card's decisions."""

import json
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

import click

from paddock.central.cli.fitting_options import json_option, lang_option
from paddock.central.cli.options import data_dir_option, opened, read_settings
from paddock.domain.sentences import Language, Sentence

if TYPE_CHECKING:
    from paddock.central.risk.publishing.challengers import ChallengerRow


@click.command()
@data_dir_option
@json_option
@lang_option
def shadow(data_dir: Path | None, lang: Language, *, as_json: bool) -> None:
    """Compare the challenger's figures with the card's decisions; --json gives every row, to join outcomes to later."""
    from paddock.central.risk.publishing.challengers import challenger_rows  # noqa: PLC0415 -- the database, late

    with opened(read_settings(data_dir=data_dir)) as centre, centre.database.reading() as session:
        rows = challenger_rows(session)
    by_challenger: dict[str, list[ChallengerRow]] = {}
    for row in rows:
        by_challenger.setdefault(row.challenger, []).append(row)
    found = [_summary(name, of) for name, of in sorted(by_challenger.items())]
    if as_json:
        document = {"challengers": found, "rows": [row.as_document() for row in rows]}
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    click.echo("\n".join(_said(summary, lang) for summary in found) or _NOTHING.in_language(lang))


def _summary(name: str, rows: "list[ChallengerRow]") -> dict[str, Any]:
    outcomes: dict[str, list[float]] = {}
    for row in rows:
        outcomes.setdefault(row.outcome, []).append(row.bad_probability)
    scored = [(float(row.score), row.bad_probability) for row in rows if row.score is not None]
    return {
        "challenger": name,
        "rows": len(rows),
        "without_score": len(rows) - len(scored),
        "rank_agreement": _agreement(scored),
        "by_outcome": {
            outcome: {"rows": len(chances), "mean_bad_probability": round(fmean(chances), 4)}
            for outcome, chances in sorted(outcomes.items())
        },
    }


def _agreement(scored: list[tuple[float, float]]) -> float | None:
    """Spearman's rank correlation of the card's score with the challenger's chance of good; None where it is none."""
    if len({score for score, _ in scored}) < 2 or len({chance for _, chance in scored}) < 2:
        return None
    from scipy.stats import spearmanr  # noqa: PLC0415 -- late

    return round(-float(spearmanr(scored).statistic), 4)


def _said(summary: dict[str, Any], lang: Language) -> str:
    agreement = "—" if summary["rank_agreement"] is None else f"{summary['rank_agreement']:.2f}"
    head = _HEAD.format(name=summary["challenger"], rows=summary["rows"], agreement=agreement).in_language(lang)
    lines = [
        f"  {outcome}\t{of['rows']}\t{of['mean_bad_probability']:.2%}" for outcome, of in summary["by_outcome"].items()
    ]
    return "\n".join([head, *lines])


_HEAD = Sentence(
    "挑战者 {name}: {rows} 个决定, 与评分卡排序一致度 {agreement}; 各结果的平均违约概率:",
    "Challenger {name}: {rows} decisions, rank agreement with the card {agreement}; mean chance of bad by outcome:",
)
_NOTHING = Sentence(
    "还没有记录: 请用 PADDOCK_CENTRAL_CHALLENGER_FILE 指定挑战者文件",
    "Nothing is recorded yet: name a challenger in PADDOCK_CENTRAL_CHALLENGER_FILE",
)
