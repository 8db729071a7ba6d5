"""A reviewer's case in a browser: from the list to the answer and the verdict, in Debian's chromium."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from paddock.central.identity.lender import LenderRole
from paddock.domain.states import ApplicationState
from paddock.wire.messages import canonical_json
from paddock.wire.reviews import StipulationAnswer
from tests.helpers.applications import NOW
from tests.helpers.browser import browser
from tests.helpers.central_server import new_id
from tests.helpers.review_bench import ReviewBench, review_bench
from tests.helpers.risk_desk import staff

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[ReviewBench]:
    with review_bench(tmp_path / "centre") as running:
        yield running


def answer(bench: ReviewBench, application_id: UUID, text: str) -> None:
    (asked,) = bench.counter.application(application_id).stipulations
    given = StipulationAnswer(
        id=new_id(),
        application_id=application_id,
        stipulation_id=asked.id,
        text=text,
        images=[],
        answered_at=NOW,
        answered_by="李娜",
    )
    path = f"/v1/applications/{application_id}/stipulations/{asked.id}"
    assert bench.counter.put(path, canonical_json(given), given.id).status_code == 200


def test_a_case_from_the_list_to_the_verdict(bench: ReviewBench, tmp_path: Path) -> None:
    application_id = bench.decided(phone="13871239004")
    token = staff(bench.centre, "周敏", LenderRole.REVIEWER)[1]
    with browser(tmp_path / "reviewer") as page:
        page.driver.get(f"{bench.url}/desk/")
        page.write("#token", token)
        page.click(f'[data-case="{application_id}"]')
        page.until(lambda: "ID-09" in page.text("main"))
        page.click("#claim")
        page.click("#ask")
        page.write("#ask-zh", "说明入网时间", leave=False)
        page.write("#ask-en", "Say since when", leave=False)
        page.click("dialog .primary")
        page.until(lambda: "等待答复" in page.text("#asks"))
        answer(bench, application_id, "三个月前入网")
        page.driver.refresh()
        page.until(lambda: "三个月前入网" in page.text("#asks"))
        page.click("#approve")
        page.click("dialog .primary")
        page.until(lambda: bench.counter.application(application_id).state is ApplicationState.APPROVED or None)
        page.driver.get(f"{bench.url}/desk/#")
        page.until(lambda: "没有等待人工审核的进件" in page.text("main"))
        assert [said for said in page.complaints() if "401" not in said] == []
