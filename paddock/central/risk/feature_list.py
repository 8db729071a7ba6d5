"""Every input a rule or the scorecard may use, by name.

Nothing else reaches the rule engine. Money is whole fen; only ratios are floats; what is not known is `None`. A source
that is declared here and not connected in this deployment leaves the rules that need it dormant.
"""

from typing import Final

from paddock.central.risk.inputs.application import FROM_APPLICATION, FROM_SCORECARD
from paddock.central.risk.inputs.business import BUSINESS
from paddock.central.risk.inputs.feature import (
    APPLICATION,
    CHOICES,
    SCORECARD,
    Feature,
    FeatureKind,
    Features,
    Value,
)
from paddock.central.risk.inputs.person import CREDIT, IDENTITY, INCOME
from paddock.central.risk.inputs.plugins import partners_inputs
from paddock.central.risk.inputs.vehicle import VEHICLE

__all__ = ["APPLICATION", "CHOICES", "FEATURES", "SCORECARD", "Feature", "FeatureKind", "Features", "Value"]

_OWN: Final = {
    feature.name: feature
    for family in (FROM_APPLICATION, IDENTITY, CREDIT, INCOME, VEHICLE, BUSINESS, FROM_SCORECARD)
    for feature in family
}
FEATURES: Final = _OWN | {feature.name: feature for feature in partners_inputs(_OWN)}
"""Every input by name, in the order in which the handbook lists them."""
