"""What of the protocol's documents is written from the program: `python -m paddock.central.protocol_handbook`.

The list of problems in `docs/protocol.md`, between its two marks, and `docs/openapi.json`: what workstations may ask. A
running centre describes the lender's pages too.
"""

import json
import re
import tempfile
from pathlib import Path
from typing import Any, Final

from paddock.central.assembly import create_full_app
from paddock.central.centre import Centre
from paddock.central.protocol import LENDER_PATHS
from paddock.central.settings import Settings
from paddock.wire.problems import PROBLEMS, Remedy

PROTOCOL_FILE: Final = Path("docs/protocol.md")
OPENAPI_FILE: Final = Path("docs/openapi.json")
_BEGIN: Final = "<!-- problems: written by python -m paddock.central.protocol_handbook -->\n"
_END: Final = "<!-- end of problems -->\n"
_THE_LENDER_S: Final = (*LENDER_PATHS, "/risk", "/desk")
_REMEDIES: Final = {
    Remedy.RETRY: "the workstation tries again by itself; not kept",
    Remedy.EDIT: "a person mends it and sends it again under a new id; kept, with a receipt",
    Remedy.SIGN_IN: "the queue waits for a sign-in; not kept",
    Remedy.UPDATE: "the queue waits for an update; not kept",
    Remedy.CALL: "a person calls support; kept, with a receipt, if the write had a key",
}


def problem_list() -> str:
    """Every code with its status, what to do, and its sentence in both languages."""
    lines = ["| Remedy | What happens |", "|---|---|"]
    lines += [f"| `{remedy}` | {text} |" for remedy, text in _REMEDIES.items()]
    lines += ["", "| Code | HTTP | Remedy | 中文 | English |", "|---|---|---|---|---|"]
    lines += [
        f"| `{code}` | {int(kind.status)} | {kind.remedy} | {kind.sentence.zh} | {kind.sentence.en} |"
        for code, kind in PROBLEMS.items()
    ]
    return "\n".join(lines) + "\n"


def with_problem_list(page: str) -> str:
    """The page with the list as it is now."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}{problem_list()}{_END}{after}"


def openapi_text() -> str:
    """The OpenAPI document of what workstations may ask."""
    with tempfile.TemporaryDirectory() as folder:
        # Nobody is asked anything: the address only has to be there.
        centre = Centre.opened(Settings(data_dir=Path(folder), sandbox_url="http://127.0.0.1:9"))
        try:
            document = _of_workstations(create_full_app(centre).openapi())
        finally:
            centre.database.close()
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _of_workstations(document: dict[str, Any]) -> dict[str, Any]:
    paths = {path: item for path, item in document["paths"].items() if not path.startswith(_THE_LENDER_S)}
    schemas = document["components"]["schemas"]
    needed: set[str] = set()
    new = _named_in(paths)
    while new:
        needed |= new
        new = _named_in([schemas[name] for name in new]) - needed
    components = document["components"] | {"schemas": {name: schemas[name] for name in needed}}
    return document | {"paths": paths, "components": components}


def _named_in(part: object) -> set[str]:
    return set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(part)))


if __name__ == "__main__":
    PROTOCOL_FILE.write_text(with_problem_list(PROTOCOL_FILE.read_text("utf-8")), "utf-8")
    OPENAPI_FILE.write_text(openapi_text(), "utf-8")
