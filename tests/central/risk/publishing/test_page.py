"""A risk manager's day in a browser: the one journey through the page, in Debian's chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from tests.helpers.browser import Browser, browser
from tests.helpers.risk_desk import RiskBench, risk_bench

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[RiskBench]:
    with risk_bench(tmp_path / "centre") as bench:
        yield bench


def sign_in(page: Browser, bench: RiskBench, token: str) -> None:
    page.driver.get(f"{bench.url}/risk/")
    page.write("#token", token)
    page.find("#sign-out")


def cell(row: str, feature: str) -> str:
    return f'[data-row="{row}"] [data-cell="{feature}"]'


def write_draft(page: Browser) -> None:
    """A draft: cells refused while they are typed, one row more and back, and cases written anew."""
    # A draft, and a cell that the gate refuses while it is typed.
    page.click("#new-draft")
    page.write("#ask-title", "收紧征信查询")
    page.click('[data-group="credit"]')
    page.write(cell("CR-10.1", "inquiries_3m"), ">= 十五", leave=False)
    page.find('[data-cell="inquiries_3m"][aria-invalid="true"]')
    page.write(cell("CR-10.1", "inquiries_3m"), ">= 14")
    page.until(lambda: "重叠" in page.text('[data-row="CR-10.1"] .bad, [data-row="CR-10.2"] .bad'))
    # Enter leads down the column; what is typed there outlives the tables being drawn anew when the first is saved.
    page.write(cell("CR-10.1", "inquiries_3m"), ">= 15")
    page.type("[10..14]")
    page.until(lambda: "r3" in page.text(".draft-top small"))
    assert page.value(cell("CR-10.2", "inquiries_3m")) == "[10..14]"
    page.type(Keys.ENTER)
    page.until(lambda: "r4" in page.text(".draft-top small"))

    # A row more, and back.
    page.click('[data-row="CR-10.2"] .acts button')
    page.find('[data-row="CR-10.4"]')
    page.type(Keys.CONTROL + "z")
    page.until(lambda: not page.all('[data-row="CR-10.4"]'))

    # Its cases say that the edges moved; they are written anew on purpose.
    page.click('[data-row="CR-10.1"] button.link')
    page.find('[data-passed="false"]')
    page.click("#rewrite")
    page.until(lambda: bool(page.all('[data-passed="true"]')) and not page.all('[data-passed="false"]'))


def prove_and_hand_in(page: Browser) -> None:
    """Difference, backtest, the whole check, and to the second person."""
    page.click('[data-sheet="difference"]')
    page.until(lambda: {">= 15", "[10..14]"} <= {e.text for e in page.all("ins")})
    page.click('[data-sheet="backtest"]')
    Select(page.find("#source")).select_by_value("sample")
    page.click("#begin")
    page.until(lambda: page.text("#done") == "400")
    assert int(page.text("#changed")) > 0
    page.click("#check")
    page.until(lambda: page.find("#submit").is_enabled())
    page.click("#submit")
    page.click("dialog .primary")
    page.until(lambda: page.text("#state") == "待审批")
    assert page.all("#approve") == [], "who wrote it cannot approve it"


def snooze_for_a_dealer(page: Browser, bench: RiskBench) -> None:
    """One dialog: the field for whom it is follows what was chosen."""
    page.driver.get(f"{bench.url}/risk/#snoozes")
    page.click(".bar .primary")
    page.write("#ask-rule", "CR-10")
    assert page.find("#ask-vin").is_displayed()
    Select(page.find("#ask-kind")).select_by_value("dealer")
    assert page.find("#ask-dealer").is_displayed()
    page.until(lambda: not page.driver.find_element("id", "ask-vin").is_displayed())
    page.write("#ask-reason", "系统升级期间", leave=False)
    page.click("dialog .primary")
    page.until(lambda: "CR-10" in page.text("tr.now"))
    (snoozed,) = bench.manager.get("/snoozes")
    assert (snoozed["rule"], snoozed["kind"]) == ("CR-10", "dealer")


def test_a_rule_is_snoozed_in_one_dialog_and_a_refused_sign_in_stands_in_the_audit(
    bench: RiskBench, tmp_path: Path
) -> None:
    with browser(tmp_path / "approver") as page:
        page.driver.get(f"{bench.url}/risk/")
        page.write("#token", "not a token")
        page.until(lambda: "令牌不对" in page.text("[role=alert]"))
        sign_in(page, bench, bench.approver_token)
        snooze_for_a_dealer(page, bench)
        page.driver.get(f"{bench.url}/risk/#audit")
        page.until(lambda: "登录被拒" in page.text("table"))
        assert [said for said in page.complaints() if "401" not in said] == []


def test_from_a_cell_to_the_next_decision_and_back(bench: RiskBench, tmp_path: Path) -> None:
    with browser(tmp_path / "manager") as page:
        sign_in(page, bench, bench.manager_token)

        write_draft(page)
        prove_and_hand_in(page)
        draft = str(page.driver.current_url).rpartition("/")[2]
        assert [said for said in page.complaints() if "401" not in said] == []

    assert bench.manager.get("/live")["release"]["number"] == 0
    with browser(tmp_path / "approver") as page:
        sign_in(page, bench, bench.approver_token)
        page.driver.get(f"{bench.url}/risk/#drafts/{draft}")
        page.click("#approve")
        page.click("dialog .primary")
        page.until(lambda: page.text("#state") == "已发布")
        assert bench.manager.get("/live")["release"]["number"] == 1
        page.driver.get(f"{bench.url}/risk/#history")
        page.click('[data-release="0"]')
        page.write("#ask-reason", "误伤老客户")
        page.until(lambda: page.all("tr.now td")[0].text == "2")
    live = bench.manager.get("/live")["release"]
    assert (live["number"], live["restores"]) == (2, 0)
