"""The sandbox timestamp authority: RFC 3161 over HTTP (section 3.4), clearly named a test.

It is real in everything but trust: production sets `PADDOCK_CENTRAL_TSA_URL` to a licensed authority 可信时间戳
and the same client code asks that one.
"""

import asyncio
import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import ClassVar

from asn1crypto import cms, core, tsp, x509
from fastapi import APIRouter, Request, Response
from pyhanko.sign.signers import SimpleSigner

QUERY_TYPE = "application/timestamp-query"
REPLY_TYPE = "application/timestamp-reply"

_POLICY = "2.25.187915272414949867336070827006121363984"
"""A policy of our own under the arc for UUIDs (ITU-T X.667), which needs no registration."""
_DIGEST_SIZES = {"sha256": 32, "sha384": 48, "sha512": 64}
_QUERY_LIMIT_BYTES = 16 * 1024


class TimestampRefusal(core.Sequence):  # type: ignore[misc]
    """A `TimeStampResp` without a token, which section 2.4.2 makes optional and asn1crypto's own class does not."""

    _fields: ClassVar = [("status", tsp.PKIStatusInfo)]


def sandbox_tsa_router(signer: SimpleSigner, clock: Callable[[], datetime], *, path: str = "/tsa") -> APIRouter:
    """A router that answers `POST path` with timestamps from `signer`, whose certificate is a timestamp one."""
    router = APIRouter()

    @router.post(path, response_class=Response)
    async def timestamp(request: Request) -> Response:
        """One RFC 3161 query, one reply; a query that is refused gets a reply that says so."""
        if request.headers.get("content-type", "").split(";")[0].strip() != QUERY_TYPE:
            return Response(status_code=415)
        body = await request.body()
        reply = _refused("bad_data_format") if len(body) > _QUERY_LIMIT_BYTES else await _answer(body, signer, clock())
        return Response(reply.dump(), media_type=REPLY_TYPE)

    return router


def timestamp_reply(query: bytes, signer: SimpleSigner, now: datetime) -> bytes:
    """The DER reply to a DER query, as the router gives it."""
    return bytes(asyncio.run(_answer(query, signer, now)).dump())


async def _answer(query: bytes, signer: SimpleSigner, now: datetime) -> tsp.TimeStampResp | TimestampRefusal:
    try:
        request = tsp.TimeStampReq.load(query, strict=True)
        imprint = request["message_imprint"]
        algorithm = imprint["hash_algorithm"]["algorithm"].native
        digest = imprint["hashed_message"].native
        nonce = request["nonce"].native
        policy = request["req_policy"].native
        wants_certificate = bool(request["cert_req"].native)
    except (ValueError, TypeError, KeyError):
        return _refused("bad_data_format")
    if algorithm not in _DIGEST_SIZES:
        return _refused("bad_alg")
    if len(digest) != _DIGEST_SIZES[algorithm]:
        return _refused("bad_data_format")
    if policy not in {None, _POLICY}:
        return _refused("unaccepted_policy")
    info = _token_info(imprint, nonce, signer.signing_cert, now)
    content = cms.EncapsulatedContentInfo(
        {"content_type": cms.ContentType("tst_info"), "content": cms.ParsableOctetString(info.dump())}
    )
    token = await signer.async_sign(
        hashlib.sha256(info.dump()).digest(), "sha256", encap_content_info=content, is_pdf_sig=False
    )
    if not wants_certificate:
        # Section 2.4.1: no certificates unless they were asked for.
        token["content"]["certificates"] = cms.CertificateSet([])
    status = tsp.PKIStatusInfo({"status": tsp.PKIStatus("granted")})
    return tsp.TimeStampResp({"status": status, "time_stamp_token": token})


def _token_info(
    imprint: tsp.MessageImprint, nonce: int | None, certificate: x509.Certificate, now: datetime
) -> tsp.TSTInfo:
    fields = {
        "version": "v1",
        "policy": _POLICY,
        "message_imprint": imprint,
        "serial_number": int.from_bytes(secrets.token_bytes(16), "big"),
        "gen_time": core.GeneralizedTime(now.astimezone(UTC)),
        "accuracy": tsp.Accuracy({"seconds": 1}),
        "tsa": x509.GeneralName(name="directory_name", value=certificate.subject),
    }
    if nonce is not None:
        fields["nonce"] = nonce
    return tsp.TSTInfo(fields)


def _refused(reason: str) -> TimestampRefusal:
    status = tsp.PKIStatusInfo({"status": tsp.PKIStatus("rejection"), "fail_info": tsp.PKIFailureInfo({reason})})
    return TimestampRefusal({"status": status})
