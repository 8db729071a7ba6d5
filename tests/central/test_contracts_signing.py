"""Keys, the test authorities and what a signature looks like."""

import io
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from asn1crypto import algos, tsp
from cryptography import x509
from cryptography.x509.oid import NameOID
from fastapi import FastAPI, Response
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from paddock.central.contracts.appearance import is_drawn
from paddock.central.contracts.authority import TestAuthority
from paddock.central.contracts.desk import ContractDesk, open_desk
from paddock.central.contracts.rendering import render_contract
from paddock.central.contracts.signing import (
    Certification,
    PenSignature,
    SignatureLevel,
    SignedContract,
    http_timestamper,
    sign_contract,
    timestamp_of,
)
from paddock.central.contracts.timestamps import TimestampRefusal, timestamp_reply
from paddock.central.keys import KeyFolder
from paddock.central.serving import serving_beside
from paddock.domain.errors import EnvironmentFault
from paddock.domain.states import SignerRole
from paddock.wire.contracts import StrokePoint
from tests.helpers.contracts import DEALER_ID, SignedDeal, pen_strokes, sandbox_tsa, sign_deal, terms

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def keys(tmp_path: Path) -> KeyFolder:
    return KeyFolder(tmp_path / "keys")


def certificate_of(signer: object) -> x509.Certificate:
    return x509.load_der_x509_certificate(signer.signing_cert.dump())  # type: ignore[attr-defined]


def test_keys_are_made_once_and_readable_by_nobody_else(keys: KeyFolder, tmp_path: Path) -> None:
    first = keys.log_key("log.pem")
    again = KeyFolder(tmp_path / "keys").log_key("log.pem")
    assert first.private_bytes_raw() == again.private_bytes_raw()
    assert stat.S_IMODE((tmp_path / "keys" / "log.pem").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(12) as pool:
        made = list(pool.map(lambda _: KeyFolder(tmp_path / "keys").log_key("log.pem"), range(24)))
    assert len({key.private_bytes_raw() for key in made}) == 1
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["log.pem"]


def test_a_passphrase_encrypts_the_keys_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    KeyFolder(folder, "correct").elliptic_key("key.pem")
    assert b"ENCRYPTED" in (folder / "key.pem").read_bytes()
    for passphrase in ("wrong", None):
        with pytest.raises(EnvironmentFault, match="passphrase"):
            KeyFolder(folder, passphrase).elliptic_key("key.pem")


def test_a_damaged_key_is_told_and_never_replaced(keys: KeyFolder, tmp_path: Path) -> None:
    keys.log_key("log.pem")
    (tmp_path / "keys" / "log.pem").write_bytes(b"not a key")
    with pytest.raises(EnvironmentFault, match="backup"):
        keys.log_key("log.pem")
    assert (tmp_path / "keys" / "log.pem").read_bytes() == b"not a key"


def test_the_customers_certificate_is_for_one_day_one_name_and_one_application(keys: KeyFolder) -> None:
    authority = TestAuthority(keys, NOW)
    first, second = (certificate_of(authority.customer_signer("王小川", "ab" * 32, NOW)) for _ in range(2))
    assert first.public_key() != second.public_key()
    assert first.not_valid_after_utc - NOW <= timedelta(days=1)
    assert first.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == "王小川"
    assert first.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)[0].value == "ab" * 32
    assert "TEST" in first.issuer.rfc4514_string()


def test_the_dealers_certificate_stays_until_it_nears_its_end_or_the_name_changes(keys: KeyFolder) -> None:
    authority = TestAuthority(keys, NOW)
    first = certificate_of(authority.dealer_signer(DEALER_ID, "甲店", NOW))
    assert certificate_of(authority.dealer_signer(DEALER_ID, "甲店", NOW + timedelta(days=900))) == first
    later = certificate_of(authority.dealer_signer(DEALER_ID, "甲店", NOW + timedelta(days=1080)))
    assert later != first
    assert later.public_key() == first.public_key()
    renamed = certificate_of(authority.dealer_signer(DEALER_ID, "乙店", NOW + timedelta(days=1081)))
    assert renamed.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == "乙店"


