"""Signing with a link on a phone of one's own, and in person without a network: a real centre, a real browser."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import requests
from selenium.webdriver.common.action_chains import ActionChains
from sqlalchemy import delete, select

from paddock.app.services.contracts import contract_package, contract_pdf, export_contract
from paddock.app.services.signing import PadSignature, sign_contract
from paddock.app.services.verification import Verdict
from paddock.app.services.verification.packages import verify_package
from paddock.app.store import queries, settings, witness
from paddock.app.store.models import WitnessedHeadRow
from paddock.app.store.store import Topic
from paddock.central.applications.models import ApplicationRecord
from paddock.central.assembly import create_full_app, create_provider_app
from paddock.central.centre import Centre
from paddock.central.contracts.desk import ContractDesk
from paddock.central.contracts.models import ContractRecord, SignatureRecord
from paddock.central.contracts.recording import strokes_of
from paddock.central.database import utc_now
from paddock.central.evidence.packaging import trust_of
from paddock.central.migrations.run import upgrade
from paddock.central.sealing import DamagedObjectError
from paddock.central.seeding import seed_sample
from paddock.central.serving import serving_beside
from paddock.central.settings import Settings
from paddock.domain.errors import BadInput
from paddock.domain.states import SignerRole
from paddock.sync.engine import SyncEngine
from paddock.sync.witness import FORKED, SHRUNK
from paddock.wire.applications import CoSigner, CoSignerRole
from paddock.wire.contracts import (
    ContractState,
    ContractView,
    IdentityProof,
    OfflineSeal,
    SignatureSubmission,
    SigningLinkOffer,
    offline_seal,
)
from paddock.wire.evidence_package import EvidencePackage
from paddock.wire.messages import canonical_json
from tests.helpers.browser import Browser, browser
from tests.helpers.central_server import CentralClient, new_id
from tests.helpers.contracts import offer, pen_strokes, submission
from tests.helpers.signed_contracts import drafted
from tests.helpers.workstations import open_profile

TOKEN = "t" * 43


class Bench:
    """A centre that is served in this process, with its provider of text messages."""

    def __init__(self, centre: Centre, url: str, provider: str, desk: ContractDesk) -> None:
        self.centre, self.url, self.provider, self.desk = centre, url, provider, desk
        self.client = CentralClient(url, TOKEN)

    def contract(self, *beside: CoSigner) -> ContractView:
        """A fresh draft."""
        application = submission(months=6).model_copy(update={"id": new_id(), "co_signers": list(beside)})
        return self.view(drafted(self.centre, self.desk, application, offer(months=6)))

    def view(self, contract_id: UUID) -> ContractView:
        return ContractView.model_validate_json(self.client.get(f"/v1/contracts/{contract_id}").content)

    def link(self, contract: ContractView, role: SignerRole = SignerRole.CUSTOMER) -> str:
        answer = self.client.session.post(f"{self.url}/v1/contracts/{contract.id}/links/{role}", timeout=60)
        assert answer.status_code == 200, answer.text
        return SigningLinkOffer.model_validate_json(answer.content).url

    def on_phone(self, url: str, method: str, path: str, body: object = None) -> requests.Response:
        token = url.partition("#")[2]
        headers = {"Authorization": f"Bearer {token}"}
        return requests.request(method, f"{self.url}/v1/signing{path}", json=body, headers=headers, timeout=60)

    def code(self, phone: str = "13800138000") -> str:
        texts: list[str] = requests.get(f"{self.provider}/sms/{phone}", timeout=60).json()
        return texts[-1].partition("验证码 ")[2][:6]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("centre")
    with serving_beside(create_provider_app(Settings(data_dir=folder)), "provider") as provider:
        centre = Centre.opened(Settings(data_dir=folder, sandbox_url=provider))
        upgrade(centre.database)
        seed_sample(centre, TOKEN)
        app = create_full_app(centre)
        with serving_beside(app, "centre") as url:
            bench = Bench(centre, url, provider, app.state.contract_desk)
            with bench.client:
                yield bench
        centre.database.close()


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Browser]:
    with browser(tmp_path / "profile") as opened:
        opened.driver.set_window_size(400, 820)
        yield opened


def test_a_customer_signs_on_a_phone_and_the_link_works_once(bench: Bench, phone: Browser) -> None:
    contract = bench.contract()
    url = bench.link(contract)
    phone.driver.get(url)
    assert "欧**" in phone.text("#about") or "欧***" in phone.text("#about")
    phone.click("#send")
    phone.until(lambda: bench.code() if "已发送" in phone.text("#note") else None)
    phone.write("#code", "000000" if bench.code() != "000000" else "111111", leave=False)
    phone.write("#last", "0022", leave=False)
    phone.click("#check")
    phone.until(lambda: "不对" in phone.text("#note") or None)
    phone.write("#code", bench.code(), leave=False)
    phone.click("#check")
    phone.until(lambda: len(phone.all("#pages canvas[data-shown]")) == contract.pages or None)
    assert not phone.find("#confirm").is_enabled()
    pad = phone.find("#pad")
    phone.driver.execute_script("arguments[0].scrollIntoView()", pad)
    ActionChains(phone.driver).move_to_element_with_offset(pad, -100, 0).click_and_hold().move_by_offset(
        60, -40
    ).move_by_offset(60, 60).move_by_offset(40, -30).move_by_offset(10, 10).move_by_offset(10, -10).move_by_offset(
        5, 5
    ).move_by_offset(5, -5).move_by_offset(5, 5).release().perform()
    phone.click("#read")
    phone.click("#confirm")
    phone.find("#done")
    severe = [line for line in phone.complaints() if "422" not in line]
    assert severe == []

    view = bench.view(contract.id)
    assert (view.state, view.version) == (ContractState.PARTLY_SIGNED, 2)
    assert [(line.role, line.identity) for line in view.signatures] == [(SignerRole.CUSTOMER, "id_and_code")]
    again = {"document_sha256": view.document_sha256, "pad_aspect": 1, "strokes": json.loads(json_strokes())}
    assert bench.on_phone(url, "POST", "/signature", again).status_code == 409
    with bench.centre.database.reading() as session:
        line = session.scalars(select(SignatureRecord).where(SignatureRecord.contract_id == contract.id)).one()
        assert line.strokes is not None
        assert b'"x"' not in line.strokes
        kept = strokes_of(bench.desk, line)
        assert sum(len(stroke) for stroke in kept) >= 8
        assert kept[0][-1].ms > 0
        line.strokes = line.strokes[:-1] + bytes([line.strokes[-1] ^ 1])
        with pytest.raises(DamagedObjectError):
            strokes_of(bench.desk, line)


def json_strokes() -> str:
    return json.dumps([[point.model_dump() for point in stroke] for stroke in pen_strokes()])


def test_a_link_is_nobodys_key_to_the_contract(bench: Bench) -> None:
    contract = bench.contract()
    first = bench.link(contract)
    url = bench.link(contract)
    assert bench.on_phone(first, "GET", "").status_code == 401, "an earlier link is dead"
    assert bench.on_phone("#" + "x" * 32, "GET", "").status_code == 401
    assert bench.on_phone(url, "GET", "/pages/1").status_code == 403
    body = {"document_sha256": contract.document_sha256, "pad_aspect": 1, "strokes": json.loads(json_strokes())}
    assert bench.on_phone(url, "POST", "/signature", body).status_code == 403
    assert bench.on_phone(url, "POST", "/code").status_code == 204
    assert bench.on_phone(url, "POST", "/code").status_code == 409, "a minute between two"
    wrong = {"code": bench.code(), "last_four": "9999"}
    answers = [bench.on_phone(url, "POST", "/identity", wrong).status_code for _ in range(6)]
    assert answers == [422] * 5 + [401]
    late = bench.link(contract)
    bench.centre.clock = lambda: utc_now() + timedelta(hours=25)
    try:
        assert bench.on_phone(late, "GET", "").status_code == 401
    finally:
        bench.centre.clock = utc_now
    out_of_turn = bench.client.session.post(f"{bench.url}/v1/contracts/{contract.id}/links/dealer", timeout=60)
    assert out_of_turn.status_code == 409
    assert bench.view(contract.id).version == 1


def written(contract: ContractView, role: SignerRole, name: str) -> SignatureSubmission:
    return SignatureSubmission(
        id=new_id(),
        contract_id=contract.id,
        role=role,
        signer_name=name,
        signed_at=utc_now(),
        document_sha256=contract.document_sha256,
        pad_aspect=2.4,
        strokes=pen_strokes(),
    )


def sealed(body: SignatureSubmission, follows: UUID | None) -> SignatureSubmission:
    at = utc_now()
    seal = OfflineSeal(sealed_at=at, follows=follows, seal=offline_seal(body, at, follows))
    return body.model_copy(update={"offline": seal})


def send(bench: Bench, body: SignatureSubmission) -> int:
    path = f"/v1/contracts/{body.contract_id}/signatures/{body.role}"
    return bench.client.put(path, canonical_json(body), body.id).status_code


def test_all_who_sign_without_a_network_sign_the_same_draft_in_order(bench: Bench) -> None:
    beside = CoSigner(
        role=CoSignerRole.GUARANTOR,
        name="赵保生",
        resident_id_number="110105199003070022",
        address="杭州市西湖区文三路 138 号",
        phone="13800138001",
        consented_at=utc_now(),
    )
    contract = bench.contract(beside)
    assert contract.order == (SignerRole.CUSTOMER, SignerRole.GUARANTOR, SignerRole.DEALER, SignerRole.LESSOR)
    assert contract.drafted is not None
    assert contract.drafted.leaf.document_sha256 == contract.document_sha256
    first = sealed(written(contract, SignerRole.CUSTOMER, "欧阳晓雯"), None)
    second = sealed(written(contract, SignerRole.GUARANTOR, "赵保生"), first.id)
    third = sealed(written(contract, SignerRole.DEALER, "李娜"), second.id)
    assert send(bench, first) == 200
    # Not behind the signature it was written behind, or with another stroke than was sealed: refused.
    assert send(bench, sealed(written(contract, SignerRole.GUARANTOR, "赵保生"), uuid4())) == 409
    forged = second.model_copy(update={"id": new_id(), "strokes": pen_strokes(1.0)})
    assert send(bench, forged) == 422
    assert send(bench, second) == 200
    assert send(bench, third) == 200
    view = bench.view(contract.id)
    assert (view.state, view.version) == (ContractState.SIGNED, 5)
    assert [line.sealed_at is not None for line in view.signatures] == [True, True, True, False]
    answer = bench.client.get(f"/v1/contracts/{contract.id}/package")
    package = EvidencePackage.model_validate_json(answer.content)
    assert verify_package(package, trust_of(bench.desk)).verdict is Verdict.VALID


def test_the_id_that_was_looked_at_must_be_the_one_in_the_contract(bench: Bench) -> None:
    contract = bench.contract()
    body = written(contract, SignerRole.CUSTOMER, "欧阳晓雯")
    wrong = body.model_copy(update={"identity": IdentityProof(last_four="1234", checked_by="李娜")})
    assert send(bench, wrong) == 422
    right = body.model_copy(update={"id": new_id(), "identity": IdentityProof(last_four="0022", checked_by="李娜")})
    assert send(bench, right) == 200
    assert [line.identity for line in bench.view(contract.id).signatures] == ["id_card"]
    with bench.centre.database.reading() as session:
        record = session.get_one(ContractRecord, contract.id)
        assert session.get_one(ApplicationRecord, record.application_id).contract_id == contract.id


def test_a_workstation_without_a_network_takes_every_signature_and_the_centre_completes_them(
    bench: Bench, tmp_path: Path
) -> None:
    contract = bench.contract()
    with open_profile(tmp_path) as store:
        engine = SyncEngine(store, bench.url, TOKEN)
        assert engine.run_once().online
        kept = queries.contract(store, contract.id)
        assert kept is not None
        pad = PadSignature(pen_strokes(), 2.4)
        pdf = contract_pdf(store, contract.id)
        with pytest.raises(BadInput, match="order"):
            sign_contract(store, contract.id, SignerRole.DEALER, "李娜", pad, pdf.sha256, offline=True)
        sign_contract(store, contract.id, SignerRole.CUSTOMER, "欧阳晓雯", pad, pdf.sha256, offline=True)
        sign_contract(store, contract.id, SignerRole.DEALER, "李娜", pad, pdf.sha256, offline=True)
        assert bench.view(contract.id).version == 1
        engine.run_once()
        engine.run_once()
        signed = queries.contract(store, contract.id)
        assert signed is not None
        assert signed.state is ContractState.SIGNED
        assert [line.sealed_at is not None for line in signed.signatures] == [True, True, False]
        package = contract_package(store, contract.id)
        assert package is not None
        assert verify_package(package, queries.trust_anchors(store)).verdict is Verdict.VALID
        assert queries.known_tree_heads(store)
        written = export_contract(store, contract.id, tmp_path / "c.pdf")
        assert {path.name for path in (written.package, written.page) if path} == {"c.package.json", "verify.html"}


def test_a_log_that_forgets_or_forks_raises_an_alarm_at_the_workstation(bench: Bench, tmp_path: Path) -> None:
    with open_profile(tmp_path) as store:
        engine = SyncEngine(store, bench.url, TOKEN)
        engine.run_once()
        head = queries.known_tree_heads(store)[0]
        for size, alarm in ((head.tree_size, FORKED), (head.tree_size + 1000, SHRUNK)):
            forged = bench.desk.log.sign(size, bytes(32), utc_now())
            with store.write(Topic.SYNC) as connection:
                connection.execute(delete(WitnessedHeadRow))
                settings.remove(connection, "evidence_log_alarm")
                witness.keep_head(connection, forged)
            again = SyncEngine(store, bench.url, TOKEN)
            again.run_once()
            assert queries.sync_status(store).cause == alarm
            # It stays until somebody has looked into it.
            again.run_once()
            assert queries.sync_status(store).cause == alarm
