"""From an accepted offer to a contract both have signed: a real centre over loopback, verified at the workstation."""

import contextlib
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import requests

from paddock.app.services.verification import Verdict, consistency_holds, verify_contract
from paddock.central.contracts.terms import sandbox_lender
from paddock.domain.states import USUAL_PAD_SIGNERS, ApplicationState, SignerRole
from paddock.wire.applications import AcceptanceReceipt, OfferAcceptance
from paddock.wire.changes import ChangeKind
from paddock.wire.contracts import ContractState, ContractView, SignatureReceipt, SignatureSubmission
from paddock.wire.evidence import ConsistencyProof, EvidenceRecord, SignedTreeHead, TrustAnchors
from paddock.wire.inventory import UnitState
from paddock.wire.messages import canonical_json, sha256_hex
from paddock.wire.problems import Problem, ProblemCode
from paddock.wire.running_quotes import ContractQuotes
from tests.helpers.applications import submission_body
from tests.helpers.central_server import CentralClient, CentralServer, central_server, new_id
from tests.helpers.contracts import pen_strokes

ALL_SIGNERS = [SignerRole.CUSTOMER, SignerRole.DEALER, SignerRole.LESSOR]


def accepted(client: CentralClient, unit_id: UUID | None = None) -> UUID:
    """An application decided and its first offer taken; the contract's id."""
    application_id = new_id()
    document = json.loads(submission_body(application_id))
    document["vehicle"]["inventory_unit_id"] = str(unit_id) if unit_id else None
    answer = client.put(f"/v1/applications/{application_id}", json.dumps(document).encode(), application_id)
    assert answer.status_code == 200, answer.text
    view = client.decided(application_id)
    assert view.decision is not None
    assert view.decision.offers, view.decision.reasons
    body = OfferAcceptance(
        id=new_id(),
        application_id=application_id,
        offer_id=view.decision.offers[0].id,
        accepted_at=datetime.now(UTC),
        accepted_by="李娜",
    )
    answer = client.put(f"/v1/applications/{application_id}/acceptance", canonical_json(body), body.id)
    assert answer.status_code == 200, answer.text
    return AcceptanceReceipt.model_validate_json(answer.content).contract_id


def contract_view(client: CentralClient, contract_id: UUID) -> ContractView:
    answer = client.get(f"/v1/contracts/{contract_id}")
    assert answer.status_code == 200, answer.text
    return ContractView.model_validate_json(answer.content)


def signature(
    contract: ContractView, role: SignerRole, *, name: str = "", sha256: str = "", key: UUID | None = None
) -> SignatureSubmission:
    return SignatureSubmission(
        id=key or new_id(),
        contract_id=contract.id,
        role=role,
        signer_name=name or {SignerRole.CUSTOMER: "王小川", SignerRole.DEALER: "李娜"}[role],
        signed_at=datetime.now(UTC),
        document_sha256=sha256 or contract.document_sha256,
        pad_aspect=2.4,
        strokes=pen_strokes(),
    )


def send(client: CentralClient, body: SignatureSubmission) -> requests.Response:
    path = f"/v1/contracts/{body.contract_id}/signatures/{body.role}"
    return client.put(path, canonical_json(body), body.id)


def signed(client: CentralClient, contract_id: UUID, role: SignerRole) -> SignatureReceipt:
    answer = send(client, signature(contract_view(client, contract_id), role))
    assert answer.status_code == 200, answer.text
    return SignatureReceipt.model_validate_json(answer.content)


def refused(answer: requests.Response) -> ProblemCode:
    return Problem.model_validate_json(answer.content).code


def read(client: CentralClient, path: str, **options: object) -> bytes:
    answer = client.get(path, **options)
    assert answer.status_code == 200, answer.text
    return answer.content


