"""Books of clauses: what applies to which deal, the gate, and what an update reaches."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from paddock.central.applications.models import ApplicationRecord
from paddock.central.centre import Centre, chinese_date
from paddock.central.contracts.clause_gate import faults_of_book
from paddock.central.contracts.clause_library import book_in_force, line_of, outdated_drafts, publish_book
from paddock.central.contracts.clauses import (
    CURRENT_VERSION,
    INSTALLED_BOOKS,
    Deal,
    clause_book,
    installed_text,
    parse_book,
)
from paddock.central.contracts.desk import open_desk
from paddock.central.contracts.drawing import draw_up_anew, draw_up_contract
from paddock.central.contracts.models import ContractFile, ContractRecord
from paddock.central.contracts.rendering import render_contract
from paddock.central.keys import keys_of
from paddock.central.migrations.run import upgrade
from paddock.central.seeding import seed_sample
from paddock.central.settings import Settings
from paddock.domain.errors import BadInput, Finding
from paddock.domain.financed_extras import ExtraKind
from paddock.domain.plans import PlanKind, RepaymentMethod
from paddock.domain.states import DecisionOutcome, SignerRole
from paddock.domain.vehicle_class import VehicleClass
from paddock.wire.applications import CoSigner, CoSignerRole, VehicleCondition
from paddock.wire.decisions import Decision, Lane, Offer, PinnedVersions
from tests.central.test_contracts_rendering import text_of
from tests.helpers.central_command import run
from tests.helpers.contracts import APPLICATION_ID, NOW, offer, submission, terms
from tests.helpers.received import received


def ids_for(deal: Deal) -> set[str]:
    return {clause.id for clause in clause_book().clauses if clause.scope.holds(deal)}


def test_what_a_deal_is_decides_which_clauses_it_has() -> None:
    plain = ids_for(Deal(PlanKind.DIRECT_LEASE))
    special = {
        "used_vehicle": Deal(PlanKind.DIRECT_LEASE, condition=VehicleCondition.USED),
        "commercial_use": Deal(PlanKind.DIRECT_LEASE, vehicle_class=VehicleClass.TRUCK),
        "new_energy": Deal(PlanKind.DIRECT_LEASE, new_energy=True),
        "balloon": Deal(PlanKind.DIRECT_LEASE, method=RepaymentMethod.BALLOON),
        "changing_instalments": Deal(PlanKind.DIRECT_LEASE, method=RepaymentMethod.SEASONAL),
        "financed_extras": Deal(PlanKind.DIRECT_LEASE, extras=frozenset({ExtraKind.INSURANCE})),
        "co_lessee": Deal(PlanKind.DIRECT_LEASE, signers=frozenset({SignerRole.CO_APPLICANT})),
        "guarantee": Deal(PlanKind.DIRECT_LEASE, signers=frozenset({SignerRole.GUARANTOR})),
    }
    for name, deal in special.items():
        assert ids_for(deal) - plain == {name}


def test_the_installed_books_pass_the_gate_one_after_the_other() -> None:
    books = [clause_book(name) for name in INSTALLED_BOOKS]
    for before, after in pairwise(books):
        assert faults_of_book(after, before) == []


def next_book(**changes: Any) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(installed_text(CURRENT_VERSION))
    return document | {"version": "2026-12", "based_on": CURRENT_VERSION, "effective_from": "2026-11-23"} | changes


def clause_in(document: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(clause for clause in document["clauses"] if clause["id"] == name)
    return found


def amended() -> dict[str, Any]:
    document = next_book()
    clause = clause_in(document, "default")
    clause |= {"version": clause["version"] + 1, "replaces": clause["version"]}
    clause["paragraphs"][0]["text"] = clause["paragraphs"][0]["text"].replace("万分之五", "万分之四")
    return document


def drop_rate(document: dict[str, Any]) -> None:
    for paragraph in clause_in(document, "rent")["paragraphs"]:
        paragraph["text"] = paragraph["text"].replace("$annual_rate", "另行告知")


def rewrite_quietly(document: dict[str, Any]) -> None:
    clause_in(document, "notices")["paragraphs"][0]["text"] += "。"


def skip_a_version(document: dict[str, Any]) -> None:
    clause_in(document, "notices")["version"] = 3


def unknown_place(document: dict[str, Any]) -> None:
    document["annexes"]["delivery"]["paragraphs"].append("$mileage 公里")


def everybody_has_a_balloon(document: dict[str, Any]) -> None:
    del clause_in(document, "balloon")["for"]


def without_law(document: dict[str, Any]) -> None:
    clause_in(document, "notices")["law"] = "惯例"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (drop_rate, "annual_rate"),
        (rewrite_quietly, "same version"),
        (skip_a_version, "follows as version"),
        (unknown_place, "nobody fills"),
        (everybody_has_a_balloon, "must be for balloon"),
        (without_law, "names no law"),
        (lambda document: document.update(based_on="2025-01"), "based_on"),
        (lambda document: document.update(version="next"), "looks like"),
        (lambda document: document["clauses"].append(document["clauses"][0]), "more than once"),
    ],
)
def test_the_gate_refuses(spoil: Any, said: str) -> None:
    document = next_book()
    spoil(document)
    faults = faults_of_book(parse_book(document), clause_book())
    assert any(said in fault.en for fault in faults), faults


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    centre = Centre.opened(Settings(data_dir=tmp_path))
    centre.clock = lambda: NOW
    upgrade(centre.database)
    seed_sample(centre)
    received(centre, submission())
    yield centre
    centre.database.close()


def decision_with(one: Offer) -> Decision:
    return Decision(
        decision=DecisionOutcome.APPROVED,
        score=700,
        lane=Lane.RETAIL_USED,
        decided_at=NOW,
        rule_hits=[],
        rules_evaluated=1,
        score_points=[],
        reasons=[],
        stipulations=[],
        offers=[one],
        refused_plans=[],
        sources={},
        sandbox=True,
        pinned=PinnedVersions(rule_set_sha256="0", scorecard="1", plan_catalogue_sha256="0"),
    )


def drawn(centre: Centre) -> ContractRecord:
    desk = open_desk(keys_of(centre.settings), "http://127.0.0.1:9", NOW, uses_sandbox=True)
    with centre.database.writing() as session:
        application = session.get_one(ApplicationRecord, APPLICATION_ID)
        contract = draw_up_contract(session, desk, application, offer(), NOW)
        application.accepted_offer_id = offer().id
        application.decision_json = decision_with(offer()).model_dump_json()
        return contract


def test_an_update_reaches_later_contracts_lists_the_drafts_and_leaves_the_signed_alone(centre: Centre) -> None:
    contract = drawn(centre)
    assert contract.clause_version == CURRENT_VERSION
    today = chinese_date(NOW)
    with centre.database.writing() as session:
        assert outdated_drafts(session, today) == []
        publish_book(session, json.dumps(amended(), ensure_ascii=False), "法务", NOW)
        assert book_in_force(session, today).version == "2026-12"
        assert book_in_force(session, today - timedelta(days=1)).version == CURRENT_VERSION
        assert [one.number for one in outdated_drafts(session, today)] == [contract.number]
        assert [step.clause.version for step in line_of(session, "default")] == [1, 2]
    desk = open_desk(keys_of(centre.settings), "http://127.0.0.1:9", NOW, uses_sandbox=True)
    with centre.database.writing() as session:
        found = session.get_one(ContractRecord, contract.id)
        assert draw_up_anew(session, desk, found, NOW)
        assert not draw_up_anew(session, desk, found, NOW)
        assert (found.version, found.clause_version, found.number) == (2, "2026-12", contract.number)
        first, second = (session.get_one(ContractFile, (contract.id, version)).pdf for version in (1, 2))
        assert first != second
        assert outdated_drafts(session, today) == []
        found.state = "partly_signed"
        found.clause_version = CURRENT_VERSION
        assert outdated_drafts(session, today) == []
        with pytest.raises(Finding, match="leaves it alone"):
            draw_up_anew(session, desk, found, NOW)
        session.rollback()


def test_a_published_version_is_never_published_again(centre: Centre) -> None:
    text = json.dumps(amended(), ensure_ascii=False)
    with centre.database.writing() as session:
        publish_book(session, text, "法务", NOW)
        with pytest.raises(Finding):
            publish_book(session, text, "法务", NOW)


def test_the_command_publishes_with_the_right_token_only(
    centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(centre.settings.data_dir)
    file = tmp_path / "book.json"
    file.write_text(json.dumps(amended(), ensure_ascii=False), "utf-8")
    tokens = {}
    for role in ("reviewer", "clause_editor"):
        assert run(monkeypatch, "staff", "add", role, "--role", role, "--data-dir", folder, "--json") == 0
        tokens[role] = tmp_path / role
        tokens[role].write_text(json.loads(capsys.readouterr().out)["token"])
    publish = ("clauses", "publish", str(file), "--data-dir", folder, "--json", "--token-file")
    assert run(monkeypatch, "clauses", "check", str(file), "--data-dir", folder) == 0
    assert run(monkeypatch, *publish, str(tokens["reviewer"])) == 2
    capsys.readouterr()
    assert run(monkeypatch, *publish, str(tokens["clause_editor"])) == 0
    assert json.loads(capsys.readouterr().out)["version"] == "2026-12"
    assert run(monkeypatch, "clauses", "line", "default", "--data-dir", folder, "--json") == 0
    assert [step["version"] for step in json.loads(capsys.readouterr().out)] == [1, 2]
    assert run(monkeypatch, "clauses", "diff", CURRENT_VERSION, "2026-12", "--data-dir", folder) == 0
    assert "+承租人逾期" in capsys.readouterr().out


@pytest.mark.parametrize(
    "change",
    [
        {"amount_financed_fen": 9_000_001},
        {"total_payable_fen": 1},
        {"monthly_payment_fen": 1},
        {"annual_rate": offer().annual_rate + offer().annual_rate / 1000},
        {"price_fen": 12_850_100},
        {"schedule": offer().schedule[:-1]},
        {"schedule": [offer().schedule[1], offer().schedule[0], *offer().schedule[2:]]},
        {"schedule": [offer().schedule[0].model_copy(update={"interest_fen": 1}), *offer().schedule[1:]]},
    ],
)
def test_figures_that_do_not_add_up_make_no_contract(centre: Centre, change: dict[str, Any]) -> None:
    desk = open_desk(keys_of(centre.settings), "http://127.0.0.1:9", NOW, uses_sandbox=True)
    with centre.database.writing() as session:
        application = session.get_one(ApplicationRecord, APPLICATION_ID)
        with pytest.raises(BadInput, match="do not add up"):
            draw_up_contract(session, desk, application, offer().model_copy(update=change), NOW)


def test_co_lessee_and_guarantor_are_named_sign_and_have_their_letter() -> None:
    beside = [
        CoSigner(
            role=role,
            name=name,
            resident_id_number="110105199003070022",
            address="杭州市西湖区文三路 138 号",
            phone="13800138001",
            consented_at=NOW,
        )
        for role, name in ((CoSignerRole.CO_APPLICANT, "王大川"), (CoSignerRole.GUARANTOR, "赵保生"))
    ]
    contract = terms(application=submission().model_copy(update={"co_signers": beside}))
    rendered = render_contract(contract)
    text = "".join(text_of(rendered))
    assert [area.role for area in rendered.areas] == list(SignerRole)
    for stated in ("共同承租人王大川", "保证人赵保生自愿", "附件四担保函", "附件五交付确认书", "租赁物及查验清单"):
        assert stated in text
    nameless = beside[1].model_copy(update={"address": ""})
    with pytest.raises(BadInput, match=r"guarantor\.address"):
        replace(contract, application=submission().model_copy(update={"co_signers": [nameless]}))
