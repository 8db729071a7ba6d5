"""The rule book for people, written from the rules: `python -m paddock.central.risk.handbook docs/rules.md`."""

import sys
from pathlib import Path

from paddock.central.risk.feature_list import FEATURES
from paddock.central.risk.gate import Row
from paddock.central.risk.rule_set import RuleSet
from paddock.wire.decisions import RuleOutcome

_OUTCOMES = {
    RuleOutcome.DECLINE: "拒绝 decline",
    RuleOutcome.REFER: "人工 refer",
    RuleOutcome.CAP: "限额 cap",
}


def rule_book(rules: RuleSet) -> str:
    """The whole rule set as Markdown: every group, rule, condition, owner and sentence."""
    register = rules.register
    lines = [
        "# 规则手册 · Rule book",
        "",
        f"规则集 {register.rule_set} {register.version}: {len(register.rules)} 条规则, {len(rules.rows)} 行条件。",
        "",
        (
            f"Rule set {register.rule_set} {register.version}: {len(register.rules)} rules in {len(rules.rows)} rows, "
            f"SHA-256 `{rules.sha256}`."
        ),
        "",
        (
            "本文由 `python -m paddock.central.risk.handbook docs/rules.md` 生成, 请勿手改。"
            " Written by that command; change the rules, not this page."
        ),
        "",
        "任一条件缺少数据时不视为通过, 转人工。 A rule whose inputs are missing never passes: it goes to a person.",
    ]
    for group in register.groups:
        lines += ["", f"## {group.name.zh} · {group.name.en}", ""]
        lines += ["| 规则 | 结果 | 条件 | 说明 | 原因码 | 版本 | 负责 |", "|---|---|---|---|---|---|---|"]
        for card in register.rules:
            if card.group != group.id:
                continue
            for row in (row for row in rules.rows if row.rule == card.id):
                lines.append(
                    f"| {card.id} | {_OUTCOMES[row.outcome]} | {_condition(row)} | {card.staff.zh} · {card.staff.en} "
                    f"| {card.reason_code} | {card.version} | {card.owner} |"
                )
    return "\n".join(lines) + "\n"


def _condition(row: Row) -> str:
    parts = [
        f"{FEATURES[name].caption.zh} `{name}` {cell.expression.replace('|', '/')}" for name, cell in row.cells.items()
    ]
    return " 且 ".join(parts)


def main() -> int:
    """Write the book to the file named, or print it."""
    book = rule_book(RuleSet.load())
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(book, "utf-8", newline="\n")
    else:
        sys.stdout.write(book)
    return 0


if __name__ == "__main__":
    sys.exit(main())
