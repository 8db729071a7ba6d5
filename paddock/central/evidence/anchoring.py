"""Anchoring the newest tree head: made once, kept, sent until it is in a block.

The signed transaction is stored under its tree size before it is sent. Whatever is killed when, the next turn sends the
same bytes, and a chain takes the same transaction once.
"""

from dataclasses import dataclass
from typing import Any

from eth_account import Account
from eth_account.signers.local import LocalAccount
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from paddock.central.centre import Centre
from paddock.central.evidence.chain import GAS_LIMIT, Chain, anchor_data
from paddock.central.evidence.models import AnchorRow, TreeHeadRow


@dataclass(frozen=True, slots=True)
class Anchored:
    """What a turn did: sizes of the heads that were made, and of those that went into a block."""

    made: int | None
    confirmed: tuple[int, ...]


class Anchorer:
    """Writes tree heads of `centre` onto `chain` from one account."""

    def __init__(self, centre: Centre, chain: Chain, private_key: str, recipient: str = "") -> None:
        """`recipient` is a registry's address; empty: the account itself."""
        self._centre = centre
        self._chain = chain
        self._account: LocalAccount = Account.from_key(private_key)
        self._recipient = recipient or self._account.address

    @property
    def sender(self) -> str:
        """The account's address."""
        return str(self._account.address)

    def turn(self) -> Anchored:
        """Send what waits, take down what is in a block, and make an anchor for the newest head if nothing waits.

        Raises:
            EnvironmentFault: the chain cannot be reached; what was made is kept and sent next time.
        """
        confirmed = self._follow()
        made = self._make()
        if made is not None:
            self._send(made)
            confirmed += self._follow()
        return Anchored(made, tuple(confirmed))

    def _follow(self) -> list[int]:
        """Look after every anchor that is in no block yet."""
        with self._centre.database.reading() as session:
            waiting = list(session.scalars(select(AnchorRow).where(AnchorRow.block_number.is_(None))))
        confirmed = []
        for row in waiting:
            receipt = self._chain.receipt(row.transaction_hash)
            if receipt is None:
                self._chain.send(row.raw_transaction)
                receipt = self._chain.receipt(row.transaction_hash)
            if receipt is not None:
                with self._centre.database.writing() as session:
                    found = session.get_one(AnchorRow, row.tree_size)
                    found.block_number, found.block_hash = receipt.block_number, receipt.block_hash
                    found.confirmed_at = self._centre.clock()
                confirmed.append(row.tree_size)
        return confirmed

    def _make(self) -> int | None:
        """Make and keep the transaction for the newest head; None if it has one, or another still waits."""
        chain_id, price = self._chain.chain_id(), self._chain.gas_price()
        pending = self._chain.next_nonce(self.sender)
        with self._centre.database.writing() as session:
            head = session.scalars(select(TreeHeadRow).order_by(TreeHeadRow.tree_size.desc()).limit(1)).first()
            waits = session.scalars(select(AnchorRow.tree_size).where(AnchorRow.block_number.is_(None))).first()
            if head is None or waits is not None or session.get(AnchorRow, head.tree_size) is not None:
                return None
            nonce = max(pending, self._next_nonce(session))
            transaction: dict[str, Any] = {
                "to": self._recipient,
                "value": 0,
                "nonce": nonce,
                "gas": GAS_LIMIT,
                "gasPrice": price,
                "chainId": chain_id,
                "data": anchor_data(head.log_id, head.tree_size, head.root_hash),
            }
            signed = self._account.sign_transaction(transaction)
            session.add(
                AnchorRow(
                    tree_size=head.tree_size,
                    root_hash=head.root_hash,
                    chain_id=chain_id,
                    sender=self.sender,
                    nonce=nonce,
                    transaction_hash=f"0x{bytes(signed.hash).hex()}",
                    raw_transaction=bytes(signed.raw_transaction),
                    made_at=self._centre.clock(),
                )
            )
            return int(head.tree_size)

    def _next_nonce(self, session: Session) -> int:
        used = session.scalar(select(func.max(AnchorRow.nonce)).where(AnchorRow.sender == self.sender))
        return 0 if used is None else int(used) + 1

    def _send(self, tree_size: int) -> None:
        with self._centre.database.reading() as session:
            raw = session.get_one(AnchorRow, tree_size).raw_transaction
        self._chain.send(raw)


def anchors_that_differ(session: Session, chain: Chain) -> list[AnchorRow]:
    """Confirmed anchors that the chain does not hold as they were made. Raises `EnvironmentFault`."""
    rows = session.execute(
        select(AnchorRow, TreeHeadRow.log_id)
        .join(TreeHeadRow, TreeHeadRow.tree_size == AnchorRow.tree_size)
        .where(AnchorRow.block_number.is_not(None))
    )
    return [
        row
        for row, log_id in rows
        if chain.data_of(row.transaction_hash) != anchor_data(log_id, row.tree_size, row.root_hash)
    ]
