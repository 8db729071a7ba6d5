"""A chain with Ethereum's JSON-RPC: a consortium chain such as FISCO BCOS in production.

A tree head is written as the data of a transaction of value 0 to ourselves (or to a registry's address): its root and
size can be read back by anybody with a node, and no contract on the chain has to be trusted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

import httpx

from paddock.domain.errors import EnvironmentFault
from paddock.domain.sentences import Sentence

_TIMEOUT_SECONDS: Final = 10.0
_MAGIC: Final = b"PADDOCK1"
GAS_LIMIT: Final = 60_000
"""21,000 for a transaction and 16 for each of 80 bytes (EIP-2028), with room for other chains' prices."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a transaction went in."""

    block_number: int
    block_hash: str


class Chain(Protocol):
    """What an anchor needs of a chain."""

    def chain_id(self) -> int:
        """EIP-155's."""

    def next_nonce(self, sender: str) -> int:
        """How many transactions `sender` has sent, those that wait included."""

    def gas_price(self) -> int:
        """In wei."""

    def send(self, raw: bytes) -> None:
        """Send a signed transaction; one that the chain knows already is no fault."""

    def receipt(self, transaction_hash: str) -> Receipt | None:
        """Where it went in; None: not yet."""

    def data_of(self, transaction_hash: str) -> bytes | None:
        """The data of a transaction; None: the chain does not know it."""


class JsonRpcChain:
    """A node reached over HTTP. Every call raises `EnvironmentFault` when it cannot be reached or refuses."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=_TIMEOUT_SECONDS)

    def chain_id(self) -> int:
        """See `Chain`."""
        return int(self._call("eth_chainId"), 16)

    def next_nonce(self, sender: str) -> int:
        """See `Chain`."""
        return int(self._call("eth_getTransactionCount", sender, "pending"), 16)

    def gas_price(self) -> int:
        """See `Chain`."""
        return int(self._call("eth_gasPrice"), 16)

    def send(self, raw: bytes) -> None:
        """See `Chain`."""
        answer = self._ask("eth_sendRawTransaction", f"0x{raw.hex()}")
        fault = answer.get("error")
        said = str(fault.get("message", "")).lower() if isinstance(fault, dict) else ""
        if fault and not any(words in said for words in ("already known", "known transaction", "already imported")):
            raise _refused(said)

    def receipt(self, transaction_hash: str) -> Receipt | None:
        """See `Chain`."""
        found = self._call("eth_getTransactionReceipt", transaction_hash)
        if not found or int(found.get("status", "0x1"), 16) != 1:
            return None
        return Receipt(int(found["blockNumber"], 16), str(found["blockHash"]))

    def data_of(self, transaction_hash: str) -> bytes | None:
        """See `Chain`."""
        found = self._call("eth_getTransactionByHash", transaction_hash)
        return bytes.fromhex(str(found["input"]).removeprefix("0x")) if found else None

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _call(self, method: str, *params: str) -> Any:
        answer = self._ask(method, *params)
        if answer.get("error"):
            raise _refused(str(answer["error"]))
        return answer.get("result")

    def _ask(self, method: str, *params: str) -> Mapping[str, Any]:
        question = {"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)}
        try:
            reply = self._client.post("", json=question)
            reply.raise_for_status()
            answer = reply.json()
        except (httpx.HTTPError, ValueError) as error:
            raise _refused(type(error).__name__) from error
        if not isinstance(answer, dict):
            raise _refused("no JSON-RPC")
        return answer


def anchor_data(log_id: str, tree_size: int, root_hash: str) -> bytes:
    """What is written onto the chain: a mark, the log's id, size and root (80 bytes)."""
    return _MAGIC + bytes.fromhex(log_id) + tree_size.to_bytes(8, "big") + bytes.fromhex(root_hash)


def _refused(why: str) -> EnvironmentFault:
    return EnvironmentFault(
        Sentence(
            f"区块链节点不可用 ({why}), 稍后自动重试; 存证日志不受影响",
            f"The chain's node cannot be used ({why}): tried again later, the evidence log is not affected",
        )
    )
