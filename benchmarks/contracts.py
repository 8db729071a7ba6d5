"""From the offer to the proof: setting the contract, signing it, verifying it, and a log of a hundred thousand leaves.

The raw baseline of the page is the typesetting engine alone on the same template and data. Timestamps are asked over
HTTP from the sandbox authority in this process.
"""

import hashlib
import json
import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import uuid4

import typst
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import event

from benchmarks.figures import Figure
from paddock.app.services.verification import Verdict, verify_contract
from paddock.central.contracts.clauses import clause_book
from paddock.central.contracts.desk import ContractDesk, open_desk
from paddock.central.contracts.rendering import contract_data, render_contract
from paddock.central.contracts.typesetting import fonts, templates
from paddock.central.database import Database
from paddock.central.evidence.log import LogSigner, append_leaves, evidence_of
from paddock.central.keys import KeyFolder
from paddock.central.tables import METADATA
from paddock.domain.states import SignerRole
from paddock.wire.evidence import EvidenceLeaf
from tests.helpers.contracts import sandbox_tsa, sign_as, sign_deal, terms

ROUNDS = 25
LEAVES = 100_000
BATCH = 100


def run() -> list[Figure]:
    """The bars of contracts and evidence."""
    with tempfile.TemporaryDirectory() as folder:
        keys = KeyFolder(Path(folder) / "keys")
        with sandbox_tsa(keys) as url:
            desk = open_desk(keys, url, datetime.now(UTC), uses_sandbox=True)
            signing, verifying = _signing(desk)
        append, proof = _log(Path(folder))
    return [
        Figure("contract PDF / the typesetting engine alone", _setting(), 1.5),
        Figure("contract set and signed twice, median", signing * 1000, 200, "ms"),
        Figure("contract of three signatures verified, median", verifying * 1000, 150, "ms"),
        Figure(f"append to a log of {LEAVES:,}, each of {BATCH}", append * 1000, 2, "ms"),
        Figure(f"proof in a log of {LEAVES:,}", proof * 1000, 5, "ms"),
    ]


def _setting() -> float:
    """Each round sets the contract, and the same data with the bare engine."""
    ratios = []
    book, contract = clause_book(), terms()
    render_contract(contract)
    data = json.dumps(contract_data(contract, book), ensure_ascii=False)
    for _ in range(ROUNDS):
        begun = perf_counter()
        render_contract(contract)
        ours = perf_counter() - begun
        begun = perf_counter()
        compiler = typst.Compiler(
            templates() / "contract.typ",
            root=templates(),
            font_paths=fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": data},
        )
        compiler.compile(format="pdf", pdf_standards="a-2b", pdf_tags=False)
        ratios.append(ours / (perf_counter() - begun))
    return median(ratios)


def _signing(desk: ContractDesk) -> tuple[float, float]:
    deal = sign_deal(desk, terms())
    signing, verifying = [], []
    for _ in range(ROUNDS):
        contract = terms()
        begun = perf_counter()
        rendered = render_contract(contract)
        half = sign_as(desk, rendered, rendered.pdf, SignerRole.CUSTOMER, contract)
        sign_as(desk, rendered, half, SignerRole.DEALER, contract)
        signing.append(perf_counter() - begun)
        begun = perf_counter()
        assert verify_contract(deal.pdf, deal.evidence, deal.trust).verdict is Verdict.VALID
        verifying.append(perf_counter() - begun)
    return median(signing), median(verifying)


def _log(folder: Path) -> tuple[float, float]:
    database = Database(f"sqlite:///{folder / 'log.db'}")

    @event.listens_for(database.engine, "connect")
    def _no_foreign_keys(connection: sqlite3.Connection, _entry: object) -> None:
        connection.execute("PRAGMA foreign_keys=OFF")

    METADATA.create_all(database.engine)
    signer, now = LogSigner(Ed25519PrivateKey.generate()), datetime.now(UTC)
    asked = []
    begun = perf_counter()
    for batch in range(LEAVES // BATCH):
        leaves = [_leaf(batch * BATCH + number, now) for number in range(BATCH)]
        asked.append(leaves[0].contract_id)
        with database.writing() as session:
            append_leaves(session, leaves, signer, now)
    append = (perf_counter() - begun) / LEAVES
    proofs = []
    with database.reading() as session:
        for contract_id in asked[:: len(asked) // 200]:
            session.expunge_all()
            begun = perf_counter()
            assert evidence_of(session, contract_id) is not None
            proofs.append(perf_counter() - begun)
    database.close()
    return append, median(proofs)


def _leaf(number: int, now: datetime) -> EvidenceLeaf:
    return EvidenceLeaf(
        event="contract_signed",
        contract_id=uuid4(),
        contract_number=f"ZL{number:018d}",
        document_sha256=hashlib.sha256(str(number).encode()).hexdigest(),
        recorded_at=now,
    )
