"""Typst with the shipped Chinese font and nothing of this machine: the same input gives the same bytes everywhere."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst


@cache
def fonts() -> typst.Fonts:
    """Shared: opening 20 MB of fonts for every document would cost four times the typesetting itself."""
    folder = Path(str(resources.files("paddock.resources").joinpath("fonts")))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


@cache
def templates() -> Path:
    """The folder of the templates."""
    return Path(str(resources.files("paddock.central.contracts").joinpath("templates")))


def typeset(
    template: str, data: Mapping[str, Any], *, made_at: datetime, archival: bool
) -> tuple[bytes, typst.Compiler]:
    """Set `template` with `data` as a PDF; `archival` asks for PDF/A-2b. The compiler answers queries on the layout."""
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    # A path, not bytes: queries on the layout find only a document that has a file.
    compiler = typst.Compiler(
        templates() / template, root=templates(), font_paths=fonts(), ignore_system_fonts=True, sys_inputs=inputs
    )
    pdf = compiler.compile(
        format="pdf",
        pdf_standards="a-2b" if archival else [],
        timestamp=made_at.astimezone(UTC).replace(microsecond=0),
        # A tree of tags would be 690 objects more for a contract of 40: whoever verifies reads all of them, four times.
        pdf_tags=False,
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single document")
    return pdf, compiler
