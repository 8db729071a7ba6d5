"""What the tour works with: two small pictures marked 样张, and what is typed; invented person and car."""

import json
from functools import cache
from pathlib import Path

import paddock.resources
from paddock.domain.application_draft import FieldPath

_FOLDER = Path(paddock.resources.__file__ or "").parent / "tour"
VIN_PICTURE = _FOLDER / "vin.jpg"
ID_PICTURE = _FOLDER / "id.jpg"


@cache
def typed_texts() -> dict[FieldPath, str]:
    """Every field that the pictures do not give, as it is typed."""
    loaded = json.loads((_FOLDER / "typed.json").read_text("utf-8"))
    return {FieldPath(path): str(text) for path, text in loaded.items()}
