"""`paddock verify`: exit codes, one JSON document, one sentence."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from paddock.app.cli.verify import verify_command
from paddock.central.contracts.desk import open_desk
from paddock.central.keys import KeyFolder
from paddock.wire.evidence import EvidenceRecord, SignedTreeHead, TrustAnchors
from tests.helpers.contracts import SignedDeal, offer, sandbox_tsa, sign_deal, submission, terms


@dataclass
class Profile:
    """What a workstation knows."""

    evidence: dict[str, EvidenceRecord] = field(default_factory=dict)
    trust: TrustAnchors | None = None
    language: str = "zh_CN"

    def find_evidence(self, contract_number: str | None, document_sha256: str) -> EvidenceRecord | None:
        return self.evidence.get(contract_number or "") or self.evidence.get(document_sha256)

    def find_trust(self) -> TrustAnchors | None:
        return self.trust

    def known_tree_heads(self) -> list[SignedTreeHead]:
        return [record.tree_head for record in self.evidence.values()]


@pytest.fixture(scope="module")
def deal(tmp_path_factory: pytest.TempPathFactory) -> SignedDeal:
    keys = KeyFolder(tmp_path_factory.mktemp("centre"))
    with sandbox_tsa(keys) as url:
        desk = open_desk(keys, url, datetime.now(UTC), uses_sandbox=True)
        return sign_deal(desk, terms(application=submission(months=6), accepted=offer(months=6)))


@pytest.fixture
def contract(deal: SignedDeal, tmp_path: Path) -> Path:
    path = tmp_path / "合同 一.pdf"
    path.write_bytes(deal.pdf)
    return path


@pytest.fixture
def profile(deal: SignedDeal) -> Profile:
    return Profile({deal.evidence.leaf.contract_number: deal.evidence}, deal.trust)


def run(profile: Profile | None, *arguments: object) -> Result:
    return CliRunner().invoke(verify_command, [str(argument) for argument in arguments], obj=profile)


def touch(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_valid_contract_exits_0_with_one_document_and_a_silent_stderr(contract: Path, profile: Profile) -> None:
    result = run(profile, contract, "--json")
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    assert document["verdict"] == "valid"
    assert document["test_authority"] is True
    assert [signer["role"] for signer in document["signers"]] == ["customer", "dealer", "lessor"]
    assert all(check["passed"] for check in document["checks"])
    assert document["changes"] == []
    assert result.stderr == ""


def test_a_changed_contract_exits_1_and_says_where(contract: Path, profile: Profile) -> None:
    touch(contract)
    result = run(profile, contract, "--json")
    assert result.exit_code == 1
    document = json.loads(result.stdout)
    assert document["verdict"] == "changed"
    assert document["changes"]
    assert result.stderr.strip() == document["summary"]
    plain = run(profile, contract)
    assert plain.exit_code == 1
    assert "字节" in plain.stdout


def test_evidence_is_taken_from_the_option_then_the_sidecar_then_the_profile(
    contract: Path, profile: Profile, deal: SignedDeal, tmp_path: Path
) -> None:
    bare = Profile(trust=deal.trust)
    assert run(bare, contract).exit_code == 1
    given = tmp_path / "given.json"
    given.write_text(deal.evidence.model_dump_json(), "utf-8")
    assert run(bare, contract, "--evidence", given).exit_code == 0
    cut = deal.evidence.model_copy(update={"inclusion_path": []})
    sidecar = contract.with_suffix(".evidence.json")
    sidecar.write_text(cut.model_dump_json(), "utf-8")
    assert run(profile, contract).exit_code == 1
    assert run(profile, contract, "--evidence", given).exit_code == 0
    sidecar.write_text(deal.evidence.model_dump_json(), "utf-8")
    assert run(bare, contract).exit_code == 0


def test_trust_can_be_given_by_hand_to_a_machine_without_a_profile(
    contract: Path, deal: SignedDeal, tmp_path: Path
) -> None:
    trust, evidence = tmp_path / "trust.json", tmp_path / "evidence.json"
    trust.write_text(deal.trust.model_dump_json(), "utf-8")
    evidence.write_text(deal.evidence.model_dump_json(), "utf-8")
    assert run(None, contract, "--trust", trust, "--evidence", evidence).exit_code == 0


def test_without_trust_anchors_it_exits_3_and_says_what_to_do(contract: Path) -> None:
    result = run(Profile(), contract, "--json")
    assert result.exit_code == 3
    assert "--trust" in result.stderr
    assert json.loads(result.stdout)["verdict"] == "unknown"


def test_a_changed_contract_without_its_number_still_matches_no_known_evidence(
    contract: Path, profile: Profile
) -> None:
    content = contract.read_bytes().replace(b"paddock-contract:", b"paddock-nothing!:")
    contract.write_bytes(content)
    result = run(profile, contract, "--json", "--lang", "en")
    assert result.exit_code == 1
    document = json.loads(result.stdout)
    assert document["contract_number"] is None
    failing = [check["message"] for check in document["checks"] if not check["passed"]]
    assert any("No known evidence matches" in message for message in failing)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))


def missing(path: Path) -> None:
    path.unlink()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("spoil", [empty, picture, missing, folder])
def test_what_is_no_readable_pdf_exits_2_with_one_sentence(
    contract: Path, profile: Profile, spoil: Callable[[Path], None]
) -> None:
    spoil(contract)
    result = run(profile, contract, "--json", "--lang", "en")
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert json.loads(result.stdout)["checks"] == []
    assert run(None, contract).exit_code == 2


@pytest.mark.parametrize("content", ["", "{}", "[1, 2]", "not json"])
def test_evidence_that_is_none_exits_2(contract: Path, profile: Profile, content: str) -> None:
    contract.with_suffix(".evidence.json").write_text(content, "utf-8")
    result = run(profile, contract)
    assert result.exit_code == 2
    assert "evidence.json" in result.stderr


def test_the_language_is_the_options_then_the_profiles(contract: Path, profile: Profile) -> None:
    assert "合同有效" in run(profile, contract).stdout
    assert "valid and unchanged" in run(profile, contract, "--lang", "en").stdout
    profile.language = "en"
    assert "valid and unchanged" in run(profile, contract).stdout
