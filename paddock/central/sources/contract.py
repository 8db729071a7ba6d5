"""The published contracts of the data sources: `python -m paddock.central.sources.contract` writes them anew.

One OpenAPI file for each source, taken from the sandbox provider, which is their reference; a test holds files and code
together.
"""

import json
import sys
from pathlib import Path
from typing import Final

from paddock.central.sources.declarations import OWN_SOURCES
from paddock.central.sources.sandbox.app import create_sandbox_app
from paddock.central.sources.source import DataSource

CONTRACTS: Final = Path(__file__).parent / "contracts"


def contract_file(source: DataSource) -> Path:
    """Where the contract of a source is kept."""
    return CONTRACTS / f"{source.name}.openapi.json"


def contract_text(source: DataSource) -> str:
    """The contract of a source as its file holds it."""
    app = create_sandbox_app(sources=(source,), title=f"{source.caption.zh} · {source.caption.en}")
    app.version = source.version
    return json.dumps(app.openapi(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> int:
    """Write the contracts into the package; what no source owns any more is removed."""
    wanted = {contract_file(source): contract_text(source) for source in OWN_SOURCES}
    for path in set(CONTRACTS.glob("*.openapi.json")) - set(wanted):
        path.unlink()
    for path, text in wanted.items():
        path.write_text(text, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