def query(algorithm: str = "sha256", digest: bytes = bytes(32), **more: object) -> tsp.TimeStampReq:
    imprint = tsp.MessageImprint(
        {"hash_algorithm": algos.DigestAlgorithm({"algorithm": algorithm}), "hashed_message": digest}
    )
    return tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "cert_req": True, **more})


def test_the_timestamp_authority_repeats_digest_and_nonce_and_gives_its_time(keys: KeyFolder) -> None:
    signer = TestAuthority(keys, NOW).timestamp_signer(NOW)
    reply = tsp.TimeStampResp.load(timestamp_reply(query(digest=b"\x07" * 32, nonce=4711).dump(), signer, NOW))
    assert reply["status"]["status"].native == "granted"
    info = reply["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    assert info["message_imprint"]["hashed_message"].native == b"\x07" * 32
    assert info["nonce"].native == 4711
    assert info["gen_time"].native == NOW


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (b"", "bad_data_format"),
        (b"\x30\x03\x02\x01", "bad_data_format"),
        (b"GET / HTTP/1.1", "bad_data_format"),
        (query("sha1", bytes(20)).dump(), "bad_alg"),
        (query(digest=bytes(20)).dump(), "bad_data_format"),
        (query(req_policy="1.2.3.4").dump(), "unaccepted_policy"),
    ],
)
def test_a_query_that_cannot_be_answered_is_refused_with_its_reason(keys: KeyFolder, asked: bytes, reason: str) -> None:
    signer = TestAuthority(keys, NOW).timestamp_signer(NOW)
    reply = TimestampRefusal.load(timestamp_reply(asked, signer, NOW))
    assert reply["status"]["status"].native == "rejection"
    assert reply["status"]["fail_info"].native == {reason}


def test_over_http_only_timestamp_queries_are_taken(keys: KeyFolder) -> None:
    with sandbox_tsa(keys) as url:
        assert requests.post(url, data=query().dump(), timeout=5).status_code == 415
        answer = requests.post(
            url, data=query().dump(), headers={"Content-Type": "application/timestamp-query"}, timeout=5
        )
    assert answer.headers["Content-Type"] == "application/timestamp-reply"
    assert tsp.TimeStampResp.load(answer.content)["status"]["status"].native == "granted"


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> SignedDeal:
    keys = KeyFolder(tmp_path_factory.mktemp("signing"))
    with sandbox_tsa(keys) as url:
        return sign_deal(open_desk(keys, url, datetime.now(UTC), uses_sandbox=True), terms())


def fields_of(pdf: bytes) -> dict[str, DictionaryObject]:
    reader = PdfReader(io.BytesIO(pdf))
    return {name: field for name, field in (reader.get_fields() or {}).items() if field.get("/FT") == "/Sig"}


def test_each_signature_is_an_increment_of_the_file_before(signed: SignedDeal) -> None:
    assert signed.half_signed.startswith(signed.draft)
    assert signed.pdf.startswith(signed.half_signed)
    assert list(fields_of(signed.half_signed)) == ["PaddockCustomer", "PaddockDealer", "PaddockLessor"]


def test_signatures_are_pades_with_a_timestamp_and_the_first_certifies(signed: SignedDeal) -> None:
    for role in (SignerRole.CUSTOMER, SignerRole.DEALER, SignerRole.LESSOR):
        assert abs(timestamp_of(signed.pdf, role) - datetime.now(UTC)) < timedelta(minutes=5)
    with pytest.raises(LookupError):
        timestamp_of(signed.draft, SignerRole.CUSTOMER)
    reader = PdfReader(io.BytesIO(signed.pdf))
    values: list[Any] = [field["/V"] for field in fields_of(signed.pdf).values()]
    assert {value["/SubFilter"] for value in values} == {"/ETSI.CAdES.detached", "/ETSI.RFC3161"}
    catalogue: Any = reader.root_object
    assert catalogue["/Perms"]["/DocMDP"]["/Name"] == "欧阳晓雯"
    assert "/DSS" in reader.root_object


