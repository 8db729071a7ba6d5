"""Verification of real signed contracts: the good ones pass, and nothing that was touched does."""

import base64
import io
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from paddock.app.services.verification import (
    Verdict,
    VerificationReport,
    consistency_holds,
    contract_number_in,
    verify_contract,
)
from paddock.app.services.verification.changes import compressed_streams, page_of_object
from paddock.app.services.verification.signatures import read_signatures
from paddock.central.contracts.desk import ContractDesk, open_desk
from paddock.central.contracts.terms import contract_number, sandbox_lender
from paddock.central.evidence.log import LogSigner
from paddock.central.keys import KeyFolder
from paddock.domain.errors import BadInput
from paddock.domain.merkle import leaf_hash, node_hash
from paddock.domain.plans import PlanKind
from paddock.domain.states import SignerRole
from paddock.wire.evidence import ConsistencyProof, EvidenceRecord, SignedTreeHead
from paddock.wire.messages import canonical_json
from tests.helpers.contracts import SignedDeal, offer, sandbox_tsa, sign_deal, submission, terms
from tests.helpers.rounds import rounds

CHANCE = random.Random(20261123)  # noqa: S311 - a sample, not a secret


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ContractDesk]:
    keys = KeyFolder(tmp_path_factory.mktemp("centre"))
    with sandbox_tsa(keys) as url:
        yield open_desk(keys, url, datetime.now(UTC), uses_sandbox=True)


@pytest.fixture(scope="module")
def deal(desk: ContractDesk) -> SignedDeal:
    """A short contract: hundreds of altered copies of it are verified."""
    return sign_deal(desk, terms(application=submission(months=6), accepted=offer(months=6)))


def verified(deal: SignedDeal, pdf: bytes | None = None, evidence: EvidenceRecord | None = None) -> VerificationReport:
    return verify_contract(deal.pdf if pdf is None else pdf, evidence or deal.evidence, deal.trust)


def failed(report: VerificationReport) -> set[str]:
    return {check.name for check in report.checks if not check.passed}


def flipped(pdf: bytes, position: int, bit: int = 0) -> bytes:
    changed = bytearray(pdf)
    changed[position] ^= 1 << bit
    return bytes(changed)


