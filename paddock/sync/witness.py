"""The workstation as a witness: it looks at the evidence log now and then and keeps what it saw.

It raises an alarm when the log is not append-only, and brings in the self-verifying packages of signed contracts.
"""

import time
from collections.abc import Callable
from typing import Final
from uuid import UUID

from pydantic import ValidationError

from paddock.app.store import settings, witness
from paddock.app.store.store import Store, Topic
from paddock.domain.sentences import Sentence
from paddock.sync.client import CentreClient
from paddock.sync.link_faults import Passing
from paddock.wire.evidence import ConsistencyProof, SignedTreeHead
from paddock.wire.evidence_package import EvidencePackage
from paddock.wire.messages import sha256_hex
from paddock.wire.tree_heads import consistency_holds, signature_holds

LOOK_EVERY_SECONDS: Final = 300.0
_PACKAGES: Final = 10
FORKED: Final = Sentence(
    "存证日志不再是只增不改: 与本机以前见过的日志互相矛盾, 请立即联系中心和公证方",
    "The evidence log is not append-only: it contradicts what this machine has seen; call the centre and a notary now",
)
SHRUNK: Final = Sentence(
    "存证日志变短了: 本机见过更长的日志, 请立即联系中心和公证方",
    "The evidence log has become shorter than what this machine has seen; call the centre and a notary now",
)
FOREIGN: Final = Sentence(
    "存证日志的签名不是本机信任的公钥签发的, 请立即联系中心",
    "The evidence log's head is not signed with the key trusted here: call the centre now",
)


class LogWitness:
    """Looks at the log for one workstation."""

    def __init__(self, store: Store, stopping: Callable[[], bool]) -> None:
        self._store = store
        self._stopping = stopping
        self._due = 0.0
        self._asked: set[UUID] = set()

    def look(self, client: CentreClient) -> Sentence | Passing | None:
        """See how the log stands, when it is time to; gives the alarm as long as there is one."""
        with self._store.read() as connection:
            standing = witness.alarm(connection)
        if standing is not None or time.monotonic() < self._due:
            return standing
        self._due = time.monotonic() + LOOK_EVERY_SECONDS
        found = self._compare(client)
        if isinstance(found, Sentence):
            with self._store.write(Topic.SYNC) as connection:
                witness.raise_alarm(connection, found)
        return found

    def read_packages(self, client: CentreClient) -> Passing | None:
        """Bring in the packages that are due; an older centre has none, and is not asked again."""
        with self._store.read() as connection:
            due = witness.due_packages(connection, _PACKAGES + len(self._asked))
        for contract_id in [one for one in due if one not in self._asked][:_PACKAGES]:
            if self._stopping():
                break
            reply = client.get(f"/v1/contracts/{contract_id}/package")
            if isinstance(reply, Passing):
                return reply
            self._asked.add(contract_id)
            try:
                package = EvidencePackage.model_validate_json(reply.body) if reply.status == 200 else None
                whole = package is not None and sha256_hex(package.pdf_bytes) == package.contract.document_sha256
            except (ValidationError, ValueError):
                continue
            if package is not None and whole and package.contract.id == contract_id:
                with self._store.write(Topic.SYNC) as connection:
                    witness.keep_package(connection, package)
        return None

    def _compare(self, client: CentreClient) -> Sentence | Passing | None:
        reply = client.get("/v1/evidence/tree-head")
        if isinstance(reply, Passing):
            return reply
        try:
            head = SignedTreeHead.model_validate_json(reply.body) if reply.status == 200 else None
        except ValidationError:
            head = None
        with self._store.read() as connection:
            trust, seen = settings.trust_anchors(connection), witness.newest_head(connection)
        if head is None or trust is None:
            return None
        if not signature_holds(head, trust):
            return FOREIGN
        return self._continue(client, seen, head)

    def _continue(
        self, client: CentreClient, seen: SignedTreeHead | None, head: SignedTreeHead
    ) -> Sentence | Passing | None:
        """Whether `head` appends to what was seen; kept if it does."""
        if seen is not None and head.tree_size < seen.tree_size:
            return SHRUNK
        proof: ConsistencyProof | None = None
        if seen is not None and 0 < seen.tree_size < head.tree_size:
            reply = client.get(
                "/v1/evidence/consistency", params={"first": str(seen.tree_size), "second": str(head.tree_size)}
            )
            if isinstance(reply, Passing):
                return reply
            try:
                proof = ConsistencyProof.model_validate_json(reply.body)
            except ValidationError:
                # A log that cannot prove that it only grew is not believed to have done so.
                return FORKED
        if seen is not None and seen.tree_size and not _agrees(seen, head, proof):
            return FORKED
        with self._store.write(Topic.SYNC) as connection:
            witness.keep_head(connection, head)
        return None


def _agrees(seen: SignedTreeHead, head: SignedTreeHead, proof: ConsistencyProof | None) -> bool:
    if seen.tree_size == head.tree_size:
        return seen.root_hash == head.root_hash
    return proof is not None and consistency_holds(seen, head, proof)
