"""The last check before the engine: a context of the right names, types and values, or none at all."""

import math
from typing import Final, cast

from paddock.central.risk.feature_list import FEATURES, Features


def faults_of_context(features: Features) -> list[str]:
    """What keeps `features` from the engine: unknown or missing names, wrong types, texts that cannot be."""
    faults = [f"unknown input {name}" for name in features.keys() - FEATURES.keys()]
    for name, kind, choices in _CHECKED:
        value = features.get(name, _ABSENT)
        if value is None:
            continue
        # `type is`, because a bool is an int to isinstance and must not pass as one.
        if type(value) is not kind:
            what = "not there" if value is _ABSENT else f"{type(value).__name__}, not {kind.__name__}"
            faults.append(f"input {name} is {what}")
        elif kind is str and value not in choices:
            faults.append(f"{name} is never {value!r}")
        elif kind is float and not math.isfinite(cast("float", value)):
            faults.append(f"{name} is not finite")
    return faults


_ABSENT: Final = object()
_CHECKED: Final = tuple((name, feature.kind.python_type, feature.choices) for name, feature in FEATURES.items())