def test_the_picture_of_a_signature_says_name_and_time_in_chinese(signed: SignedDeal) -> None:
    reader = PdfReader(io.BytesIO(signed.pdf))
    page = reader.pages[-1]
    widgets = [note.get_object() for note in page["/Annots"]]  # type: ignore[attr-defined]
    texts = []
    for widget in widgets:
        form = widget["/AP"]["/N"]
        inner = next(iter(form["/Resources"]["/XObject"].values()))
        texts.append(page.extract_xform_text(inner, (0, 90, 180, 270), 200.0, None))
    assert "欧阳晓雯" in texts[0]
    assert "李娜" in texts[1]
    for text in texts:
        assert "北京时间" in text
        assert "Paddock TEST CA" in text


def test_without_a_revocation_list_the_level_is_said_to_be_lower(keys: KeyFolder) -> None:
    now = datetime.now(UTC)
    with sandbox_tsa(keys) as url:
        desk = open_desk(keys, url, now, uses_sandbox=True)
        done = sign_with(desk, [], now)
    assert done.level is SignatureLevel.B_T


def sign_with(desk: ContractDesk, revocation_lists: list[bytes], now: datetime) -> SignedContract:
    rendered = render_contract(terms())
    certification = Certification(
        signer=desk.authority.customer_signer("欧阳晓雯", "ab" * 32, now),
        certificate_caption="测试",
        roots_pem=desk.authority.roots_pem(),
        revocation_lists=revocation_lists,
        timestamper=desk.timestamper(),
    )
    pen = PenSignature("欧阳晓雯", pen_strokes(), 2.4)
    return sign_contract(rendered.pdf, rendered.areas, SignerRole.CUSTOMER, pen, certification, now)


def test_a_timestamp_authority_that_refuses_or_talks_nonsense_means_no_signature(keys: KeyFolder) -> None:
    now = datetime.now(UTC)
    status = tsp.PKIStatusInfo({"status": tsp.PKIStatus("rejection")})
    for reply in (TimestampRefusal({"status": status}).dump(), b"", b"<html>busy</html>"):
        app = FastAPI()

        @app.post("/tsa")
        def answer(reply: bytes = reply) -> Response:
            return Response(reply, media_type="application/timestamp-reply")

        with serving_beside(app, "broken timestamps") as url:
            desk = open_desk(keys, f"{url}/tsa", now, uses_sandbox=True)
            with pytest.raises(EnvironmentFault, match="nothing was signed"):
                sign_with(desk, [desk.authority.revocation_list(now)], now)


def test_no_timestamp_authority_means_no_signature_and_a_sentence(keys: KeyFolder) -> None:
    now = datetime.now(UTC)
    desk = open_desk(keys, "http://127.0.0.1:9/tsa", now, uses_sandbox=True)
    with pytest.raises(EnvironmentFault, match="nothing was signed"):
        sign_with(desk, [desk.authority.revocation_list(now)], now)
    assert http_timestamper("http://127.0.0.1:9/tsa") is not desk.timestamper()


def test_a_dot_is_no_signature() -> None:
    assert is_drawn(pen_strokes())
    assert not is_drawn([[StrokePoint(x=0.5, y=0.5, ms=0)]])
    assert not is_drawn([[StrokePoint(x=0.5, y=0.5, ms=0), StrokePoint(x=0.51, y=0.5, ms=9)]])


def test_a_very_long_scribble_is_thinned_not_refused(keys: KeyFolder) -> None:
    now = datetime.now(UTC)
    scribble = [
        [StrokePoint(x=(step * 7 % 1000) / 1000, y=(step * 13 % 997) / 997, ms=step) for step in range(5000)]
        for _ in range(4)
    ]
    with sandbox_tsa(keys) as url:
        desk = open_desk(keys, url, now, uses_sandbox=True)
        rendered = render_contract(terms())
        certification = Certification(
            signer=desk.authority.customer_signer("欧阳晓雯", "ab" * 32, now),
            certificate_caption="测试",
            roots_pem=desk.authority.roots_pem(),
            revocation_lists=[desk.authority.revocation_list(now)],
            timestamper=desk.timestamper(),
        )
        done = sign_contract(
            rendered.pdf,
            rendered.areas,
            SignerRole.CUSTOMER,
            PenSignature("欧阳晓雯", scribble, 2.4),
            certification,
            now,
        )
    assert len(done.pdf) < len(rendered.pdf) + 400_000
