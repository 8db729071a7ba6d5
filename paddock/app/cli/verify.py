"""`paddock verify`: whether a signed contract is what was signed, without asking the centre."""

import json
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol, TypeVar

import click
from pydantic import BaseModel, ValidationError

from paddock.app.services.verification import (
    Verdict,
    VerificationReport,
    contract_number_in,
    require_pdf,
    verify_contract,
)
from paddock.app.services.verification.packages import is_package, read_package, verify_package
from paddock.domain.errors import BadInput, EnvironmentFault, PaddockError
from paddock.domain.sentences import Language, Sentence
from paddock.wire.evidence import EvidenceRecord, SignedTreeHead, TrustAnchors
from paddock.wire.messages import sha256_hex

_FINDING: Final = 1
_SIDECAR_SUFFIX: Final = ".evidence.json"
_FILE_LIMIT_BYTES: Final = 200 * 1024 * 1024

Message = TypeVar("Message", bound=BaseModel)


class VerificationSources(Protocol):
    """What the profile knows; the front door puts it into the command's context object."""

    def find_evidence(self, contract_number: str | None, document_sha256: str) -> EvidenceRecord | None:
        """The record kept for the contract with that number, else for the file with that hash."""

    def find_trust(self) -> TrustAnchors | None:
        """What was pinned when this workstation was enrolled."""

    def known_tree_heads(self) -> list[SignedTreeHead]:
        """Heads of the log this workstation has seen."""


