"""The contract's PDF: for the preview, and as a file with its evidence beside it."""

import base64
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from paddock.app.store import queries, witness
from paddock.app.store.files import write_safely
from paddock.app.store.models import CentralContractRow, ContractPdfRow, EvidenceRow
from paddock.app.store.store import Store
from paddock.domain.errors import BadInput, EnvironmentFault
from paddock.domain.sentences import Sentence
from paddock.wire.contracts import ContractView
from paddock.wire.evidence import EvidenceRecord
from paddock.wire.evidence_package import PACKAGE_SUFFIX, EvidencePackage
from paddock.wire.messages import canonical_json


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
    """Where the files were written; all but the PDF are None while the contract has no evidence record."""

    pdf: Path
    evidence: Path | None
    package: Path | None = None
    """The self-verifying package."""
    page: Path | None = None
    """The page that verifies it in a browser, without any server."""


def contract_pdf(store: Store, contract_id: UUID) -> ContractPdf:
    """The newest version of the contract's PDF that is here.

    Raises:
        BadInput: no such contract here.
        EnvironmentFault: its PDF has not been downloaded yet.
    """
    with store.read() as connection:
        row = connection.execute(
            select(CentralContractRow.body, ContractPdfRow.version, ContractPdfRow.sha256, ContractPdfRow.data)
            .outerjoin(ContractPdfRow, ContractPdfRow.contract_id == CentralContractRow.id)
            .where(CentralContractRow.id == contract_id)
        ).one_or_none()
    if row is None:
        raise BadInput(
            Sentence("本机没有这份合同, 请先同步或核对编号", "This contract is not here: synchronise or check the id")
        )
    if row.data is None:
        raise EnvironmentFault(
            Sentence(
                "合同文件尚未下载, 联网后自动下载, 请稍候",
                "The contract's file is not here yet: it is downloaded as soon as the centre is reached",
            )
        )
    return ContractPdf(
        contract_id, ContractView.model_validate_json(row.body).number, row.version, row.sha256, row.data
    )


def contract_evidence(store: Store, contract_id: UUID) -> EvidenceRecord | None:
    """The contract's evidence record, if the centre has sent it."""
    with store.read() as connection:
        body = connection.execute(select(EvidenceRow.body).where(EvidenceRow.contract_id == contract_id)).scalar()
    return None if body is None else EvidenceRecord.model_validate_json(body)


def export_contract(store: Store, contract_id: UUID, path: Path) -> ExportedContract:
    """Write the PDF to `path` and its evidence record to `NAME.evidence.json` beside it.

    The record is written only when it is about exactly these bytes: an older PDF must not be shown to fail.

    Raises:
        BadInput: no such contract here, or the folder does not exist.
        EnvironmentFault: not downloaded yet, or the place cannot be written.
    """
    pdf = contract_pdf(store, contract_id)
    if not path.parent.is_dir():
        raise _no_folder(path)
    write_safely(path, pdf.data)
    evidence = contract_evidence(store, contract_id)
    if evidence is None or evidence.leaf.document_sha256 != pdf.sha256:
        return ExportedContract(path, None)
    sidecar = path.with_name(f"{path.stem}.evidence.json")
    write_safely(sidecar, canonical_json(evidence))
    package = contract_package(store, contract_id)
    if package is None:
        return ExportedContract(path, sidecar)
    packed, page = path.with_name(f"{path.stem}{PACKAGE_SUFFIX}"), path.with_name("verify.html")
    write_safely(packed, package.model_dump_json().encode())
    write_safely(page, verification_page())
    return ExportedContract(path, sidecar, packed, page)


def contract_package(store: Store, contract_id: UUID) -> EvidencePackage | None:
    """The contract's self-verifying package with its PDF; None while the centre has not sent it."""
    with store.read() as connection:
        found = witness.package(connection, contract_id)
    if found is None:
        return None
    package, pdf = found
    return package.model_copy(update={"pdf": base64.b64encode(pdf).decode()})


def verification_page() -> bytes:
    """The page that verifies packages in a browser: one file, which asks nobody."""
    return resources.files("paddock.resources").joinpath("verify", "verify.html").read_bytes()


def export_trust(store: Store, path: Path) -> None:
    """Write the certificates and log keys that contracts are verified with, for a machine that never met the centre.

    Raises:
        EnvironmentFault: this workstation has not met its centre yet, or the place cannot be written.
    """
    trust = queries.trust_anchors(store)
    if trust is None:
        raise EnvironmentFault(
            Sentence(
                "本机还没有可信的根证书和存证公钥: 请先联网同步一次",
                "This workstation has no trust anchors yet: synchronise with the centre once",
            )
        )
    if not path.parent.is_dir():
        raise _no_folder(path)
    write_safely(path, canonical_json(trust))


def _no_folder(path: Path) -> BadInput:
    return BadInput(Sentence(f"没有文件夹 {path.parent}, 请先建立", f"There is no folder {path.parent}: make it first"))
