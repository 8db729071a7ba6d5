"""Verifying a self-verifying package: the file inside, the chain of events, and whose keys it was made with."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pydantic import ValidationError

from paddock.app.services.verification.report import Verdict, VerificationReport
from paddock.app.services.verification.standing import Known
from paddock.app.services.verification.tree_heads import check_record
from paddock.app.services.verification.verify import verify_contract
from paddock.domain.checks import Check
from paddock.domain.errors import BadInput
from paddock.domain.long_work import UNWATCHED, Work
from paddock.domain.sentences import Sentence
from paddock.wire.evidence import EvidenceEvent, EvidenceRecord, TrustAnchors
from paddock.wire.evidence_package import PACKAGE_FORMAT, EvidencePackage
from paddock.wire.messages import sha256_hex
from paddock.wire.tree_heads import signature_holds

_BROKEN = Sentence("这不是完整的存证包, 请重新导出", "This is no evidence package, or not a whole one: export it again")


def is_package(content: bytes) -> bool:
    """Whether a file is meant to be a package."""
    return content[:1] == b"{" and PACKAGE_FORMAT.encode() in content


def read_package(content: bytes) -> EvidencePackage:
    """The package in a file. Raises `BadInput` where it is none, or damaged."""
    try:
        package = EvidencePackage.model_validate_json(content)
        _ = package.pdf_bytes
    except (ValidationError, ValueError):
        raise BadInput(_BROKEN) from None
    return package


def verify_package(
    package: EvidencePackage,
    trust: TrustAnchors | None,
    *,
    suspect: bytes | None = None,
    work: Work = UNWATCHED,
) -> VerificationReport:
    """Verify the contract in `package`, or `suspect` against it, with the keys pinned here.

    With no pinned keys (`trust` None) those in the package are used, and the verdict is at best `unknown`: it agrees
    with itself, and whose it is has to be looked up.

    Raises:
        BadInput: the file to verify is no PDF.
    """
    evidence = next((e for e in package.events if e.leaf.event == EvidenceEvent.CONTRACT_SIGNED.value), None)
    original = package.pdf_bytes
    keys = trust or package.trust
    report = verify_contract(
        original if suspect is None else suspect,
        evidence,
        keys,
        known=Known(original, package.events),
        work=work,
    )
    checks = [*report.checks, *_chain_checks(package, original, keys), _check_keys(package, trust)]
    failed = [check for check in checks if not check.passed]
    if report.verdict is not Verdict.VALID or not failed:
        return replace(report, checks=tuple(checks))
    why = failed[0].message
    summary = Sentence(f"无法确认合同是否有效: {why.zh}", f"The contract cannot be confirmed: {why.en}")
    return replace(report, verdict=Verdict.UNKNOWN, summary=summary, checks=tuple(checks))


def _chain_checks(package: EvidencePackage, original: bytes, trust: TrustAnchors) -> Iterator[Check]:
    faults = [*_faults_of_events(package.events, package.contract.number, trust)]
    if package.contract.document_sha256 != sha256_hex(original):
        faults.append("document_sha256")
    names = ", ".join(dict.fromkeys(faults))
    yield Check(
        "event_chain",
        not faults,
        Sentence(
            f"事件链完整: {len(package.events)} 个事件均在存证日志中",
            f"The chain of events is whole: all {len(package.events)} are in the log",
        )
        if not faults
        else Sentence(f"事件链不成立: {names}", f"The chain of events does not hold: {names}"),
    )


def _faults_of_events(events: Sequence[EvidenceRecord], number: str, trust: TrustAnchors) -> Iterator[str]:
    heads = {event.tree_head for event in events}
    if len(heads) != 1 or not all(signature_holds(head, trust) for head in heads):
        yield "tree_head"
    places = [event.leaf_index for event in events]
    if places != sorted(set(places)):
        yield "order"
    for event in events:
        if event.leaf.contract_number != number or not all(check.passed for check in check_record(event, trust)):
            yield event.leaf.event
    said = [event.leaf.event for event in events]
    signed = EvidenceEvent.CONTRACT_SIGNED.value
    if said.count(signed) != 1 or EvidenceEvent.CONTRACT_DRAFTED.value not in said[: said.index(signed)]:
        yield signed


def _check_keys(package: EvidencePackage, trust: TrustAnchors | None) -> Check:
    """Whether the keys are those pinned here; test authorities may have been renewed, so only use is asked for."""
    if trust is not None:
        same = package.trust.log_public_key == trust.log_public_key
        message = (
            Sentence("存证公钥是本机信任的公钥", "The log's key is the one trusted here")
            if same
            else Sentence("存证公钥不是本机信任的公钥", "The log's key is not the one trusted here")
        )
        return Check("trust_pinned", same, message)
    fingerprint = package.events[0].tree_head.log_id if package.events else ""
    message = Sentence(
        f"公钥来自存证包本身, 请向出租人核对日志指纹 {fingerprint[:16]}",
        f"The keys came with the package itself: compare the log's fingerprint {fingerprint[:16]} with the lessor's",
    )
    return Check("trust_pinned", passed=False, message=message)
