"""The verdict on a contract file, from its signatures, its evidence and the trust pinned on this machine."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from paddock.app.services.verification.report import ROLE_NAMES, Verdict, VerificationReport
from paddock.app.services.verification.standing import NOTHING, Known, judge_standing
from paddock.app.services.verification.tree_heads import check_known_heads, check_record
from paddock.domain.checks import Check
from paddock.domain.errors import BadInput
from paddock.domain.long_work import UNWATCHED, Work
from paddock.domain.sentences import Sentence
from paddock.domain.states import USUAL_PAD_SIGNERS, SignerRole
from paddock.wire.evidence import ConsistencyProof, EvidenceRecord, SignedTreeHead, TrustAnchors
from paddock.wire.messages import sha256_hex

if TYPE_CHECKING:
    from paddock.app.services.verification.signatures import (
        FoundArchiveTimestamp,
        FoundSignature,
        SignaturesInFile,
    )

_NUMBER = re.compile(rb"paddock-contract:([A-Z0-9]{6,40})")
"""Stands uncompressed in the file's XMP metadata (PDF/A), so that it can be found even in a damaged file."""
_SHOW_A_CHANGE = frozenset(
    {
        "file_hash",
        "file_readable",
        *(f"signature_{role.value}" for role in SignerRole),
        "signature_padding",
        "nothing_appended",
        "archive_timestamp",
    }
)
"""Checks whose failure means that the file is not what was signed; the others only leave it unproven."""


def require_pdf(content: bytes) -> None:
    """Raise `BadInput` unless `content` is a PDF at all."""
    if not content:
        raise BadInput(Sentence("文件是空的, 请选择合同 PDF", "The file is empty: choose the contract's PDF"))
    # A contract whose first bytes were changed is a changed contract, not a wrong file: its end still shows a PDF.
    if b"%PDF-" not in content[:1024] and b"startxref" not in content[-1024:]:
        raise BadInput(Sentence("这不是 PDF 文件, 请选择合同 PDF", "This is no PDF: choose the contract's PDF"))


def contract_number_in(pdf: bytes) -> str | None:
    """The contract number the file's metadata state; None if they no longer do."""
    match = _NUMBER.search(pdf)
    return match.group(1).decode("ascii") if match else None


def verify_contract(
    pdf: bytes,
    evidence: EvidenceRecord | None,
    trust: TrustAnchors,
    *,
    tree_heads: Sequence[SignedTreeHead] = (),
    consistency_proofs: Sequence[ConsistencyProof] = (),
    known: Known = NOTHING,
    work: Work = UNWATCHED,
) -> VerificationReport:
    """Verify a contract without asking anybody.

    `tree_heads` are heads of the log seen earlier, `consistency_proofs` what was fetched between them, `known` what
    tells which characters of a changed file differ. Only a file whose every check passes is valid: all signatures in
    order, every byte the one recorded in the log, and the record signed by the log that is trusted here.

    Raises:
        BadInput: `pdf` is empty or no PDF.
        Cancelled: stopped by way of `work`.
    """
    # Here, because they bring all of what reads signatures: who only asks what a report is does without.
    from paddock.app.services.verification.changes import locate_changes  # noqa: PLC0415
    from paddock.app.services.verification.signatures import read_signatures  # noqa: PLC0415

    require_pdf(pdf)
    work.at(0, 3, Sentence("正在检查签名与时间戳", "Checking signatures and timestamps"))
    sha256 = sha256_hex(pdf)
    signatures = read_signatures(pdf, trust.certificate_roots_pem)
    work.at(1, 3, Sentence("正在检查存证", "Checking the evidence"))
    number = contract_number_in(pdf)
    checks = _evidence_checks(sha256, number, evidence, trust)
    checks += [*_signature_checks(signatures), *_coverage_checks(pdf, signatures)]
    if evidence is not None:
        checks += check_known_heads(evidence.tree_head, tree_heads, consistency_proofs, trust)
    work.at(2, 3, Sentence("正在查找改动之处", "Looking for what was changed"))
    verdict = _verdict(checks)
    differs = any(check.name == "file_hash" and not check.passed for check in checks)
    changes = locate_changes(pdf, signatures, differs=differs) if verdict is Verdict.CHANGED else []
    judged = judge_standing(pdf, sha256, evidence, known)
    return VerificationReport(
        verdict=verdict,
        summary=_summary(verdict, checks, test=trust.test_authority),
        checks=tuple(checks),
        signers=tuple(signature.finding for signature in signatures.found),
        changes=tuple(changes),
        contract_number=number or (evidence.leaf.contract_number if evidence else None),
        document_sha256=sha256,
        test_authority=trust.test_authority,
        standing=judged.standing,
        version=judged.version,
        text_changes=judged.text_changes,
    )


