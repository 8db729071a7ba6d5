"""A dealer's credit line for stock 批发授信: its limit, its sub-limits, and whether one more unit fits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from paddock.domain.floor_plan import LimitClass
from paddock.domain.money import Fen, format_yuan
from paddock.domain.sentences import Sentence


@dataclass(frozen=True, slots=True)
class LineLimits:
    """What may be outstanding at once; the sub-limits may add up to more than the whole.

    Raises:
        ValueError: a limit is negative, or a sub-limit above the whole.
    """

    total_fen: Fen
    by_class: Mapping[LimitClass, Fen]
    """A class that is missing is not financed."""
    valid_until: date
    frozen: bool = False

    def __post_init__(self) -> None:
        if self.total_fen < 0 or any(not 0 <= limit <= self.total_fen for limit in self.by_class.values()):
            raise ValueError("limits are not negative, and no sub-limit is above the whole")


@dataclass(frozen=True, slots=True)
class LineUse:
    """The principal outstanding, by class."""

    by_class: Mapping[LimitClass, Fen] = field(default_factory=dict)

    @property
    def total_fen(self) -> Fen:
        """Everything outstanding."""
        return sum(self.by_class.values())

    def of(self, limit_class: LimitClass) -> Fen:
        """What is outstanding of one class."""
        return self.by_class.get(limit_class, 0)


def available_fen(limits: LineLimits, use: LineUse, limit_class: LimitClass) -> Fen:
    """How much more may be drawn for units of `limit_class`, by the line and by its sub-limit."""
    of_class = limits.by_class.get(limit_class, 0) - use.of(limit_class)
    return max(min(of_class, limits.total_fen - use.total_fen), 0)


def draw_refusals(
    limits: LineLimits, use: LineUse, limit_class: LimitClass, amount_fen: Fen, on: date
) -> list[Sentence]:
    """Everything that speaks against drawing `amount_fen` on `on`; empty when it fits."""
    refusals = []
    if limits.frozen:
        refusals.append(
            Sentence("授信已冻结, 请联系融资机构", "The line is frozen: call the lender"),
        )
    if on > limits.valid_until:
        refusals.append(
            Sentence(
                f"授信已于 {limits.valid_until} 到期, 请先续期",
                f"The line ended on {limits.valid_until}: renew it first",
            )
        )
    if limit_class not in limits.by_class:
        refusals.append(Sentence("授信不含此类车辆", "The line does not finance vehicles of this class"))
    free = available_fen(limits, use, limit_class)
    if limit_class in limits.by_class and amount_fen > free:
        said = format_yuan(free), format_yuan(amount_fen)
        refusals.append(
            Sentence(
                f"可用额度 {said[0]}, 不足 {said[1]}: 先还清部分在库车辆或申请提额",
                f"{said[0]} of the line is free, {said[1]} is asked for: pay some units off or ask for a higher limit",
            )
        )
    return refusals
