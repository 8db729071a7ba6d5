"""The guide for testers, written from the sandbox itself: `python -m paddock.central.sources.sandbox.guide`."""

import sys
from pathlib import Path
from typing import Final

from paddock.central.sources.declarations import OWN_SOURCES
from paddock.central.sources.sandbox.faults import FAULT_DIGITS, FAULT_HEADER
from paddock.central.sources.sandbox.scenarios import PERSON_SCENARIOS, VEHICLE_SCENARIOS, Scenario
from paddock.central.sources.source import DataSource

GUIDE_FILE: Final = Path("docs/sandbox.md")

_HEAD: Final = """# 沙箱数据源 · The sandbox provider of data sources

沙箱只用于内嵌中心、试运行和测试: 所有答复都是虚构的, 每个答复带 `X-Paddock-Sandbox: true`,
决策中 `sandbox` 为真。生产模式不会在沙箱上启动。

Everything it answers is invented. Each answer says so in the header `X-Paddock-Sandbox: true`, and a decision that used
one has `"sandbox": true`. It speaks the same contracts as real providers (`paddock/central/sources/contracts/`, one
OpenAPI file each); what each source is for, costs and answers stands in [sources.md](sources.md). This page is
generated: `python -m paddock.central.sources.sandbox.guide`.

## 平常的答复 · Ordinary answers

The same question always gets the same answer. Behind the answers stand invented people (by ID number) and cars (by VIN)
that are the same to every source: both bureaus' scores follow the credit report, and every workshop, inspection and
auction read the same odometer. An ordinary person and car are harmless. A used car driven much more than 15,000 km a
year is valued up to 15% lower.

`PADDOCK_CENTRAL_SANDBOX_LATENCY=1` (or `paddock-central sandbox --latency 1`) lets every source take as long as real
ones do, 60 to 800 ms; 0, the default, answers at once.

## 情形 · Scenarios

The last four characters of the VIN choose a scenario of sources that are told the VIN, the last four digits of the
phone one of the others. The VIN's check digit stands at position 9, so its last four characters are free once the check
digit is worked out again. For example phone `13800009010` is a person who is overdue. Endings below 9000 are ordinary.
"""
_FAULTS: Final = """## 故障 · Faults

结尾 `9FSS` 使编号 SS 的数据源出错, F 为:

An ending `9FSS` (of the VIN or the phone, as above) breaks source number SS in the way F. `13800009103` makes the
credit report fail; the application is then referred, never approved.
"""
_ORDERS: Final = f"""
Or break a source without personal data, with the header `{FAULT_HEADER}: slow; seconds=3` on a question, or by order:

```
POST /sandbox/faults    {{"source": "credit_report", "kind": "error", "times": 2, "delay_seconds": 12}}
GET  /sandbox/charges   {{"credit_report": 1, …}}   how many answers each source was paid for
GET  /sandbox/questions {{"credit_report": 3, …}}   how many questions each was asked
```

## 幂等 · Idempotency

Every question carries `Idempotency-Key`. The same key and question get the same answer and are charged once, when they
are asked; the same key with another question is refused with 422.

## 离线评分 · Without HTTP

`paddock-central score APPLICATION.json --json` works the same answers out in process when the file brings no evidence.
Examples are in `docs/examples/`.
"""


def guide_text() -> str:
    """The whole page."""
    by_number = sorted(OWN_SOURCES, key=lambda source: source.number)
    digits = "".join(
        f"| {digit} | `{kind}` | {kind.meaning.zh} | {kind.meaning.en} |\n" for digit, kind in FAULT_DIGITS.items()
    )
    return "\n".join(
        (
            _HEAD,
            "### 手机号末四位 · Last four digits of the phone\n",
            _scenarios(PERSON_SCENARIOS),
            "### 车架号末四位 · Last four characters of the VIN\n",
            _scenarios(VEHICLE_SCENARIOS),
            _FAULTS,
            "| F | 种类 kind | 效果 | Effect |\n|---|---|---|---|\n" + digits,
            "| SS | 数据源 | 名称 | 由谁触发 steered by |\n|---|---|---|---|\n"
            + "".join(map(_source, by_number))
            + _ORDERS,
        )
    )


def _scenarios(scenarios: tuple[Scenario, ...]) -> str:
    rows = "".join(f"| `{each.ending}` | `{each.source}` | {each.meaning} |\n" for each in scenarios)
    return "| 末四位 | 数据源 | 效果 |\n|---|---|---|\n" + rows


def _source(source: DataSource) -> str:
    steered = "VIN" if "vin" in source.query_model.model_fields else "phone"
    return f"| {source.number:02d} | `{source.name}` | {source.caption.zh} · {source.caption.en} | {steered} |\n"


def main() -> int:
    """Write the page."""
    GUIDE_FILE.write_text(guide_text(), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
