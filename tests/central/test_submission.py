"""Sending an application to a real centre over loopback: once, twice, changed, at the same time, with faults."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
import requests

from paddock.domain.states import ApplicationState
from paddock.wire.applications import ApplicationReceipt, KnownApplicationPage
from paddock.wire.changes import ChangeKind
from paddock.wire.problems import Problem, ProblemCode
from tests.helpers.applications import submission, submission_body
from tests.helpers.central_server import CentralClient, CentralServer, new_id

JPEG = b"\xff\xd8\xff\xe0" + b"a document photograph" * 50


def problem_of(answer: requests.Response) -> Problem:
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = Problem.model_validate_json(answer.content)
    assert problem.status == answer.status_code
    assert problem.title.zh
    assert problem.title.en
    return problem


def put_application(client: CentralClient, application_id: UUID, body: bytes) -> requests.Response:
    return client.put(f"/v1/applications/{application_id}", body, application_id)


def body_with_image(application_id: UUID, image: bytes) -> bytes:
    document = json.loads(submission_body(application_id))
    document["images"] = [
        {
            "sha256": hashlib.sha256(image).hexdigest(),
            "kind": "vin",
            "media_type": "image/jpeg",
            "size_bytes": len(image),
        }
    ]
    return json.dumps(document).encode()


def test_an_application_sent_twice_gets_the_same_answer_and_is_one(client: CentralClient) -> None:
    application_id = new_id()
    body = submission_body(application_id)
    first = put_application(client, application_id, body)
    again = put_application(client, application_id, body)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.content == first.content
    receipt = ApplicationReceipt.model_validate_json(first.content)
    assert receipt.body_sha256 == hashlib.sha256(body).hexdigest()
    received = [
        change
        for change in client.changes()
        if change.application is not None
        and change.application.id == application_id
        and change.application.state is ApplicationState.RECEIVED
    ]
    assert len(received) == 1


def test_the_same_key_with_another_body_is_refused_with_both_hashes(client: CentralClient) -> None:
    application_id = new_id()
    first, second = submission_body(application_id), submission_body(application_id, term="24")
    put_application(client, application_id, first)
    answer = put_application(client, application_id, second)
    assert answer.status_code == 422
    problem = problem_of(answer)
    assert problem.code is ProblemCode.IDEMPOTENCY_KEY_REUSED
    assert problem.hashes == {
        "stored": hashlib.sha256(first).hexdigest(),
        "received": hashlib.sha256(second).hexdigest(),
    }
    assert put_application(client, application_id, first).status_code == 200


def test_even_a_malformed_second_body_meets_the_used_key_first(client: CentralClient) -> None:
    application_id = client.submit()
    answer = put_application(client, application_id, b"<html>not an application</html>")
    assert problem_of(answer).code is ProblemCode.IDEMPOTENCY_KEY_REUSED


def test_concurrent_sends_of_one_application_have_one_winner(server: CentralServer) -> None:
    application_id = new_id()
    body = submission_body(application_id)

    def send(_number: int) -> requests.Response:
        with server.client() as client:
            return put_application(client, application_id, body)

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(send, range(32)))
    accepted = {answer.content for answer in answers if answer.status_code == 200}
    others = [problem_of(answer) for answer in answers if answer.status_code != 200]
    assert len(accepted) == 1
    assert {problem.code for problem in others} <= {ProblemCode.REQUEST_IN_PROGRESS}
    with server.client() as client:
        views = [change.application for change in client.changes() if change.kind is ChangeKind.APPLICATION]
    assert sum(view is not None and view.id == application_id and view.version == 1 for view in views) == 1


def test_a_write_without_a_key_is_refused(client: CentralClient) -> None:
    application_id = new_id()
    answer = client.put(f"/v1/applications/{application_id}", submission_body(application_id))
    assert answer.status_code == 400
    assert problem_of(answer).code is ProblemCode.MISSING_IDEMPOTENCY_KEY


def test_the_key_must_be_the_application_s_id(client: CentralClient) -> None:
    application_id = new_id()
    answer = client.put(f"/v1/applications/{application_id}", submission_body(application_id), new_id())
    assert answer.status_code == 422
    assert [fault.field for fault in problem_of(answer).faults] == ["Idempotency-Key"]


def test_every_fault_is_listed_at_once_and_the_refusal_is_kept(client: CentralClient) -> None:
    application_id = new_id()
    document = json.loads(submission_body(application_id))
    document["vehicle"]["vin"] = "LSVAU2A31N2183294"
    document["applicant"]["resident_id_number"] = document["applicant"]["resident_id_number"][:-1] + (
        "1" if document["applicant"]["resident_id_number"][-1] != "1" else "2"
    )
    document["consent"]["purposes"] = []
    document["vehicle"]["inventory_unit_id"] = str(new_id())
    body = json.dumps(document).encode()
    answer = put_application(client, application_id, body)
    assert answer.status_code == 422
    problem = problem_of(answer)
    assert problem.code is ProblemCode.INVALID_APPLICATION
    fields = {fault.field for fault in problem.faults}
    assert {"vehicle.vin", "applicant.resident_id_number", "vehicle.inventory_unit_id"} <= fields
    assert any(field.startswith("consent") for field in fields)
    assert put_application(client, application_id, body).content == answer.content
    mended = put_application(client, application_id, submission_body(application_id))
    assert problem_of(mended).code is ProblemCode.IDEMPOTENCY_KEY_REUSED
    assert client.get(f"/v1/applications/{application_id}").status_code == 404


def test_a_malformed_body_names_its_fields_and_never_its_values(client: CentralClient) -> None:
    application_id = new_id()
    document = json.loads(submission_body(application_id))
    document["applicant"]["phone"] = "not-a-phone-4711"
    document["surprise"] = 1
    answer = put_application(client, application_id, json.dumps(document).encode())
    problem = problem_of(answer)
    assert problem.code is ProblemCode.MALFORMED_REQUEST
    assert {fault.field for fault in problem.faults} == {"applicant.phone", "surprise"}
    assert "4711" not in answer.text
    # Kept, with its receipt: a mended application is a new one, under a new id.
    mended = put_application(client, application_id, submission_body(application_id))
    assert problem_of(mended).code is ProblemCode.IDEMPOTENCY_KEY_REUSED


def test_images_come_first_and_may_come_twice(client: CentralClient) -> None:
    application_id = new_id()
    image = JPEG + application_id.bytes
    body, sha256 = body_with_image(application_id, image), hashlib.sha256(image).hexdigest()
    early = put_application(client, application_id, body)
    assert early.status_code == 409
    problem = problem_of(early)
    assert problem.code is ProblemCode.IMAGES_MISSING
    assert problem.detail == sha256
    for _ in range(2):
        answer = client.put(f"/v1/images/{sha256}", image)
        assert (answer.status_code, answer.json()) == (200, {"sha256": sha256, "size_bytes": len(image)})
    assert put_application(client, application_id, body).status_code == 200


def test_a_damaged_image_is_refused_and_not_kept(client: CentralClient) -> None:
    image = JPEG + new_id().bytes
    sha256 = hashlib.sha256(image).hexdigest()
    answer = client.put(f"/v1/images/{sha256}", image[:-1])
    assert problem_of(answer).code is ProblemCode.IMAGE_DAMAGED
    text = b"%PDF-1.7 not a photograph"
    answer = client.put(f"/v1/images/{hashlib.sha256(text).hexdigest()}", text)
    assert problem_of(answer).code is ProblemCode.MALFORMED_REQUEST


def test_what_is_too_large_is_refused(client: CentralClient) -> None:
    answer = client.put(f"/v1/images/{'0' * 64}", b"\xff\xd8\xff" + bytes(21 * 1024 * 1024))
    assert answer.status_code == 413
    assert problem_of(answer).code is ProblemCode.TOO_LARGE


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/v1/nothing"), ("DELETE", "/v1/me"), ("GET", "/v1/applications/x")]
)
def test_every_error_is_a_problem_document(client: CentralClient, method: str, path: str) -> None:
    answer = client.session.request(method, client.url + path, timeout=10)
    assert answer.status_code in {404, 405, 422}
    problem_of(answer)


def test_the_audit_list_holds_every_application_once(client: CentralClient) -> None:
    sent = {client.submit() for _ in range(5)}
    found: list[UUID] = []
    after: UUID | None = None
    while True:
        query = {"limit": "3"} | ({} if after is None else {"after": str(after)})
        page = KnownApplicationPage.model_validate_json(client.get("/v1/applications/known", params=query).content)
        found += [line.id for line in page.applications]
        after = page.after
        if not page.more:
            break
    assert sent <= set(found)
    assert len(found) == len(set(found))


def test_a_submitted_application_is_decided_with_a_reason_for_every_step(client: CentralClient) -> None:
    view = client.decided(client.submit())
    assert [step.state for step in view.timeline][:3] == [
        ApplicationState.RECEIVED,
        ApplicationState.GATHERING,
        ApplicationState.EVALUATING,
    ]
    assert view.version == len(view.timeline) == 4
    assert all(step.reason.zh and step.reason.en for step in view.timeline)
    assert view.decision is not None
    assert view.decision.decision.value == view.state.value
    assert view.decision.sources["credit_report"] == "answered"
    assert submission(view.id).id == view.id
