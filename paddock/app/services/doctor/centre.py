"""The centre: each stage on the way to it, so that a person knows whom to ask."""

from paddock.app.services.doctor.report import CentreProbe, Part, PartReport, Remedy
from paddock.domain.sentences import Sentence

EMBEDDED = "embedded"
"""The address of a centre that another process of this profile runs."""


def look_at_centre(probe: CentreProbe, *, may_restart: bool) -> PartReport:
    """Say what `probe` met.

    Args:
        probe: what the centre answered.
        may_restart: whether the centre is a child of this process.
    """
    remedies: list[Remedy] = []
    if may_restart:
        remedies.append(Remedy.RESTART_CENTRE)
    elif probe.address != EMBEDDED:
        remedies.append(Remedy.SIGN_IN)
    fine = Sentence(f"中心可达 ({probe.address})", f"The centre answers ({probe.address})")
    return PartReport(Part.CENTRE, probe.fault is None, probe.fault or fine, probe.stages, tuple(remedies))
