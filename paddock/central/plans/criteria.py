"""From the cells of an eligibility table to criteria, through the same language and the same refusals as the rules'."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from paddock.central.plans.inputs import PLAN_INPUTS, word_of
from paddock.central.risk.cells import CellError, parse_cell
from paddock.central.risk.faults import GateFault
from paddock.central.risk.feature_list import Feature, FeatureKind
from paddock.central.risk.regions import Region, Span, Words, within
from paddock.domain.eligibility import Bound, Criterion, Row
from paddock.domain.money import format_yuan
from paddock.domain.plan_refusals import AGE_AT_END
from paddock.domain.sentences import Sentence

_ORDER = {name: index for index, name in enumerate(PLAN_INPUTS)}
_MUST_ASK = ("down_payment_ratio", "amount_financed_fen")


def read_rows(file: str, plan: str, rows: list[dict[str, str]], faults: list[GateFault]) -> tuple[Row, ...]:
    """The rows of one plan; what is wrong goes into `faults`, and then nothing may be used."""
    regions = [_regions(file, plan, row, faults) for row in rows]
    faults += _dead_rows(file, plan, regions)
    return tuple(tuple(_criterion(PLAN_INPUTS[name], region) for name, region in row.items()) for row in regions if row)


def _regions(file: str, plan: str, row: Mapping[str, str], faults: list[GateFault]) -> dict[str, Region]:
    found: dict[str, Region] = {}
    for name in sorted(row, key=lambda name: _ORDER.get(name, -1)):
        feature = PLAN_INPUTS.get(name)
        if feature is None:
            sentence = Sentence(
                f"没有输入 {name}, 请从输入清单中选", f"there is no input {name!r}: choose one of the list"
            )
            faults.append(GateFault(file, sentence, plan, name))
            continue
        try:
            cell = parse_cell(row[name], feature)
        except CellError as error:
            faults.append(GateFault(file, error.sentence, plan, name))
            continue
        if name == AGE_AT_END and cell.operator != "<=":
            sentence = Sentence("到期车龄只能写成 <= 上限", "the age at the end is written as <= and its limit")
            faults.append(GateFault(file, sentence, plan, name))
        found[name] = cell.region
    for name in _MUST_ASK:
        if name not in row:
            sentence = Sentence(f"每一行都必须限定 {name}", f"every row must bound {name}: fill the cell")
            faults.append(GateFault(file, sentence, plan, name))
    return found


def _dead_rows(file: str, plan: str, rows: list[dict[str, Region]]) -> Iterator[GateFault]:
    """Rows that another one makes idle: wherever they hold, it holds."""
    for index, row in enumerate(rows):
        for other_index, other in enumerate(rows):
            covered = all(name in row and within(row[name], region) for name, region in other.items())
            if index != other_index and covered and (row != other or index > other_index):
                sentence = Sentence(
                    f"第 {index + 1} 行永远不会起作用, 第 {other_index + 1} 行已包含它, 请删除",
                    f"row {index + 1} can never matter: row {other_index + 1} holds wherever it does; delete it",
                )
                yield GateFault(file, sentence, plan)
                break


def _criterion(feature: Feature, region: Region) -> Criterion:
    if isinstance(region, Words):
        words = sorted(region.values, key=_order_of(feature))
        names = [word_of(feature, word) for word in words]
        limit = Sentence("、".join(name.zh for name in names), ", ".join(name.en for name in names))
        return Criterion(feature.name, feature.caption, limit, region.values)
    low, high = _bound(feature, region.low, feature.low), _bound(feature, region.high, feature.high)
    return Criterion(
        feature.name,
        feature.caption,
        _limit(feature, region, low, high),
        low=low,
        high=high,
        low_open=low is not None and region.low_open,
        high_open=high is not None and region.high_open,
    )


def _order_of(feature: Feature) -> Callable[[str | bool], int]:
    return lambda word: feature.choices.index(word) if isinstance(word, str) else int(word)


def _bound(feature: Feature, number: Decimal, end: Decimal) -> Bound:
    """The number, or None where it is the end of everything the input can be."""
    if number == end:
        return None
    return number if feature.kind is FeatureKind.RATIO else int(number)


def _limit(feature: Feature, region: Span, low: Bound, high: Bound) -> Sentence:
    above = "" if low is None else f"{'>' if region.low_open else '≥'} {_shown(feature, low)}"
    below = "" if high is None else f"{'<' if region.high_open else '≤'} {_shown(feature, high)}"
    text = ", ".join(part for part in (above, below) if part)
    return Sentence(text, text)


def _shown(feature: Feature, number: int | Decimal) -> str:
    if feature.kind is FeatureKind.FEN:
        return format_yuan(int(number))
    if feature.kind is FeatureKind.RATIO:
        return f"{Decimal(number) * 100:.2f}".rstrip("0").rstrip(".") + "%"
    return str(number)