def _signature_checks(signatures: "SignaturesInFile") -> list[Check]:
    checks = [
        Check(
            "file_readable",
            signatures.readable,
            Sentence("文件结构完好", "The file's structure is sound")
            if signatures.readable
            else Sentence("文件结构已损坏或被改动", "The file's structure is damaged or was changed"),
        )
    ]
    roles = [signature.finding.role for signature in signatures.found]
    in_order = roles == [role for role in SignerRole if role in set(roles)]
    complete = in_order and set(USUAL_PAD_SIGNERS) <= set(roles) and not signatures.foreign_fields
    complete = complete and not signatures.unsigned
    who = [ROLE_NAMES[role] for role in roles]
    checks.append(
        Check(
            "signatures_present",
            complete,
            Sentence(
                "、".join(name.zh for name in who) + "已按顺序签署",
                ", ".join(name.en for name in who) + " have signed, in order",
            )
            if complete
            else Sentence(
                "签名不全、顺序不符或有外来签名, 请从中心重新下载已签署的合同",
                "Signatures are missing, out of order or foreign: download the signed contract from the centre again",
            ),
        )
    )
    for signature in signatures.found:
        checks.append(_bytes_check(signature))
        if signature.covered_bytes_hold:
            # Over changed bytes a certificate proves nothing either way.
            checks.append(_certificate_check(signature))
    return checks


def _bytes_check(signature: "FoundSignature") -> Check:
    role = signature.finding.role
    name = ROLE_NAMES[role]
    message = (
        Sentence(f"{name.zh}签署的内容未被改动", f"What the {name.en} signed is unchanged")
        if signature.bytes_hold
        else Sentence(f"{name.zh}签署后内容被改动", f"The content was changed after the {name.en} signed")
    )
    return Check(f"signature_{role.value}", signature.bytes_hold, message)


def _certificate_check(signature: "FoundSignature") -> Check:
    finding, role = signature.finding, ROLE_NAMES[signature.finding.role]
    passed = signature.is_trusted and signature.has_timestamp and finding.timestamped_at is not None
    if not signature.is_trusted:
        message = Sentence(
            f"{role.zh}的证书不是由本机信任的机构签发, 或者已损坏",
            f"The {role.en}'s certificate is not from an authority trusted here, or is damaged",
        )
    elif not passed:
        message = Sentence(f"{role.zh}签名没有有效的时间戳", f"The {role.en}'s signature has no valid timestamp")
    else:
        base = Sentence(
            f"{role.zh}证书和时间戳有效: {finding.signer_name}, {finding.timestamped_at:%Y-%m-%d %H:%M:%S} UTC",
            f"The {role.en}'s certificate and timestamp hold: {finding.signer_name}, "
            f"{finding.timestamped_at:%Y-%m-%d %H:%M:%S} UTC",
        )
        message = base if signature.has_revocation_lists else _without_revocation_data(base)
    return Check(f"certificate_{finding.role.value}", passed, message)


def _without_revocation_data(base: Sentence) -> Sentence:
    return Sentence(f"{base.zh}; 文件内没有吊销信息 (B-T)", f"{base.en}; no revocation data in the file (B-T)")


