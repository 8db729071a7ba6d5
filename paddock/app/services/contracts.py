"""The contract's PDF: for the preview, and as a file with its evidence beside it."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from paddock.app.store.store import Store


@dataclass(frozen=True, slots=True)
class ContractPdf:
    """A contract's PDF, its hash checked against what the centre announced."""

    contract_id: UUID
    number: str
    version: int
    sha256: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ExportedContract:
    """Where the files were written; `evidence` is None while the contract has no evidence record."""

    pdf: Path
    evidence: Path | None


def contract_pdf(store: Store, contract_id: UUID) -> ContractPdf:
    """The newest version of the contract's PDF that is here.

    Raises:
        BadInput: no such contract here.
        EnvironmentFault: its PDF has not been downloaded yet.
    """
    raise NotImplementedError


def export_contract(store: Store, contract_id: UUID, path: Path) -> ExportedContract:
    """Write the PDF to `path` and its evidence record to `NAME.evidence.json` beside it."""
    raise NotImplementedError
