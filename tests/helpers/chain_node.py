"""A chain node in this process: real signatures and nonces, one block for each transaction, JSON-RPC over HTTP."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from eth_account import Account
from eth_utils.crypto import keccak
from fastapi import FastAPI, Request
from rlp import decode

from paddock.central.serving import serving_beside

CHAIN_ID = 20_251


@dataclass
class ChainNode:
    """Takes transactions the way an EVM node does: it recovers the sender, wants the next nonce, and knows repeats."""

    blocks: list[dict[str, Any]] = field(default_factory=list)
    is_down: bool = False
    waits: bool = False
    """Keep transactions out of blocks."""
    waiting: list[dict[str, Any]] = field(default_factory=list)

    def answer(self, method: str, params: list[Any]) -> dict[str, Any]:
        answers: dict[str, Callable[[], Any]] = {
            "eth_chainId": lambda: hex(CHAIN_ID),
            "eth_gasPrice": lambda: hex(0),
            "eth_getTransactionCount": lambda: hex(self.count(params[0])),
            "eth_getTransactionReceipt": lambda: self.receipt(params[0]),
            "eth_getTransactionByHash": lambda: self.found(params[0]),
        }
        if method == "eth_sendRawTransaction":
            return self.take(bytes.fromhex(params[0][2:]))
        if method not in answers:
            return {"error": {"code": -32601, "message": "method not found"}}
        return {"result": answers[method]()}

    def receipt(self, transaction: str) -> dict[str, str] | None:
        number = self.number_of(transaction)
        return {"blockNumber": hex(number), "blockHash": f"0x{number:064x}", "status": "0x1"} if number else None

    def found(self, transaction: str) -> dict[str, str] | None:
        number = self.number_of(transaction)
        return {"input": self.blocks[number - 1]["data"]} if number else None

    def count(self, sender: str) -> int:
        return sum(one["sender"].lower() == sender.lower() for one in [*self.blocks, *self.waiting])

    def number_of(self, transaction: str) -> int:
        return next((at for at, one in enumerate(self.blocks, start=1) if one["hash"] == transaction), 0)

    def take(self, raw: bytes) -> dict[str, Any]:
        sender, hashed = str(Account.recover_transaction(raw)), f"0x{keccak(raw).hex()}"
        if any(one["hash"] == hashed for one in [*self.blocks, *self.waiting]):
            return {"error": {"code": -32000, "message": "already known"}}
        fields: list[bytes] = decode(raw)  # a legacy transaction (EIP-155): nonce, price, gas, to, value, data, v, r, s
        if int.from_bytes(fields[0], "big") != self.count(sender):
            return {"error": {"code": -32000, "message": "nonce too low"}}
        made = {"hash": hashed, "sender": sender, "data": f"0x{fields[5].hex()}"}
        (self.waiting if self.waits else self.blocks).append(made)
        return {"result": hashed}

    def mine(self) -> None:
        """Put what waits into blocks."""
        self.blocks += self.waiting
        self.waiting = []


@contextmanager
def chain_node() -> Iterator[tuple[ChainNode, str]]:
    """A running node and its address."""
    node, app = ChainNode(), FastAPI()

    @app.post("/")
    async def answer(request: Request) -> dict[str, Any]:
        asked = await request.json()
        if node.is_down:
            return {"jsonrpc": "2.0", "id": asked["id"], "error": {"code": -32603, "message": "down"}}
        return {"jsonrpc": "2.0", "id": asked["id"], **node.answer(asked["method"], asked["params"])}

    with serving_beside(app, "chain") as url:
        yield node, url
