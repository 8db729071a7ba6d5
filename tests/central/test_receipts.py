"""Every write is answered with a receipt that the centre's key has signed, and with the same one ever after."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from paddock.central.centre import Centre
from paddock.central.idempotency import StoredAnswer, WriteRequest
from paddock.central.identity.sample import DEALER_ID, seed_dealer
from paddock.central.images.models import ImageRecord
from paddock.central.images.service import ImageIntake
from paddock.central.keys import KeyFolder
from paddock.central.receipts.signer import ReceiptSigner, rotate
from paddock.central.settings import Settings
from paddock.central.tables import METADATA
from paddock.domain.errors import EnvironmentFault
from paddock.wire.applications import ImageReceipt
from paddock.wire.messages import sha256_hex
from paddock.wire.problems import ProblemCode
from paddock.wire.receipts import (
    RECEIPT_HEADER,
    WELL_KNOWN,
    Receipt,
    ReceiptFault,
    ReceiptKey,
    ReceiptKeySet,
    ReceiptKind,
    read_receipt,
    sign_receipt,
)
from tests.helpers.applications import submission, submission_body
from tests.helpers.central_server import CentralClient, CentralServer, new_id
from tests.helpers.dealers import scope_of_sample

JPEG = b"\xff\xd8\xff\xe0a photograph of a licence"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = ReceiptKey.of(KEY.public_key())
RECEIPT = Receipt(
    dealer_id=DEALER_ID,
    kind=ReceiptKind.APPLICATION,
    client_id=str(new_id()),
    body_sha256="a" * 64,
    status=200,
    answer_sha256="b" * 64,
    answered_at=datetime(2026, 11, 25, 8, 0, tzinfo=UTC),
)


def receipt_of(client: CentralClient, answer: requests.Response) -> Receipt:
    keys = ReceiptKeySet.model_validate_json(requests.get(client.url + WELL_KNOWN, timeout=10).content)
    receipt = read_receipt(answer.headers[RECEIPT_HEADER], keys.keys)
    assert receipt.status == answer.status_code
    assert receipt.answer_sha256 == hashlib.sha256(answer.content).hexdigest()
    return receipt


def test_an_accepted_application_has_a_receipt_and_the_repeated_one_has_the_same(client: CentralClient) -> None:
    application_id = new_id()
    body = submission_body(application_id)
    path = f"/v1/applications/{application_id}"
    first, again = client.put(path, body, application_id), client.put(path, body, application_id)
    receipt = receipt_of(client, first)
    assert (receipt.kind, receipt.client_id, receipt.dealer_id) == ("application", str(application_id), DEALER_ID)
    assert (receipt.body_sha256, receipt.accepted) == (sha256_hex(body), True)
    assert again.headers[RECEIPT_HEADER] == first.headers[RECEIPT_HEADER]


def test_a_refusal_for_good_has_one_too(client: CentralClient) -> None:
    application_id = new_id()
    vin = submission().vehicle.vin
    body = submission_body(application_id).replace(vin.encode(), b"LSVAU2A31N2183294")
    path = f"/v1/applications/{application_id}"
    first, again = client.put(path, body, application_id), client.put(path, body, application_id)
    receipt = receipt_of(client, first)
    assert (receipt.code, receipt.accepted) == (ProblemCode.INVALID_APPLICATION, False)
    assert again.headers[RECEIPT_HEADER] == first.headers[RECEIPT_HEADER]
    assert again.content == first.content


def test_a_refusal_that_may_pass_has_none(client: CentralClient) -> None:
    application_id = new_id()
    picture = f'"images":[{{"kind":"vin","media_type":"image/png","sha256":"{"0" * 64}","size_bytes":9}}]'
    body = submission_body(application_id).replace(b'"images":[]', picture.encode())
    answer = client.put(f"/v1/applications/{application_id}", body, application_id)
    assert answer.json()["code"] == ProblemCode.IMAGES_MISSING
    assert RECEIPT_HEADER not in answer.headers


def test_an_image_has_a_receipt_and_so_has_one_that_is_no_image(client: CentralClient) -> None:
    for body, code in ((JPEG + new_id().bytes, None), (b"no picture" + new_id().bytes, "malformed_request")):
        sha256 = sha256_hex(body)
        first, again = client.put(f"/v1/images/{sha256}", body), client.put(f"/v1/images/{sha256}", body)
        receipt = receipt_of(client, first)
        assert (receipt.kind, receipt.client_id, receipt.body_sha256, receipt.code) == ("image", sha256, sha256, code)
        assert (again.content, again.headers[RECEIPT_HEADER]) == (first.content, first.headers[RECEIPT_HEADER])


# Below HTTP


@pytest.fixture
def centre(data_dir: Path) -> Iterator[Centre]:
    centre = Centre.opened(Settings(data_dir=data_dir))
    METADATA.create_all(centre.database.engine)
    with centre.database.writing() as session:
        seed_dealer(session, centre.clock(), None)
    yield centre
    centre.database.close()


def test_400_days_later_the_answer_and_its_receipt_are_the_same(centre: Centre) -> None:
    request = WriteRequest(DEALER_ID, new_id(), ReceiptKind.ACCEPTANCE, "1", "c" * 64)
    first = centre.answers.once(request, lambda _session: ImageReceipt(sha256="0" * 64, size_bytes=1))
    later = Centre(centre.settings, centre.database, clock=lambda: datetime.now(UTC) + timedelta(days=400))
    again = later.answers.once(request, lambda _session: pytest.fail("it ran again"))
    assert (again.status_code, again.body) == (first.status_code, first.body)
    assert again.headers[RECEIPT_HEADER] == first.headers[RECEIPT_HEADER]


def test_an_answer_of_before_there_were_receipts_gets_one_and_keeps_it(centre: Centre) -> None:
    request = WriteRequest(DEALER_ID, new_id(), ReceiptKind.ACCEPTANCE, "1", "c" * 64)
    first = centre.answers.once(request, lambda _session: ImageReceipt(sha256="0" * 64, size_bytes=1))
    with centre.database.writing() as session:
        stored = session.get_one(StoredAnswer, (DEALER_ID, request.key))
        stored.receipt, at = None, stored.stored_at
    again = [centre.answers.once(request, lambda _session: pytest.fail("it ran again")) for _ in range(2)]
    assert [answer.body for answer in again] == [first.body] * 2
    assert len({answer.headers[RECEIPT_HEADER] for answer in again}) == 1
    assert read_receipt(again[0].headers[RECEIPT_HEADER], centre.answers.signer.published().keys).answered_at == at


def test_an_image_whose_bytes_were_lost_is_kept_again_under_its_old_answer(centre: Centre) -> None:
    intake, sha256 = ImageIntake(centre, scope_of_sample(centre)), sha256_hex(JPEG)
    first = intake.take(sha256, JPEG)
    with centre.database.writing() as session:
        session.delete(session.get_one(ImageRecord, (DEALER_ID, sha256)))
    again = intake.take(sha256, JPEG)
    assert again.headers[RECEIPT_HEADER] == first.headers[RECEIPT_HEADER]
    with centre.database.reading() as session:
        assert session.get_one(ImageRecord, (DEALER_ID, sha256)).body == JPEG


# The keys


def test_who_pinned_the_first_key_trusts_its_successors_and_no_stranger(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path)
    signer = ReceiptSigner(folder)
    pinned = signer.published().keys
    old = signer.sign(RECEIPT)
    rotate(folder)
    rotate(folder)
    new = ReceiptSigner(folder).sign(RECEIPT)
    published = ReceiptSigner(folder).published()
    assert (len(published.keys), sorted(path.name for path in tmp_path.glob("*.pem"))) == (3, ["receipt-key-3.pem"])
    trusted = published.trusted(pinned)
    assert read_receipt(old, trusted) == read_receipt(new, trusted) == RECEIPT
    assert signer.sign(RECEIPT) == old, "a process that runs goes on with its key until it starts again"
    stranger = ReceiptKeySet(keys=[PUBLIC, *published.keys])
    assert PUBLIC.kid not in {key.kid for key in stranger.trusted(pinned)}
    posing = PUBLIC.model_copy(update={"endorsement": published.keys[1].endorsement})
    assert len(ReceiptKeySet(keys=[posing]).trusted(pinned)) == 1
    renamed = PUBLIC.model_copy(update={"kid": pinned[0].kid})
    with pytest.raises(ReceiptFault):
        read_receipt(sign_receipt(RECEIPT, KEY), [renamed])


def test_a_rotation_that_was_cut_short_changes_nothing(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path)
    before = ReceiptSigner(folder).published()
    folder.log_key("receipt-key-2.pem")
    assert ReceiptSigner(folder).published() == before
    rotate(folder)
    assert len(ReceiptSigner(folder).published().keys) == 2


def test_a_lost_private_key_is_told_and_never_replaced_silently(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path)
    ReceiptSigner(folder)
    folder.forget("receipt-key-1.pem")
    with pytest.raises(EnvironmentFault):
        ReceiptSigner(folder)


def test_a_key_is_named_by_its_thumbprint() -> None:
    """The example of RFC 8037, appendix A.3."""
    x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    assert ReceiptKey(kid="kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", x=x).is_itself


@given(st.data())
def test_whatever_is_changed_in_a_receipt_is_found(data: st.DataObject) -> None:
    signed = sign_receipt(RECEIPT, KEY)
    assert read_receipt(signed, [PUBLIC]) == RECEIPT
    at = data.draw(st.integers(0, len(signed) - 1))
    other = data.draw(st.characters(max_codepoint=0x2FF).filter(lambda letter: letter != signed[at]))
    with pytest.raises(ReceiptFault):
        read_receipt(signed[:at] + other + signed[at + 1 :], [PUBLIC])


def test_the_server_goes_on_with_its_key_after_a_restart(server: CentralServer) -> None:
    keys = requests.get(server.url + WELL_KNOWN, timeout=10).json()["keys"]
    assert [key["kid"] for key in keys] == [ReceiptSigner(KeyFolder(server.data_dir / "keys")).published().keys[0].kid]
