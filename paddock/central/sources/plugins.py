"""Sources of partners' packages: found by their entry points in the group `paddock.sources`.

An entry point names a `DataSource` or a tuple of them. One that cannot be loaded stops the start with its name: a
source that is thought to be connected and is not would be worse than none.
"""

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from paddock.central.sources.source import DataSource
from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

GROUP: Final = "paddock.sources"


def all_sources(own: tuple[DataSource, ...], found: Iterable[EntryPoint] | None = None) -> tuple[DataSource, ...]:
    """Our `own` sources and those of the installed packages, by number.

    Raises:
        EnvironmentFault: a package's source cannot be loaded, is no source, or takes another's name or number.
    """
    sources = list(own)
    for point in entry_points(group=GROUP) if found is None else found:
        for source in _loaded(point):
            twin = next((k for k in sources if k.name == source.name or k.number == source.number), None)
            if twin is not None:
                raise _fault(point, f"name or number of {source.name} is taken by {twin.name}")
            sources.append(source)
    return tuple(sorted(sources, key=lambda source: source.number))


def _loaded(point: EntryPoint) -> tuple[DataSource, ...]:
    try:
        thing = point.load()
    except Exception as error:
        raise _fault(point, type(error).__name__) from error
    sources = thing if isinstance(thing, tuple) else (thing,)
    if not sources or not all(isinstance(source, DataSource) for source in sources):
        raise _fault(point, "it is no DataSource")
    return sources


def _fault(point: EntryPoint, what: str) -> EnvironmentFault:
    return EnvironmentFault(
        Sentence(
            f"数据源插件 {point.name} ({point.value}) 无法使用: {what}; 请更新或卸载该软件包",
            f"The data source plugin {point.name} ({point.value}) cannot be used: {what}; update or remove its package",
        )
    )
