"""A thin, slow, lossy line: bodies are packed both ways, within bounds, and everything gets through."""

import gzip
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

from paddock.app.store import queries
from paddock.app.store.views import OutboxState
from paddock.central.serving import serving_beside
from paddock.sync import engine as sync_engine
from paddock.sync.client import READ_SECONDS, CentreClient, Reply
from paddock.sync.engine import SyncEngine
from paddock.wire.messages import sha256_hex
from paddock.wire.receipts import RECEIPT_HEADER
from tests.helpers.applications import submission_body
from tests.helpers.central_server import CentralClient, new_id
from tests.helpers.dealers import TwoDealers, two_dealers
from tests.helpers.fault_proxy import PASSES, Fault, Passage, fault_proxy
from tests.helpers.workstations import JPEG, open_profile, submitted

SCALE = 200
"""How much faster than real the simulated line is."""


@pytest.fixture
def dealers(data_dir: Path) -> Iterator[TwoDealers]:
    with two_dealers(data_dir) as dealers:
        yield dealers


@pytest.fixture
def client(dealers: TwoDealers) -> Iterator[CentralClient]:
    with serving_beside(dealers.app, "centre") as url, CentralClient(url, dealers.tokens["A"]) as client:
        yield client


def put_packed(client: CentralClient, packed: bytes, encoding: str = "gzip") -> requests.Response:
    key = new_id()
    headers = {"Idempotency-Key": str(key), "Content-Encoding": encoding}
    return client.session.put(f"{client.url}/v1/applications/{key}", data=packed, headers=headers, timeout=30)


def test_a_packed_body_is_the_same_request(client: CentralClient) -> None:
    key = new_id()
    body, path = submission_body(key), f"{client.url}/v1/applications/{key}"
    headers = {"Idempotency-Key": str(key), "Content-Encoding": "gzip"}
    packed = client.session.put(path, data=gzip.compress(body), headers=headers, timeout=30)
    plain = client.put(f"/v1/applications/{key}", body, key)
    assert (packed.status_code, packed.json()["body_sha256"]) == (200, sha256_hex(body))
    assert (plain.content, plain.headers[RECEIPT_HEADER]) == (packed.content, packed.headers[RECEIPT_HEADER])


def test_what_unpacks_to_too_much_or_to_nothing_is_refused(dealers: TwoDealers, client: CentralClient) -> None:
    bomb = gzip.compress(bytes(dealers.centre.settings.body_limit_bytes * 20))
    assert len(bomb) < 100_000
    assert put_packed(client, bomb).status_code == 413
    whole = gzip.compress(b"{}" * 100)
    for broken in (b"no gzip", whole[:-1], whole + b"more", whole + whole):
        answer = put_packed(client, broken)
        assert (answer.status_code, answer.json()["code"]) == (422, "malformed_request")
    assert put_packed(client, whole, "zstd").status_code == 415


def test_a_page_of_the_feed_travels_packed_to_whoever_asks(client: CentralClient) -> None:
    plain = client.get("/v1/changes", params={"limit": 500}, headers={"Accept-Encoding": "identity"})
    packed = client.get("/v1/changes", params={"limit": 500}, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.content == plain.content
    assert int(packed.headers["Content-Length"]) < len(plain.content) / 5
    with client.get("/v1/changes/stream", headers={"Accept-Encoding": "gzip"}, stream=True) as stream:
        assert "Content-Encoding" not in stream.headers, "events must not wait for a block to fill"


def test_an_answer_larger_than_any_of_the_centre_s_is_not_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paddock.sync.client._LARGEST_ANSWER", 1000)
    packed = gzip.compress(bytes(10_000_000))
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n".encode()
    with fault_proxy("http://127.0.0.1:9") as proxy:
        proxy.plan = lambda _passage: Fault("bomb", instead=head + packed)
        client = CentreClient(proxy.url, "token", local=False)
        assert not isinstance(client.get("/v1/me"), Reply)
        client.close()


@dataclass
class Line:
    """50 kbit/s, 800 ms for a round trip, one packet in twenty lost: how long each request would take, and a wait."""

    bits_per_second: float = 50_000
    round_trip: float = 0.8
    lose_every: int = 20
    packet: int = 1400
    seconds: list[float] = field(default_factory=list)
    _packets: int = 0

    def __call__(self, passage: Passage) -> Fault:
        seconds = self.takes(len(passage.raw))
        self.seconds.append(seconds)
        time.sleep(seconds / SCALE)
        return PASSES

    def takes(self, size: int) -> float:
        """A lost packet is noticed after a second (RFC 6298) and sent again."""
        packets = -(-size // self.packet)
        lost = (self._packets + packets) // self.lose_every - self._packets // self.lose_every
        self._packets += packets
        return self.round_trip + 8 * size / self.bits_per_second + lost * (1.0 + 8 * self.packet / self.bits_per_second)


def test_over_a_line_of_50_kbit_s_with_800_ms_and_losses_everything_is_sent(
    dealers: TwoDealers, client: CentralClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line is simulated 200 times faster than it is; the longest request has to end within the real patience."""

    class FarClient(CentreClient):
        def __init__(self, base_url: str, token: str) -> None:
            super().__init__(base_url, token, local=False)

    monkeypatch.setattr(sync_engine, "CentreClient", FarClient)
    with fault_proxy(client.url) as proxy, open_profile(tmp_path / "profile") as store:
        line = proxy.plan = Line()
        for number in range(2):
            submitted(store, JPEG + bytes([number]) * 30_000, JPEG + new_id().bytes * 10_000)
        engine = SyncEngine(store, proxy.url, dealers.tokens["A"])
        for _ in range(2):
            engine.run_once()
        assert {row.state for row in queries.queue_rows(store)} == {OutboxState.ACCEPTED}
        assert max(line.seconds) < READ_SECONDS
        sent = [passage for passage, _ in proxy.passages if passage.method == "PUT" and b"gzip" in passage.raw]
        assert len(sent) >= 2, "the applications went packed"