@click.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--evidence", "evidence_file", type=click.Path(path_type=Path), help="Evidence record (JSON).")
@click.option("--trust", "trust_file", type=click.Path(path_type=Path), help="Trust anchors (JSON).")
@click.option(
    "--package", "package_file", type=click.Path(path_type=Path), help="Self-verifying package to compare with."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout and nothing else.")
@click.option("--lang", type=click.Choice(["zh_CN", "en"]), default=None, help="Language of the messages.")
@click.pass_context
def verify_command(
    context: click.Context,
    *,
    file: Path,
    evidence_file: Path | None,
    trust_file: Path | None,
    package_file: Path | None,
    as_json: bool,
    lang: Language | None,
) -> None:
    """Verify FILE, a signed contract or a self-verifying package: signatures, timestamps, every byte, every event.

    With --package a PDF is compared with the contract inside, character by character. Evidence is looked for in
    --evidence, in NAME.evidence.json beside the file, then in the profile.
    Exit code: 0 valid, 1 changed or not confirmed, 2 not a readable PDF, 3 nothing to verify with.
    """
    language: Language = lang or getattr(context.obj, "language", None) or "zh_CN"
    try:
        report = _verify(file, Given(evidence_file, trust_file, package_file), context.obj)
    except PaddockError as error:
        sentence = error.sentence.in_language(language)
        if as_json:
            click.echo(_json({"file": str(file), "verdict": Verdict.UNKNOWN.value, "summary": sentence, "checks": []}))
        click.echo(sentence, err=True)
        context.exit(error.exit_code)
    click.echo(_json(_document(file, report, language)) if as_json else _text(file, report, language))
    if report.verdict is not Verdict.VALID:
        click.echo(report.summary.in_language(language), err=True)
        context.exit(_FINDING)


class Given(NamedTuple):
    """Files named on the command line."""

    evidence: Path | None
    trust: Path | None
    package: Path | None


def _verify(file: Path, given: Given, sources: Any) -> VerificationReport:
    content = _read(file)
    trust = _read_message(given.trust, TrustAnchors) if given.trust else _ask(sources, "find_trust")
    if is_package(content):
        return verify_package(read_package(content), trust)
    require_pdf(content)
    if given.package is not None:
        return verify_package(read_package(_read(given.package)), trust, suspect=content)
    if trust is None:
        raise EnvironmentFault(
            Sentence(
                "本机没有可信的根证书和存证公钥: 请先联网登录中心一次, 或用 --trust 提供",
                "This machine has no trust anchors: connect to the centre once, or give them with --trust",
            )
        )
    evidence = _evidence(file, content, given.evidence, sources)
    heads = _ask(sources, "known_tree_heads") or []
    return verify_contract(content, evidence, trust, tree_heads=heads)


def _evidence(file: Path, pdf: bytes, evidence_file: Path | None, sources: Any) -> EvidenceRecord | None:
    if evidence_file is not None:
        return _read_message(evidence_file, EvidenceRecord)
    for sidecar in (file.with_suffix(_SIDECAR_SUFFIX), file.with_name(file.name + _SIDECAR_SUFFIX)):
        if sidecar.is_file():
            return _read_message(sidecar, EvidenceRecord)
    found: EvidenceRecord | None = _ask(sources, "find_evidence", contract_number_in(pdf), sha256_hex(pdf))
    return found


def _ask(sources: Any, question: str, *about: object) -> Any:
    """Ask the profile; without one (a bare file on a strange machine) there is no answer."""
    answer = getattr(sources, question, None)
    return None if answer is None else answer(*about)


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > _FILE_LIMIT_BYTES:
            raise BadInput(
                Sentence("{file} 太大, 不会是合同", "{file} is too large to be a contract").format(file=file.name)
            )
        return file.read_bytes()
    except OSError as error:
        raise BadInput(
            Sentence(
                "无法读取 {file}: 请检查路径和权限", "{file} cannot be read: check its path and permissions"
            ).format(file=file)
        ) from error


def _read_message(file: Path, kind: type[Message]) -> Message:
    try:
        return kind.model_validate_json(_read(file))
    except ValidationError as error:
        raise BadInput(
            Sentence(
                "{file} 的内容不是所需的 JSON ({kind}), 请从中心重新下载",
                "{file} does not hold the JSON that is needed ({kind}): download it from the centre again",
            ).format(file=file, kind=kind.__name__)
        ) from error


def _document(file: Path, report: VerificationReport, language: Language) -> dict[str, Any]:
    return {
        "file": str(file),
        "verdict": report.verdict.value,
        "summary": report.summary.in_language(language),
        "contract_number": report.contract_number,
        "document_sha256": report.document_sha256,
        "test_authority": report.test_authority,
        "checks": [
            {"name": check.name, "passed": check.passed, "message": check.message.in_language(language)}
            for check in report.checks
        ],
        "signers": [
            {
                "role": signer.role.value,
                "name": signer.signer_name,
                "certificate": signer.certificate_name,
                "timestamped_at": signer.timestamped_at.isoformat() if signer.timestamped_at else None,
                "intact": signer.intact,
            }
            for signer in report.signers
        ],
        "standing": report.standing.value if report.standing else None,
        "version": report.version,
        "text_changes": [
            {
                "page": one.page,
                "kind": one.kind.value,
                "original": one.original,
                "found": one.found,
                "before": one.before,
                "after": one.after,
            }
            for one in report.text_changes
        ],
        "changes": [
            {"start": change.start, "end": change.end, "page": change.page, "what": change.what.in_language(language)}
            for change in report.changes
        ],
    }


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)


def _text(file: Path, report: VerificationReport, language: Language) -> str:
    lines = [f"{file}: {report.summary.in_language(language)}"]
    lines += [f"  {'✓' if check.passed else '✗'} {check.message.in_language(language)}" for check in report.checks]
    place = Sentence("字节 {start} 至 {end}", "bytes {start} to {end}")
    for change in report.changes:
        where = place.format(start=change.start, end=change.end).in_language(language)
        lines.append(f"  → {where}: {change.what.in_language(language)}")
    if report.standing is not None:
        lines.append(f"  = {report.standing.name_for_people.in_language(language)}")
    lines += [f"  ≠ {one.said.in_language(language)}" for one in report.text_changes]
    return "\n".join(lines)
