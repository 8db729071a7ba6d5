"""No dealer sees or touches anything of another: every endpoint of the application is walked, none left out."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from paddock.central.protocol import LENDER_PATHS
from paddock.central.serving import serving_beside
from paddock.wire.problems import Problem, ProblemCode
from tests.helpers.applications import submission, submission_body
from tests.helpers.central_server import CentralClient, new_id
from tests.helpers.dealers import (
    TwoDealers,
    acceptance_body,
    answer_body,
    endpoints,
    movement_body,
    path_for,
    signature_body,
    two_dealers,
)

OPEN_TO_ALL = {
    ("GET", "/v1/health"),
    ("GET", "/.well-known/paddock-receipt-keys"),
    ("OPTIONS", "/v1/uploads"),
    ("OPTIONS", "/v1/uploads/{sha256}"),
    ("GET", "/risk"),
    ("GET", "/risk/"),
    ("GET", "/risk/{name}"),
    ("GET", "/desk"),
    ("GET", "/desk/"),
    ("GET", "/desk/{name}"),
    ("POST", "/v1/risk/session"),
    ("GET", "/sign"),
    ("GET", "/sign/"),
    ("GET", "/sign/{name}"),
}
"""The health, the public keys, and what one needs to sign in."""
BY_LINK = {
    ("GET", "/v1/signing"),
    ("POST", "/v1/signing/code"),
    ("POST", "/v1/signing/identity"),
    ("GET", "/v1/signing/pages/{number}"),
    ("POST", "/v1/signing/signature"),
}
"""For a signer's phone, by the token of its link and no other."""
OWN_ONLY = {
    ("GET", "/v1/me"),
    ("GET", "/v1/applications/known"),
    ("GET", "/v1/ledger"),
    ("GET", "/v1/changes"),
    ("GET", "/v1/changes/stream"),
    ("PUT", "/v1/images/{sha256}"),
    ("GET", "/v1/images/{sha256}"),
    ("POST", "/v1/uploads"),
    ("POST", "/v1/oauth/token"),
    ("POST", "/v1/oauth/revoke"),
    ("HEAD", "/v1/uploads/{sha256}"),
    ("PATCH", "/v1/uploads/{sha256}"),
    ("DELETE", "/v1/uploads/{sha256}"),
    ("GET", "/v1/vehicles/{vin}/history"),
    ("GET", "/v1/floor-plan"),
    ("GET", "/v1/floor-plan/statement"),
    ("GET", "/v1/floor-plan/bulk-quote"),
    ("PUT", "/v1/floor-plan/audits/{audit_id}"),
    ("GET", "/v1/pool"),
}
"""Answer with the asker's own, whoever asks."""
THE_CENTRE_S = {
    ("GET", "/v1/trust"),
    ("GET", "/v1/plans"),
    ("GET", "/v1/evidence/tree-head"),
    ("GET", "/v1/evidence/consistency"),
}
"""The same for every dealer, and of none: keys, hashes and plans."""
ONE_DEALER_S = {
    ("GET", "/v1/applications/{application_id}"),
    ("GET", "/v1/applications/{application_id}/consents"),
    ("PUT", "/v1/applications/{application_id}"),
    ("PUT", "/v1/applications/{application_id}/acceptance"),
    ("PUT", "/v1/applications/{application_id}/stipulations/{stipulation_id}"),
    ("GET", "/v1/contracts/{contract_id}"),
    ("GET", "/v1/contracts/{contract_id}/pdf"),
    ("GET", "/v1/contracts/{contract_id}/evidence"),
    ("GET", "/v1/contracts/{contract_id}/package"),
    ("GET", "/v1/contracts/{contract_id}/quotes"),
    ("POST", "/v1/contracts/{contract_id}/links/{role}"),
    ("PUT", "/v1/contracts/{contract_id}/signatures/{role}"),
    ("PUT", "/v1/floor-plan/draws/{unit_id}"),
    ("PUT", "/v1/floor-plan/payments/{payment_id}"),
    ("GET", "/v1/floor-plan/units/{unit_id}/payoff"),
    ("GET", "/v1/floor-plan/audits/{audit_id}"),
    ("GET", "/v1/pool/prices/{unit_id}"),
}


def of_the_lender(app: FastAPI) -> set[tuple[str, str]]:
    """What only the lender's own staff may ask."""
    return {(method, path) for method, path in endpoints(app) if path.startswith(LENDER_PATHS)} - OPEN_TO_ALL


@pytest.fixture
def dealers(data_dir: Path) -> Iterator[TwoDealers]:
    with two_dealers(data_dir) as dealers:
        yield dealers


@pytest.fixture
def url(dealers: TwoDealers) -> Iterator[str]:
    with serving_beside(dealers.app, "centre") as url:
        yield url


def test_every_endpoint_is_walked(dealers: TwoDealers) -> None:
    ours = of_the_lender(dealers.app)
    assert len(ours) > 20
    assert endpoints(dealers.app) == OPEN_TO_ALL | BY_LINK | OWN_ONLY | THE_CENTRE_S | ONE_DEALER_S | ours
    assert all(route.include_in_schema for route in dealers.app.routes if isinstance(route, APIRoute))


def test_a_dealer_s_token_opens_nothing_of_the_lender_s(dealers: TwoDealers, url: str) -> None:
    with CentralClient(url, dealers.tokens["A"]) as dealer:
        for method, path in of_the_lender(dealers.app):
            answer = dealer.session.request(method, url + path_for(path, new_id()), data=b"{}", timeout=10)
            assert answer.status_code == 401, (method, path)


