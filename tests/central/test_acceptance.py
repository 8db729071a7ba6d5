"""The customer takes an offer: one contract, however often it is said."""

import json
from uuid import UUID

import pytest

from paddock.domain.states import ApplicationState
from paddock.wire.applications import AcceptanceReceipt, ApplicationView, OfferAcceptance
from paddock.wire.inventory import UnitState
from paddock.wire.messages import canonical_json
from paddock.wire.problems import Problem, ProblemCode
from tests.helpers.applications import NOW, submission_body
from tests.helpers.central_server import CentralClient, new_id


def acceptance(view: ApplicationView, offer_id: str | None = None) -> OfferAcceptance:
    assert view.decision is not None
    return OfferAcceptance(
        id=new_id(),
        application_id=view.id,
        offer_id=offer_id or view.decision.offers[0].id,
        accepted_at=NOW,
        accepted_by="李娜",
    )


def send(client: CentralClient, message: OfferAcceptance) -> tuple[int, bytes]:
    path = f"/v1/applications/{message.application_id}/acceptance"
    answer = client.put(path, canonical_json(message), message.id)
    return answer.status_code, answer.content


@pytest.fixture
def approved(client: CentralClient) -> ApplicationView:
    view = client.decided(client.submit())
    assert view.state is ApplicationState.APPROVED
    return view


def test_an_accepted_offer_becomes_one_contract(client: CentralClient, approved: ApplicationView) -> None:
    message = acceptance(approved)
    first, again = send(client, message), send(client, message)
    assert first[0] == 200, first[1]
    assert again == first
    receipt = AcceptanceReceipt.model_validate_json(first[1])
    view = client.application(approved.id)
    assert view.state is ApplicationState.CONTRACT_DRAFTED
    assert (view.accepted_offer_id, view.contract_id) == (message.offer_id, receipt.contract_id)
    pdf = client.get(f"/v1/contracts/{receipt.contract_id}/pdf")
    assert pdf.content.startswith(b"%PDF")
    drawn = [change for change in client.changes() if change.contract and change.contract.application_id == view.id]
    assert len(drawn) == 1


def test_a_second_choice_comes_too_late(client: CentralClient, approved: ApplicationView) -> None:
    send(client, acceptance(approved))
    status, body = send(client, acceptance(approved))
    assert (status, Problem.model_validate_json(body).code) == (409, ProblemCode.STATE_CONFLICT)


def test_an_offer_that_was_never_made_is_refused_and_another_may_follow(
    client: CentralClient, approved: ApplicationView
) -> None:
    status, body = send(client, acceptance(approved, "invented-offer"))
    assert (status, Problem.model_validate_json(body).code) == (409, ProblemCode.OFFER_NOT_AVAILABLE)
    assert send(client, acceptance(approved))[0] == 200


def submit_with_unit(client: CentralClient, unit_id: UUID) -> ApplicationView:
    application_id = new_id()
    document = json.loads(submission_body(application_id))
    document["vehicle"]["inventory_unit_id"] = str(unit_id)
    answer = client.put(f"/v1/applications/{application_id}", json.dumps(document).encode(), application_id)
    assert answer.status_code == 200, answer.text
    return client.decided(application_id)


def test_a_car_from_stock_is_reserved_for_the_first_who_accepts(client: CentralClient) -> None:
    units = {change.unit.id: change.unit for change in client.changes() if change.unit}
    unit_id = next(unit.id for unit in units.values() if unit.state is UnitState.IN_STOCK)
    first, second = submit_with_unit(client, unit_id), submit_with_unit(client, unit_id)
    assert send(client, acceptance(first))[0] == 200
    newest = [change.unit for change in client.changes() if change.unit and change.unit.id == unit_id][-1]
    assert (newest.state, newest.version) == (UnitState.RESERVED, units[unit_id].version + 1)
    status, body = send(client, acceptance(second))
    assert (status, Problem.model_validate_json(body).code) == (409, ProblemCode.STATE_CONFLICT)
    assert client.application(second.id).state is ApplicationState.APPROVED
