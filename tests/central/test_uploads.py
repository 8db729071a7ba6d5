"""Resumable upload as tus 1.0 describes it, and the workstation's way of using it over a network that breaks."""

import base64
import hashlib
import itertools
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from paddock.central.centre import Centre
from paddock.central.images.models import ImageRecord
from paddock.central.images.tus import EXTENSIONS
from paddock.central.serving import serving_beside
from paddock.sync.client import CentreClient, Reply
from paddock.sync.link_faults import Passing
from paddock.sync.uploads import FIRST_PIECE, send_picture
from paddock.wire.messages import sha256_hex
from paddock.wire.problems import Problem, ProblemCode
from paddock.wire.receipts import RECEIPT_HEADER, read_receipt
from tests.helpers.dealers import TwoDealers, two_dealers
from tests.helpers.fault_proxy import PASSES, Fault, FaultProxy, Passage, fault_proxy
from tests.helpers.postgresql import new_database

PICTURE = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 1200
SHA256 = sha256_hex(PICTURE)
ADDRESS = f"/v1/uploads/{SHA256}"


class TusClient:
    """The requests of the protocol, bare."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.headers = {"Authorization": f"Bearer {token}", "Tus-Resumable": "1.0.0"}

    def __call__(self, method: str, path: str, body: bytes = b"", **headers: str | None) -> requests.Response:
        given: dict[str, str | None] = {name.replace("_", "-"): value for name, value in headers.items()}
        kept = {name: value for name, value in ({**self.headers, **given}).items() if value is not None}
        return requests.request(method, self.url + path, data=body, headers=kept, timeout=30)

    def create(self, sha256: str = SHA256, length: int = len(PICTURE)) -> requests.Response:
        text = base64.b64encode(sha256.encode()).decode()
        return self(
            "POST", "/v1/uploads", Upload_Length=str(length), Upload_Metadata=f"filetype aW1hZ2U=,sha256 {text}"
        )

    def append(self, start: int, piece: bytes, path: str = ADDRESS, **more: str) -> requests.Response:
        headers = {"Content_Type": "application/offset+octet-stream", "Upload_Offset": str(start)} | more
        return self("PATCH", path, piece, **headers)

    def offset(self) -> int:
        return int(self("HEAD", ADDRESS).headers["Upload-Offset"])


def checksum(body: bytes, algorithm: str = "sha256") -> str:
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, body).digest()).decode()}"


def code_of(answer: requests.Response) -> ProblemCode:
    return Problem.model_validate_json(answer.content).code


ON_BOTH = pytest.mark.parametrize("dealers", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def dealers(request: pytest.FixtureRequest, data_dir: Path) -> Iterator[TwoDealers]:
    is_postgresql = getattr(request, "param", "sqlite") == "postgresql"
    url = new_database(request.getfixturevalue("postgresql_server")) if is_postgresql else ""
    with two_dealers(data_dir, url) as dealers:
        yield dealers


@pytest.fixture
def url(dealers: TwoDealers) -> Iterator[str]:
    with serving_beside(dealers.app, "centre") as url:
        yield url


@pytest.fixture
def tus(dealers: TwoDealers, url: str) -> TusClient:
    return TusClient(url, dealers.tokens["A"])


def is_kept(centre: Centre, dealers: TwoDealers) -> bool:
    with centre.database.reading() as session:
        record = session.get(ImageRecord, (dealers.ids["A"], SHA256))
        return record is not None and record.body == PICTURE


@ON_BOTH
def test_the_protocol_from_creation_to_the_last_piece(tus: TusClient, dealers: TwoDealers) -> None:
    options = tus("OPTIONS", "/v1/uploads", Tus_Resumable=None, Authorization=None)
    assert (options.status_code, options.headers["Tus-Version"]) == (204, "1.0.0")
    assert options.headers["Tus-Extension"] == EXTENSIONS
    assert "sha1" in options.headers["Tus-Checksum-Algorithm"]
    assert int(options.headers["Tus-Max-Size"]) > len(PICTURE)
    created = tus.create()
    assert (created.status_code, created.headers["Location"], created.headers["Upload-Offset"]) == (201, ADDRESS, "0")
    assert "GMT" in created.headers["Upload-Expires"]
    head = tus("HEAD", ADDRESS)
    assert (head.status_code, head.headers["Cache-Control"]) == (200, "no-store")
    assert (head.headers["Upload-Offset"], head.headers["Upload-Length"]) == ("0", str(len(PICTURE)))
    first = tus.append(0, PICTURE[:1000], Upload_Checksum=checksum(PICTURE[:1000], "sha1"))
    assert (first.status_code, first.headers["Upload-Offset"], first.content) == (204, "1000", b"")
    assert tus.create().headers["Upload-Offset"] == "1000", "beginning again is going on"
    assert tus.offset() == 1000
    last = tus.append(1000, PICTURE[1000:], Upload_Checksum=checksum(PICTURE[1000:]))
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, str(len(PICTURE)))
    assert is_kept(dealers.centre, dealers)
    receipt = read_receipt(last.headers[RECEIPT_HEADER], dealers.centre.answers.signer.published().keys)
    assert (receipt.client_id, receipt.status) == (SHA256, 200)
    known = tus("GET", f"/v1/images/{SHA256}")
    assert (known.status_code, known.headers[RECEIPT_HEADER]) == (200, last.headers[RECEIPT_HEADER])
    assert (tus.offset(), tus.create().headers["Upload-Offset"]) == (len(PICTURE), str(len(PICTURE)))
    assert tus.append(len(PICTURE), b"").status_code == 204, "an empty piece after the last changes nothing"
    for answer in (options, created, head, first, last):
        assert answer.headers["Tus-Resumable"] == "1.0.0"


@ON_BOTH
def test_what_is_wrong_is_refused_and_keeps_what_had_arrived(tus: TusClient, dealers: TwoDealers) -> None:
    assert tus("HEAD", ADDRESS).status_code == 404
    assert tus.append(0, b"x").status_code == 404
    tus.create()
    tus.append(0, PICTURE[:10])
    other_version = tus("PATCH", ADDRESS, Tus_Resumable="0.2.2")
    assert (other_version.status_code, other_version.headers["Tus-Version"]) == (412, "1.0.0")
    assert tus("HEAD", ADDRESS, Tus_Resumable=None).status_code == 412
    wrong_place = tus.append(5, PICTURE[5:20])
    assert (wrong_place.status_code, code_of(wrong_place)) == (409, ProblemCode.UPLOAD_OFFSET_WRONG)
    damaged = tus.append(10, PICTURE[10:20], Upload_Checksum=checksum(b"other"))
    assert (damaged.status_code, code_of(damaged)) == (460, ProblemCode.CHECKSUM_MISMATCH)
    assert damaged.headers["Tus-Resumable"] == "1.0.0"
    assert tus.append(10, b"x", Upload_Checksum="crc32 AAAA").status_code == 400
    assert tus.append(10, b"x", Content_Type="image/jpeg").status_code == 415
    assert tus.append(10, PICTURE).status_code == 413
    assert tus("PATCH", ADDRESS, b"x", Content_Type="application/offset+octet-stream").status_code == 400
    assert tus.offset() == 10
    assert tus("POST", "/v1/uploads", Upload_Length="5").status_code == 400
    assert tus.create(length=-1).status_code == 400
    assert tus.create(length=dealers.centre.settings.image_limit_bytes + 1).status_code == 413
    assert tus("DELETE", ADDRESS).status_code == 204
    assert tus("HEAD", ADDRESS).status_code == 404
    assert tus("DELETE", ADDRESS).status_code == 404


def test_a_photograph_that_is_another_one_is_forgotten(tus: TusClient) -> None:
    tus.create()
    wrong = tus.append(0, PICTURE[:-1] + b"?")
    assert (wrong.status_code, code_of(wrong)) == (422, ProblemCode.IMAGE_DAMAGED)
    assert tus("HEAD", ADDRESS).status_code == 404


def test_what_nobody_goes_on_with_is_forgotten_after_a_week(tus: TusClient, dealers: TwoDealers) -> None:
    tus.create()
    tus.append(0, PICTURE[:10])
    clock = dealers.centre.clock
    dealers.centre.clock = lambda: clock() + timedelta(days=8)
    assert tus("HEAD", ADDRESS).status_code == 404
    assert tus.create().headers["Upload-Offset"] == "0"


def test_another_dealer_sees_none_of_it(tus: TusClient, dealers: TwoDealers, url: str) -> None:
    tus.create()
    tus.append(0, PICTURE[:10])
    other = TusClient(url, dealers.tokens["B"])
    assert other("HEAD", ADDRESS).status_code == 404
    assert other.append(10, PICTURE[10:]).status_code == 404
    assert other("DELETE", ADDRESS).status_code == 404
    tus.append(10, PICTURE[10:])
    assert other("GET", f"/v1/images/{SHA256}").status_code == 404
    assert other.create().headers["Upload-Offset"] == "0"


# The workstation


class FaultPlan:
    """Cuts the pieces, each at the next of some places; None lets one pass."""

    def __init__(self, where: Iterator[float | None]) -> None:
        self._where = where
        self.cuts = 0

    def __call__(self, passage: Passage) -> Fault:
        if passage.method != "PATCH":
            return PASSES
        part = next(self._where)
        if part is None:
            return PASSES
        self.cuts += 1
        return Fault("cut", request_part=part) if part >= 0 else Fault("answer lost", answer_part=-part)


def upload(proxy: FaultProxy, token: str) -> Reply | Passing:
    """As one process of the workstation does it: it starts knowing nothing."""
    client = CentreClient(proxy.url, token)
    try:
        return send_picture(client, f"/v1/images/{SHA256}", SHA256, PICTURE, stopping=lambda: False)
    finally:
        client.close()


def test_over_a_line_that_breaks_at_most_one_piece_is_sent_again_for_each_cut(dealers: TwoDealers, url: str) -> None:
    places = [0.0, 0.001, 0.5, None, 0.9999, -0.01, None, -0.5, 0.3]
    with fault_proxy(url) as proxy:
        plan = proxy.plan = FaultPlan(itertools.chain(places, itertools.repeat(None)))
        for _ in range(len(places)):
            reply = upload(proxy, dealers.tokens["A"])
            if isinstance(reply, Reply) and reply.status == 200:
                break
        else:
            pytest.fail("it never got there")
        assert reply.receipt
        assert is_kept(dealers.centre, dealers)
        assert plan.cuts >= 5
        again = proxy.body_bytes_forwarded - len(PICTURE)
        assert again <= plan.cuts * FIRST_PIECE, "after a cut the pieces are small again"


def test_a_stop_between_two_pieces_loses_none(dealers: TwoDealers, url: str) -> None:
    stops = iter([False, True])
    with fault_proxy(url) as proxy:
        client = CentreClient(proxy.url, dealers.tokens["A"])
        stopped = send_picture(client, f"/v1/images/{SHA256}", SHA256, PICTURE, stopping=lambda: next(stops))
        client.close()
        assert isinstance(stopped, Passing)
        reply = upload(proxy, dealers.tokens["A"])
        assert isinstance(reply, Reply)
        assert reply.status == 200
        assert proxy.body_bytes_forwarded == len(PICTURE)