def _coverage_checks(pdf: bytes, signatures: "SignaturesInFile") -> list[Check]:
    if not signatures.found:
        return []
    archive = signatures.archive
    stray = [signature.stray_padding for signature in signatures.found]
    clean = all(place is None for place in stray) and (archive is None or archive.stray_padding is None)
    covered = (archive or signatures.found[-1]).covered_to == len(pdf)
    return [
        *_archive_check(archive),
        Check(
            "signature_padding",
            clean,
            Sentence("签名数据区没有多余内容", "The signatures' containers hold nothing else")
            if clean
            else Sentence("签名数据区被写入了其他内容", "Something was written into a signature's container"),
        ),
        Check(
            "nothing_appended",
            covered,
            Sentence("最后一个签名覆盖整个文件", "The last signature covers the whole file")
            if covered
            else Sentence("最后一个签名之后附加了内容", "Something was appended after the last signature"),
        ),
    ]


def _archive_check(archive: "FoundArchiveTimestamp | None") -> list[Check]:
    if archive is None:
        return []
    if not archive.bytes_hold:
        message = Sentence("归档时间戳所覆盖的内容被改动", "What the archive timestamp covers was changed")
        return [Check("archive_timestamp", passed=False, message=message)]
    message = Sentence(
        f"归档时间戳固定了全部签名: {archive.at:%Y-%m-%d %H:%M:%S} UTC",
        f"The archive timestamp holds over all signatures: {archive.at:%Y-%m-%d %H:%M:%S} UTC",
    )
    checks = [Check("archive_timestamp", passed=True, message=message)]
    if not archive.is_trusted:
        message = Sentence(
            "归档时间戳不是由本机信任的机构签发", "The archive timestamp is not from an authority trusted here"
        )
        checks.append(Check("certificate_archive", passed=False, message=message))
    return checks


def _evidence_checks(
    sha256: str, number: str | None, evidence: EvidenceRecord | None, trust: TrustAnchors
) -> list[Check]:
    if evidence is None:
        message = Sentence(
            "没有与此文件相符的存证凭据, 请用 --evidence 提供凭据, 或从中心下载",
            "No known evidence matches this file: give it with --evidence, or download it from the centre",
        )
        return [Check("evidence_found", passed=False, message=message)]
    leaf = evidence.leaf
    checks = [Check("evidence_found", passed=True, message=Sentence("已找到存证凭据", "Evidence was found"))]
    if number is not None and number != leaf.contract_number and sha256 != leaf.document_sha256:
        message = Sentence(
            f"凭据属于合同 {leaf.contract_number}, 不是此文件的 {number}, 请换用正确的凭据",
            f"The evidence is of contract {leaf.contract_number}, not of {number}: use the right one",
        )
        checks.append(Check("evidence_matches", passed=False, message=message))
    else:
        same = sha256 == leaf.document_sha256
        message = (
            Sentence("文件的每个字节都与存证一致", "Every byte of the file is as recorded")
            if same
            else Sentence(
                "文件与存证记录的哈希不一致, 至少有一个字节被改动",
                "The file's hash is not the recorded one: at least one byte was changed",
            )
        )
        checks.append(Check("file_hash", same, message))
    return checks + check_record(evidence, trust)


def _verdict(checks: Sequence[Check]) -> Verdict:
    failed = {check.name for check in checks if not check.passed}
    if not failed:
        return Verdict.VALID
    return Verdict.CHANGED if failed & _SHOW_A_CHANGE else Verdict.UNKNOWN


def _summary(verdict: Verdict, checks: Sequence[Check], *, test: bool) -> Sentence:
    note = (
        Sentence(" (测试证书机构, 不具有法律效力)", " (test authority, without legal force)")
        if test
        else Sentence("", "")
    )
    if verdict is Verdict.VALID:
        return Sentence(f"合同有效, 未被改动{note.zh}", f"The contract is valid and unchanged{note.en}")
    failed = [check for check in checks if not check.passed]
    if verdict is Verdict.CHANGED:
        why = next(check.message for check in failed if check.name in _SHOW_A_CHANGE)
        return Sentence(
            f"合同已被改动, 不可采信: {why.zh}{note.zh}",
            f"The contract was changed, do not rely on it: {why.en}{note.en}",
        )
    why = failed[0].message
    return Sentence(f"无法确认合同是否有效: {why.zh}{note.zh}", f"The contract cannot be confirmed: {why.en}{note.en}")
