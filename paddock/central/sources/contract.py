"""The published contract of the data sources as OpenAPI: `python -m paddock.central.sources.contract` writes it anew.

It is taken from the sandbox provider, which is the contract's reference; a test holds the file and the code together.
"""

import json
import sys
from pathlib import Path
from typing import Final

from paddock.central.sources.sandbox.app import create_sandbox_app

CONTRACT_FILE: Final = Path(__file__).parent / "contracts" / "data_sources.openapi.json"


def contract_text() -> str:
    """The contract as the file holds it."""
    return json.dumps(create_sandbox_app().openapi(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> int:
    """Write the contract into the package."""
    CONTRACT_FILE.write_text(contract_text(), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
