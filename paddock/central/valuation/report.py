"""The model card of a valuation: data, method, errors, limits, and its main tables."""

from typing import Final

from paddock.central.valuation.additive import Pieces
from paddock.central.valuation.model import ErrorFigures, ValuationModel

_PARTS: Final = {
    "full": "全部 all",
    "young": "≤ 3 年 years",
    "middle": "4–6 年 years",
    "old": "≥ 7 年 years",
    "above 150,000 km": "> 15 万公里 above 150,000 km",
    "new_series": "车系未见过 series never seen",
    "no_new_price": "无新车价 no new price",
    "neither": "两者皆无 neither",
}


def valuation_card(model: ValuationModel) -> str:
    """The model card as Markdown."""
    on, share = model.fitted_on, model.curves.share
    repeated = f"重复 {on.repeated} 与不可用 {on.unusable} 行未用 repeated and unusable rows left out"
    parts = [
        f"# 估值模型卡 · Valuation model card: {model.name}@{model.version}",
        "由 `paddock-central valuation fit` 生成, 请勿手改。 Written by `paddock-central valuation fit`; do not edit.",
        "\n".join(
            [
                "| | |",
                "|---|---|",
                f"| 哈希 SHA-256 | `{model.sha256}` |",
                f"| 数据 data | `{on.file}` (SHA-256 `{on.sha256}`), {on.rows:,} 辆 cars; {repeated} |",
                f"| 来源 source | {on.source.replace('|', '/') or '—'} |",
                f"| 价格年份 year of the prices | {model.as_of_year} |",
                f"| 日期 date | {on.on}, seed {on.seed} |",
                f"| 区间 interval | {model.intervals.rate:.0%} |",
            ]
        ),
        _METHOD,
        f"## 效果 · Performance ({model.report.folds} 折 folds)",
        "每辆车由没见过它的模型估值。 No car was valued by a model that had seen it.",
        _figures(model.report.parts),
        _LIMITS,
        "## 主要曲线 · Main curves",
        "对数价格每单位的变化。 Change of the logarithm of the price for each unit.",
        _curve("车龄 (年) age in years", share.pieces["age"]),
        _curve("里程 (万公里) mileage in 10,000 km", share.pieces["km_wan"]),
        _curve("瑕疵数 defects", share.pieces["defects"]),
    ]
    return "\n\n".join(parts) + "\n"


def _figures(parts: dict[str, ErrorFigures]) -> str:
    lines = [
        "| | 辆 cars | 平均误差 mean error | 中位 median | 区间命中 in the interval | 区间宽度 width |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {_PARTS.get(name, name)} | {part.rows} | {part.mean_error:.1%} | {part.median_error:.1%} "
        f"| {part.coverage:.1%} | {part.mean_width:.0%} |"
        for name, part in parts.items()
    ]
    return "\n".join(lines)


def _curve(name: str, pieces: Pieces) -> str:
    head = " | ".join(f"{knot:g}+" for knot in pieces.knots)
    slopes = " | ".join(f"{slope:+.3f}" for slope in pieces.slopes)
    return f"| {name} | {head} |\n" + "|---" * (len(pieces.knots) + 1) + f"|\n| | {slopes} |"


_METHOD: Final = """\
## 方法 · Method

价值 = 新车价 × 剩余比例; 两者各是对数上的加法表 (分段直线与类别), Huber 损失, 岭惩罚向先验收缩:
品牌与车系部分合并, 车龄与里程的先验取自 69,000 辆英国二手车的曲线形状 (aelkahout/uk_used_cars), 并限定只降不升。
没有新车价时先由品牌、车系、排量与配置词估出。区间为分组保形区间 (按已知信息、车龄与里程分组)。
没有树, 没有黑箱: 文件里就是这些表。

Value = price when new × share that is left; each is a sum of tables on the logarithm (straight pieces and categories),
fitted with Huber loss and ridges towards priors: brand and series are partially pooled, the slopes of age and mileage
start from the shape of 69,000 British used cars (aelkahout/uk_used_cars) and may only fall. A price when new that is
not known is estimated from brand, series, engine and the words of the trim. Intervals are conformal in groups by what
is known, age and mileage. There are no trees and no black box: the file is these tables."""

_LIMITS: Final = """\
## 局限 · Limits

挂牌价不是成交价; 只反映上述数据的城市、年份与渠道; 区间对同一市场的车成立, 市场整体涨跌、事故与泡水车不在其中。
以后各月的残值按今天的价格水平计算, 未含市场走势。超出数据最老或最远的车, 区间按惯例加宽并标明 `extrapolated`。
**出借人须用自己的成交数据重新拟合。**

Asking prices are not sale prices. It speaks for the cities, year and channel of that data; intervals hold for cars of
the same market, not for a market that has moved, nor for crashed or flooded cars. Values at later months are at today's
prices. Beyond the oldest or farthest car of the data intervals are widened by a convention and marked `extrapolated`.
**A lender must refit it on its own sales.**"""