def test_a_contract_is_drawn_up_signed_by_both_logged_and_verified(client: CentralClient) -> None:
    contract_id = accepted(client)
    draft = contract_view(client, contract_id)
    assert (draft.state, draft.version, draft.signatures, draft.evidence) == (ContractState.DRAFTED, 1, [], None)

    half = signed(client, contract_id, SignerRole.CUSTOMER)
    assert (half.state, half.version) == (ContractState.PARTLY_SIGNED, 2)
    assert client.get(f"/v1/contracts/{contract_id}/evidence").status_code == 404
    whole = signed(client, contract_id, SignerRole.DEALER)
    assert (whole.state, whole.version) == (ContractState.SIGNED, 4)

    view = contract_view(client, contract_id)
    pdf = read(client, f"/v1/contracts/{contract_id}/pdf")
    assert sha256_hex(pdf) == view.document_sha256 == whole.document_sha256
    assert [line.role for line in view.signatures] == ALL_SIGNERS
    trust = TrustAnchors.model_validate_json(read(client, "/v1/trust"))
    assert view.evidence is not None
    newest = EvidenceRecord.model_validate_json(read(client, f"/v1/contracts/{contract_id}/evidence"))
    assert verify_contract(pdf, view.evidence, trust).verdict is Verdict.VALID
    report = verify_contract(pdf, newest, trust)
    assert report.verdict is Verdict.VALID, report.summary.en
    assert [signer.signer_name for signer in report.signers] == ["王小川", "李娜", sandbox_lender().name]

    application = client.application(view.application_id)
    assert application.decision is not None
    schedule = next(one for one in application.decision.offers if one.id == application.accepted_offer_id).schedule
    asked = {"on": schedule[3].due_date.isoformat(), "part_fen": 100_000, "months": 48}
    quotes = ContractQuotes.model_validate_json(read(client, f"/v1/contracts/{contract_id}/quotes", params=asked))
    assert quotes.may_settle
    assert quotes.settlement.principal_fen == schedule[quotes.paid - 1].balance_fen
    after = {"on": (schedule[-1].due_date + timedelta(days=40)).isoformat()}
    assert client.get(f"/v1/contracts/{contract_id}/quotes", params=after).status_code == 409
    assert application.state is ApplicationState.SIGNED
    assert application.contract_id == contract_id
    passed = [step.state for step in application.timeline][-4:]
    assert passed[1:] == [ApplicationState.CONTRACT_DRAFTED, ApplicationState.SIGNING, ApplicationState.SIGNED]


def test_a_car_from_stock_is_sold_when_both_have_signed(client: CentralClient) -> None:
    stock = [change.unit for change in client.changes() if change.unit]
    unit = next(unit for unit in stock if unit.state is UnitState.IN_STOCK)
    contract_id = accepted(client, unit.id)
    for role in USUAL_PAD_SIGNERS:
        signed(client, contract_id, role)
    states = [change.unit.state for change in client.changes() if change.unit and change.unit.id == unit.id]
    assert states == [UnitState.IN_STOCK, UnitState.RESERVED, UnitState.SOLD]


def test_every_version_of_the_file_can_be_fetched_and_extends_the_one_before(client: CentralClient) -> None:
    contract_id = accepted(client)
    for role in USUAL_PAD_SIGNERS:
        signed(client, contract_id, role)
    path = f"/v1/contracts/{contract_id}/pdf"
    versions = [read(client, path, params={"version": number}) for number in (1, 2, 3, 4)]
    assert versions[1].startswith(versions[0])
    assert versions[2].startswith(versions[1])
    assert versions[3].startswith(versions[2])
    assert client.get(path, params={"version": 5}).status_code == 404
    assert client.get(path, params={"version": 0}).status_code == 422
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["ETag"] == f'"{sha256_hex(answer.content)}"'
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_feed_tells_every_step_once_and_in_order(client: CentralClient) -> None:
    contract_id = accepted(client)
    for role in USUAL_PAD_SIGNERS:
        signed(client, contract_id, role)
    views = [
        change.contract
        for change in client.changes()
        if change.kind is ChangeKind.CONTRACT and change.contract is not None and change.contract.id == contract_id
    ]
    assert [view.version for view in views] == [1, 2, 4]
    assert [view.state for view in views] == list(ContractState)
    assert [view.evidence is not None for view in views] == [False, False, True]


def test_signing_out_of_order_twice_or_on_an_old_version_is_refused(client: CentralClient) -> None:
    contract_id = accepted(client)
    draft = contract_view(client, contract_id)
    assert refused(send(client, signature(draft, SignerRole.DEALER))) is ProblemCode.SIGNATURE_OUT_OF_ORDER
    assert refused(send(client, signature(draft, SignerRole.CUSTOMER, sha256="0" * 64))) is ProblemCode.CONTRACT_CHANGED
    signed(client, contract_id, SignerRole.CUSTOMER)
    assert refused(send(client, signature(draft, SignerRole.CUSTOMER))) is ProblemCode.SIGNATURE_OUT_OF_ORDER
    assert refused(send(client, signature(draft, SignerRole.DEALER))) is ProblemCode.CONTRACT_CHANGED
    assert contract_view(client, contract_id).version == 2


def test_only_the_lessee_signs_as_the_lessee_and_not_with_a_dot(client: CentralClient) -> None:
    draft = contract_view(client, accepted(client))
    assert refused(send(client, signature(draft, SignerRole.CUSTOMER, name="李娜"))) is ProblemCode.MALFORMED_REQUEST
    good = signature(draft, SignerRole.CUSTOMER)
    dot = good.model_copy(update={"strokes": [[good.strokes[0][0]]]})
    assert refused(send(client, dot)) is ProblemCode.MALFORMED_REQUEST
    assert contract_view(client, draft.id).state is ContractState.DRAFTED


