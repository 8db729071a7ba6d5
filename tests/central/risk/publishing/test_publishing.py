"""A risk manager's journey: from a draft to the rules in force, by two people, and back with one click."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from paddock.central.identity.attempts import MOST_FAILURES, WITHIN
from paddock.central.identity.lender import LenderRole, revoke_staff
from paddock.central.risk.gate import load_rules
from tests.helpers.risk_desk import TIGHTEN, RiskBench, RiskClient, risk_bench, set_cell, staff

INSTALLED = load_rules().sha256


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[RiskBench]:
    with risk_bench(tmp_path) as bench:
        yield bench


def said(answer: Any) -> str:
    """What a refusal says in English."""
    return "; ".join(fault["message"]["en"] for fault in answer["faults"]) or str(answer["detail"])


def test_a_change_goes_from_draft_to_live_by_two_people_and_back_by_one(bench: RiskBench) -> None:
    manager, approver = bench.manager, bench.approver
    assert manager.get("/live")["release"]["number"] == 0
    draft = manager.begin()
    assert (draft["state"], draft["base_is_live"], draft["sha256"]) == ("draft", True, INSTALLED)

    view = manager.edit(draft, *TIGHTEN[:2])
    assert {(fault["file"], fault["row"]) for fault in view["faults"]} == {("cases.json", "CR-10")}
    cases = view["cases"]["CR-10"]
    assert {case["passed"] for case in cases} == {True, False}, "the old cases say that the edge has moved"
    check = manager.post(f"/drafts/{draft['id']}/check")
    assert (check["passed"], check["cases_failed"]) == (False, 0)
    assert {fault["row"] for fault in check["faults"]} == {"CR-10"}
    assert "has no case" in check["faults"][0]["message"]["en"]

    view = manager.edit(draft, TIGHTEN[2])
    assert all(case["passed"] for case in view["cases"]["CR-10"])
    changes = manager.get(f"/drafts/{draft['id']}/difference")["changes"]
    assert [(c["row"], c["what"], c["before"], c["after"]) for c in changes if c["row"]] == [
        ("CR-10.1", "inquiries_3m", ">= 20", ">= 15"),
        ("CR-10.2", "inquiries_3m", "[12..19]", "[10..14]"),
    ]
    report = manager.prove(draft, limit=120)
    assert (report["source"], report["done"]) == ("sample", 120)
    assert report["swaps"]["referred"]["declined"] == report["changed_count"] > 0
    assert all("CR-10" not in case["rules_added"] for case in report["changed"])
    assert report["whole"]["approved_after"] <= report["whole"]["approved_before"]
    assert report["whole"]["expected_loss_after_fen"] <= report["whole"]["expected_loss_before_fen"]
    for cut in ("by_dealer", "by_region", "by_vehicle"):
        assert sum(segment["applications"] for segment in report[cut].values()) == 120

    submitted = manager.post(f"/drafts/{draft['id']}/submit", note="查询过多的客户逾期高")["draft"]
    assert submitted["state"] == "submitted"
    approver.post(f"/drafts/{draft['id']}/approve", sha256=submitted["sha256"])
    live = manager.get("/live")
    assert (live["release"]["number"], live["release"]["champion"]) == (1, submitted["sha256"])
    assert (live["release"]["author"], live["release"]["approver"]) == ("周敏", "何伟")

    back = approver.post("/releases/restore", number=0, reason="误伤老客户")
    assert (back["release"]["number"], back["release"]["champion"], back["release"]["restores"]) == (2, INSTALLED, 0)
    forward = approver.post("/releases/restore", number=1, reason="确认无误, 恢复")
    assert forward["release"]["champion"] == submitted["sha256"]
    assert [row["number"] for row in manager.get("/releases")] == [3, 2, 1, 0]
    actions = [line["action"] for line in manager.get("/audit")]
    assert actions[:3] == ["restore", "restore", "approve"]
    assert {"draft", "edit", "check", "backtest", "submit"} <= set(actions)


def test_nobody_approves_what_they_wrote_in(bench: RiskBench) -> None:
    both = RiskClient(bench.url, staff(bench.centre, "双岗", LenderRole.RISK_MANAGER, LenderRole.RISK_APPROVER)[1])
    draft = bench.manager.begin()
    sha256 = bench.manager.hand_in(draft, *TIGHTEN)
    bench.approver.post(f"/drafts/{draft['id']}/return", reason="请补充版本号")
    both.edit(draft, {"kind": "set_version", "version": "2026.11.3"})
    sha256 = both.hand_in(draft)
    refused = both.post(f"/drafts/{draft['id']}/approve", 403, sha256=sha256)
    assert refused["code"] == "not_permitted"
    assert "four eyes" in refused["detail"]
    bench.approver.post(f"/drafts/{draft['id']}/approve", sha256=sha256)
    assert bench.manager.get("/live")["version"] == "2026.11.3"


def test_each_role_may_do_its_own_and_no_more(bench: RiskBench) -> None:
    draft = bench.manager.begin()
    bench.approver.post("/drafts", 403, title="不该能写")
    bench.approver.post(f"/drafts/{draft['id']}/check", 403)
    bench.manager.post(f"/drafts/{draft['id']}/approve", 403, sha256=draft["sha256"])
    bench.manager.post("/releases/restore", 403, number=0, reason="不该能回退")
    bench.manager.post("/snoozes", 403, rule="CR-10", kind="vin", subject="x", reason="不该能暂停", until="2027-01-01")
    staff_id, token = staff(bench.centre, "离职者", LenderRole.RISK_MANAGER)
    gone = RiskClient(bench.url, token)
    gone.get("/live")
    with bench.centre.database.writing() as session:
        revoke_staff(session, staff_id, bench.centre.clock())
    gone.ask("GET", "/live", status=401)


def test_what_is_not_checked_backtested_and_read_is_not_published(bench: RiskBench) -> None:
    draft = bench.manager.begin()
    path = f"/drafts/{draft['id']}"
    assert "Check it whole" in said(bench.manager.post(f"{path}/submit", 409))
    assert bench.manager.post(f"{path}/check")["passed"]
    assert "Finish a backtest" in said(bench.manager.post(f"{path}/submit", 409))
    bench.manager.post(f"{path}/backtest", source="sample", limit=60)
    assert "Finish a backtest" in said(bench.manager.post(f"{path}/submit", 409)), "forty of sixty is not all"
    bench.manager.post(f"{path}/backtest")
    bench.manager.post(f"{path}/submit")
    bench.manager.post(f"{path}/edits", 409, revision=1, edits=[{"kind": "set_version", "version": "x"}])
    refused = bench.approver.post(f"{path}/approve", 409, sha256="0" * 64)
    assert "read it again" in said(refused)


def test_a_draft_that_the_gate_refuses_goes_nowhere(bench: RiskBench) -> None:
    draft = bench.manager.begin()
    view = bench.manager.edit(draft, set_cell("credit", "CR-10.2", "inquiries_3m", "[12..十九]"))
    assert [(fault["row"], fault["column"]) for fault in view["faults"]] == [("CR-10.2", "inquiries_3m")]
    assert not bench.manager.post(f"/drafts/{draft['id']}/check")["passed"]
    refused = bench.manager.post(f"/drafts/{draft['id']}/backtest", 409, source="sample")
    assert "gate refuses" in said(refused)
    assert "Check it whole" in said(bench.manager.post(f"/drafts/{draft['id']}/submit", 409))


def test_two_writers_do_not_overwrite_each_other(bench: RiskBench) -> None:
    draft = bench.manager.begin()
    path = f"/drafts/{draft['id']}/edits"
    bench.manager.post(path, revision=1, edits=[{"kind": "set_version", "version": "a"}])
    refused = bench.manager.post(path, 409, revision=1, edits=[{"kind": "set_version", "version": "b"}])
    assert "refresh" in said(refused)


def test_a_draft_begun_before_another_was_published_takes_that_in_first(bench: RiskBench) -> None:
    late = bench.manager.begin("放宽担保")
    bench.manager.edit(
        late,
        set_cell("credit", "CR-13.1", "guaranteed_balance_fen", "> 200000000"),
        {"kind": "suggest_cases", "rule": "CR-13"},
    )
    clash = bench.manager.begin("也改查询次数")
    bench.manager.edit(clash, set_cell("credit", "CR-10.1", "inquiries_3m", ">= 18"))
    bench.publish(*TIGHTEN)

    sha256 = bench.manager.hand_in(late)
    refused = bench.approver.post(f"/drafts/{late['id']}/approve", 409, sha256=sha256)
    assert "published meanwhile" in said(refused)
    bench.approver.post(f"/drafts/{late['id']}/return", reason="请合并线上版本")
    revision = bench.manager.get(f"/drafts/{late['id']}")["draft"]["revision"]
    merged = bench.manager.post(f"/drafts/{late['id']}/rebase", revision=revision)
    assert merged["draft"]["base_is_live"]
    assert merged["faults"] == []
    changes = bench.manager.get(f"/drafts/{late['id']}/difference")["changes"]
    assert {change["rule"] for change in changes} == {"CR-13"}, "the other's change is in, and no longer a difference"
    sha256 = bench.manager.hand_in(late)
    bench.approver.post(f"/drafts/{late['id']}/approve", sha256=sha256)

    revision = bench.manager.get(f"/drafts/{clash['id']}")["draft"]["revision"]
    refused = bench.manager.post(f"/drafts/{clash['id']}/rebase", 409, revision=revision)
    assert "CR-10" in said(refused)


def test_rules_rows_columns_and_cards_are_written_and_taken_out(bench: RiskBench) -> None:
    draft = bench.manager.begin("新增规则")
    rules = bench.manager.get(f"/drafts/{draft['id']}")["rules"]
    card = next(card for card in rules["cards"] if card["id"] == "CR-13")
    fresh = {**card, "id": "CR-40", "reason_code": "R1940", "staff": {"zh": "新规则", "en": "A new rule"}}
    view = bench.manager.edit(
        draft,
        {"kind": "set_card", "card": fresh},
        {"kind": "add_column", "group": "credit", "feature": "age_at_end"},
        set_cell("credit", "CR-40.1", "age_at_end", "> 60"),
        set_cell("credit", "CR-40.1", "open_loans", ">= 3"),
        {"kind": "suggest_cases", "rule": "CR-40"},
    )
    assert view["faults"] == []
    assert view["rules"]["cases"]["CR-40"] == len(view["cases"]["CR-40"]) >= 5
    assert bench.manager.post(f"/drafts/{draft['id']}/check")["passed"]
    assert bench.manager.edit(draft, {"kind": "delete_rule", "rule": "CR-40"})["faults"] == []
    view = bench.manager.edit(draft, {"kind": "delete_column", "group": "credit", "feature": "age_at_end"})
    assert view["draft"]["sha256"] == INSTALLED, "all of it taken back is the rule set it began as"
    bench.manager.edit(draft, {"kind": "add_row", "group": "credit", "rule": "CR-13", "like": "CR-13.1"})
    view = bench.manager.edit(draft, set_cell("credit", "CR-13.2", "guaranteed_balance_fen", "> 300000000"))
    assert "can never matter" in view["faults"][0]["message"]["en"]
    assert bench.manager.edit(draft, {"kind": "delete_row", "group": "credit", "row": "CR-13.2"})["faults"] == []
    for nothing in (
        set_cell("credit", "CR-99.1", "open_loans", "1"),
        set_cell("nowhere", "CR-13.1", "open_loans", "1"),
        {"kind": "add_column", "group": "credit", "feature": "shoe_size"},
        {"kind": "delete_rule", "rule": "CR-99"},
    ):
        bench.manager.edit(draft, nothing, status=422)


def test_a_challenger_and_a_shadow_are_put_in_and_taken_out(bench: RiskBench) -> None:
    live = bench.publish(*TIGHTEN, target="challenger", percent=20)
    assert (live["release"]["champion"], live["release"]["challenger_percent"]) == (INSTALLED, 20)
    live = bench.publish(set_cell("credit", "CR-13.1", "guaranteed_balance_fen", "> 200000000"),
                         {"kind": "suggest_cases", "rule": "CR-13"}, target="shadow")  # fmt: skip
    assert live["release"]["challenger"] is not None
    assert live["release"]["shadow"] is not None
    live = bench.approver.post("/releases/stop", what="challenger", reason="试验结束")
    assert live["release"]["challenger"] is None
    live = bench.approver.post("/releases/stop", what="shadow", reason="试验结束")
    assert live["release"]["shadow"] is None
    bench.approver.post("/releases/stop", 409, what="shadow", reason="已经停了")


def test_a_browser_s_session_needs_its_own_token_for_every_write(bench: RiskBench) -> None:
    browser = requests.Session()
    url = f"{bench.url}/v1/risk"
    assert browser.post(f"{url}/session", json={"token": "wrong"}, timeout=10).status_code == 401
    answer = browser.post(f"{url}/session", json={"token": bench.manager_token}, timeout=10)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert bench.manager_token not in cookie
    csrf = answer.json()["csrf_token"]
    assert browser.get(f"{url}/live", timeout=10).status_code == 200
    assert browser.post(f"{url}/drafts", json={"title": "x"}, timeout=10).status_code == 403
    forged = browser.post(f"{url}/drafts", json={"title": "x"}, headers={"X-CSRF-Token": "guess"}, timeout=10)
    assert forged.status_code == 403
    own = {"X-CSRF-Token": csrf}
    assert browser.post(f"{url}/drafts", json={"title": "x"}, headers=own, timeout=10).status_code == 201
    assert browser.delete(f"{url}/session", headers=own, timeout=10).status_code == 204
    assert browser.get(f"{url}/live", timeout=10).status_code == 401


def test_who_tries_many_tokens_waits_and_is_told_so(bench: RiskBench) -> None:
    def signed_in(token: str) -> requests.Response:
        return requests.post(f"{bench.url}/v1/risk/session", json={"token": token}, timeout=10)

    for _ in range(MOST_FAILURES - 1):
        assert signed_in("guess").status_code == 401
    assert signed_in(bench.manager_token).status_code == 200, "who knows the token begins anew"
    for _ in range(MOST_FAILURES):
        assert signed_in("guess").status_code == 401
    refused = signed_in(bench.manager_token)
    assert refused.status_code == 429
    assert "five minutes" in said(refused.json())
    now = bench.centre.clock()
    bench.centre.clock = lambda: now + WITHIN
    assert signed_in(bench.manager_token).status_code == 200


def test_who_only_reviews_cases_sees_no_rules(bench: RiskBench) -> None:
    reviewer = RiskClient(bench.url, staff(bench.centre, "赵敏", LenderRole.REVIEWER)[1])
    assert reviewer.get("/me")["roles"] == ["reviewer"]
    for path in ("/live", "/drafts", "/snoozes", "/audit", "/features"):
        reviewer.ask("GET", path, status=403)


def test_a_session_ends_by_itself(bench: RiskBench) -> None:
    browser = requests.Session()
    browser.post(f"{bench.url}/v1/risk/session", json={"token": bench.manager_token}, timeout=10)
    now = bench.centre.clock()
    bench.centre.clock = lambda: now + timedelta(hours=9)
    assert browser.get(f"{bench.url}/v1/risk/live", timeout=10).status_code == 401


def test_the_page_is_served_with_headers_that_let_nothing_else_in(bench: RiskBench) -> None:
    answer = requests.get(f"{bench.url}/risk", timeout=10)
    assert answer.url.endswith("/risk/")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert requests.get(f"{bench.url}/risk/serving.py", timeout=10).status_code == 404
    assert requests.get(f"{bench.url}/risk/..%2Fgate.py", timeout=10).status_code == 404
