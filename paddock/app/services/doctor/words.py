"""The report as plain text, to be sent to support: no name, no number, no token, no user's folder."""

import platform
from collections.abc import Iterable
from getpass import getuser
from importlib.metadata import version
from pathlib import Path

from paddock.app.services.doctor.report import PartReport
from paddock.domain.sentences import Language


def report_text(reports: Iterable[PartReport], language: Language) -> str:
    """Every part with what was looked at, one line each."""
    lines = [
        f"Paddock {version('paddock')} · {platform.system()} {platform.release()} · Python {platform.python_version()}"
    ]
    for report in reports:
        lines.append(f"{'✓' if report.ok else '✗'} {report.name}: {report.sentence.in_language(language)}")
        for fact in report.facts:
            mark = {True: "✓", False: "✗", None: "·"}[fact.ok]
            lines.append(f"    {mark} {fact.text.in_language(language)}")
    return _anonymous("\n".join(lines))


def _anonymous(text: str) -> str:
    """Folders below the user's own say who the user is."""
    home = str(Path.home())
    cleaned = text.replace(home, "~") if len(home) > 1 else text
    try:
        user = getuser()
    except (OSError, KeyError):
        return cleaned
    return cleaned.replace(f"/{user}/", "/…/").replace(f"\\{user}\\", "\\…\\")
