"""The centre's signed word for what it answered: checked against the pinned keys before it is kept."""

import logging

from pydantic import ValidationError

from paddock.app.store import settings
from paddock.app.store.ledger import LedgerEntry
from paddock.app.store.outbox import ReadyRow
from paddock.app.store.store import Store, Topic
from paddock.app.store.views import OutboxKind, OutboxState
from paddock.sync.client import CentreClient, Reply
from paddock.sync.link_faults import Passing
from paddock.sync.verdicts import not_understood
from paddock.wire.identity import WorkstationIdentity
from paddock.wire.messages import sha256_hex
from paddock.wire.receipts import (
    WELL_KNOWN,
    Receipt,
    ReceiptFault,
    ReceiptKey,
    ReceiptKeySet,
    ReceiptKind,
    read_receipt,
)

_log = logging.getLogger(__name__)

KINDS = {
    OutboxKind.IMAGE: ReceiptKind.IMAGE,
    OutboxKind.APPLICATION: ReceiptKind.APPLICATION,
    OutboxKind.ACCEPTANCE: ReceiptKind.ACCEPTANCE,
    OutboxKind.SIGNATURE: ReceiptKind.SIGNATURE,
    OutboxKind.ANSWER: ReceiptKind.STIPULATION,
}


class ReceiptBook:
    """Knows the keys; asks the centre for newer ones when a receipt comes under a key that is not known."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._keys: list[ReceiptKey] | None = None
        self._asked_with = ""

    def checked(self, client: CentreClient, row: ReadyRow, reply: Reply) -> str | Passing | None:
        """The reply's receipt if it is the centre's and fits the request; None, said in the log, if not.

        A receipt that does not fit never stops the work: the answer itself has been judged. The audit says it.
        While the keys it has to be checked with cannot be had, the request is tried again: a settled request is not
        sent any more, so its receipt would be lost for ever, and the centre answers the same with the same receipt.
        """
        if not reply.receipt:
            return None
        receipt = self._read(reply.receipt) or self._read_with_newer_keys(client, reply.receipt)
        if isinstance(receipt, Passing):
            return receipt
        client_id = row.body_sha256 if row.kind is OutboxKind.IMAGE else str(row.id)
        fits = (
            receipt is not None
            and (receipt.kind, receipt.client_id, receipt.body_sha256) == (KINDS[row.kind], client_id, row.body_sha256)
            and receipt.answer_sha256 == sha256_hex(reply.body)
        )
        if not fits:
            _log.warning("the receipt of request %s does not fit and was not kept", row.id)
        return reply.receipt if fits else None

    def _read(self, signed: str) -> Receipt | None:
        if self._keys is None:
            with self._store.read() as connection:
                self._keys = settings.receipt_keys(connection)
        try:
            return read_receipt(signed, self._keys)
        except ReceiptFault:
            return None

    def _read_with_newer_keys(self, client: CentreClient, signed: str) -> Receipt | Passing | None:
        # Once per signing key: a receipt that no key fits must not cost a question each time.
        head = signed.partition(".")[0]
        if head == self._asked_with:
            return None
        reply = client.get(WELL_KNOWN)
        if isinstance(reply, Passing):
            return reply
        try:
            shown = ReceiptKeySet.model_validate_json(reply.body)
        except ValidationError:
            # A network's login page, or half an answer: asked again with the next try.
            return not_understood(reply)
        self._asked_with = head
        with self._store.write(Topic.SYNC) as connection:
            self._keys = settings.pin_receipt_keys(connection, shown)
        return self._read(signed)


def receipt_fits(entry: LedgerEntry, keys: list[ReceiptKey], identity: WorkstationIdentity | None) -> bool:
    """Whether the receipt kept with a settled entry still says what the entry says."""
    if entry.signed_receipt is None:
        return False
    try:
        receipt = read_receipt(entry.signed_receipt, keys)
    except ReceiptFault:
        return False
    return (
        (receipt.kind, receipt.client_id, receipt.body_sha256)
        == (KINDS[entry.kind], entry.client_id, entry.body_sha256)
        and receipt.accepted == (entry.state is OutboxState.ACCEPTED)
        and (identity is None or receipt.dealer_id == identity.dealer_id)
        and (entry.receipt is None or receipt.answer_sha256 == sha256_hex(entry.receipt))
    )
