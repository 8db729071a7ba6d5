"""The rule book for people, written from the rules: `python -m paddock.central.risk.handbook docs/rules.md`."""

import sys
from pathlib import Path

from paddock.central.risk.feature_list import APPLICATION, FEATURES, SCORECARD
from paddock.central.risk.gate import load_rules
from paddock.central.risk.register import RuleCard
from paddock.central.risk.rule_set import RuleSet
from paddock.central.risk.table import Row
from paddock.central.sources.declarations import SOURCES_BY_NAME
from paddock.wire.decisions import RuleOutcome

_OUTCOMES = {
    RuleOutcome.DECLINE: "拒绝 decline",
    RuleOutcome.REFER: "人工 refer",
    RuleOutcome.CAP: "限额 cap",
}
_CONNECTED = {APPLICATION, SCORECARD, *SOURCES_BY_NAME}


def rule_book(rules: RuleSet) -> str:
    """The whole rule set as Markdown: every group, rule, condition, owner, date and sentence."""
    register = rules.register
    asleep = sum(1 for card in register.rules if _waits_for(rules, card))
    cases = sum(map(len, rules.cases.values()))
    lines = [
        "# 规则手册 · Rule book",
        "",
        (
            f"规则集 {register.rule_set} {register.version}: {len(register.rules)} 条规则, {len(rules.rows)} 行条件, "
            f"{cases} 个用例。其中 {asleep} 条等待数据源接入 (标 ⏸), 未接入前不参与审批, 也不算缺数据。"
        ),
        "",
        (
            f"Rule set {register.rule_set} {register.version}: {len(register.rules)} rules in {len(rules.rows)} rows "
            f"with {cases} test cases, SHA-256 `{rules.sha256}`. {asleep} of them (⏸) wait for a data source not "
            "connected yet: until then they are dormant, listed, and not counted as missing."
        ),
        "",
        (
            "本文由 `python -m paddock.central.risk.handbook docs/rules.md` 生成, 请勿手改。"
            " Written by that command; change the rules, not this page."
        ),
        "",
        "任一条件缺少数据时不视为通过, 转人工。 A rule whose inputs are missing never passes: it goes to a person.",
        "",
        "🔒: 不可对个案暂停 (法定或明确欺诈)。 🔒: nobody may snooze it (law, or plain fraud).",
    ]
    for group in register.groups:
        lines += ["", f"## {group.name.zh} · {group.name.en}", ""]
        lines += ["| 规则 | 结果 | 条件 | 说明 | 对客户 | 补件 | 原因码 | 版本 | 负责 | 生效 | 用例 |"]
        lines += ["|---|---|---|---|---|---|---|---|---|---|---|"]
        lines += [line for card in register.rules if card.group == group.id for line in _lines_of(rules, card)]
    return "\n".join(lines) + "\n"


def _lines_of(rules: RuleSet, card: RuleCard) -> list[str]:
    mark = (" ⏸" if _waits_for(rules, card) else "") + ("" if card.may_be_snoozed else " 🔒")
    until = f"至 {card.effective_to}" if card.effective_to else ""
    bring = f"{card.stipulation.zh} · {card.stipulation.en}" if card.stipulation else ""
    rest = (
        f"{card.staff.zh} · {card.staff.en} | {card.customer.zh} · {card.customer.en} | {bring} | {card.reason_code} "
        f"| {card.version} | {card.owner} | {card.effective_from}{until} | {len(rules.cases[card.id])}"
    )
    rows = [row for row in rules.rows if row.rule == card.id]
    return [f"| {card.id}{mark} | {_OUTCOMES[row.outcome]} | {_condition(row)} | {rest} |" for row in rows]


def _waits_for(rules: RuleSet, card: RuleCard) -> bool:
    """Whether every row of the rule needs a source that this program does not have yet."""
    rows = [row for row in rules.rows if row.rule == card.id]
    return all(any(FEATURES[name].source not in _CONNECTED for name in row.cells) for row in rows)


def _condition(row: Row) -> str:
    parts = [
        f"{FEATURES[name].caption.zh} `{name}` {cell.expression.replace('|', '/')}" for name, cell in row.cells.items()
    ]
    return " 且 ".join(parts)


def main() -> int:
    """Write the book to the file named, or print it."""
    book = rule_book(load_rules())
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(book, "utf-8", newline="\n")
    else:
        sys.stdout.write(book)
    return 0


if __name__ == "__main__":
    sys.exit(main())