def test_an_untouched_contract_is_valid_and_tells_who_signed_when(deal: SignedDeal) -> None:
    report = verified(deal)
    assert report.verdict is Verdict.VALID
    assert not failed(report)
    assert [signer.role for signer in report.signers] == [SignerRole.CUSTOMER, SignerRole.DEALER, SignerRole.LESSOR]
    assert [signer.signer_name for signer in report.signers] == ["欧阳晓雯", "李娜", sandbox_lender().name]
    assert report.signers[0].certificate_name == "欧阳晓雯"
    assert report.signers[1].certificate_name == "杭州湖畔名车汽车销售有限公司"
    for signer in report.signers:
        assert signer.timestamped_at is not None
        assert abs(signer.timestamped_at - datetime.now(UTC)) < timedelta(minutes=10)
    assert report.contract_number == deal.evidence.leaf.contract_number
    assert report.test_authority
    assert "测试" in report.summary.zh
    assert report.changes == ()


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_different_contracts_are_all_valid(desk: ContractDesk) -> None:
    for number in range(rounds(4, 1000)):
        months = (6, 12)[number % 2]
        application = submission(months=months, price_fen=9_000_000 + number * 123_457)
        application = application.model_copy(update={"id": uuid4()})
        contract = terms(
            kind=list(PlanKind)[number // 2 % 2],
            application=application,
            accepted=offer(months=months, price_fen=9_000_000 + number * 123_457),
        )
        signed = sign_deal(desk, contract)
        report = verified(signed)
        assert report.verdict is Verdict.VALID, failed(report)
        assert report.contract_number == contract_number(application.id, contract.drawn_up_at)


def places_anywhere(deal: SignedDeal) -> list[int]:
    size = len(deal.pdf)
    # The header, the end and the last cross-reference pointer, and a sample of all the rest.
    return [5, 6, 7, *range(deal.pdf.rindex(b"startxref"), size), *CHANCE.sample(range(8, size), rounds(20, 20_000))]


def places_in_the_signatures_own_holes(deal: SignedDeal) -> list[int]:
    read = read_signatures(deal.pdf, deal.trust.certificate_roots_pem)
    assert read.archive is not None
    holes = [*(signature.hole for signature in read.found), read.archive.hole]
    assert len(holes) == 4
    return [place for start, end in holes for place in CHANCE.sample(range(start, end), rounds(5, 55))]


def places_in_the_last_increment(deal: SignedDeal) -> list[int]:
    return CHANCE.sample(range(len(deal.half_signed), len(deal.pdf)), rounds(15, 60))


@pytest.mark.torture
@pytest.mark.timeout(6 * 3600)
@pytest.mark.parametrize("places", [places_anywhere, places_in_the_signatures_own_holes, places_in_the_last_increment])
def test_any_flipped_byte_is_refused_wherever_it_is(
    deal: SignedDeal, places: Callable[[SignedDeal], list[int]]
) -> None:
    for position in places(deal):
        report = verified(deal, flipped(deal.pdf, position, CHANCE.randrange(8)))
        assert report.verdict is Verdict.CHANGED, position
        assert "file_hash" in failed(report)
        assert report.changes, position


def test_a_flip_in_the_padding_of_the_last_signature_is_seen_even_without_evidence(deal: SignedDeal) -> None:
    archive = read_signatures(deal.pdf, deal.trust.certificate_roots_pem).archive
    assert archive is not None
    start, end = archive.hole
    position = end - 3
    changed = bytearray(deal.pdf)
    assert changed[position] == ord("0")
    changed[position] = ord("7")
    report = verify_contract(bytes(changed), None, deal.trust)
    assert report.verdict is Verdict.CHANGED
    assert "signature_padding" in failed(report)
    assert start < position < end
    assert (report.changes[0].start, report.changes[0].end) == (position, position + 1)


def test_a_change_on_a_page_is_located_on_that_page(deal: SignedDeal) -> None:
    pages = page_of_object(deal.pdf)
    places = {pages[number]: (start, end) for number, start, end in compressed_streams(deal.pdf) if number in pages}
    assert set(places) == set(range(1, max(places) + 1))
    for page, (start, end) in places.items():
        position = (start + end) // 2
        changes = verified(deal, flipped(deal.pdf, position)).changes
        assert [(change.page, change.start <= position < change.end) for change in changes] == [(page, True)]
        assert f"第 {page} 页" in changes[0].what.zh


def test_what_the_dealer_added_is_told_from_what_the_customer_signed(deal: SignedDeal) -> None:
    streams = [start for _, start, _ in compressed_streams(deal.pdf)]
    late = next(start for start in streams if start > len(deal.half_signed))
    report = verified(deal, flipped(deal.pdf, late + 40))
    assert "signature_dealer" in failed(report)
    assert report.changes[0].start >= len(deal.half_signed)
    early = verified(deal, flipped(deal.pdf, streams[0] + 40))
    assert {"signature_customer", "signature_dealer"} <= failed(early)


def test_bytes_appended_to_the_file_are_refused(deal: SignedDeal) -> None:
    for tail in (b"\n", b"%%EOF\n", b"1 0 obj\n<<>>\nendobj\n", deal.pdf[len(deal.half_signed) :]):
        report = verified(deal, deal.pdf + tail)
        assert report.verdict is Verdict.CHANGED
        without = verify_contract(deal.pdf + tail, None, deal.trust)
        assert without.verdict is not Verdict.VALID


def test_a_file_cut_short_or_rolled_back_is_refused(deal: SignedDeal) -> None:
    for pdf in (deal.pdf[:-1], deal.pdf[: len(deal.pdf) // 2], deal.half_signed, deal.draft):
        report = verified(deal, pdf)
        assert report.verdict is Verdict.CHANGED
        assert "file_hash" in failed(report)


def test_an_incremental_update_after_the_signatures_is_refused(deal: SignedDeal) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(deal.pdf))
    writer.root[pdf_name("/Lang")] = pdf_string("en")
    writer.update_root()  # type: ignore[no-untyped-call]
    altered = io.BytesIO()
    writer.write(altered)  # type: ignore[no-untyped-call]
    report = verify_contract(altered.getvalue(), None, deal.trust)
    assert report.verdict is Verdict.CHANGED
    assert "nothing_appended" in failed(report)
    assert any(change.start == len(deal.pdf) for change in report.changes)


def test_the_evidence_of_another_contract_does_not_do(desk: ContractDesk, deal: SignedDeal) -> None:
    application = submission(months=6).model_copy(update={"id": uuid4()})
    other = sign_deal(desk, terms(application=application, accepted=offer(months=6)))
    report = verified(deal, evidence=other.evidence)
    assert report.verdict is not Verdict.VALID
    assert "evidence_matches" in failed(report)
    assert other.evidence.leaf.contract_number in report.summary.en


def test_a_cut_or_altered_proof_does_not_do(deal: SignedDeal) -> None:
    record = deal.evidence
    forged_leaf = record.leaf.model_copy(update={"recorded_at": record.leaf.recorded_at + timedelta(days=1)})
    changes: list[dict[str, object]] = [
        {"inclusion_path": record.inclusion_path[:-1]},
        {"inclusion_path": []},
        {"inclusion_path": [*record.inclusion_path, "00" * 32]},
        {"inclusion_path": record.inclusion_path[::-1]},
        {"leaf_index": 0},
        {"leaf_index": 2},
        {"leaf_index": -1},
        {"leaf": forged_leaf},
    ]
    for change in changes:
        report = verified(deal, evidence=record.model_copy(update=change))
        assert report.verdict is Verdict.UNKNOWN, change
        assert failed(report) == {"log_inclusion"}, change


def test_a_tree_head_nobody_trusted_signed_does_not_do(deal: SignedDeal) -> None:
    head = deal.evidence.tree_head
    stranger = LogSigner(Ed25519PrivateKey.generate())
    resigned = stranger.sign(head.tree_size, bytes.fromhex(head.root_hash), head.signed_at)
    for forged in (
        resigned,
        resigned.model_copy(update={"log_id": head.log_id}),
        head.model_copy(update={"signed_at": head.signed_at + timedelta(seconds=1)}),
        head.model_copy(update={"signature": base64.b64encode(bytes(64)).decode()}),
        head.model_copy(update={"signature": "???"}),
    ):
        report = verified(deal, evidence=deal.evidence.model_copy(update={"tree_head": forged}))
        assert report.verdict is Verdict.UNKNOWN
        assert "tree_head_signature" in failed(report)


def heads_of_a_fork(deal: SignedDeal) -> tuple[SignedTreeHead, SignedTreeHead, ConsistencyProof]:
    """A head of size 1 that the logged tree of 3 continues, one that it does not, and the proof for the first."""
    now = deal.evidence.tree_head.signed_at
    before, leaf = bytes.fromhex(deal.evidence.inclusion_path[0]), leaf_hash(b"rewritten")
    second = [deal.evidence.inclusion_path[1]]
    own = leaf_hash(canonical_json(deal.evidence.leaf))
    proof = ConsistencyProof(first=1, second=3, path=[own.hex(), *second])
    return deal.log.sign(1, before, now), deal.log.sign(1, leaf, now), proof


def test_a_forked_log_is_noticed(deal: SignedDeal) -> None:
    good, forked, proof = heads_of_a_fork(deal)
    head = deal.evidence.tree_head
    assert consistency_holds(good, head, proof)
    assert not consistency_holds(forked, head, proof)
    fine = verify_contract(deal.pdf, deal.evidence, deal.trust, tree_heads=[good], consistency_proofs=[proof])
    assert fine.verdict is Verdict.VALID
    # Nobody can compare without a proof: that is said, not held against the contract.
    assert verify_contract(deal.pdf, deal.evidence, deal.trust, tree_heads=[good]).verdict is Verdict.VALID
    split = verify_contract(deal.pdf, deal.evidence, deal.trust, tree_heads=[forked], consistency_proofs=[proof])
    assert split.verdict is Verdict.UNKNOWN
    assert failed(split) == {"log_consistency"}
    same_size = deal.log.sign(head.tree_size, node_hash(bytes(32), bytes(32)), head.signed_at)
    twin = verify_contract(deal.pdf, deal.evidence, deal.trust, tree_heads=[same_size])
    assert failed(twin) == {"log_consistency"}
    # A head the trusted log never signed is no evidence of anything.
    stranger = LogSigner(Ed25519PrivateKey.generate()).sign(head.tree_size, bytes(32), head.signed_at)
    assert verify_contract(deal.pdf, deal.evidence, deal.trust, tree_heads=[stranger]).verdict is Verdict.VALID


def test_without_evidence_nothing_is_valid_but_nothing_is_called_changed(deal: SignedDeal) -> None:
    report = verify_contract(deal.pdf, None, deal.trust)
    assert report.verdict is Verdict.UNKNOWN
    assert failed(report) == {"evidence_found"}


def test_certificates_from_an_authority_that_is_not_pinned_are_not_believed(deal: SignedDeal, tmp_path: Path) -> None:
    stranger = open_desk(KeyFolder(tmp_path), "http://127.0.0.1:9", datetime.now(UTC), uses_sandbox=True)
    for roots in (stranger.authority.roots_pem(), []):
        trust = deal.trust.model_copy(update={"certificate_roots_pem": roots})
        report = verify_contract(deal.pdf, deal.evidence, trust)
        assert report.verdict is Verdict.UNKNOWN
        assert failed(report) == {f"certificate_{who}" for who in ("customer", "dealer", "lessor", "archive")}
        assert not any(signer.intact for signer in report.signers)


def test_the_contract_stays_valid_long_after_its_certificates_have_ended(
    deal: SignedDeal, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Everything is judged at the time of the timestamp; the clock of this machine plays no part.
    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Later":
            return cls(2039, 1, 1, tzinfo=tz)

    monkeypatch.setattr("pyhanko_certvalidator.context.datetime", Later)
    assert verified(deal).verdict is Verdict.VALID


def test_a_pdf_that_is_no_contract_matches_nothing(deal: SignedDeal) -> None:
    plain = (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    )
    report = verify_contract(plain + b"trailer\n<</Root 1 0 R>>\n%%EOF", None, deal.trust)
    assert report.verdict is not Verdict.VALID
    assert report.contract_number is None
    assert "evidence_found" in failed(report)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"plain text"])
def test_what_is_no_pdf_is_bad_input(deal: SignedDeal, content: bytes) -> None:
    with pytest.raises(BadInput):
        verify_contract(content, deal.evidence, deal.trust)


def test_a_contract_whose_first_byte_was_changed_is_a_changed_contract(deal: SignedDeal) -> None:
    report = verified(deal, b"#" + deal.pdf[1:])
    assert report.verdict is Verdict.CHANGED
    assert "file_hash" in failed(report)


def test_the_number_is_read_from_the_file_even_when_it_is_damaged(deal: SignedDeal) -> None:
    number = deal.evidence.leaf.contract_number
    assert contract_number_in(deal.pdf) == number
    assert contract_number_in(deal.pdf[: len(deal.draft)]) == number
    assert contract_number_in(b"%PDF-1.7 nothing") is None