def test_the_same_signature_sent_again_gets_the_same_answer_and_signs_once(client: CentralClient) -> None:
    draft = contract_view(client, accepted(client))
    body = signature(draft, SignerRole.CUSTOMER)
    first, again = send(client, body), send(client, body)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content == again.content
    assert contract_view(client, draft.id).version == 2
    other = json.loads(canonical_json(body)) | {"pad_aspect": 3.0}
    path = f"/v1/contracts/{draft.id}/signatures/customer"
    answer = client.put(path, json.dumps(other).encode(), body.id)
    assert answer.status_code == 422
    assert refused(answer) is ProblemCode.IDEMPOTENCY_KEY_REUSED


def test_many_who_sign_at_once_sign_once(server: CentralServer, client: CentralClient) -> None:
    draft = contract_view(client, accepted(client))

    def sign_alone(_number: int) -> int:
        with server.client() as alone:
            return send(alone, signature(draft, SignerRole.CUSTOMER)).status_code

    with ThreadPoolExecutor(5) as pool:
        codes = sorted(pool.map(sign_alone, range(5)))
    assert codes == [200, 409, 409, 409, 409]
    view = contract_view(client, draft.id)
    assert (view.version, len(view.signatures)) == (2, 1)


def test_what_is_nobodys_contract_is_not_found(client: CentralClient, server: CentralServer) -> None:
    for path in ("", "/pdf", "/evidence"):
        assert client.get(f"/v1/contracts/{new_id()}{path}").status_code == 404
    with server.client("x" * 43) as stranger:
        assert stranger.get("/v1/trust").status_code == 401
        assert stranger.get("/v1/evidence/tree-head").status_code == 401


def test_the_log_only_grows_and_proves_it(client: CentralClient) -> None:
    before = SignedTreeHead.model_validate_json(read(client, "/v1/evidence/tree-head"))
    contract_ids = [accepted(client) for _ in range(2)]
    for contract_id in contract_ids:
        for role in USUAL_PAD_SIGNERS:
            signed(client, contract_id, role)
    after = SignedTreeHead.model_validate_json(read(client, "/v1/evidence/tree-head"))
    # Offer, consent, draft; two for each of three signatures; the archive timestamp and the whole.
    assert after.tree_size == before.tree_size + 2 * 11
    first = max(before.tree_size, 1)
    record = EvidenceRecord.model_validate_json(read(client, f"/v1/contracts/{contract_ids[0]}/evidence"))
    assert record.tree_head.root_hash == after.root_hash
    answer = read(client, "/v1/evidence/consistency", params={"first": first, "second": after.tree_size})
    if before.tree_size:
        assert consistency_holds(before, after, ConsistencyProof.model_validate_json(answer))
    too_far = client.get("/v1/evidence/consistency", params={"first": first, "second": after.tree_size + 1})
    assert too_far.status_code == 404
    assert client.get("/v1/evidence/consistency", params={"first": 0, "second": 1}).status_code == 422


@pytest.mark.timeout(180)
def test_a_centre_killed_while_signing_has_signed_wholly_or_not_at_all(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with central_server(tmp_path_factory.mktemp("killed")) as server:
        with server.client() as client:
            contract_id = accepted(client)
        for role, delay in ((SignerRole.CUSTOMER, 0.05), (SignerRole.DEALER, 0.12)):
            sign_through_a_kill(server, contract_id, role, delay)
        with server.client() as client:
            view = contract_view(client, contract_id)
            assert (view.state, view.version) == (ContractState.SIGNED, 4)
            head = SignedTreeHead.model_validate_json(read(client, "/v1/evidence/tree-head"))
            assert head.tree_size == 11
            trust = TrustAnchors.model_validate_json(read(client, "/v1/trust"))
            pdf = read(client, f"/v1/contracts/{contract_id}/pdf")
            assert verify_contract(pdf, view.evidence, trust).verdict is Verdict.VALID


def sign_through_a_kill(server: CentralServer, contract_id: UUID, role: SignerRole, delay: float) -> None:
    """Send a signature, kill -9 the centre after `delay` seconds, start it and send the same again."""
    with server.client() as client:
        body = signature(contract_view(client, contract_id), role)
        version = contract_view(client, contract_id).version
        with ThreadPoolExecutor(1) as pool:
            sending = pool.submit(send, client, body)
            with contextlib.suppress(TimeoutError):
                sending.result(timeout=delay)
            server.kill()
            with contextlib.suppress(requests.RequestException):
                sending.result()
    server.start()
    with server.client() as client:
        after = contract_view(client, contract_id)
        # Both or neither: a version for every signature.
        assert after.version == 1 + len(after.signatures)
        # The lessor signs behind the dealer, in the same transaction.
        made = 2 if role is SignerRole.DEALER else 1
        assert after.version in {version, version + made}
        answer = send(client, body)
        assert answer.status_code == 200, answer.text
        assert contract_view(client, contract_id).version == version + made
