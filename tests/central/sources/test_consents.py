"""The consent ledger as a customer meets it: what was asked about me, why, and stop it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import requests
from click.testing import CliRunner
from sqlalchemy import select

from paddock.central.applications.models import ApplicationRecord
from paddock.central.assembly import create_full_app
from paddock.central.cli.consents import consents
from paddock.central.consents.ledger import person_hash, record_consents
from paddock.central.consents.models import ConsentRecord, SourceQuery
from paddock.central.identity.lender import LenderRole
from paddock.central.identity.sample import seed_dealer
from paddock.central.risk.publishing.audit import newest
from paddock.central.serving import serving_beside
from paddock.central.sources.declarations import SOURCES_BY_NAME
from paddock.domain.errors import BadInput
from tests.central.sources.rig import Rig, consented, rig
from tests.helpers.applications import submission
from tests.helpers.central_server import CentralClient, new_id
from tests.helpers.risk_desk import staff

NUMBER = submission().applicant.resident_id_number


class Ledger:
    """A served centre with one decided application."""

    def __init__(self, bench: Rig, url: str) -> None:
        self.bench = bench
        self.url = url
        self.application_id = bench.received(consented(submission(new_id())))
        bench.decided(self.application_id)
        with bench.centre.database.writing() as session:
            token = seed_dealer(session, bench.centre.clock(), "a" * 43).token
        self.counter = CentralClient(url, token or "")
        self.officer = staff(bench.centre, "林静", LenderRole.CONSENT_OFFICER)[1]

    def post(self, verb: str, token: str, **body: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {token}"}
        return requests.post(f"{self.url}/v1/consents/{verb}", json=body, headers=headers, timeout=30)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with rig(tmp_path) as bench, serving_beside(create_full_app(bench.centre), "centre") as url:
        found = Ledger(bench, url)
        yield found
        found.counter.session.close()


def test_a_person_is_told_every_question_with_its_reason_and_consent(ledger: Ledger) -> None:
    answer = ledger.post("report", ledger.officer, resident_id_number=NUMBER)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert {one["purpose"] for one in told["consents"]} == {"credit_report", "identity_check", "personal_information"}
    assert {one["text_version"] for one in told["consents"]} == {"2026-01"}
    # Our own records are looked into as well, and the person is told so.
    own = {"dealer_record", "portfolio"}
    assert {one["source"] for one in told["queries"]} == ledger.bench.provider.asked | own
    for query in told["queries"]:
        source = SOURCES_BY_NAME[query["source"]]
        assert (query["reason"]["zh"], query["outcome"]) == (source.reason.zh, "answered")
        assert query["purpose"] == source.purpose
    assert NUMBER not in answer.text


def test_a_withdrawal_stops_every_later_question_and_is_audited(ledger: Ledger) -> None:
    bench = ledger.bench
    body = consented(submission(new_id(), name="李雷"))
    waiting = bench.received(body)
    bench.steps.begin_gathering(waiting)
    with bench.centre.database.writing() as session:
        record_consents(session, session.get_one(ApplicationRecord, waiting), bench.centre.clock())
    done = ledger.post("revoke", ledger.officer, resident_id_number=NUMBER, because="客户来电撤回")
    assert len(done.json()["revoked"]) == 6
    again = ledger.post("revoke", ledger.officer, application_id=str(ledger.application_id), because="再次")
    assert again.json()["revoked"] == []
    bench.provider.keys.clear()
    bench.steps.gather(waiting, 0)
    assert {SOURCES_BY_NAME[name].purpose for name in bench.provider.asked} == {None}
    with bench.centre.database.reading() as session:
        lines = [(line.action, line.subject, line.detail) for line in newest(session, 9)]
    assert ("consents_revoked", "person", "credit_report, identity_check, personal_information: 客户来电撤回") in lines
    assert NUMBER not in json.dumps(lines)


def test_only_a_consent_officer_may_and_a_dealer_sees_its_own(ledger: Ledger) -> None:
    manager = staff(ledger.bench.centre, "周敏", LenderRole.RISK_MANAGER)[1]
    assert ledger.post("report", manager, resident_id_number=NUMBER).status_code == 403
    assert ledger.post("revoke", manager, resident_id_number=NUMBER, because="试试").status_code == 403
    assert ledger.post("report", "nobody", resident_id_number=NUMBER).status_code == 401
    assert ledger.post("report", ledger.officer).status_code == 422
    assert ledger.post("report", ledger.officer, application_id=str(new_id())).status_code == 404
    assert ledger.post("revoke", ledger.officer, application_id=str(new_id()), because="没有").status_code == 404
    own = ledger.counter.get(f"/v1/applications/{ledger.application_id}/consents")
    assert len(own.json()["consents"]) == 3


def test_the_ledger_keeps_no_id_number(ledger: Ledger) -> None:
    with ledger.bench.centre.database.reading() as session:
        people = {row.person_sha256 for row in session.scalars(select(ConsentRecord))}
        people |= {row.person_sha256 for row in session.scalars(select(SourceQuery))}
    assert people == {person_hash(NUMBER)}


def test_the_command_line_shows_and_takes_back(tmp_path: Path) -> None:
    number = tmp_path / "number.txt"
    number.write_text(NUMBER + "\n", "utf-8")
    home = tmp_path / "centre"
    with rig(home) as bench:
        application_id = bench.received(consented(submission(new_id())))
        bench.decided(application_id)
    where = ["--data-dir", str(home), "--json"]

    def run(*arguments: str) -> Any:
        return json.loads(CliRunner().invoke(consents, [*arguments, *where], catch_exceptions=False).stdout)

    shown = run("show", "--application", str(application_id))
    assert len(shown["queries"]) == len(bench.provider.asked | {"dealer_record", "portfolio"})
    only = ["--purpose", "credit_report", "--because", "客户来电"]
    assert [one["purpose"] for one in run("revoke", "--person-file", str(number), *only)["revoked"]] == [
        "credit_report"
    ]
    taken = [one for one in run("show", "--person-file", str(number))["consents"] if one["revoked_at"]]
    assert [one["revoked_because"] for one in taken] == ["客户来电"]
    text = CliRunner().invoke(consents, ["show", "--application", str(application_id), "--data-dir", str(home)])
    assert "已撤回" in text.stdout
    for wrong in ([], ["--application", str(UUID(int=7))], ["--person-file", str(tmp_path / "none.txt")]):
        with pytest.raises(BadInput):
            CliRunner().invoke(consents, ["show", *wrong, *where], catch_exceptions=False)
