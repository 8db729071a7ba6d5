"""Every writing endpoint keeps the promise of the key, on both databases; none is left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
import requests
from sqlalchemy import delete

from paddock.central.applications.models import ApplicationRecord
from paddock.central.consents.models import ConsentRecord
from paddock.central.images.service import image_key
from paddock.central.protocol import LENDER_PATHS
from paddock.central.records.models import ApplicationFacts
from paddock.central.serving import serving_beside
from paddock.wire.messages import sha256_hex
from paddock.wire.problems import ProblemCode
from paddock.wire.receipts import RECEIPT_HEADER
from paddock.wire.staff import REVOKE_PATH, TOKEN_PATH
from tests.helpers.applications import submission_body
from tests.helpers.central_server import CentralClient, new_id
from tests.helpers.dealers import TwoDealers, acceptance_body, answer_body, endpoints, signature_body, two_dealers
from tests.helpers.postgresql import new_database
from tests.helpers.rounds import TORTURE

pytestmark = pytest.mark.torture
"""The same walk on PostgreSQL is part of `make torture`."""

PNG = b"\x89PNG\r\n\x1a\nof a licence"


WITHOUT_A_KEY = {
    "/v1/contracts/{contract_id}/links/{role}",
    "/v1/signing/code",
    "/v1/signing/identity",
    "/v1/signing/signature",
}
"""A second link kills the first, a code is sent again on purpose, and a link signs once."""


@dataclass(frozen=True)
class Write:
    """One write of each endpoint: what is sent, and what it is answered at first."""

    endpoint: str
    path: str
    key: UUID
    body: bytes
    status: int


def writes(application_id: UUID) -> list[Write]:
    """Each with a new key; but for the first all speak of an application that is not decided."""
    first, acceptance, answer, signature, drawn, paid, audited = (new_id() for _ in range(7))
    applications = "/v1/applications/{application_id}"
    here = f"/v1/applications/{application_id}"
    return [
        Write(applications, f"/v1/applications/{first}", first, submission_body(first), 200),
        Write(
            f"{applications}/acceptance",
            f"{here}/acceptance",
            acceptance,
            acceptance_body(acceptance, application_id),
            409,
        ),
        Write(
            f"{applications}/stipulations/{{stipulation_id}}",
            f"{here}/stipulations/{application_id}",
            answer,
            answer_body(answer, application_id),
            404,
        ),
        Write(
            "/v1/contracts/{contract_id}/signatures/{role}",
            f"/v1/contracts/{application_id}/signatures/customer",
            signature,
            signature_body(signature, application_id),
            404,
        ),
        Write("/v1/floor-plan/draws/{unit_id}", f"/v1/floor-plan/draws/{drawn}", drawn, draw_body(drawn), 404),
        Write("/v1/floor-plan/payments/{payment_id}", f"/v1/floor-plan/payments/{paid}", paid, payment_body(paid), 404),
        Write(
            "/v1/floor-plan/audits/{audit_id}", f"/v1/floor-plan/audits/{audited}", audited, audit_body(audited), 200
        ),
    ]


def draw_body(key: UUID) -> bytes:
    return f'{{"id":"{key}","inventory_unit_id":"{key}","cost_fen":2,"amount_fen":1}}'.encode()


def payment_body(key: UUID) -> bytes:
    return f'{{"id":"{key}","unit_id":"{key}","amount_fen":1}}'.encode()


def audit_body(key: UUID) -> bytes:
    moment = '"2026-11-23T06:00:00Z"'
    return f'{{"id":"{key}","started_at":{moment},"finished_at":{moment},"audited_by":"李娜","scans":[]}}'.encode()


@pytest.fixture(params=["sqlite", "postgresql"] if TORTURE else ["sqlite"])
def dealers(request: pytest.FixtureRequest, data_dir: Path) -> Iterator[TwoDealers]:
    url = new_database(request.getfixturevalue("postgresql_server")) if request.param == "postgresql" else ""
    with two_dealers(data_dir, url) as dealers:
        yield dealers


@pytest.fixture
def client(dealers: TwoDealers) -> Iterator[CentralClient]:
    with serving_beside(dealers.app, "centre") as url, CentralClient(url, dealers.tokens["A"]) as client:
        yield client


def code_of(answer: requests.Response) -> str:
    return str(answer.json()["code"])


def test_every_write_is_answered_once_and_for_all(dealers: TwoDealers, client: CentralClient) -> None:
    walked = {write.endpoint for write in writes(new_id())} | {
        "/v1/images/{sha256}",
        "/v1/uploads",
        TOKEN_PATH,
        REVOKE_PATH,
    }
    ours = {path for method, path in endpoints(dealers.app) if method in {"PUT", "POST"}} - lender_s(dealers)
    assert walked == ours - WITHOUT_A_KEY
    for write in writes(client.submit()):
        without = client.put(write.path, write.body)
        assert (without.status_code, code_of(without)) == (400, ProblemCode.MISSING_IDEMPOTENCY_KEY), write.endpoint
        assert client.put(write.path, write.body, "no-uuid").status_code == 422
        with dealers.centre.answers.holding(dealers.ids["A"], write.key):
            beside = client.put(write.path, write.body, write.key)
        assert (beside.status_code, code_of(beside)) == (409, ProblemCode.REQUEST_IN_PROGRESS), write.endpoint
        assert beside.headers["Retry-After"] == "1"
        assert RECEIPT_HEADER not in beside.headers
        first, again = (client.put(write.path, write.body, write.key) for _ in range(2))
        assert first.status_code == write.status, (write.endpoint, first.text)
        assert (again.status_code, again.content) == (first.status_code, first.content)
        assert again.headers[RECEIPT_HEADER] == first.headers[RECEIPT_HEADER]
        other = client.put(write.path, write.body + b" ", write.key)
        assert (other.status_code, code_of(other)) == (422, ProblemCode.IDEMPOTENCY_KEY_REUSED)
        assert other.json()["hashes"] == {
            "stored": sha256_hex(write.body),
            "received": sha256_hex(write.body + b" "),
        }
        assert client.put(write.path, write.body, write.key).content == first.content


def lender_s(dealers: TwoDealers) -> set[str]:
    return {path for _, path in endpoints(dealers.app) if path.startswith(LENDER_PATHS)}


def test_a_picture_is_its_own_key(dealers: TwoDealers, client: CentralClient) -> None:
    path = f"/v1/images/{sha256_hex(PNG)}"
    with dealers.centre.answers.holding(dealers.ids["A"], image_key(sha256_hex(PNG))):
        assert client.put(path, PNG).status_code == 409
    first, again = client.put(path, PNG), client.put(path, PNG)
    assert (first.status_code, again.content) == (200, first.content)
    assert again.headers[RECEIPT_HEADER] == first.headers[RECEIPT_HEADER]
    damaged = client.put(path, PNG[:-1])
    assert (damaged.status_code, code_of(damaged)) == (422, ProblemCode.IMAGE_DAMAGED)
    assert RECEIPT_HEADER not in damaged.headers


def test_a_deleted_id_does_not_come_back_as_new(dealers: TwoDealers, client: CentralClient) -> None:
    application_id = new_id()
    path, body = f"/v1/applications/{application_id}", submission_body(application_id)
    first = client.put(path, body, application_id)
    with dealers.centre.database.writing() as session:
        for kept in (ConsentRecord, ApplicationFacts):
            session.execute(delete(kept).where(kept.application_id == application_id))
        session.delete(session.get_one(ApplicationRecord, application_id))
    assert client.put(path, body, application_id).content == first.content
    other = client.put(path, submission_body(application_id, term="24"), application_id)
    assert code_of(other) == ProblemCode.IDEMPOTENCY_KEY_REUSED
    assert client.get(path).status_code == 404
