"""Inputs of partners' data sources: entry points in the group `paddock.rule_inputs`, each a tuple that `declare` made.

The source itself is found by `paddock.sources`. An input that cannot be loaded stops the start with its name.
"""

from collections.abc import Collection
from importlib.metadata import entry_points
from typing import Final

from paddock.central.risk.inputs.feature import Feature
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

GROUP: Final = "paddock.rule_inputs"


def partners_inputs(taken: Collection[str]) -> tuple[Feature, ...]:
    """The inputs of the installed packages.

    Raises:
        EnvironmentFault: a package's inputs cannot be loaded, are none, or one's name is `taken`.
    """
    found: list[Feature] = []
    for point in entry_points(group=GROUP):
        try:
            inputs = tuple(point.load())
            names = {each.name for each in inputs if isinstance(each, Feature)}
        except Exception as error:
            raise _fault(point.value) from error
        if len(names) != len(inputs) or names & {*taken, *(each.name for each in found)}:
            raise _fault(point.value)
        found += inputs
    return tuple(found)


def _fault(value: str) -> EnvironmentFault:
    return EnvironmentFault(
        Sentence(
            f"插件 {value} 的规则输入无法使用或与已有输入重名, 请更新或卸载该软件包",
            f"The rule inputs of the plugin {value} cannot be used, or one's name is taken: update or remove it",
        )
    )
