"""A card for people: its points as Markdown tables, and the model card that says what it is and is not."""

from typing import Final

from paddock.central.scorecards.card import Card, PairTerm, Term
from paddock.central.scorecards.challenger import ChallengerReport

_TRENDS = {"rising": "越大越好 rising", "falling": "越小越好 falling", "free": ""}


def points_table(card: Card) -> str:
    """Every line of the card as Markdown; a score is the constant plus one line of every table."""
    parts = [f"起始分 constant: **{card.constant}**"]
    parts += [_term(number, term) for number, term in enumerate(card.terms, start=1)]
    parts += [_pair(number, pair, card) for number, pair in enumerate(card.pairs, start=1)]
    return "\n\n".join(parts)


def model_card(card: Card, challenger: ChallengerReport | None) -> str:
    """What the card was fitted on, how well it does, what it may not be used for, and its points."""
    parts = [
        f"# 模型卡 · Model card: {card.name}@{card.version}",
        "由 `paddock-central scorecard fit` 生成, 请勿手改。 Written by `paddock-central scorecard fit`; do not edit.",
        _facts(card),
        _METHOD,
        _performance(card, challenger),
        _LIMITS,
        *(["## 警告 · Warnings", "\n".join(f"- {warning}" for warning in card.warnings)] if card.warnings else []),
        "## 分值 · Points",
        points_table(card),
    ]
    return "\n\n".join(parts) + "\n"


def _facts(card: Card) -> str:
    on, scale = card.fitted_on, card.scale
    software = ", ".join(f"{name} {version}" for name, version in sorted(on.software.items()))
    not_used = _listed([*(f"`{name}` (--exclude)" for name in on.excluded), *on.left_out])
    bads = f"{on.bads:,} 坏 bad ({on.bads / on.rows:.1%})"
    doubling = f"每 {scale.pdo:g} 分翻倍 points double the odds"
    lines = [
        "| | |",
        "|---|---|",
        f"| 哈希 SHA-256 | `{card.sha256}` |",
        f"| 数据 data | `{on.file}` (SHA-256 `{on.sha256}`), {on.rows:,} 行 rows, {bads} |",
        f"| 来源 source | {_cell(on.source) or '—'} |",
        f"| 结果 outcome | `{card.target}` = `{card.bad}` 为坏 means bad |",
        f"| 日期 date | {on.on}, seed {on.seed}; {software} |",
        f"| 刻度 scale | {scale.base_points} 分 = 好坏比 odds {scale.base_odds:g}:1; {doubling} |",
        f"| 未使用 not used | {not_used} |",
    ]
    return "\n".join(lines)


def _performance(card: Card, challenger: ChallengerReport | None) -> str:
    report = card.report
    area = f"{report.area_under_curve:.3f} ± {report.area_under_curve_deviation:.3f}"
    rest = f"{report.kolmogorov_smirnov:.3f} | {report.gini:.3f} | {report.stability_index:.3f}"
    lines = [
        f"## 效果 · Performance ({report.folds} 折交叉验证 folds)",
        "",
        "每折重做全部步骤。 Every fold repeats the whole procedure without its rows.",
        "",
        "| AUC | KS | Gini | PSI (最差一折 worst fold) |",
        "|---|---|---|---|",
        f"| {area} | {rest} |",
        "",
    ]
    if challenger is not None:
        area = f"{challenger.area_under_curve:.3f} ± {challenger.area_under_curve_deviation:.3f}"
        figures = f"AUC {area}, KS {challenger.kolmogorov_smirnov:.3f}"
        lines += [
            f"挑战者 challenger (LightGBM, 同样的列与折, 只在影子中; same columns and folds, shadow only): {figures}",
            "",
        ]
    lines += ["| 分数从 score from | 行 rows | 坏 bad | 预期 expected |", "|---|---|---|---|"]
    lines += [f"| {t.lowest_score} | {t.rows} | {t.bads} | {t.expected_bads:g} |" for t in report.tenths]
    return "\n".join(lines)


_METHOD: Final = """\
## 方法 · Method

每列先由 optbinning 最优分箱 (能单调就单调; 特殊值各自成箱; 缺失得该列最差一箱的分, 隐瞒不会得益),
按名称与形状派生重复列的均值、极值、趋势与比值;
证据权重上的非负套索逻辑回归筛选变量 (系数为负即符号颠倒, 不允许), 再在各变量趋势不变的前提下微调每箱;
剩余的双因素效应用粗分箱的加法表表达, 表的数目由留出样本选择。最后按刻度取整为分值。

Columns are binned by optbinning (monotone where that loses little; special values apart; what is missing gets the
points of the worst bin, so that withholding never pays); means, extremes, trends and ratios of repeated columns are
derived by names and shapes alone. A non-negative lasso on the weights of evidence selects; the bins are then refined
with every trend kept; what two inputs say together is added as coarse tables, as many as held-out rows ask for. Last,
everything is rounded to points."""

_LIMITS: Final = """\
## 局限 · Limits

只描述上述数据中的人、那时的产品与那种结果定义; **出借人须用自己的贷款重新拟合并独立验证后才能用于决定**。
没有做拒绝推断, 没有做公平性检验; 使用哪些列须由法务与合规确认 (`--exclude`)。

It describes the people, products and outcome of that data and nothing else. **A lender must refit it on its own book
and validate it independently before deciding by it.** There is no reject inference and no fairness test; which columns
may be used is for compliance to say (`--exclude`)."""


def _listed(parts: list[str]) -> str:
    return "; ".join(_cell(part) for part in parts) or "—"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _term(number: int, term: Term) -> str:
    trend = f" · {_TRENDS[term.trend]}" if _TRENDS[term.trend] else ""
    declared = " (声明 declared)" if term.declared else ""
    lines = [
        f"**A{number:02d} {term.name}** · IV {term.information_value:.3f}{trend}{declared}",
        "",
        "| 箱 bin | 分值 points | 行 rows | 坏率 bad |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {_cell(row.label)} | {row.points:+d} | {row.rows} | {f'{row.bads / row.rows:.1%}' if row.rows else '—'} |"
        for row in term.table
    ]
    return "\n".join(lines)


def _pair(number: int, pair: PairTerm, card: Card) -> str:
    first, second = card.terms[pair.first].name, card.terms[pair.second].name
    lines = [
        f"**B{number:02d} {first} × {second}**",
        "",
        f"| {_cell(first)} ＼ {_cell(second)} | " + " | ".join(map(_cell, pair.second_labels)) + " |",
        "|---" * (len(pair.second_labels) + 1) + "|",
    ]
    lines += [
        f"| {_cell(label)} | " + " | ".join(f"{points:+d}" for points in row) + " |"
        for label, row in zip(pair.first_labels, pair.points, strict=True)
    ]
    return "\n".join(lines)