def test_a_dealer_s_token_is_no_signer_s(dealers: TwoDealers, url: str) -> None:
    with CentralClient(url, dealers.tokens["A"]) as dealer:
        for method, path in BY_LINK:
            answer = dealer.session.request(method, url + path_for(path, new_id()), data=b"{}", timeout=10)
            assert answer.status_code == 401, (method, path)


def test_without_a_token_every_endpoint_but_the_open_ones_is_closed(dealers: TwoDealers, url: str) -> None:
    for token in ("", "wrong", "A" * 43):
        with CentralClient(url, token) as stranger:
            stranger.session.headers["Tus-Resumable"] = "1.0.0"
            for method, path in endpoints(dealers.app) - OPEN_TO_ALL:
                answer = stranger.session.request(method, url + path_for(path, new_id()), data=b"{}", timeout=10)
                assert answer.status_code == 401, (method, path)
                assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_revoked_workstation_is_closed_out_at_once(dealers: TwoDealers, url: str) -> None:
    with CentralClient(url, dealers.tokens["A"]) as client:
        assert client.get("/v1/me").status_code == 200
        dealers.revoke("A")
        assert client.get("/v1/me").status_code == 401


def test_dealer_b_can_neither_read_nor_write_what_is_dealer_a_s(dealers: TwoDealers, url: str) -> None:
    with CentralClient(url, dealers.tokens["A"]) as a, CentralClient(url, dealers.tokens["B"]) as b:
        application_id = a.submit()
        for method, path in ONE_DEALER_S:
            key = application_id if path.endswith("{application_id}") else new_id()
            body = submission_body(application_id) if method == "PUT" else b""
            if path.endswith("acceptance"):
                body = acceptance_body(key, application_id)
            if path.endswith("{stipulation_id}"):
                body = answer_body(key, application_id)
            if path.endswith("{role}"):
                body = signature_body(key, application_id)
            subject = application_id
            if path.startswith("/v1/pool/"):
                subject = dealers.financed.inventory_unit_id
            if path.startswith("/v1/floor-plan/"):
                subject = key = dealers.financed.id if method == "GET" else new_id()
                body = movement_body(path, key, dealers.financed)
            target, headers = url + path_for(path, subject), {"Idempotency-Key": str(key)}
            if path.endswith("/quotes"):
                target += "?on=2026-12-01"
            answer = b.session.request(method, target, data=body, headers=headers, timeout=10)
            assert (answer.status_code, _code(answer.content)) == (404, ProblemCode.NOT_FOUND), (method, path)
        assert [step.state.value for step in a.application(application_id).timeline] == ["received"]


def test_what_answers_with_the_asker_s_own_holds_nothing_of_another(dealers: TwoDealers, url: str) -> None:
    with CentralClient(url, dealers.tokens["A"]) as a, CentralClient(url, dealers.tokens["B"]) as b:
        a.submit()
        assert len(a.changes()) == 61
        assert b.changes() == []
        path = f"/v1/vehicles/{submission().vehicle.vin}/history"
        assert (a.get(path).json()["known"] is None, b.get(path).json()["known"] is None) == (False, True)
        assert b.get("/v1/applications/known").json()["applications"] == []
        assert b.get("/v1/me").json()["dealer_name"] == "B 店"
        # A's cursor is no key to A's feed either.
        cursor = a.get("/v1/changes", params={"limit": 5}).json()["cursor"]
        assert b.get("/v1/changes", params={"after": cursor}).json()["changes"] == []


def test_another_dealer_s_car_and_images_cannot_be_used(dealers: TwoDealers, url: str) -> None:
    image = b"\x89PNG\r\n\x1a\n" + b"x" * 100
    with CentralClient(url, dealers.tokens["A"]) as a, CentralClient(url, dealers.tokens["B"]) as b:
        unit = a.changes()[0].unit
        assert unit is not None
        sha256 = a.put("/v1/images/" + _sha256(image), image).json()["sha256"]
        first, second = new_id(), new_id()
        car = f'"inventory_unit_id":"{unit.id}"'
        with_car = submission_body(first).replace(b'"inventory_unit_id":null', car.encode())
        assert a.put(f"/v1/applications/{first}", with_car, first).status_code == 200
        answer = b.put(f"/v1/applications/{first}", with_car, first)
        assert _code(answer.content) is ProblemCode.INVALID_APPLICATION
        picture = f'"images":[{{"kind":"vin","media_type":"image/png","sha256":"{sha256}","size_bytes":108}}]'
        with_image = submission_body(second).replace(b'"images":[]', picture.encode())
        assert _code(b.put(f"/v1/applications/{second}", with_image, second).content) is ProblemCode.IMAGES_MISSING
        assert a.put(f"/v1/applications/{second}", with_image, second).status_code == 200


def test_two_dealers_may_use_the_same_key_for_different_things(dealers: TwoDealers, url: str) -> None:
    with CentralClient(url, dealers.tokens["A"]) as a, CentralClient(url, dealers.tokens["B"]) as b:
        key, other = new_id(), new_id()
        a.submit(key)
        answer = b.put(f"/v1/applications/{other}/acceptance", acceptance_body(key, other), key)
        assert _code(answer.content) is ProblemCode.NOT_FOUND


def _code(body: bytes) -> ProblemCode:
    return Problem.model_validate_json(body).code


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
