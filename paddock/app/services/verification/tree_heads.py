"""The log's signed tree heads: whose they are, what they prove, and whether two of them contradict each other."""

from collections.abc import Sequence

from paddock.domain.checks import Check
from paddock.domain.merkle import leaf_hash, root_from_inclusion
from paddock.domain.sentences import Sentence
from paddock.wire.evidence import ConsistencyProof, EvidenceRecord, SignedTreeHead, TrustAnchors
from paddock.wire.messages import canonical_json
from paddock.wire.tree_heads import consistency_holds, signature_holds


def check_record(record: EvidenceRecord, trust: TrustAnchors) -> list[Check]:
    """Whether the log that is trusted here has signed a tree that holds the record's leaf."""
    return [_check_signature(record.tree_head, trust), _check_inclusion(record)]


def check_known_heads(
    head: SignedTreeHead, known: Sequence[SignedTreeHead], proofs: Sequence[ConsistencyProof], trust: TrustAnchors
) -> list[Check]:
    """Whether `head` continues every head seen before; heads no proof speaks of are left open, and said to be."""
    genuine = [other for other in known if signature_holds(other, trust)]
    if not genuine:
        return []
    compared = [_compare(head, other, proofs) for other in genuine]
    if False in compared:
        message = Sentence(
            "存证日志出现分叉: 与本机以前见过的日志互相矛盾, 请立即联系中心和公证方",
            "The evidence log has forked: it contradicts what this machine has seen; call the centre and a notary now",
        )
        return [Check("log_consistency", passed=False, message=message)]
    agreed = compared.count(True)
    message = Sentence(
        f"与本机见过的 {len(genuine)} 个日志状态核对, {agreed} 个一致, 其余缺少一致性证明",
        f"Compared with {len(genuine)} log states seen here: {agreed} agree, no proof was at hand for the others",
    )
    return [Check("log_consistency", passed=True, message=message)]


def _compare(head: SignedTreeHead, other: SignedTreeHead, proofs: Sequence[ConsistencyProof]) -> bool | None:
    """True: they agree; False: they contradict each other; None: nobody can say."""
    if head.tree_size == other.tree_size:
        return head.root_hash == other.root_hash
    first, second = sorted((head, other), key=lambda either: either.tree_size)
    if first.tree_size == 0:
        return True
    fitting = [proof for proof in proofs if (proof.first, proof.second) == (first.tree_size, second.tree_size)]
    if not fitting:
        return None
    return any(consistency_holds(first, second, proof) for proof in fitting)


def _check_signature(head: SignedTreeHead, trust: TrustAnchors) -> Check:
    if signature_holds(head, trust):
        message = Sentence("存证日志的签名有效", "The evidence log's signature holds")
        return Check("tree_head_signature", passed=True, message=message)
    message = Sentence(
        "存证凭据不是本机信任的存证日志签发的, 请从中心重新下载凭据",
        "The evidence was not signed by the log this machine trusts: download it from the centre again",
    )
    return Check("tree_head_signature", passed=False, message=message)


def _check_inclusion(record: EvidenceRecord) -> Check:
    head = record.tree_head
    path = [bytes.fromhex(node) for node in record.inclusion_path]
    leaf = leaf_hash(canonical_json(record.leaf))
    root = root_from_inclusion(leaf, record.leaf_index, head.tree_size, path)
    if root == bytes.fromhex(head.root_hash):
        message = Sentence(
            f"合同是存证日志 {head.tree_size} 条记录中的第 {record.leaf_index + 1} 条",
            f"The contract is record {record.leaf_index + 1} of {head.tree_size} in the evidence log",
        )
        return Check("log_inclusion", passed=True, message=message)
    message = Sentence(
        "存证凭据的包含证明不成立, 凭据已损坏或被改动, 请从中心重新下载",
        "The evidence's inclusion proof does not hold, it is damaged or altered: download it from the centre again",
    )
    return Check("log_inclusion", passed=False, message=message)
