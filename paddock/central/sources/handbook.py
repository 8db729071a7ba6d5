"""The page about the data sources, written from their declarations: `python -m paddock.central.sources.handbook`."""

import sys
from datetime import timedelta
from pathlib import Path
from string import Template
from typing import Final

from paddock.central.gathering.table import AskingTable
from paddock.central.risk.feature_list import FEATURES
from paddock.central.sources.contract import contract_file
from paddock.central.sources.declarations import OWN_SOURCES, RECORD_SOURCES
from paddock.central.sources.payloads.base import Payload
from paddock.central.sources.source import DataSource
from paddock.domain.money import format_yuan

HANDBOOK_FILE: Final = Path("docs/sources.md")
_TEXT_FILE: Final = Path(__file__).with_name("handbook.txt")
_PURPOSES: Final = {
    "credit_report": "征信 credit report",
    "identity_check": "身份核验 identity check",
    "personal_information": "个人信息 personal information",
}


def handbook_text() -> str:
    """The whole page."""
    sources = sorted(OWN_SOURCES, key=lambda source: source.number)
    document = AskingTable.installed().document
    breaker = sources[0].breaker
    rows = "".join(
        f"| {row.id} | `{row.source}` | {row.wave} | {_when(row.when)} | {row.note.zh} · {row.note.en} |\n"
        for row in document.rows
    )
    lanes = "".join(
        f"| `{name}` | {lane.patience_seconds:g} s | {lane.rounds} | {lane.pause_seconds:g} s "
        f"| {lane.head_start_seconds:g} s |\n"
        for name, lane in document.lanes.items()
    )
    return Template(_TEXT_FILE.read_text("utf-8")).substitute(
        count=len(sources),
        glance="".join(map(_line, sources)),
        failures=breaker.failures,
        seconds=f"{breaker.open_seconds:g}",
        rows=rows,
        lanes=lanes,
        sections="".join(map(_section, sources)),
        records="".join(map(_record, RECORD_SOURCES)),
    )


def _line(source: DataSource) -> str:
    purpose = "—" if source.purpose is None else _PURPOSES[source.purpose]
    hedge = "—" if source.hedge_after_seconds is None else f"{source.hedge_after_seconds:g} s"
    return (
        f"| {source.number} | `{source.name}` | {source.caption.zh} · {source.caption.en} | {purpose} "
        f"| {format_yuan(source.cost_fen)} | {source.time_limit_seconds:g} s | {source.retries} "
        f"| {_span(source.cache_life)} | {_span(source.max_age)} | {hedge} |\n"
    )


def _section(source: DataSource) -> str:
    inputs = [feature.name for feature in FEATURES.values() if feature.source == source.name]
    fields = ", ".join(f"`{name}`" for name in source.answer_model.model_fields)
    asked = ", ".join(f"`{name}`" for name in source.query_model.model_fields)
    about = (source.answer_model.__doc__ or Payload.__doc__ or "").strip()
    return (
        f"\n### {source.number}. {source.caption.zh} `{source.name}`\n\n"
        f"{about} {source.reason.zh}。 {source.reason.en}.\n\n"
        f"- 契约 Contract: [`{contract_file(source).name}`](../paddock/central/sources/contracts/"
        f"{contract_file(source).name}) {source.version}\n"
        f"- 提问 Question: {asked}\n- 答复 Answer: {fields}\n"
        f"- 规则输入 Rule inputs: {', '.join(f'`{name}`' for name in inputs)}\n"
    )


def _record(source: DataSource) -> str:
    inputs = [feature.name for feature in FEATURES.values() if feature.source == source.name]
    about = (source.answer_model.__doc__ or Payload.__doc__ or "").strip()
    return (
        f"\n### {source.number}. {source.caption.zh} `{source.name}`\n\n{about}\n\n"
        f"- 规则输入 Rule inputs: {', '.join(f'`{name}`' for name in inputs)}\n"
    )


def _when(cells: dict[str, str]) -> str:
    return ", ".join(f"`{name} {text}`" for name, text in cells.items()) or "—"


def _span(span: timedelta) -> str:
    if not span:
        return "—"
    return f"{span.days} d" if span.days else f"{span.seconds // 3600} h"


def main() -> int:
    """Write the page."""
    HANDBOOK_FILE.write_text(handbook_text(), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
